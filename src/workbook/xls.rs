//! XLS files of Excel 5 to 2003, read by our own reader: calamine 0.38 parses every sheet when it opens a file, and copies a
//! shared string for each cell that uses it, so a small file may take all memory. This reader can go when calamine reads XLS
//! sheet by sheet and shares the strings.

mod cells;
mod records;

use std::io::{Cursor, Read};

use super::formats::NumberFormats;
use super::guard::guarded;
use super::rich_text::LetterLook;
use super::sheet_list::SheetList;
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::strikes::{StruckRows, StruckStyles};
use super::texts::{Texts, push_letters, u8_at, u16_at, u32_at};
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;
use records::{
    AUTOFILTER, BOF, BOUNDSHEET, CODEPAGE, COLINFO, DATEMODE, FILEPASS, FILTERMODE, FONT, FORMAT, MERGECELLS, RECALCID,
    ROW, Records, SST, Segments, XF,
};

/// Bytes of the stream of records at most.
const MAX_STREAM: u64 = 128 << 20;

/// The type in a BOF record before the records of a sheet.
const SHEET_RECORDS: u16 = 0x0010;

pub struct XlsReader {
    stream: Vec<u8>,
    globals: XlsGlobals,
}

/// The records before those of the sheets.
#[derive(Default)]
struct XlsGlobals {
    /// Whether texts are UTF-16, as since Excel 97.
    unicode: bool,
    /// The encoding of texts before Excel 97.
    codepage: Option<&'static encoding_rs::Encoding>,
    epoch_1904: bool,
    /// Whether the program that wrote the workbook says which version of it computed the formulas, as Excel and LibreOffice do.
    computed: bool,
    formats: NumberFormats,
    strikes: StruckStyles,
    texts: Texts,
    /// The sheets and the offsets of their records.
    sheets: SheetList<usize>,
}

impl XlsReader {
    pub fn open(bytes: &[u8]) -> Result<Self, WorkbookError> {
        // The records alone: an early Excel, or a program that wrote no container.
        if bytes.first() == Some(&0x09) {
            return Self::of_records(bytes);
        }
        let stream = guarded(|| {
            let mut file = cfb::CompoundFile::open(Cursor::new(bytes))?;
            let mut part = file.open_stream("/Workbook").or_else(|_| file.open_stream("/Book"))?;
            if part.len() > MAX_STREAM.min(bytes.len() as u64) {
                return Ok(None);
            }
            let mut stream = Vec::new();
            part.read_to_end(&mut stream)?;
            Ok::<_, std::io::Error>(Some(stream))
        })?;
        let stream = stream.ok_or(WorkbookError::TooMuch("Projektmappen er større, end en .xls-fil kan være"))?;
        let globals = XlsGlobals::read(&stream)?;
        Ok(Self { stream, globals })
    }

    /// Reads records without a container. Those of a single sheet have no list of sheets.
    fn of_records(bytes: &[u8]) -> Result<Self, WorkbookError> {
        if u16_at(bytes, 0)? != BOF {
            return Err(WorkbookError::TooOld);
        }
        let is_sheet = u16_at(bytes, 6)? == SHEET_RECORDS;
        let mut globals = if is_sheet { XlsGlobals::default() } else { XlsGlobals::read(bytes)? };
        if is_sheet {
            globals.unicode = u16_at(bytes, 4)? == 0x0600;
            globals.sheets.add(SheetInfo { name: "Ark1".to_owned(), visible: true }, 0)?;
        }
        Ok(Self { stream: bytes.to_vec(), globals })
    }

    /// The records of a sheet, without those of its charts.
    fn records(&self, sheet: &str) -> Result<Records<'_>, WorkbookError> {
        let (_, start) = self.globals.sheets.find(sheet)?;
        Ok(Records::of_sheet(self.stream.get(*start..).unwrap_or_default()))
    }
}

