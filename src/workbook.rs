//! Reads workbooks of every format that spreadsheet programs write, row by row in bounded memory.
//!
//! This module knows nothing of reports: bytes in, rows of cells out, and a [`WorkbookError`] for what cannot be read.
//!
//! Every file is checked before a library reads it: what it claims to contain is compared with what it contains, so that no file
//! can exhaust memory or time. The readers are our own. Each of them says which limit of calamine it works around, and when it
//! can go.

mod archive;
mod encoding;
mod entities;
mod error;
mod formats;
mod guard;
mod kind;
mod markup;
mod ods;
mod rich_text;
mod rows;
mod sheet_list;
mod spans;
mod spreadsheet_xml;
mod strikes;
mod texts;
mod xls;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

use crate::cell::RawCell;

pub use error::WorkbookError;
pub use kind::{FileKind, WorkbookKind, detect, utf16_without_mark};

/// How many bytes of a part are searched for the headers of a sheet.
const FIRST_TEXTS: u64 = 256 << 10;

/// A worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    pub name: String,
    pub visible: bool,
}

/// A rectangle of merged cells: rows and columns from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

/// What must be known of a sheet before its rows are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Hidden rows from 0: sorted ranges without overlaps.
    pub hidden_rows: Vec<std::ops::Range<u32>>,
    /// Hidden columns, likewise.
    pub hidden_columns: Vec<std::ops::Range<u32>>,
    /// Rows that are struck through, likewise.
    pub struck_rows: Vec<std::ops::Range<u32>>,
    /// Rows with comments on their cells, likewise. Only told of XLSX files.
    pub commented_rows: Vec<std::ops::Range<u32>>,
    pub merged: Vec<Region>,
    /// Whether a filter hides rows.
    pub filtered: bool,
    /// Whether serial dates count from 1904.
    pub epoch_1904: bool,
}

/// Whether an ASCII text occurs near the start of a file of any kind. Searches only the start of the parts that contain texts.
pub fn starts_with_text(bytes: &[u8], text: &str) -> bool {
    use std::io::Read;

    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has_text =
        |start: &[u8]| [text.as_bytes(), &wide].iter().any(|text| memchr::memmem::find(start, text).is_some());
    let Ok(mut archive) = archive::Archive::open(bytes) else { return has_text(bytes) };
    ["xl/sharedStrings.xml", "xl/sharedStrings.bin", "xl/worksheets/sheet1.xml", "content.xml"].iter().any(|part| {
        let Ok(Some((part, _))) = archive.part(part, u64::MAX) else { return false };
        let mut start = Vec::new();
        part.take(FIRST_TEXTS).read_to_end(&mut start).is_ok() && has_text(&start)
    })
}

/// A workbook that was opened.
pub struct Workbook<'a> {
    reader: Box<dyn SheetReader + 'a>,
}

/// Reads the sheets of one format.
trait SheetReader {
    /// The worksheets in the workbook's order, without chart and macro sheets.
    fn sheets(&self) -> Vec<SheetInfo>;

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError>;

    /// See [`Workbook::first_rows`].
    fn first_rows(
        &mut self,
        sheet: &str,
        _count: u32,
        each: &mut dyn FnMut(u32, &[RawCell<'_>]),
    ) -> Result<(), WorkbookError> {
        self.rows(sheet, each)
    }

    /// See [`Workbook::rows`].
    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError>;
}

impl<'a> Workbook<'a> {
    /// Opens the workbook. Fails if it has a password, is damaged, or claims to hold more than can be read.
    pub fn open(bytes: &'a [u8], kind: WorkbookKind) -> Result<Self, WorkbookError> {
        let reader: Box<dyn SheetReader + 'a> = match kind {
            WorkbookKind::Xlsx => Box::new(xlsx::XlsxReader::open(bytes)?),
            WorkbookKind::Xlsb => Box::new(xlsb::XlsbReader::open(bytes)?),
            WorkbookKind::Xls => Box::new(xls::XlsReader::open(bytes)?),
            WorkbookKind::Ods => Box::new(ods::OdsReader::open(bytes)?),
            WorkbookKind::SpreadsheetXml => Box::new(spreadsheet_xml::SpreadsheetXmlReader::open(bytes)?),
        };
        Ok(Self { reader })
    }

    /// The worksheets in the workbook's order, without chart and macro sheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.reader.sheets()
    }

    pub fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        self.reader.survey(sheet)
    }

    /// Calls `each` for at least this many rows from the top. Formats that can be read in part stop there.
    pub fn first_rows(
        &mut self,
        sheet: &str,
        count: u32,
        each: &mut dyn FnMut(u32, &[RawCell<'_>]),
    ) -> Result<(), WorkbookError> {
        self.reader.first_rows(sheet, count, each)
    }

    /// Calls `each` for every row that is not empty, top to bottom, with the number that a spreadsheet program shows (from 1)
    /// and the row's cells. When this fails, the rows before the fault have been passed on already.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        self.reader.rows(sheet, each)
    }
}
