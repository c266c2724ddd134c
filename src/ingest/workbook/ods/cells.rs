//! The cells of a sheet of an ODS file.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ingest::cell::Cell;
use crate::ingest::workbook::Unreadable;
use crate::ingest::workbook::guard::guarded;
use crate::ingest::workbook::rows::{Rows, iso_date, time};
use crate::ingest::workbook::spans::MAX_COLUMNS;

/// The rows that repeated ones may stand for, in all of a sheet.
const MAX_REPEATED: u64 = 2_000_000;

/// The letters that copies of repeated cells may have.
const MAX_LETTERS: u64 = 1 << 30;

/// Where the reader is, and what it has of the row and the cell there.
#[derive(Default)]
struct Place {
    /// How many rows stand before this one, how many columns before this cell, and how many of each it stands for.
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    /// The row's cells that are not empty: where, how many times, what.
    cells: Vec<(u32, u32, Cell<'static>)>,
    kind: Kind,
    value: String,
    text: String,
    /// How many paragraphs the cell has.
    paragraphs: u32,
    in_paragraph: bool,
    /// How deep inside of something that is not the cell's own text: a comment, a drawing.
    aside: u32,
    /// How many copies of rows there are, and how many letters the copies of cells have.
    repeated: u64,
    letters: u64,
}

/// What a cell's attributes say of its value.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    Formula,
    Number,
    Date,
    Time,
    Boolean,
    Text,
    Error,
}

/// Gives the rows of sheet number `wanted`.
///
/// # Errors
/// When the part is damaged, or rows are repeated too often.
pub fn read(content: impl Read, wanted: usize, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 << 10, content));
    reader.config_mut().expand_empty_elements = true;
    let mut rows = Rows::new(each);
    let mut place = Place::default();
    let mut buffer = Vec::new();
    // Sheets so far; a table may stand inside of another, in a cell or a drawing.
    let (mut sheets, mut depth, mut in_sheets) = (0, 0, false);
    loop {
        buffer.clear();
        let event = guarded(|| reader.read_event_into(&mut buffer))?;
        let reading = sheets == wanted + 1 && depth == 1;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "spreadsheet" => in_sheets = true,
                "table" if in_sheets && depth == 0 && attribute(&tag, "name").is_none() => {}
                "table" if in_sheets => {
                    sheets += usize::from(depth == 0);
                    depth += 1;
                }
                name if reading => place.start(name, &tag),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table" if depth > 0 => {
                    depth -= 1;
                    if depth == 0 && sheets == wanted + 1 {
                        return rows.finish();
                    }
                }
                name if reading => place.end(name, &mut rows)?,
                _ => {}
            },
            Event::Text(text) if reading => place.push(&text.xml10_content()),
            Event::CData(text) if reading => place.push(&text.xml10_content()),
            Event::GeneralRef(reference) if reading => place.push(&resolved(&reference)),
            Event::Eof => return Err(Unreadable::damaged("content.xml")),
            _ => {}
        }
    }
}