impl SheetReader for XlsReader {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.globals.sheets.infos()
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        let mut survey = Survey { epoch_1904: self.globals.epoch_1904, ..Survey::default() };
        let mut rows = Spans::default();
        let mut columns = Spans::default();
        let mut struck = StruckRows::default();
        for record in self.records(sheet)? {
            let (kind, data) = record?;
            match kind {
                // Number of the row; flag fDyZero.
                ROW if u16_at(data, 12)? & 0x20 != 0 => {
                    let row = u32::from(u16_at(data, 0)?);
                    rows.add(row..row + 1);
                }
                // First column, last column; flag fHidden.
                COLINFO if u16_at(data, 8)? & 1 != 0 => {
                    let (first, last) = (u16_at(data, 0)?, u16_at(data, 2)?);
                    columns.add(u32::from(first)..(u32::from(last) + 1).min(MAX_COLUMNS));
                }
                FILTERMODE | AUTOFILTER => survey.filtered = true,
                MERGECELLS => {
                    for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let end = |at| u16_at(region, at).map(u32::from);
                        let (first_row, last_row) = (end(0)?, end(2)?);
                        let (first_column, last_column) = (end(4)?, end(6)?);
                        add_region(&mut survey.merged, Region { first_row, last_row, first_column, last_column })?;
                    }
                }
                _ => cells::for_each_style(kind, data, |row, style| {
                    struck.add(row..row + 1, 1, self.globals.strikes.is_struck(style));
                })?,
            }
        }
        survey.struck_rows = struck.sorted();
        survey.hidden_rows = rows.sorted();
        survey.hidden_columns = columns.sorted();
        Ok(survey)
    }

    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        let uncomputed = !self.globals.computed && cells::has_only_zeros(self.records(sheet)?)?;
        cells::read(self.records(sheet)?, &self.globals, uncomputed, each)
    }
}

impl XlsGlobals {
    /// Reads the records before those of the sheets.
    fn read(stream: &[u8]) -> Result<Self, WorkbookError> {
        let mut globals = Self::default();
        let mut records = Records::of_book(stream);
        let (kind, data) = records.next().unwrap_or_else(|| Err(WorkbookError::damaged("")))?;
        globals.unicode = match (kind, u16_at(data, 0)) {
            (BOF, Ok(0x0600)) => true,
            (BOF, Ok(0x0500)) => false,
            _ => return Err(WorkbookError::TooOld),
        };
        while let Some(record) = records.next() {
            let (kind, data) = record?;
            match kind {
                FILEPASS => return Err(WorkbookError::Password),
                CODEPAGE => {
                    globals.codepage = match u16_at(data, 0)? {
                        1250 => Some(encoding_rs::WINDOWS_1250),
                        1251 => Some(encoding_rs::WINDOWS_1251),
                        10_000 => Some(encoding_rs::MACINTOSH),
                        _ => None,
                    }
                }
                DATEMODE => globals.epoch_1904 = u16_at(data, 0)? == 1,
                FORMAT => {
                    let code = globals.text(data, 2, if globals.unicode { 2 } else { 1 })?;
                    globals.formats.define(u16_at(data, 0)?, &code);
                }
                RECALCID => globals.computed = true,
                FONT => globals.strikes.add_font(LetterLook::of_font(data, FONT_SCRIPT)?),
                // Font, format.
                XF => {
                    globals.formats.add(u16_at(data, 2)?);
                    globals.strikes.add_style(font_index(u16_at(data, 0)?));
                }
                // Of type 0, a worksheet.
                BOUNDSHEET if data.get(5) == Some(&0) => globals.add_sheet(data)?,
                // Two counts, which are not trusted, and the texts, which run on in CONTINUE records.
                SST => {
                    let segments = Segments::new(data.get(8..).unwrap_or_default(), &mut records)?;
                    globals.texts = segments.texts(|font| globals.strikes.font(font_index(font)));
                }
                _ => {}
            }
        }
        Ok(globals)
    }

    /// Adds the sheet of a BOUNDSHEET record: offset, visibility, type, name.
    fn add_sheet(&mut self, data: &[u8]) -> Result<(), WorkbookError> {
        let name = self.text(data, 6, 1)?.replace('\0', "");
        let visible = u8_at(data, 4)? & 3 == 0;
        let start = usize::try_from(u32_at(data, 0)?).unwrap_or(usize::MAX);
        self.sheets.add(SheetInfo { name, visible }, start)
    }

    /// The text at this offset; its length comes first, in one or two bytes.
    fn text(&self, data: &[u8], at: usize, length_bytes: usize) -> Result<String, WorkbookError> {
        let length = usize::from(if length_bytes == 1 { u16::from(u8_at(data, at)?) } else { u16_at(data, at)? });
        let rest = data.get(at + length_bytes..).unwrap_or_default();
        if !self.unicode {
            let bytes = rest.get(..length.min(rest.len())).unwrap_or_default();
            return Ok(self.codepage.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes).0.into_owned());
        }
        let mut text = String::new();
        push_letters(&mut text, rest.get(1..).unwrap_or_default(), length, rest.first().is_some_and(|f| f & 1 != 0));
        Ok(text)
    }
}

/// The index of a font among the FONT records. There is no font 4.
fn font_index(font: u16) -> usize {
    usize::from(if font > 4 { font - 1 } else { font })
}

/// Where a FONT record has its script: behind height, flags, colour and weight.
const FONT_SCRIPT: usize = 8;
