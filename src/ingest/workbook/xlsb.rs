//! XLSB: calamine reads the cells; the records are walked here first, because it believes the lengths and counts in them.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use calamine::{Reader as _, Xlsb};

use super::archive::Archive;
use super::guard::guarded;
use super::rows::Rows;
use super::spans::{MAX_COLUMNS, MAX_ROWS, Spans, add_region};
use super::{Region, SheetInfo, Survey, Unreadable, xlsx};
use crate::ingest::cell::Cell;

/// The longest record: a text of 32 767 letters with its formatting is far shorter.
const MAX_RECORD: usize = 1 << 20;

/// The largest part apart from sheets.
const MAX_PART: u64 = 128 << 20;

/// The shared texts at most.
const MAX_TEXTS: u64 = 4_000_000;

/// Names of cells have formulas, which calamine writes out in a time that grows with the square of their length.
const MAX_NAMES: u64 = 1 << 27;

/// How many cells are read before they are given away.
const BATCH: usize = 4096;

/// A workbook.
pub struct Reader<'a> {
    archive: Archive<'a>,
    workbook: Xlsb<Cursor<&'a [u8]>>,
    /// The part of each sheet, by its name.
    parts: HashMap<String, String>,
    surveys: HashMap<String, Survey>,
}

impl<'a> Reader<'a> {
    /// Opens the workbook.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let rels = archive.bytes("xl/_rels/workbook.bin.rels", 1 << 20)?.unwrap_or_default();
        let targets = targets(&rels)?;
        let mut parts = HashMap::new();
        let mut names = 0;
        walk(&mut archive, "xl/workbook.bin", |kind, record| {
            match kind {
                // BrtBundleSh: how visible, a number, the relationship, the name.
                0x009C => {
                    let (related, after) = wide(record, 8).unwrap_or_default();
                    let (name, _) = wide(record, after).unwrap_or_default();
                    if let Some(target) = targets.get(&related) {
                        parts.entry(name).or_insert_with(|| format!("xl/{target}"));
                    }
                }
                // BrtName
                0x0027 => names += (record.len() as u64).pow(2),
                _ => {}
            }
            if names > MAX_NAMES {
                return Err(Unreadable::too_much("Projektmappen har langt flere navne på celler, end Excel kan have"));
            }
            Ok(())
        })?;
        let mut texts = 0;
        walk(&mut archive, "xl/sharedStrings.bin", |kind, _| {
            texts += u64::from(kind == 0x0013);
            if texts > MAX_TEXTS {
                return Err(Unreadable::too_much("Projektmappen har flere millioner forskellige tekster"));
            }
            Ok(())
        })?;
        walk(&mut archive, "xl/styles.bin", |_, _| Ok(()))?;
        let workbook = guarded(|| Xlsb::new(Cursor::new(bytes)))?;
        Ok(Self { archive, workbook, parts, surveys: HashMap::new() })
    }

    /// Its worksheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        xlsx::sheets(self.workbook.sheets_metadata())
    }

    /// What is known of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&mut self, sheet: &str) -> Result<Survey, Unreadable> {
        if let Some(survey) = self.surveys.get(sheet) {
            return Ok(survey.clone());
        }
        let part = self.parts.get(sheet).ok_or_else(|| Unreadable::no_sheet(sheet))?;
        let mut rows = Spans::default();
        let mut columns = Spans::default();
        let mut survey =
            Survey { knows_hidden: true, epoch_1904: self.workbook.has_1904_epoch(), ..Survey::default() };
        walk(&mut self.archive, part, |kind, record| {
            match kind {
                // BrtRowHdr: the row, and the flag fDyZero.
                0x0000 if record.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                    let row = number(record, 0).unwrap_or(MAX_ROWS);
                    rows.add(row..row.saturating_add(1));
                }
                // BrtColInfo: the first and the last column, and the flag fHidden.
                0x003C if record.get(16).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (number(record, 0).unwrap_or_default(), number(record, 4).unwrap_or_default());
                    columns.add(first..last.saturating_add(1).min(MAX_COLUMNS));
                }
                // BrtBeginFilterColumn
                0x00A3 => survey.filtered = true,
                // BrtMergeCell
                0x00B0 => {
                    let ends = [0, 4, 8, 12].map(|at| number(record, at));
                    if let [Some(first_row), Some(last_row), Some(first_column), Some(last_column)] = ends {
                        let region = Region { first_row, last_row, first_column, last_column };
                        add_region(&mut survey.merged, region)?;
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        survey.hidden_rows = rows.sorted();
        survey.hidden_columns = columns.sorted();
        self.surveys.insert(sheet.to_owned(), survey.clone());
        Ok(survey)
    }

    /// Gives every row of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        // Records that are too long are refused there.
        self.survey(sheet)?;
        let mut reader = guarded(|| self.workbook.worksheet_cells_reader(sheet))?;
        let mut rows = Rows::new(each);
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            guarded(|| {
                while batch.len() < BATCH {
                    let Some(cell) = reader.next_cell()? else { break };
                    batch.push((cell.get_position(), cell.get_value().clone()));
                }
                Ok::<_, calamine::XlsbError>(())
            })?;
            let last = batch.len() < BATCH;
            for ((row, column), value) in batch.drain(..) {
                rows.add(row, column, xlsx::cell(value))?;
            }
            if last {
                return rows.finish();
            }
        }
    }
}

