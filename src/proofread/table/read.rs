//! Reads the lines of a table until something else begins.

use super::caption::caption;
use super::split::{header, narrow_header, numbers, split};
use super::{PrintedCell, PrintedRow, PrintedTable, is_change};
use crate::proofread::lexicon::{WordClass, is_in, words};
use crate::proofread::line::PrintedLine;
use crate::proofread::sentence::starts_item;

const MAX_HEADING_CHARS: usize = 110;
/// Longest line in one piece in a table whose other rows have cells.
const MAX_LABEL_CHARS: usize = 60;
/// Greatest difference between the left edges of two lines of a label, in points.
const SAME_INDENT: f64 = 2.0;
/// Longest rest of a word that a narrow column broke without a hyphen.
const FRAGMENT: usize = 2;
const SHORT_WORDS: WordClass = words![i på af og om å år mv];
/// Most lines in a row without a number: a label in several lines, or headings.
const MOST_HEADINGS: usize = 3;
/// One row with numbers may be any line with a number in it.
const FEWEST_ROWS: usize = 2;

/// Reads the table whose caption is on line `from` and whose rows start on line `first`. `None` if there are too few rows.
pub(super) fn read(
    lines: &[PrintedLine],
    from: usize,
    first: usize,
    name: String,
    title: String,
) -> Option<PrintedTable> {
    let mut reader = TableReader { name: &name, end: first, ..TableReader::default() };
    for (index, line) in lines.iter().enumerate().skip(first) {
        match reader.read_line(index, line) {
            LineUse::Row | LineUse::Header => reader.end = index + 1,
            LineUse::Skipped => {}
            LineUse::Outside => break,
        }
    }
    let TableReader { mut rows, columns, header_cells, end, .. } = reader;
    let stub = header_cells.first().filter(|_| header_cells.len() == columns.len() + 1).cloned().unwrap_or_default();
    if rows.iter().filter(|row| !row.is_heading()).count() < FEWEST_ROWS {
        return None;
    }
    let leading = rows.iter().position(|row| !row.is_heading()).unwrap_or(0);
    // Lines above the first row belong to the header.
    let above: Vec<PrintedRow> = rows.drain(..leading).collect();
    let mut table = PrintedTable { name, title, stub, columns, rows, lines: from..end, may_continue: false };
    let last = missing_column(lines.get(from..).unwrap_or_default(), &table);
    table.columns.extend(last);
    table.align();
    if let Some(line) = above.last().filter(|_| table.columns.is_empty()) {
        table.columns = narrow_header(&line.label, table.width()).unwrap_or_default();
    }
    table.read_percentages();
    table.read_rounding();
    Some(table)
}

/// The name of the last column, if the line of names lacks it because it has two lines.
fn missing_column(lines: &[PrintedLine], table: &PrintedTable) -> Option<String> {
    if table.columns.is_empty() || table.columns.len() + 1 != table.width() {
        return None;
    }
    let first = table.rows.iter().find(|row| !row.is_heading())?.index;
    let above_rows = lines.get(..first.saturating_sub(table.lines.start))?;
    // »Ændring 2022-« above the other names, with »23« beside them.
    let is_alone = |line: &&PrintedLine| line.cells.len() == 1;
    let mut changes = above_rows.iter().filter(is_alone).map(PrintedLine::text).filter(|text| is_change(text));
    changes.next().or_else(|| above_rows.windows(3).find_map(|around| name_around(around, table.width())))
}

/// The name whose lines are above and below the other names, and to the right of them all: `Andel` and `gennemført`.
fn name_around(lines: &[PrintedLine], width: usize) -> Option<String> {
    let [above, names, below] = lines else { return None };
    let right = names.areas.first().filter(|_| names.cells.len() == width)?.x1;
    let is_beyond = |line: &PrintedLine| line.areas.first().is_some_and(|area| area.x0 > right);
    match (&above.cells[..], &below.cells[..]) {
        ([start], [end]) if is_beyond(above) && is_beyond(below) => Some(joined(start, end)),
        _ => None,
    }
}

/// What a line is for the table that is read.
enum LineUse {
    Row,
    Header,
    /// Blank, a heading that counts only if a row follows, or a repeated header.
    Skipped,
    /// Not of the table, which ends before it.
    Outside,
}

#[derive(Default)]
struct TableReader<'a> {
    /// "" without a caption.
    name: &'a str,
    rows: Vec<PrintedRow>,
    /// Lines without numbers since the last row.
    headings: Vec<PrintedRow>,
    columns: Vec<String>,
    header_cells: &'a [String],
    /// The line of names before, with its index.
    names_above: Option<(usize, &'a PrintedLine)>,
    /// Index after the last line of the table.
    end: usize,
}

