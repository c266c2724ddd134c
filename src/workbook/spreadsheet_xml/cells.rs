//! Reads the cells of one sheet of an XML Spreadsheet.

use std::collections::HashSet;

use chrono::{Datelike, Timelike};
use quick_xml::events::{BytesStart, Event};

use super::{Position, attribute, each_event, number};
use crate::cell::RawCell;
use crate::workbook::WorkbookError;
use crate::workbook::entities::resolve;
use crate::workbook::rich_text::{LetterLook, RichText};
use crate::workbook::rows::{RowCollector, iso_date_cell, time_cell};

/// The value type of a cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum DataType {
    #[default]
    Text,
    Number,
    Date,
    Boolean,
    Error,
}

/// The cell being read.
#[derive(Default)]
struct DataCell {
    row: u32,
    column: u32,
    is_percent: bool,
    has_formula: bool,
    /// Whether the cell has a value, and what it is.
    data: Option<DataType>,
    text: RichText,
    /// The look of the letters that are being read.
    look: LetterLook,
    in_data: bool,
    /// Depth within a comment, whose text is not the cell's.
    aside: u32,
}

struct SheetCursor<'s, 'each> {
    wanted: usize,
    percent_styles: &'s HashSet<String>,
    sheets: usize,
    position: Position,
    cell: Option<DataCell>,
    rows: RowCollector<'static, 'each>,
}

/// Reads the rows of sheet number `wanted`.
pub fn read(
    xml: &[u8],
    wanted: usize,
    percent_styles: &HashSet<String>,
    each: &mut dyn FnMut(u32, &[RawCell<'_>]),
) -> Result<(), WorkbookError> {
    let rows = RowCollector::new(each);
    let mut cursor = SheetCursor { wanted, percent_styles, sheets: 0, position: Position::default(), cell: None, rows };
    each_event(xml, |event| cursor.event(event))?;
    cursor.rows.finish()
}

impl SheetCursor<'_, '_> {
    /// Returns whether the sheet goes on.
    fn event(&mut self, event: &Event<'_>) -> Result<bool, WorkbookError> {
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "Worksheet" => self.sheets += 1,
            Event::End(tag) if tag.local_name().as_ref() == "Worksheet" && self.sheets > self.wanted => {
                return Ok(false);
            }
            _ if self.sheets != self.wanted + 1 => {}
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag.local_name().as_ref())?,
            Event::Text(text) => self.push(&text.xml10_content()),
            Event::CData(text) => self.push(&text.xml10_content()),
            Event::GeneralRef(reference) => self.push(&resolve(reference)?),
            _ => {}
        }
        Ok(true)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        let name = tag.local_name();
        match (&mut self.cell, name.as_ref()) {
            (Some(cell), _) if cell.aside > 0 => cell.aside += 1,
            (Some(cell), "Data") => {
                cell.data = Some(match attribute(tag, "Type")?.as_deref() {
                    Some("Number") => DataType::Number,
                    Some("DateTime") => DataType::Date,
                    Some("Boolean") => DataType::Boolean,
                    Some("Error") => DataType::Error,
                    _ => DataType::Text,
                });
                cell.in_data = true;
            }
            // Formatted text has elements of HTML within.
            (Some(cell), "Sup") if cell.in_data => cell.look.is_raised = true,
            (Some(cell), "S") if cell.in_data => cell.look.is_struck = true,
            (Some(cell), _) if cell.in_data => {}
            (Some(cell), _) => cell.aside = 1,
            (None, "Row") => {
                self.position.start_row(tag)?;
            }
            (None, "Cell") => {
                let (row, column) = self.position.start_cell(tag, number(tag, "MergeAcross")?.unwrap_or(0))?;
                let is_percent = attribute(tag, "StyleID")?.is_some_and(|style| self.percent_styles.contains(&style));
                let has_formula = attribute(tag, "Formula")?.is_some();
                self.cell = Some(DataCell { row, column, is_percent, has_formula, ..DataCell::default() });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), WorkbookError> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        match name {
            _ if cell.aside > 0 => cell.aside -= 1,
            "Data" => cell.in_data = false,
            "Sup" if cell.in_data => cell.look.is_raised = false,
            "S" if cell.in_data => cell.look.is_struck = false,
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    self.rows.add(cell.row, cell.column, cell.value())?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_data) {
            cell.text.push(text, cell.look);
        }
    }
}

impl DataCell {
    fn value(self) -> RawCell<'static> {
        let Self { mut text, is_percent, has_formula, data, .. } = self;
        let text = text.finish();
        let trimmed = text.trim();
        match data {
            None if has_formula => RawCell::Uncomputed,
            None => RawCell::Empty,
            Some(DataType::Number) => match trimmed.parse() {
                Ok(number) if is_percent => RawCell::Percent(number),
                Ok(number) => RawCell::Number(number),
                Err(_) => RawCell::text(text.into()),
            },
            Some(DataType::Date) => match iso_date_cell(trimmed) {
                // A time of day has the first day that Excel knows.
                RawCell::Moment(moment) if moment.year() == 1899 => {
                    time_cell(f64::from(moment.num_seconds_from_midnight()))
                }
                cell => cell,
            },
            Some(DataType::Boolean) => RawCell::Boolean(trimmed == "1"),
            Some(DataType::Error) => RawCell::Error(trimmed.to_owned()),
            Some(DataType::Text) => RawCell::text(text.into()),
        }
    }
}
