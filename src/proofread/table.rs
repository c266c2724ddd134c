//! Tables: rows of a label and numbers, wherever they stand in a document.

use super::document::{Document, Line};
use super::number::Printed;
use super::sentence::starts_item;

/// The longest line that can be a row or a heading of a table, in characters.
const LONGEST: usize = 110;
/// How many lines without a number may follow each other in a table: a label that is broken, a heading.
const MOST_HEADINGS: usize = 3;

/// A table of a printed report.
#[derive(Debug, Clone)]
pub struct Table {
    /// `Tabel 2`; "" for a table without a number.
    pub name: String,
    /// What it is about: its caption, or the line above it.
    pub title: String,
    /// What its columns of numbers are called, where that can be told.
    pub columns: Vec<String>,
    /// Its rows, headings among them.
    pub rows: Vec<Row>,
    /// The indices of its lines, from its caption to its last row.
    pub lines: std::ops::Range<usize>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub line: Line,
    /// What it is about.
    pub label: String,
    /// Whether it is indented or an item below the row before.
    pub is_item: bool,
    /// Its cells beside the label; none for a heading.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The number it starts with; None where there is none.
    pub value: Option<Printed>,
    /// All numbers in it, the first too: `2 (22)`, `70 - heraf 12`.
    pub numbers: Vec<Printed>,
}

impl Table {
    /// What it is called in a message.
    pub fn called(&self) -> String {
        match (self.name.as_str(), self.title.as_str()) {
            ("", "") => "en tabel uden titel".to_owned(),
            ("", title) => format!("tabellen »{title}«"),
            (name, _) => name.to_owned(),
        }
    }

    /// What a column is called in a message; "" where there is only one.
    pub fn column(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", String::as_str)
    }
}

impl Row {
    /// Whether it is a heading: a label alone.
    pub fn is_heading(&self) -> bool {
        self.cells.is_empty()
    }

    /// The number in a column.
    pub fn value(&self, column: usize) -> Option<Printed> {
        self.cells.get(column)?.value
    }

    /// The row as it can be quoted.
    pub fn quotation(&self) -> String {
        self.line.cells.join(" | ")
    }

    /// The label without its bullet, lower case.
    pub fn plain_label(&self) -> String {
        self.label.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(').to_lowercase()
    }
}

/// The tables of a document.
pub fn tables(document: &Document) -> Vec<Table> {
    let lines = &document.lines;
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let table = if let Some((name, title)) = lines.get(at).and_then(caption) {
            table(lines, at, at + 1, name, title)
        } else if starts_uncaptioned(lines, at) {
            let title = title_above(lines, at);
            table(lines, at, at, String::new(), title)
        } else {
            None
        };
        match table {
            Some(table) => {
                at = table.lines.end.max(at + 1);
                tables.push(table);
            }
            None => at += 1,
        }
    }
    tables
}

/// The number and the title of a caption: `Tabel 2: Nøgletal`.
fn caption(line: &Line) -> Option<(String, String)> {
    let text = line.text();
    let rest = text.strip_prefix("Tabel ").or_else(|| text.strip_prefix("TABEL "))?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches('.');
    let after = rest.get(number.len()..)?;
    let marked = after.strip_prefix([':', '.', '–', '-']).or_else(|| after.strip_prefix(" –"));
    // Without a mark it may be a sentence: »Tabel 1 viser …«.
    let unmarked =
        after.strip_prefix(' ').filter(|title| title.starts_with(char::is_uppercase) && !title.ends_with('.'));
    let title = marked.or(unmarked)?.trim();
    // A table of contents has captions too, with the page behind them.
    let is_listed = text.contains("....") || text.contains(". . .");
    (!number.is_empty() && !is_listed && title.chars().count() <= LONGEST)
        .then(|| (format!("Tabel {number}"), title.to_owned()))
}

/// Whether a table without a caption starts here: lines of cells with numbers, or items `label: number`.
fn starts_uncaptioned(lines: &[Line], at: usize) -> bool {
    let next = lines.iter().skip(at).filter(|line| !line.is_empty()).take(3).collect::<Vec<_>>();
    let [first, second, ..] = next.as_slice() else { return false };
    let is_row = |line: &Line| line.cells.len() > 1 && split(line).is_some();
    let is_header = |line: &Line| line.cells.len() > 1;
    if lines.get(at).is_none_or(Line::is_empty) {
        return false;
    }
    is_row(first) && is_row(second)
        || is_header(first) && is_row(second) && next.get(2).is_some_and(|third| is_row(third))
        || is_labelled(first) && is_labelled(second)
}

