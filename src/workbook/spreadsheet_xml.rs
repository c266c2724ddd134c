//! XML Spreadsheets of Excel 2003: a workbook as one XML file, which many systems export under a name that ends in .xls. Read by
//! our own reader, because calamine has none.
//!
//! The file is read twice: first for the names of its sheets and what is hidden and merged in them, then for the cells of one.

mod cells;

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::encoding::other_encoding;
use super::entities::malformed;
use super::guard::guarded;
use super::markup::{Limits, scan};
use super::sheet_list::SheetList;
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::strikes::StruckRows;
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;

/// Styles of percentages at most.
const MAX_STYLES: usize = 10_000;

const LIMITS: Limits = Limits { token: 1 << 20, item: b"Cell", item_size: 4 << 20, items: u64::MAX };

pub struct SpreadsheetXmlReader<'a> {
    xml: Cow<'a, [u8]>,
    sheets: SheetList<Survey>,
    percent_styles: HashSet<String>,
}

impl<'a> SpreadsheetXmlReader<'a> {
    /// Opens the file and surveys all its sheets.
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let xml = match other_encoding(bytes.get(..256).unwrap_or(bytes)) {
            None => Cow::Borrowed(bytes),
            Some(encoding) => {
                let text = encoding.decode(bytes).0;
                // Without the declaration, which names the former encoding.
                let body = text.split_once("?>").map_or(&*text, |(_, body)| body);
                Cow::Owned(body.as_bytes().to_vec())
            }
        };
        scan(&*xml, &LIMITS, |_| Ok(()))?;
        let mut surveyor = Surveyor::default();
        each_event(&xml, |event| surveyor.event(event).map(|()| true))?;
        surveyor.end_sheet();
        let Surveyor { sheets, percent_styles, .. } = surveyor;
        Ok(Self { xml, sheets, percent_styles })
    }
}

impl SheetReader for SpreadsheetXmlReader<'_> {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.infos()
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        self.sheets.find(sheet).map(|(_, survey)| survey.clone())
    }

    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        let (index, _) = self.sheets.find(sheet)?;
        cells::read(&self.xml, index, &self.percent_styles, each)
    }
}

/// Passes each event of the file on until `each` returns `false`.
fn each_event(
    xml: &[u8],
    mut each: impl FnMut(&Event<'_>) -> Result<bool, WorkbookError>,
) -> Result<(), WorkbookError> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = guarded(|| reader.read_event_into(&mut buffer))?;
        if matches!(event, Event::Eof) || !each(&event)? {
            return Ok(());
        }
    }
}

/// Collects what is known of the sheets before their cells are read.
#[derive(Default)]
struct Surveyor {
    sheets: SheetList<Survey>,
    /// The style that is being defined.
    style: String,
    percent_styles: HashSet<String>,
    struck_styles: HashSet<String>,
    struck: StruckRows,
    /// Whether the row and the cell that are being read have a style that strikes through.
    row_is_struck: bool,
    cell_is_struck: bool,
    epoch_1904: bool,
    /// Whether the text that follows is the visibility of the sheet.
    in_visible: bool,
    position: Position,
    rows: Spans,
    columns: Spans,
    next_column: u32,
}