/// The target of each relationship, by its id.
fn targets(xml: &[u8]) -> Result<HashMap<String, String>, Unreadable> {
    use super::markup::{Limits, scan};
    let limits = Limits { token: 16 << 10, item: b"Relationship", item_size: 16 << 10, items: 20_000 };
    let mut targets = HashMap::new();
    scan(xml, &limits, |tag| {
        if let (b"Relationship", Some(id), Some(target)) = (tag.name, tag.attribute(b"Id"), tag.text(b"Target")) {
            targets.insert(String::from_utf8_lossy(id).into_owned(), target);
        }
        Ok(())
    })?;
    Ok(targets)
}

/// Hands every record of the part to `each`: its kind and its bytes. A part that is not there has none.
fn walk(
    archive: &mut Archive<'_>,
    part: &str,
    mut each: impl FnMut(u16, &[u8]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let max = if part.starts_with("xl/worksheets/") { u64::MAX } else { MAX_PART };
    let Some((bytes, _)) = archive.part(part, max)? else { return Ok(()) };
    let mut bytes = BufReader::with_capacity(64 << 10, bytes);
    let mut record = Vec::new();
    loop {
        let Some(kind) = variable(&mut bytes, 2)? else { return Ok(()) };
        let length = variable(&mut bytes, 4)?.ok_or_else(|| Unreadable::damaged(part))? as usize;
        if length > MAX_RECORD {
            return Err(Unreadable::damaged("record length"));
        }
        record.resize(length, 0);
        guarded(|| bytes.read_exact(&mut record))?;
        each(kind as u16, &record)?;
    }
}

/// A number of up to so many bytes, seven bits in each; None at the end.
fn variable(bytes: &mut impl Read, most: u32) -> Result<Option<u32>, Unreadable> {
    let mut value = 0;
    for i in 0..most {
        let mut byte = [0];
        if guarded(|| bytes.read(&mut byte))? == 0 {
            return if i == 0 { Ok(None) } else { Err(Unreadable::damaged("")) };
        }
        let [byte] = byte;
        value |= u32::from(byte & 0x7F) << (7 * i);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(Some(value))
}

/// A number at this place of a record.
fn number(record: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(record.get(at..at + 4)?.try_into().ok()?))
}

/// A text at this place of a record, and where it ends.
fn wide(record: &[u8], at: usize) -> Option<(String, usize)> {
    let end = (at + 4).checked_add(usize::try_from(number(record, at)?).ok()?.checked_mul(2)?)?;
    let units = record.get(at + 4..end)?.chunks_exact(2).map(|unit| u16::from(*unit.first().unwrap_or(&0)) | u16::from(*unit.last().unwrap_or(&0)) << 8);
    Some((String::from_utf16_lossy(&units.collect::<Vec<_>>()), end))
}
