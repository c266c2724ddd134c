//! Columns of text, for a terminal.

use std::fmt::Write;

use crate::compare::page::{Header, Line, Page};
use crate::forms::{padded, width, wrapped};

/// How wide a terminal is taken to be.
const TERMINAL: usize = 100;
/// What stands between columns, and before what belongs below something.
const GAP: &str = "  ";
/// The least room for what rows are called.
const LEAST: usize = 20;

/// The page as text.
pub fn render(page: &Page) -> String {
    let headers: Vec<Vec<String>> = page.columns.iter().map(header).collect();
    let rows = || page.sections.iter().flat_map(|section| &section.rows);
    let widths: Vec<usize> = headers
        .iter()
        .enumerate()
        .map(|(i, header)| {
            let cells = rows().filter_map(|row| row.cells.get(i)).map(|cell| width(&cell.text));
            cells.chain(header.iter().map(|line| width(line))).max().unwrap_or(0)
        })
        .collect();
    let taken: usize = widths.iter().map(|column| column + GAP.len()).sum();
    let longest = rows().map(|row| width(&label(row))).max().unwrap_or(0);
    let first = longest.min(TERMINAL.saturating_sub(taken)).max(LEAST);
    let line = |text: &str, cells: &[&str]| {
        let mut line = padded(text, first);
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{GAP}{cell:>width$}");
        }
        format!("{}\n", line.trim_end())
    };
    let mut out = format!("{}\n", paragraph(&page.title, ""));
    for n in 0..headers.iter().map(Vec::len).max().unwrap_or(0) {
        let cells: Vec<&str> = headers.iter().map(|header| header.get(n).map_or("", String::as_str)).collect();
        out.push_str(&line("", &cells));
    }
    for section in &page.sections {
        let _ = writeln!(out, "\n{}", section.title);
        for row in &section.rows {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            let labels = wrapped(&label(row), first, if row.is_ratio { "      " } else { "    " });
            for (n, label) in labels.iter().enumerate() {
                // The numbers stand beside the last line of what they are.
                out.push_str(&line(label, if n + 1 == labels.len() { &texts } else { &[] }));
            }
        }
    }
    if !page.definitions.is_empty() {
        let _ = write!(out, "\n{}", paragraph(Page::DEFINITIONS, ""));
    }
    for definition in &page.definitions {
        let text = format!("{} ({}): {}", definition.label, definition.id, definition.definition);
        let _ = write!(out, "\n{}", paragraph(&text, GAP));
        for way in &definition.ways {
            let text = format!("{GAP}{}: »{}« ({}) – {}", way.reports, way.label, way.id, way.how);
            out.push_str(&paragraph(&text, "    "));
        }
    }
    out.push('\n');
    for line in page.legend.iter().chain(&page.notes) {
        out.push_str(&paragraph(line, GAP));
    }
    let _ = write!(out, "\n{}", paragraph(&page.summary, ""));
    out
}

/// The lines of a column's header: the report, and the period, which is broken where it is long.
fn header(column: &Header) -> Vec<String> {
    let period = match column.period.split_once("..") {
        None => vec![column.period.clone()],
        Some((from, to)) => vec![format!("{from}.."), to.to_owned()],
    };
    std::iter::once(column.report.clone()).chain(period).collect()
}

fn label(row: &Line) -> String {
    format!("{GAP}{}{}", if row.is_ratio { GAP } else { "" }, row.label)
}

/// The text in lines as wide as the terminal, those after the first with `hang` before them.
fn paragraph(text: &str, hang: &str) -> String {
    wrapped(text, TERMINAL, hang).into_iter().fold(String::new(), |out, line| out + &line + "\n")
}
