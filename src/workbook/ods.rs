//! ODS files, read by our own reader: calamine 0.38 writes out repeated rows and cells when it opens a file, and a few bytes may
//! repeat a cell millions of times. Its cap of 100 million cells still means about 3 GB. This reader can go when calamine
//! streams the cells of ODS, as it does for XLSX.

mod cells;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::archive::Archive;
use super::markup::{Limits, Tag, scan};
use super::rich_text::LetterLook;
use super::sheet_list::SheetList;
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::strikes::StruckRows;
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;

/// The part with all sheets.
const CONTENT: &str = "content.xml";

/// Styles of hidden sheets at most.
const MAX_STYLES: usize = 10_000;

/// Limits on `content.xml`.
const LIMITS: Limits = Limits { token: 1 << 20, item: b"table-cell", item_size: 4 << 20, items: u64::MAX };

pub struct OdsReader<'a> {
    archive: Archive<'a>,
    sheets: SheetList<Survey>,
    /// The styles of letters that are raised or struck through.
    looks: HashMap<String, LetterLook>,
}

impl<'a> OdsReader<'a> {
    /// Opens the file and surveys all its sheets, which are in one part.
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let mut archive = Archive::open(bytes)?;
        let mut encrypted = archive.has("encrypted-package");
        if let Some((manifest, _)) = archive.part("META-INF/manifest.xml", 16 << 20)? {
            scan(manifest, &LIMITS, |tag| {
                encrypted |= tag.name == b"encryption-data";
                Ok(())
            })?;
        }
        if encrypted {
            return Err(WorkbookError::Password);
        }
        let (content, _) = archive.part(CONTENT, u64::MAX)?.ok_or_else(|| WorkbookError::damaged(CONTENT))?;
        let mut surveyor = OdsSurveyor::default();
        scan(content, &LIMITS, |tag| surveyor.tag(tag))?;
        surveyor.end_sheet();
        Ok(Self { archive, sheets: surveyor.sheets, looks: surveyor.looks })
    }
}

impl SheetReader for OdsReader<'_> {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.infos()
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        self.sheets.find(sheet).map(|(_, survey)| survey.clone())
    }

    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        let (index, _) = self.sheets.find(sheet)?;
        let (content, _) = self.archive.part(CONTENT, u64::MAX)?.ok_or_else(|| WorkbookError::damaged(CONTENT))?;
        cells::read(content, index, &self.looks, each)
    }
}

/// Collects what the tags say about the sheets.
#[derive(Default)]
struct OdsSurveyor {
    sheets: SheetList<Survey>,
    /// The style that is being defined.
    style: String,
    /// Styles of sheets that are hidden.
    hidden_styles: HashSet<String>,
    /// Styles of cells and letters that are raised or struck through.
    looks: HashMap<String, LetterLook>,
    struck: StruckRows,
    /// The row or rows that are being read.
    row: Range<u32>,
    rows: Spans,
    columns: Spans,
    /// Rows before the next row, columns before the next column, and cells before the next cell of the row.
    next_row: u32,
    next_column: u32,
    next_cell: u32,
    /// False outside of `office:spreadsheet`.
    in_sheets: bool,
}

impl OdsSurveyor {
    fn tag(&mut self, tag: Tag<'_>) -> Result<(), WorkbookError> {
        let repeated = |name| tag.number(name).unwrap_or(1).max(1);
        match tag.name {
            b"style" => self.style = tag.text(b"name").unwrap_or_default(),
            b"table-properties" if tag.attribute(b"display") == Some(b"false") => {
                if self.hidden_styles.len() >= MAX_STYLES {
                    return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 formater til ark"));
                }
                self.hidden_styles.insert(std::mem::take(&mut self.style));
            }
            b"text-properties" if !self.in_sheets && look(tag) != LetterLook::default() => {
                if self.looks.len() >= MAX_STYLES {
                    return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 formater til ark"));
                }
                self.looks.insert(self.style.clone(), look(tag));
            }
            b"spreadsheet" => self.in_sheets = true,
            // A table without a name is not a sheet.
            b"table" if self.in_sheets && tag.attribute(b"name").is_some() => self.start_sheet(tag)?,
            b"table-column" => {
                let end = self.next_column.saturating_add(repeated(b"number-columns-repeated")).min(MAX_COLUMNS);
                if is_hidden(tag) {
                    self.columns.add(self.next_column..end);
                }
                self.next_column = end;
            }
            b"table-row" => {
                self.next_cell = 0;
                let end = self.next_row.saturating_add(repeated(b"number-rows-repeated"));
                self.row = self.next_row..end;
                if is_hidden(tag) {
                    self.rows.add(self.next_row..end);
                }
                if let (Some((_, survey)), Some(b"filter")) = (self.sheets.last_mut(), tag.attribute(b"visibility")) {
                    survey.filtered = true;
                }
                self.next_row = end;
            }
            b"table-cell" | b"covered-table-cell" => {
                let (rows, columns) = (repeated(b"number-rows-spanned"), repeated(b"number-columns-spanned"));
                let (first_row, first_column) = (self.next_row.saturating_sub(1), self.next_cell);
                if let (true, Some((_, survey))) = (rows > 1 || columns > 1, self.sheets.last_mut()) {
                    let last_row = first_row.saturating_add(rows - 1);
                    let last_column = first_column.saturating_add(columns - 1);
                    add_region(&mut survey.merged, Region { first_row, last_row, first_column, last_column })?;
                }
                let repeats = repeated(b"number-columns-repeated");
                self.next_cell = self.next_cell.saturating_add(repeats);
                if !self.looks.is_empty() && tag.attribute(b"value-type").is_some() {
                    let look = tag.text(b"style-name").and_then(|style| self.looks.get(&style));
                    let is_struck = look.is_some_and(|look| look.is_struck);
                    self.struck.add(self.row.clone(), repeats.min(MAX_COLUMNS), is_struck);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn start_sheet(&mut self, tag: Tag<'_>) -> Result<(), WorkbookError> {
        self.end_sheet();
        let visible = !tag.text(b"style-name").is_some_and(|style| self.hidden_styles.contains(&style));
        let info = SheetInfo { name: tag.text(b"name").unwrap_or_default(), visible };
        (self.next_row, self.next_column) = (0, 0);
        self.sheets.add(info, Survey::default())
    }

    fn end_sheet(&mut self) {
        let (rows, columns) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.columns));
        let struck = std::mem::take(&mut self.struck);
        if let Some((_, survey)) = self.sheets.last_mut() {
            survey.struck_rows = struck.sorted();
            survey.hidden_rows = rows.sorted();
            survey.hidden_columns = columns.sorted();
        }
    }
}

/// The look that the properties of a text give it. The position is `super 58%`, or how far the letters are raised: `33% 58%`.
fn look(tag: Tag<'_>) -> LetterLook {
    let position = tag.attribute(b"text-position").unwrap_or_default();
    let is_number = position.first().is_some_and(u8::is_ascii_digit) && !position.starts_with(b"0%");
    LetterLook { is_raised: position.starts_with(b"super") || is_number, is_struck: is_struck(tag) }
}

/// Whether the properties of a text strike it through.
fn is_struck(tag: Tag<'_>) -> bool {
    let kinds = [&b"text-line-through-style"[..], b"text-line-through-type"];
    kinds.into_iter().any(|kind| tag.attribute(kind).is_some_and(|kind| kind != b"none"))
}

fn is_hidden(tag: Tag<'_>) -> bool {
    matches!(tag.attribute(b"visibility"), Some(b"collapse" | b"filter"))
}
