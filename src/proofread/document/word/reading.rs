//! The state of reading a part of a Word document.

use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::name::LocalName;

use crate::proofread::line::PrintedLine;

/// Starts of the styles of a table of contents, whose lines repeat the headings.
const CONTENTS: [&str; 3] = ["TOC", "Indholdsfortegnelse", "TableofFigures"];

/// How far an item of a list in a list is from the left, as if it were printed.
const LEVEL: f64 = 18.0;

#[derive(Debug, Default)]
pub(super) struct WordReading {
    /// The text of the paragraph, with a tab between its cells.
    paragraph: String,
    /// Whether the text that comes is printed: it is in a run of text.
    in_text: bool,
    /// Depth of nested elements whose text is not printed, or is printed elsewhere too.
    aside: usize,
    is_item: bool,
    /// How deep the item is in a list of lists.
    level: u8,
    is_contents: bool,
    /// Depth of nested tables. The rows of the outermost are lines.
    tables: usize,
    /// The cells of the row, and whether one is open.
    cells: Vec<String>,
}

impl WordReading {
    pub(super) fn start(&mut self, tag: &BytesStart<'_>, lines: &mut Vec<PrintedLine>) {
        if self.aside > 0 {
            self.aside += 1;
            return;
        }
        match tag.local_name().as_ref() {
            // The same text box for older programs; text that was deleted or moved away.
            "Fallback" | "del" | "moveFrom" => self.aside = 1,
            "t" => self.in_text = true,
            "tab" if self.tables == 0 => self.paragraph.push('\t'),
            "tab" | "br" | "cr" => self.paragraph.push(' '),
            "noBreakHyphen" => self.paragraph.push('-'),
            "numPr" => self.is_item = true,
            "ilvl" => self.level = value(tag).and_then(|level| level.parse().ok()).unwrap_or(0),
            "pStyle" => self.is_contents |= is_contents(tag),
            "tbl" => {
                if self.tables == 0 {
                    lines.push(line(Vec::new()));
                }
                self.tables += 1;
            }
            "tc" if self.tables == 1 => self.cells.push(String::new()),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &LocalName<'_>, lines: &mut Vec<PrintedLine>) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name.as_ref() {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(lines),
            "tr" if self.tables == 1 => {
                let cells = std::mem::take(&mut self.cells);
                if cells.iter().any(|cell| !cell.is_empty()) {
                    lines.push(line(cells));
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    lines.push(line(Vec::new()));
                }
            }
            _ => {}
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.in_text && self.aside == 0 {
            self.paragraph.push_str(text);
        }
    }

    /// Adds a character that is written as an entity: `&amp;`, `&#38;`.
    pub(super) fn push_reference(&mut self, reference: &BytesRef<'_>) {
        let named = quick_xml::escape::resolve_predefined_entity(reference.as_ref());
        let coded = || reference.resolve_char_ref().ok().flatten().map(String::from);
        if let Some(text) = named.map(str::to_owned).or_else(coded) {
            self.push(&text);
        }
    }

    fn end_paragraph(&mut self, lines: &mut Vec<PrintedLine>) {
        let text = std::mem::take(&mut self.paragraph);
        let is_item = std::mem::take(&mut self.is_item);
        let is_contents = std::mem::take(&mut self.is_contents);
        let level = std::mem::take(&mut self.level);
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(cell) = self.cells.last_mut() {
            let separator = if cell.is_empty() { "" } else { " " };
            cell.push_str(&format!("{separator}{}", tidy(&text)));
            *cell = tidy(cell);
            return;
        }
        let mut cells: Vec<String> = text.split('\t').map(tidy).filter(|cell| !cell.is_empty()).collect();
        if let Some(first) = cells.first_mut().filter(|_| is_item) {
            first.insert_str(0, "• ");
        }
        if is_contents || cells.is_empty() {
            return;
        }
        // Rows that are written with tabs stay together.
        if cells.len() == 1 && !is_item {
            lines.push(line(Vec::new()));
        }
        lines.push(PrintedLine { indent: f64::from(level) * LEVEL, ..line(cells) });
    }
}

/// The value of the tag's attribute `val`.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let value = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val")?.value;
    Some(value.into_owned())
}

fn line(cells: Vec<String>) -> PrintedLine {
    PrintedLine { page: None, number: None, indent: 0.0, cells, areas: Vec::new() }
}

/// Whether the style is one of a table of contents.
fn is_contents(style: &BytesStart<'_>) -> bool {
    let values = style.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == "val");
    values.map(|attribute| attribute.value).any(|value| CONTENTS.iter().any(|start| value.starts_with(start)))
}