impl<'a> TableReader<'a> {
    fn read_line(&mut self, index: usize, line: &'a PrintedLine) -> LineUse {
        if line.is_empty() {
            // In a text file a blank line may come between a header and its rows, but ends a table without a caption.
            let ends = self.name.is_empty() && line.number.is_some() && !self.rows.is_empty();
            return if ends { LineUse::Outside } else { LineUse::Skipped };
        }
        let text = line.text();
        if let Some((name, title)) = caption(line) {
            let is_continued = name == self.name && title.to_lowercase().contains("fortsat");
            return if is_continued { LineUse::Skipped } else { LineUse::Outside };
        }
        let is_paragraph = line.cells.len() == 1 && text.chars().count() > MAX_LABEL_CHARS && self.has_cells();
        if is_paragraph || is_prose(line, &text) {
            return LineUse::Outside;
        }
        if let Some(cells) = numbers(line) {
            // »4 | 433 | 38,0 %« below »Vurdering | Antal | Andel« is a point of a scale.
            if let (Some(label), true) = (line.cells.first(), self.has_stub(line)) {
                return self.push_row(index, line, label.clone(), cells.into_iter().skip(1).collect());
            }
            // A label in several lines has its numbers beside the middle one.
            let Some(heading) = self.headings.pop() else { return LineUse::Outside };
            return self.push_row(index, line, heading.label, cells);
        }
        if let Some(columns) = header(line) {
            let above = self.names_above.replace((index, line)).filter(|(above, _)| above + 1 == index);
            let columns = match above {
                Some((_, above)) => joined_names(above, columns),
                None => columns,
            };
            return self.read_header(line, columns);
        }
        if let Some((label, cells)) = split(line) {
            return self.push_row(index, line, label, cells);
        }
        if self.continues_label(index, line, &text) {
            return LineUse::Row;
        }
        if self.headings.len() == MOST_HEADINGS {
            return LineUse::Outside;
        }
        self.headings.push(PrintedRow { line: line.clone(), index, is_item: false, label: text, cells: Vec::new() });
        LineUse::Skipped
    }

    /// Whether the line has a cell below each name of the header, also below that of the labels.
    fn has_stub(&self, line: &PrintedLine) -> bool {
        self.headings.is_empty()
            && self.header_cells.len() == line.cells.len()
            && self.columns.len() + 1 == line.cells.len()
            && self.header_cells.first().is_some_and(|stub| stub.chars().any(char::is_alphabetic))
    }

    /// Whether all rows have cells that are far apart.
    fn has_cells(&self) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|row| row.is_heading() || row.line.cells.len() > 1)
    }

    fn push_row(&mut self, index: usize, line: &PrintedLine, label: String, cells: Vec<PrintedCell>) -> LineUse {
        let is_item = starts_item(&label);
        let label = self.joined_label(index, line, label);
        self.rows.append(&mut self.headings);
        self.rows.push(PrintedRow { line: line.clone(), index, is_item, label, cells });
        LineUse::Row
    }

    /// Whether the line is the second line of the label above it, which it is appended to.
    fn continues_label(&mut self, index: usize, line: &PrintedLine, text: &str) -> bool {
        let follows = self.end == index;
        let Some(row) = self.rows.last_mut().filter(|row| !row.is_heading() && follows) else { return false };
        let is_label =
            line.cells.len() == 1 && text.starts_with(char::is_lowercase) && text.chars().count() <= MAX_LABEL_CHARS;
        let continues = self.headings.is_empty() && is_label && is_below(line, &row.line);
        if continues {
            let is_fragment = text.chars().count() <= FRAGMENT && !is_in(text, &[SHORT_WORDS]);
            let separator = if is_fragment { "" } else { " " };
            row.label = format!("{}{separator}{text}", row.label);
        }
        continues
    }

    /// The label with the line above it, if that is its first line.
    fn joined_label(&mut self, index: usize, line: &PrintedLine, label: String) -> String {
        let is_first = |heading: &PrintedRow| {
            let is_label = !heading.label.ends_with(':') && heading.label.chars().count() <= MAX_LABEL_CHARS;
            heading.index + 1 == index && is_label && is_below(line, &heading.line) && heading.line.cells.len() == 1
        };
        if !label.starts_with(char::is_lowercase) || self.rows.is_empty() || !self.headings.last().is_some_and(is_first)
        {
            return label;
        }
        self.headings.pop().map_or_else(|| label.clone(), |heading| format!("{} {label}", heading.label))
    }

    fn read_header(&mut self, line: &'a PrintedLine, columns: Vec<String>) -> LineUse {
        // The table's next page repeats the header. After a total or below a heading it is the header of another table.
        let is_ended = !self.headings.is_empty() || self.rows.last().is_some_and(PrintedRow::is_total);
        if line.cells == self.header_cells && !is_ended {
            return LineUse::Skipped;
        }
        if !self.rows.is_empty() {
            return LineUse::Outside;
        }
        self.header_cells = &line.cells;
        self.columns = columns;
        self.headings.clear();
        LineUse::Header
    }
}

/// The names of columns with their first lines: `Patienter pr.` above `lægekapacitet`. Those that go on start in lower case.
fn joined_names(above: &PrintedLine, columns: Vec<String>) -> Vec<String> {
    let goes_on = |name: &&String| name.starts_with(char::is_lowercase);
    if columns.iter().filter(goes_on).count() != above.cells.len() {
        return columns;
    }
    let mut first = above.cells.iter().peekable();
    let join = |name: String| match first.next_if(|_| goes_on(&&name)) {
        Some(start) => joined(start, &name),
        None => name,
    };
    columns.into_iter().map(join).collect()
}

/// A name from its two lines.
fn joined(start: &str, end: &str) -> String {
    if start.ends_with('-') { format!("{start}{end}") } else { format!("{start} {end}") }
}

/// Whether two lines have the same left edge, as the lines of a label have.
fn is_below(line: &PrintedLine, above: &PrintedLine) -> bool {
    line.page == above.page && (line.indent - above.indent).abs() < SAME_INDENT
}

/// Whether the line is running text.
fn is_prose(line: &PrintedLine, text: &str) -> bool {
    if line.cells.len() > 1 && split(line).is_some() {
        return false;
    }
    let ends_sentence = text.ends_with('.') && text.split_whitespace().count() > 6;
    text.chars().count() > MAX_HEADING_CHARS || ends_sentence || text.contains("://") || text.starts_with('#')
}
