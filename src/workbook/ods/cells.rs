//! Reads the cells of one sheet of an ODS file.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};

use crate::cell::RawCell;
use crate::workbook::WorkbookError;
use crate::workbook::entities::{attribute, malformed, resolve};
use crate::workbook::guard::guarded;
use crate::workbook::rich_text::{LetterLook, RichText};
use crate::workbook::rows::{RowCollector, iso_date_cell, time_cell};
use crate::workbook::spans::MAX_COLUMNS;

/// Copies of rows in a sheet at most.
const MAX_REPEATED: u64 = 2_000_000;

/// Bytes of copied cells in a sheet at most.
const MAX_LETTERS: u64 = 1 << 30;

/// Position in the sheet, and the row and cell being read.
#[derive(Default)]
struct OdsCursor {
    /// The looks of the open runs of letters.
    spans: Vec<LetterLook>,
    /// Rows before this row, columns before this cell, and how often each is repeated.
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    /// The row's non-empty cells: column, repetitions, value.
    cells: Vec<(u32, u32, RawCell<'static>)>,
    kind: OdsValueType,
    value: String,
    text: RichText,
    /// Paragraphs in the cell so far.
    paragraphs: u32,
    in_paragraph: bool,
    /// Nesting depth inside a comment or a drawing, whose text is not the cell's.
    aside: u32,
    /// Copies of rows so far, and bytes of copied cells.
    repeated: u64,
    letters: u64,
}

/// The value type of a cell.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum OdsValueType {
    #[default]
    None,
    Formula,
    Number,
    Percent,
    Date,
    Time,
    Boolean,
    Text,
    Error,
}

/// Reads the rows of sheet number `wanted`.
///
/// `looks` are the styles of letters that are raised or struck through.
pub fn read(
    content: impl Read,
    wanted: usize,
    looks: &HashMap<String, LetterLook>,
    each: &mut dyn FnMut(u32, &[RawCell<'_>]),
) -> Result<(), WorkbookError> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 << 10, content));
    reader.config_mut().expand_empty_elements = true;
    let mut rows = RowCollector::new(each);
    let mut cursor = OdsCursor::default();
    let mut buffer = Vec::new();
    // `depth` counts nested tables: one may be inside a cell or a drawing.
    let (mut sheets, mut depth, mut in_sheets) = (0, 0, false);
    loop {
        buffer.clear();
        let event = guarded(|| reader.read_event_into(&mut buffer))?;
        let reading = sheets == wanted + 1 && depth == 1;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "spreadsheet" => in_sheets = true,
                "table" if in_sheets && depth == 0 && attribute(&tag, "name")?.is_none() => {}
                "table" if in_sheets => {
                    sheets += usize::from(depth == 0);
                    depth += 1;
                }
                name if reading => cursor.start(name, &tag, looks)?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table" if depth > 0 => {
                    depth -= 1;
                    if depth == 0 && sheets == wanted + 1 {
                        return rows.finish();
                    }
                }
                name if reading => cursor.end(name, &mut rows)?,
                _ => {}
            },
            Event::Text(text) if reading => cursor.push(&text.xml10_content()),
            Event::CData(text) if reading => cursor.push(&text.xml10_content()),
            Event::GeneralRef(reference) if reading => cursor.push(&resolve(&reference)?),
            Event::Eof => return Err(WorkbookError::damaged("content.xml")),
            _ => {}
        }
    }
}