impl Surveyor {
    fn event(&mut self, event: &Event<'_>) -> Result<(), WorkbookError> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Text(text) if self.in_visible => {
                if let (Some((info, _)), true) =
                    (self.sheets.last_mut(), text.xml10_content().trim_start().starts_with("SheetHidden"))
                {
                    info.visible = false;
                }
                Ok(())
            }
            Event::End(_) => {
                self.in_visible = false;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        match tag.local_name().as_ref() {
            "Date1904" => self.epoch_1904 = true,
            "Style" => self.style = attribute(tag, "ID")?.unwrap_or_default(),
            "NumberFormat"
                if attribute(tag, "Format")?.is_some_and(|format| format == "Percent" || format.ends_with('%')) =>
            {
                if self.percent_styles.len() >= MAX_STYLES {
                    return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 formater"));
                }
                self.percent_styles.insert(self.style.clone());
            }
            "Font" if attribute(tag, "StrikeThrough")?.as_deref() == Some("1") => {
                if self.struck_styles.len() >= MAX_STYLES {
                    return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 formater"));
                }
                self.struck_styles.insert(self.style.clone());
            }
            "Worksheet" => self.start_sheet(tag)?,
            "Visible" => self.in_visible = true,
            "FilterOn" => self.survey(|survey| survey.filtered = true),
            "AutoFilterColumn" => self.survey(|survey| survey.filtered = true),
            "Column" => {
                let first = number(tag, "Index")?.map_or(self.next_column, |index| index.saturating_sub(1));
                let end = first.saturating_add(number(tag, "Span")?.unwrap_or(0)).saturating_add(1).min(MAX_COLUMNS);
                if is_hidden(tag)? {
                    self.columns.add(first..end);
                }
                self.next_column = end;
            }
            "Row" => {
                let row = self.position.start_row(tag)?;
                self.row_is_struck = self.is_struck(tag)?.unwrap_or(false);
                if is_hidden(tag)? {
                    self.rows.add(row..self.position.next_row);
                }
            }
            "Cell" => {
                let (across, down) = (number(tag, "MergeAcross")?.unwrap_or(0), number(tag, "MergeDown")?.unwrap_or(0));
                let (row, column) = self.position.start_cell(tag, across)?;
                self.cell_is_struck = self.is_struck(tag)?.unwrap_or(self.row_is_struck);
                if let Some((_, survey)) = self.sheets.last_mut() {
                    let (last_row, last_column) = (row.saturating_add(down), column.saturating_add(across));
                    let region = Region { first_row: row, last_row, first_column: column, last_column };
                    add_region(&mut survey.merged, region)?;
                }
            }
            "Data" => {
                let row = self.position.row;
                self.struck.add(row..row.saturating_add(1), 1, self.cell_is_struck);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether the row's or cell's own style strikes through; `None` if it has none.
    fn is_struck(&self, tag: &BytesStart<'_>) -> Result<Option<bool>, WorkbookError> {
        if self.struck_styles.is_empty() {
            return Ok(None);
        }
        Ok(attribute(tag, "StyleID")?.map(|style| self.struck_styles.contains(&style)))
    }

    fn survey(&mut self, change: impl FnOnce(&mut Survey)) {
        if let Some((_, survey)) = self.sheets.last_mut() {
            change(survey);
        }
    }

    fn start_sheet(&mut self, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        self.end_sheet();
        let info = SheetInfo { name: attribute(tag, "Name")?.unwrap_or_default(), visible: true };
        self.position = Position::default();
        self.next_column = 0;
        self.sheets.add(info, Survey { epoch_1904: self.epoch_1904, ..Survey::default() })
    }

    fn end_sheet(&mut self) {
        let (rows, columns) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.columns));
        let struck = std::mem::take(&mut self.struck);
        self.survey(|survey| {
            survey.struck_rows = struck.sorted();
            survey.hidden_rows = rows.sorted();
            survey.hidden_columns = columns.sorted();
        });
    }
}

/// Where the next row and the next cell are, from 0: both follow the one before, unless they have an index.
#[derive(Default)]
struct Position {
    row: u32,
    next_row: u32,
    next_column: u32,
}

impl Position {
    fn start_row(&mut self, tag: &BytesStart<'_>) -> Result<u32, WorkbookError> {
        self.row = number(tag, "Index")?.map_or(self.next_row, |index| index.saturating_sub(1));
        self.next_row = self.row.saturating_add(number(tag, "Span")?.unwrap_or(0)).saturating_add(1);
        self.next_column = 0;
        Ok(self.row)
    }

    /// The row and column of a cell that covers `across` cells beside it.
    fn start_cell(&mut self, tag: &BytesStart<'_>, across: u32) -> Result<(u32, u32), WorkbookError> {
        let column = number(tag, "Index")?.map_or(self.next_column, |index| index.saturating_sub(1));
        self.next_column = column.saturating_add(across).saturating_add(1);
        Ok((self.row, column))
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> Result<bool, WorkbookError> {
    Ok(attribute(tag, "Hidden")?.as_deref() == Some("1"))
}

/// Value of the attribute with this local name as a whole number.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<Option<u32>, WorkbookError> {
    Ok(attribute(tag, name)?.and_then(|text| text.trim().parse().ok()))
}

/// Value of the attribute with this local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(malformed)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(malformed)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