/// Whether the line is an item with its number: `• Læger: 171`.
fn is_labelled(line: &Line) -> bool {
    let text = line.text();
    text.rsplit_once(':').is_some_and(|(label, number)| {
        label.chars().any(char::is_alphabetic)
            && label.chars().count() < 70
            && Printed::parse(number).is_some_and(|n| !n.is_year)
    })
}

/// The nearest line above that may be a title.
fn title_above(lines: &[Line], at: usize) -> String {
    let above = lines.iter().take(at).rev().filter(|line| !line.is_empty()).take(1);
    let is_title = |text: &String| {
        text.chars().count() < LONGEST
            && !text.ends_with(['.', ',', ';'])
            && text.starts_with(|c: char| !c.is_lowercase())
    };
    above.map(Line::text).find(is_title).unwrap_or_default()
}

/// The table whose caption is on `from` and whose rows start on `first`; None where there are no rows.
fn table(lines: &[Line], from: usize, first: usize, name: String, title: String) -> Option<Table> {
    let mut rows = Vec::new();
    let mut headings: Vec<Row> = Vec::new();
    let mut columns = Vec::new();
    let mut header_cells: &[String] = &[];
    let mut end = first;
    for (index, line) in lines.iter().enumerate().skip(first) {
        if line.is_empty() {
            // In a text file an empty line may stand between a header and its rows, but not between tables.
            if name.is_empty() && line.number.is_some() && !rows.is_empty() {
                break;
            }
            continue;
        }
        let text = line.text();
        if caption(line).is_some() || is_prose(line, &text) {
            break;
        }
        if let Some(cells) = numbers(line) {
            // A label in several lines has its numbers beside the middle one.
            let Some(label) = headings.pop() else { break };
            rows.append(&mut headings);
            rows.push(Row { line: line.clone(), is_item: starts_item(&label.label), label: label.label, cells });
            end = index + 1;
            continue;
        }
        if let Some(header) = header(line) {
            if line.cells == header_cells {
                // The header once more, on the table's next page.
                continue;
            }
            if !rows.is_empty() {
                break;
            }
            header_cells = &line.cells;
            columns = header;
            headings.clear();
            end = index + 1;
            continue;
        }
        match split(line) {
            Some((label, cells)) => {
                rows.append(&mut headings);
                rows.push(Row { line: line.clone(), is_item: starts_item(&text), label, cells });
                end = index + 1;
            }
            None if headings.len() < MOST_HEADINGS => {
                headings.push(Row { line: line.clone(), is_item: false, label: text, cells: Vec::new() })
            }
            None => break,
        }
    }
    if rows.iter().filter(|row| !row.is_heading()).count() < 2 {
        return None;
    }
    let leading = rows.iter().position(|row| !row.is_heading()).unwrap_or(0);
    // What stands above the first row is the header, in as many lines as it takes.
    rows.drain(..leading);
    let mut table = Table { name, title, columns, rows, lines: from..end };
    table.align();
    Some(table)
}

impl Table {
    /// Gives every row as many cells as most have, and finds the rows that are indented.
    fn align(&mut self) {
        let counts: Vec<usize> = self.rows.iter().map(|row| row.cells.len()).filter(|count| *count > 0).collect();
        let most = counts
            .iter()
            .copied()
            .max_by_key(|count| (counts.iter().filter(|other| *other == count).count(), std::cmp::Reverse(*count)));
        let most = most.unwrap_or(1);
        for row in &mut self.rows {
            while row.cells.len() > most && row.line.cells.len() == 1 {
                let number = row.cells.remove(0);
                for number in number.numbers {
                    row.label.push_str(&format!(" {number}"));
                }
            }
        }
        // Where a cell is empty it cannot be told which of the others stand in which column.
        for row in self.rows.iter_mut().filter(|row| !row.is_heading() && row.cells.len() != most) {
            row.cells = vec![Cell { value: None, numbers: Vec::new() }; most];
        }
        if self.columns.len() != most {
            self.columns.clear();
        }
        if self.name.is_empty() {
            // The names beside the bars of a chart stand in no order.
            return;
        }
        let left = self.rows.iter().filter(|row| !row.is_heading()).map(|row| row.line.indent).fold(f64::MAX, f64::min);
        for row in self.rows.iter_mut().filter(|row| !row.is_heading()) {
            // In a PDF the place says it, in a text the bullet.
            row.is_item |= row.line.number.is_none() && row.line.indent > left + 4.0;
        }
    }
}

/// Whether the line is running text.
fn is_prose(line: &Line, text: &str) -> bool {
    if line.cells.len() > 1 && split(line).is_some() {
        return false;
    }
    let ends = text.ends_with('.') && text.split_whitespace().count() > 6;
    text.chars().count() > LONGEST || ends || text.contains("://") || text.starts_with('#')
}

