//! XLS of Excel 5 to 2003, read here record by record: calamine writes every sheet out in full when it opens a file, and copies a
//! text for each cell that has it, so that a small file may take all memory.

mod cells;
mod records;

use std::io::{Cursor, Read};

use super::formats::Formats;
use super::guard::guarded;
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::texts::{Texts, push_letters, u16_at, u32_at};
use super::{Region, SheetInfo, Survey, Unreadable};
use crate::ingest::cell::Cell;
use records::{Records, Segments};

/// The largest stream of records.
const MAX_STREAM: u64 = 128 << 20;

/// The sheets of a workbook at most.
const MAX_SHEETS: usize = 10_000;

/// A workbook.
pub struct Reader {
    stream: Vec<u8>,
    book: Book,
}

/// What the records of the workbook itself say.
#[derive(Default)]
struct Book {
    /// Whether letters are those of Excel 97 and later.
    unicode: bool,
    /// The encoding of letters before that.
    codepage: Option<&'static encoding_rs::Encoding>,
    epoch_1904: bool,
    formats: Formats,
    texts: Texts,
    /// Where the records of each sheet start.
    sheets: Vec<(SheetInfo, usize)>,
}

impl Reader {
    /// Opens the workbook.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(bytes: &[u8]) -> Result<Self, Unreadable> {
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
        let stream = stream.ok_or_else(|| Unreadable::too_much("Projektmappen er større, end en .xls-fil kan være"))?;
        let book = book(&stream)?;
        Ok(Self { stream, book })
    }

    /// Its worksheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.book.sheets.iter().map(|(info, _)| info.clone()).collect()
    }

    /// What is known of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&mut self, sheet: &str) -> Result<Survey, Unreadable> {
        let mut survey = Survey { epoch_1904: self.book.epoch_1904, ..Survey::default() };
        let mut rows = Spans::default();
        let mut columns = Spans::default();
        for record in self.records(sheet)? {
            let (kind, data) = record?;
            match kind {
                // ROW: its number, and the flag fDyZero.
                0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    let row = u32::from(u16_at(data, 0).unwrap_or_default());
                    rows.add(row..row + 1);
                }
                // COLINFO: the first and the last column, and the flag fHidden.
                0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (u16_at(data, 0).unwrap_or_default(), u16_at(data, 2).unwrap_or_default());
                    columns.add(u32::from(first)..(u32::from(last) + 1).min(MAX_COLUMNS));
                }
                // FILTERMODE, and the AUTOFILTER of a column
                0x009B | 0x009E => survey.filtered = true,
                // MERGECELLS
                0x00E5 => {
                    for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let [first_row, last_row, first_column, last_column] =
                            [0, 2, 4, 6].map(|at| u32::from(u16_at(region, at).unwrap_or_default()));
                        add_region(&mut survey.merged, Region { first_row, last_row, first_column, last_column })?;
                    }
                }
                _ => {}
            }
        }
        survey.hidden_rows = rows.sorted();
        survey.hidden_columns = columns.sorted();
        Ok(survey)
    }

    /// Gives every row of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        cells::read(self.records(sheet)?, &self.book, each)
    }

    /// The records of a sheet, without those of the charts in it.
    fn records(&self, sheet: &str) -> Result<Records<'_>, Unreadable> {
        let found = self.book.sheets.iter().find(|(info, _)| info.name == sheet);
        let (_, start) = found.ok_or_else(|| Unreadable::no_sheet(sheet))?;
        Ok(Records::of_sheet(self.stream.get(*start..).unwrap_or_default()))
    }
}

/// Reads the records of the workbook itself.
fn book(stream: &[u8]) -> Result<Book, Unreadable> {
    let mut book = Book::default();
    let mut records = Records::of_book(stream);
    let mut first = true;
    while let Some(record) = records.next() {
        let (kind, data) = record?;
        if std::mem::take(&mut first) {
            match (kind, u16_at(data, 0)) {
                (0x0809, Some(0x0600)) => book.unicode = true,
                (0x0809, Some(0x0500)) => {}
                _ => {
                    return Err(Unreadable::new(
                        "Projektmappen er skrevet i et format fra før Excel 5 eller er beskadiget.",
                        "Åbn den i Excel, og gem den som .xlsx.",
                    ));
                }
            }
        }
        match kind {
            // FILEPASS
            0x002F => return Err(Unreadable::password()),
            // CODEPAGE
            0x0042 => {
                book.codepage = match u16_at(data, 0) {
                    Some(1250) => Some(encoding_rs::WINDOWS_1250),
                    Some(1251) => Some(encoding_rs::WINDOWS_1251),
                    Some(10_000) => Some(encoding_rs::MACINTOSH),
                    _ => None,
                }
            }
            // DATEMODE
            0x0022 => book.epoch_1904 = u16_at(data, 0) == Some(1),
            // FORMAT
            0x041E => {
                let code = book.text(data, 2, if book.unicode { 2 } else { 1 });
                book.formats.define(u16_at(data, 0).unwrap_or_default(), &code);
            }
            // XF: the font, the format.
            0x00E0 => book.formats.add(u16_at(data, 2).unwrap_or_default()),
            // BOUNDSHEET: where, how visible, of what kind (0 is a worksheet), the name.
            0x0085 if data.get(5) == Some(&0) => {
                if book.sheets.len() >= MAX_SHEETS {
                    return Err(Unreadable::too_much("Projektmappen har over 10.000 ark"));
                }
                let name = book.text(data, 6, 1).replace('\0', "");
                let visible = data.get(4).is_some_and(|state| state & 3 == 0);
                let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok()).unwrap_or(usize::MAX);
                book.sheets.push((SheetInfo { name, visible }, start));
            }
            // SST: two counts, which are not believed, and the texts, which go on in the records that follow.
            0x00FC => book.texts = Segments::new(data.get(8..).unwrap_or_default(), &mut records)?.texts(),
            _ => {}
        }
    }
    Ok(book)
}

impl Book {
    /// The text at this place, whose length stands before it in so many bytes.
    fn text(&self, data: &[u8], at: usize, width: usize) -> String {
        let length = if width == 1 { data.get(at).map(|byte| u16::from(*byte)) } else { u16_at(data, at) };
        let length = usize::from(length.unwrap_or_default());
        let rest = data.get(at + width..).unwrap_or_default();
        if !self.unicode {
            let bytes = rest.get(..length.min(rest.len())).unwrap_or_default();
            return self.codepage.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes).0.into_owned();
        }
        let mut text = String::new();
        push_letters(&mut text, rest.get(1..).unwrap_or_default(), length, rest.first().is_some_and(|f| f & 1 != 0));
        text
    }
}