impl Place {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let repeated = |name| attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1);
        match name {
            _ if self.aside > 0 => self.aside += 1,
            "table-row" => {
                self.rows = repeated("number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = repeated("number-columns-repeated");
                self.text.clear();
                self.paragraphs = 0;
                (self.kind, self.value) = kind(tag);
            }
            "annotation" | "shapes" | "frame" | "custom-shape" | "g" | "detective" | "forms" => self.aside = 1,
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "s" if self.in_paragraph => {
                let spaces = attribute(tag, "c").and_then(|number| number.parse().ok()).unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', usize::min(spaces, 1000)));
            }
            "tab" if self.in_paragraph => self.text.push('\t'),
            "line-break" if self.in_paragraph => self.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, rows: &mut Rows<'static, '_>) -> Result<(), Unreadable> {
        match name {
            _ if self.aside > 0 => self.aside -= 1,
            "p" | "h" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                let cell = self.cell();
                if !matches!(cell, Cell::Empty) && self.column < MAX_COLUMNS {
                    self.cells.push((self.column, self.columns.min(MAX_COLUMNS - self.column), cell));
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table-row" => self.end_row(rows)?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self, rows: &mut Rows<'static, '_>) -> Result<(), Unreadable> {
        if !self.cells.is_empty() {
            let copies = |columns: u32| (u64::from(columns) * u64::from(self.rows)).saturating_sub(1);
            let copied = self.cells.iter().map(|(_, columns, cell)| copies(*columns).saturating_mul(letters(cell)));
            self.letters = copied.fold(self.letters, u64::saturating_add);
            self.repeated += u64::from(self.rows - 1);
            if self.repeated > MAX_REPEATED || self.letters > MAX_LETTERS {
                return Err(Unreadable::too_much("Et ark gentager celler mange millioner gange"));
            }
            for row in self.row..self.row.saturating_add(self.rows) {
                for (column, columns, cell) in &self.cells {
                    for column in *column..*column + *columns {
                        rows.add(row, column, cell.clone())?;
                    }
                }
            }
            self.cells.clear();
        }
        self.row = self.row.saturating_add(self.rows);
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if self.in_paragraph && self.aside == 0 {
            self.text.push_str(text);
        }
    }

    /// The cell, now that its end has come.
    fn cell(&mut self) -> Cell<'static> {
        let value = std::mem::take(&mut self.value);
        let text = std::mem::take(&mut self.text);
        let own = |value: String, text: String| Cell::text(if value.is_empty() { text } else { value }.into());
        match self.kind {
            Kind::None => Cell::text(text.into()),
            // One that is computed to an empty text has an empty paragraph.
            Kind::Formula if self.paragraphs == 0 => Cell::Uncomputed,
            Kind::Formula => Cell::text(text.into()),
            Kind::Number => value.parse().map_or_else(|_| own(value, text), Cell::Number),
            Kind::Date => iso_date(&value),
            Kind::Time => seconds(&value).map_or_else(|| own(value, text), time),
            Kind::Boolean => Cell::Boolean(value == "true"),
            Kind::Text => own(value, text),
            Kind::Error => Cell::Error(if text.is_empty() { "#FEJL".to_owned() } else { text }),
        }
    }
}

/// How many bytes a copy of the cell takes.
fn letters(cell: &Cell<'_>) -> u64 {
    match cell {
        Cell::Text(text) => 8 + text.len() as u64,
        _ => 8,
    }
}

/// The kind of a cell's value, and the value where an attribute has it.
fn kind(tag: &BytesStart<'_>) -> (Kind, String) {
    let (mut kind, mut value) = (Kind::None, String::new());
    let mut formula = false;
    for attribute in tag.attributes().with_checks(false).flatten() {
        let text = || attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default();
        match attribute.key.as_ref() {
            "table:formula" => formula = true,
            "calcext:value-type" if attribute.value == "error" => kind = Kind::Error,
            "office:value"
            | "office:date-value"
            | "office:time-value"
            | "office:boolean-value"
            | "office:string-value" => {
                value = text().into_owned();
            }
            "office:value-type" if kind != Kind::Error => {
                kind = match &*attribute.value {
                    "float" | "percentage" | "currency" => Kind::Number,
                    "date" => Kind::Date,
                    "time" => Kind::Time,
                    "boolean" => Kind::Boolean,
                    _ => Kind::Text,
                }
            }
            _ => {}
        }
    }
    (if formula && kind == Kind::None { Kind::Formula } else { kind }, value)
}

/// The attribute's value, by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The letter that a reference such as `&amp;` stands for.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default().to_owned()
}

/// The seconds of a duration such as `PT14H30M00S`.
fn seconds(duration: &str) -> Option<f64> {
    let (sign, rest) = duration.strip_prefix('-').map_or((1.0, duration), |rest| (-1.0, rest));
    let (days, clock) = rest.strip_prefix('P')?.split_once('T')?;
    let days = if days.is_empty() { 0.0 } else { days.strip_suffix('D')?.parse().ok()? };
    let mut seconds: f64 = days * 86_400.0;
    let mut number = String::new();
    for letter in clock.chars() {
        let unit = match letter {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            letter => {
                number.push(if letter == ',' { '.' } else { letter });
                continue;
            }
        };
        seconds += std::mem::take(&mut number).parse::<f64>().ok()? * unit;
    }
    Some(sign * seconds)
}
