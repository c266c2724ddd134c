//! Finds the tables of a document: those with a caption, and those that are recognised by their rows.

use super::PrintedTable;
use super::caption::caption;
use super::read::read;
use super::split::split;
use crate::proofread::line::PrintedLine;
use crate::proofread::number::PrintedNumber;

const MAX_TITLE_CHARS: usize = 110;
const MAX_HEADING_CHARS: usize = 40;

pub(crate) fn tables(lines: &[PrintedLine]) -> Vec<PrintedTable> {
    let mut tables: Vec<PrintedTable> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let table = if let Some((name, title)) = lines.get(at).and_then(caption) {
            let below = read(lines, at, at + 1, name.clone(), title.clone());
            if below.is_none()
                && let Some(above) = tables.last_mut().filter(|above| ends_at(lines, above, at))
            {
                // The caption is below its table.
                (above.name, above.title, above.lines.end) = (name, title, at + 1);
            }
            below
        } else if starts_uncaptioned(lines, at) {
            let title = title_above(lines, at);
            read(lines, at, at, String::new(), title)
        } else {
            None
        };
        match table {
            Some(mut table) => {
                at = table.lines.end.max(at + 1);
                table.may_continue = tables.last().is_some_and(|before| may_continue(lines, before, &table));
                tables.push(table);
            }
            None => at += 1,
        }
    }
    tables
}

/// Whether a table without a caption ends right before the line.
fn ends_at(lines: &[PrintedLine], table: &PrintedTable, at: usize) -> bool {
    let between = lines.get(table.lines.end..at).unwrap_or_default();
    table.name.is_empty() && between.iter().all(PrintedLine::is_empty)
}

/// Whether `table` has the header of the table right before it, and nothing is between them.
fn may_continue(lines: &[PrintedLine], before: &PrintedTable, table: &PrintedTable) -> bool {
    let between = lines.get(before.lines.end..table.lines.start).unwrap_or_default();
    table.name.is_empty() && table.columns == before.columns && between.iter().all(PrintedLine::is_empty)
}

/// Whether a table without a caption starts at `at`: rows of cells with numbers, or items as `label: number`.
fn starts_uncaptioned(lines: &[PrintedLine], at: usize) -> bool {
    let next = lines.iter().skip(at).filter(|line| !line.is_empty()).take(4).collect::<Vec<_>>();
    let [first, second, ..] = next.as_slice() else { return false };
    let is_row = |line: &PrintedLine| line.cells.len() > 1 && split(line).is_some();
    let is_header = |line: &PrintedLine| line.cells.len() > 1;
    // »Indtægter« between the names of the columns and the first row.
    let is_heading = |line: &PrintedLine| {
        let text = line.text();
        line.cells.len() == 1 && text.chars().count() <= MAX_HEADING_CHARS && !text.ends_with(['.', ':', ','])
    };
    if lines.get(at).is_none_or(PrintedLine::is_empty) {
        return false;
    }
    is_row(first) && is_row(second)
        || is_header(first) && is_row(second) && next.get(2).is_some_and(|third| is_row(third))
        || is_header(first)
            && is_heading(second)
            && next.get(2..).is_some_and(|rest| rest.len() > 1 && rest.iter().all(|line| is_row(line)))
        || is_labelled(first) && is_labelled(second)
}

/// Whether the line is an item with a number: `• Læger: 171`.
fn is_labelled(line: &PrintedLine) -> bool {
    let text = line.text();
    text.rsplit_once(':').is_some_and(|(label, number)| {
        label.chars().any(char::is_alphabetic)
            && label.chars().count() < 70
            && PrintedNumber::parse(number).is_some_and(|n| !n.is_year)
    })
}

/// The line above, if it can be a title; otherwise "".
fn title_above(lines: &[PrintedLine], at: usize) -> String {
    let above = lines.iter().take(at).rev().filter(|line| !line.is_empty()).take(1);
    let is_title = |text: &String| {
        text.chars().count() < MAX_TITLE_CHARS
            && !text.ends_with(['.', ',', ';'])
            && text.starts_with(|c: char| !c.is_lowercase())
    };
    above.map(PrintedLine::text).find(is_title).unwrap_or_default()
}