/// The cells of a line that has nothing but numbers.
fn numbers(line: &Line) -> Option<Vec<Cell>> {
    let is_number = |cell: &String| Printed::parse(cell).is_some_and(|number| !number.is_year);
    line.cells.iter().all(is_number).then(|| line.cells.iter().map(|cell| Cell::read(cell)).collect())
}

/// The names of the columns, where the line is a header of years or words with a cell for each column.
fn header(line: &Line) -> Option<Vec<String>> {
    let (_, names) = line.cells.split_first()?;
    let is_name = |cell: &String| match Printed::parse(cell) {
        Some(number) => number.is_year,
        None => !cell.starts_with(|c: char| c.is_ascii_digit()) && !matches!(cell.as_str(), "*" | "-" | "–"),
    };
    let all_years = line.cells.iter().all(|cell| Printed::parse(cell).is_some_and(|number| number.is_year));
    if all_years && line.cells.len() > 1 {
        return Some(line.cells.clone());
    }
    (!names.is_empty() && names.iter().all(is_name)).then(|| names.to_vec())
}

/// The label and the cells of a row; None where the line is none.
fn split(line: &Line) -> Option<(String, Vec<Cell>)> {
    if line.text().chars().count() > 2 * LONGEST {
        return None;
    }
    match line.cells.as_slice() {
        [] => None,
        [only] => split_text(only),
        [label, cells @ ..] => {
            let read: Vec<Cell> = cells.iter().map(|cell| Cell::read(cell)).collect();
            let has_label = label.chars().any(char::is_alphanumeric);
            let fits = read.iter().any(|cell| cell.value.is_some())
                && read.iter().zip(cells).all(|(cell, text)| cell.value.is_some() || text.chars().count() <= 3);
            if has_label && fits {
                return Some((label.trim_end_matches(':').to_owned(), read));
            }
            // A gap in the middle of a label.
            split_text(&line.text())
        }
    }
}

/// The label and the numbers at the end of a line without cells.
fn split_text(text: &str) -> Option<(String, Vec<Cell>)> {
    let mut rest = text.trim_end();
    let mut cells = Vec::new();
    while let Some((before, cell)) = last_cell(rest) {
        cells.insert(0, cell);
        rest = before;
    }
    let label = rest.trim_end().trim_end_matches([':', ',']).trim_end();
    let has_word = label.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 1);
    let is_year_alone = cells.iter().all(|cell| cell.value.is_some_and(|value| value.is_year));
    // `31. december 2024` and `side 4` end in numbers too, and so does running text that is broken there.
    let is_sentence = label.contains(". ") && label.chars().count() > 60;
    (has_word && !cells.is_empty() && !is_year_alone && !is_sentence).then(|| (label.to_owned(), cells))
}

/// The cell at the end of a line, and what stands before it: `53`, `58,5 %`, `1 (af 2 sessioner)`, `2(22)`.
fn last_cell(text: &str) -> Option<(&str, Cell)> {
    let text = text.trim_end();
    let without_sign = ["%", "procent", "pct."].iter().find_map(|sign| text.strip_suffix(sign)).map(str::trim_end);
    let without_note = text.strip_suffix(')').and_then(|inner| Some(text.get(..inner.rfind('(')?)?.trim_end()));
    let number_end = without_sign.or(without_note).unwrap_or(text);
    let start = number_end.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let start = number_end.get(start..).filter(|word| !word.is_empty()).map(|_| start)?;
    let (before, cell) = text.split_at_checked(start)?;
    let cell = Cell::read(cell);
    cell.value.is_some().then_some((before, cell))
}

impl Cell {
    /// Reads a cell: a number, perhaps with a note behind it.
    fn read(text: &str) -> Self {
        let text = text.trim().trim_end_matches(['*', '\\']);
        let nothing = Self { value: None, numbers: Vec::new() };
        let Some((value, length)) = Printed::leading(text) else { return nothing };
        let note = text.get(length..).unwrap_or_default().trim_start_matches('*').trim();
        let is_note = note.is_empty()
            || note.starts_with(['(', '-', '–', '*', '¹', '²', '³', '⁴'])
            || note.split_whitespace().count() <= 3 && note.chars().count() <= 30 && !note.ends_with('.');
        if !is_note {
            return nothing;
        }
        let others = super::sentence::tokens(note).into_iter().filter_map(|placed| placed.number());
        Self { value: Some(value), numbers: std::iter::once(value).chain(others).collect() }
    }
}