impl OdsCursor {
    fn start(
        &mut self,
        name: &str,
        tag: &BytesStart<'_>,
        looks: &HashMap<String, LetterLook>,
    ) -> Result<(), WorkbookError> {
        match name {
            _ if self.aside > 0 => self.aside += 1,
            "table-row" => {
                self.rows = repetitions(tag, "number-rows-repeated")?;
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = repetitions(tag, "number-columns-repeated")?;
                self.text.clear();
                self.paragraphs = 0;
                (self.kind, self.value) = value_type(tag)?;
            }
            "annotation" | "shapes" | "frame" | "custom-shape" | "g" | "detective" | "forms" => self.aside = 1,
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.text.push("\n", LetterLook::default());
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "s" if self.in_paragraph => {
                let spaces = repetitions(tag, "c")?;
                self.text.push(&" ".repeat(spaces.min(1000) as usize), LetterLook::default());
            }
            "tab" if self.in_paragraph => self.text.push("\t", LetterLook::default()),
            "line-break" if self.in_paragraph => self.text.push("\n", LetterLook::default()),
            "span" if self.in_paragraph => {
                let own =
                    attribute(tag, "style-name")?.and_then(|style| looks.get(&style).copied()).unwrap_or_default();
                let outer = self.look();
                self.spans.push(LetterLook {
                    is_raised: own.is_raised || outer.is_raised,
                    is_struck: own.is_struck || outer.is_struck,
                });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, rows: &mut RowCollector<'static, '_>) -> Result<(), WorkbookError> {
        match name {
            _ if self.aside > 0 => self.aside -= 1,
            "p" | "h" => {
                self.in_paragraph = false;
                self.spans.clear();
            }
            "span" => {
                self.spans.pop();
            }
            "table-cell" | "covered-table-cell" => {
                let cell = self.cell();
                if !matches!(cell, RawCell::Empty) && self.column < MAX_COLUMNS {
                    self.cells.push((self.column, self.columns.min(MAX_COLUMNS - self.column), cell));
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table-row" => self.end_row(rows)?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self, rows: &mut RowCollector<'static, '_>) -> Result<(), WorkbookError> {
        if !self.cells.is_empty() {
            let copies = |columns: u32| (u64::from(columns) * u64::from(self.rows)).saturating_sub(1);
            let copied = self.cells.iter().map(|(_, columns, cell)| copies(*columns).saturating_mul(letters(cell)));
            self.letters = copied.fold(self.letters, u64::saturating_add);
            self.repeated += u64::from(self.rows - 1);
            if self.repeated > MAX_REPEATED || self.letters > MAX_LETTERS {
                return Err(WorkbookError::TooMuch("Et ark gentager celler mange millioner gange"));
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

    /// The look of the letters that are being read.
    fn look(&self) -> LetterLook {
        self.spans.last().copied().unwrap_or_default()
    }

    fn push(&mut self, text: &str) {
        if self.in_paragraph && self.aside == 0 {
            self.text.push(text, self.look());
        }
    }

    /// The finished cell.
    fn cell(&mut self) -> RawCell<'static> {
        let value = std::mem::take(&mut self.value);
        let text = self.text.finish();
        let own = |value: String, text: String| RawCell::text(if value.is_empty() { text } else { value }.into());
        match self.kind {
            OdsValueType::None => RawCell::text(text.into()),
            // A formula that gives an empty text has an empty paragraph.
            OdsValueType::Formula if self.paragraphs == 0 => RawCell::Uncomputed,
            OdsValueType::Formula => RawCell::text(text.into()),
            OdsValueType::Number => value.parse().map_or_else(|_| own(value, text), RawCell::Number),
            OdsValueType::Percent => value.parse().map_or_else(|_| own(value, text), RawCell::Percent),
            OdsValueType::Date => iso_date_cell(&value),
            OdsValueType::Time => parse_duration(&value).map_or_else(|| own(value, text), time_cell),
            OdsValueType::Boolean => RawCell::Boolean(value == "true"),
            OdsValueType::Text => own(value, text),
            OdsValueType::Error => RawCell::Error(if text.is_empty() { "#FEJL".to_owned() } else { text }),
        }
    }
}

/// Memory that a copy of the cell takes, in bytes.
fn letters(cell: &RawCell<'_>) -> u64 {
    match cell {
        RawCell::Text(text) => 8 + text.len() as u64,
        _ => 8,
    }
}

/// The value type of a cell, and its value if that is in an attribute.
fn value_type(tag: &BytesStart<'_>) -> Result<(OdsValueType, String), WorkbookError> {
    let (mut kind, mut value) = (OdsValueType::None, String::new());
    let mut formula = false;
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(malformed)?;
        match attribute.key.as_ref() {
            "table:formula" => formula = true,
            "calcext:value-type" if attribute.value == "error" => kind = OdsValueType::Error,
            "office:value"
            | "office:date-value"
            | "office:time-value"
            | "office:boolean-value"
            | "office:string-value" => {
                let text = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(malformed)?;
                value = text.into_owned();
            }
            "office:value-type" if kind != OdsValueType::Error => {
                kind = match &*attribute.value {
                    "float" | "currency" => OdsValueType::Number,
                    "percentage" => OdsValueType::Percent,
                    "date" => OdsValueType::Date,
                    "time" => OdsValueType::Time,
                    "boolean" => OdsValueType::Boolean,
                    _ => OdsValueType::Text,
                }
            }
            _ => {}
        }
    }
    Ok((if formula && kind == OdsValueType::None { OdsValueType::Formula } else { kind }, value))
}

/// How often the tag repeats, by the attribute with this local name.
fn repetitions(tag: &BytesStart<'_>, name: &str) -> Result<u32, WorkbookError> {
    let Some(number) = attribute(tag, name)? else { return Ok(1) };
    // A number beyond u32 becomes the largest u32, which is refused where repetitions are counted.
    let number: u64 = number.trim().parse().map_err(malformed)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX).max(1))
}

/// Seconds of a duration such as `PT14H30M00S`.
fn parse_duration(duration: &str) -> Option<f64> {
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
