//! Workbooks of every kind that spreadsheet programs write, read row by row in bounded memory.
//!
//! A file is looked at before a library reads it: what it claims to hold is held against what it holds, so that no file,
//! whoever made it, takes the program's memory or its time.

mod archive;
mod formats;
mod guard;
mod kind;
mod markup;
mod ods;
mod rows;
mod spans;
mod texts;
mod xls;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

use super::cell::Cell;
pub use kind::{Format, Kind, detect};

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name, as it stands on its tab.
    pub name: String,
    /// Whether its tab is shown.
    pub visible: bool,
}

/// Why a workbook, or a sheet of one, cannot be read: sentences in Danish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, advice: &str) -> Self {
        Self { message: message.into(), advice: advice.to_owned() }
    }

    /// The file is cut off or damaged; a library's own words on it, or "", go in parentheses.
    fn damaged(detail: &str) -> Self {
        let detail = detail.trim().trim_end_matches('.');
        let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
        Self::new(
            format!("Filen er afkortet eller beskadiget{detail}."),
            "Hent eksporten igen, eller åbn filen i Excel, og gem den igen.",
        )
    }

    /// The file has a password.
    fn password() -> Self {
        Self::new(
            "Projektmappen er beskyttet med en adgangskode og kan ikke læses.",
            "Åbn den i Excel, fjern adgangskoden under Filer > Oplysninger > Beskyt projektmappe, og gem den igen.",
        )
    }

    /// The file holds, or claims to hold, more than can be read; `what` is a sentence without its point.
    fn too_much(what: &str) -> Self {
        Self::new(
            format!("{what}, og filen er derfor ikke læst."),
            "Åbn filen i et regneark, slet det, der ikke skal bruges, og gem den igen som .xlsx.",
        )
    }

    /// There is no sheet of this name.
    fn no_sheet(name: &str) -> Self {
        Self::new(format!("Projektmappen har ikke arket »{name}«."), "Se navnene på arkene i projektmappen.")
    }
}

/// A rectangle of merged cells, counted from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The topmost row.
    pub first_row: u32,
    /// The lowest row.
    pub last_row: u32,
    /// The leftmost column.
    pub first_column: u32,
    /// The rightmost column.
    pub last_column: u32,
}

/// What is known of a sheet before its rows are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Rows that are not shown, counted from 0: sorted, and apart from each other.
    pub hidden_rows: Vec<std::ops::Range<u32>>,
    /// Columns that are not shown, in the same way.
    pub hidden_columns: Vec<std::ops::Range<u32>>,
    /// Merged cells.
    pub merged: Vec<Region>,
    /// Whether a filter with criteria hides rows.
    pub filtered: bool,
    /// Whether dates are counted from 1904.
    pub epoch_1904: bool,
}

/// A workbook whose sheets can be read.
pub struct Workbook<'a> {
    reader: Reader<'a>,
}

/// The reader of each format. A workbook is opened once for a file, so their sizes do not matter.
enum Reader<'a> {
    Xlsx(Box<xlsx::Reader<'a>>),
    Xlsb(Box<xlsb::Reader<'a>>),
    Xls(Box<xls::Reader>),
    Ods(Box<ods::Reader<'a>>),
}

impl<'a> Workbook<'a> {
    /// Opens the workbook.
    ///
    /// # Errors
    /// When the file has a password, is damaged, or claims to hold more than can be read.
    pub fn open(bytes: &'a [u8], format: Format) -> Result<Self, Unreadable> {
        let reader = match format {
            Format::Xlsx => Reader::Xlsx(Box::new(xlsx::Reader::open(bytes)?)),
            Format::Xlsb => Reader::Xlsb(Box::new(xlsb::Reader::open(bytes)?)),
            Format::Xls => Reader::Xls(Box::new(xls::Reader::open(bytes)?)),
            Format::Ods => Reader::Ods(Box::new(ods::Reader::open(bytes)?)),
        };
        Ok(Self { reader })
    }

    /// Its worksheets, in its order: not its chart sheets, nor its macro sheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        match &self.reader {
            Reader::Xlsx(reader) => reader.sheets(),
            Reader::Xlsb(reader) => reader.sheets(),
            Reader::Xls(reader) => reader.sheets(),
            Reader::Ods(reader) => reader.sheets(),
        }
    }

    /// What is known of the sheet before its rows are read.
    ///
    /// # Errors
    /// When there is no such sheet, or it cannot be read.
    pub fn survey(&mut self, sheet: &str) -> Result<Survey, Unreadable> {
        match &mut self.reader {
            Reader::Xlsx(reader) => reader.survey(sheet),
            Reader::Xlsb(reader) => reader.survey(sheet),
            Reader::Xls(reader) => reader.survey(sheet),
            Reader::Ods(reader) => reader.survey(sheet),
        }
    }

    /// Calls `each` with the number that a spreadsheet program shows (from 1) and the cells of every row that has a cell which
    /// is not empty, top to bottom.
    ///
    /// # Errors
    /// When there is no such sheet, or it cannot be read; rows before the fault have been given by then.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        match &mut self.reader {
            Reader::Xlsx(reader) => reader.rows(sheet, each),
            Reader::Xlsb(reader) => reader.rows(sheet, each),
            Reader::Xls(reader) => reader.rows(sheet, each),
            Reader::Ods(reader) => reader.rows(sheet, each),
        }
    }
}
