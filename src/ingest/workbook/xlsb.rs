//! XLSB, read here record by record: calamine passes over the short records of cells, which some programs write, and believes the
//! counts in a file.

mod cells;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use super::archive::Archive;
use super::formats::Formats;
use super::spans::{MAX_COLUMNS, MAX_ROWS, Spans, add_region};
use super::texts::{Texts, push_letters, u16_at, u32_at};
use super::{Region, SheetInfo, Survey, Unreadable};
use crate::ingest::cell::Cell;

/// The longest record: a text of 32 767 letters with its formatting is far shorter.
const MAX_RECORD: usize = 1 << 20;

/// The largest part apart from sheets.
const MAX_PART: u64 = 128 << 20;

/// The sheets of a workbook at most.
const MAX_SHEETS: usize = 10_000;

/// A workbook.
pub struct Reader<'a> {
    archive: Archive<'a>,
    book: Book,
}

/// What is known apart from the sheets.
#[derive(Default)]
struct Book {
    epoch_1904: bool,
    formats: Formats,
    texts: Texts,
    /// The sheets and their parts.
    sheets: Vec<(SheetInfo, String)>,
}

impl<'a> Reader<'a> {
    /// Opens the workbook.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let relationships = archive.bytes("xl/_rels/workbook.bin.rels", 1 << 20)?.unwrap_or_default();
        let targets = targets(&relationships)?;
        let mut book = Book::default();
        if !archive.has("xl/workbook.bin") {
            return Err(Unreadable::damaged("xl/workbook.bin"));
        }
        walk(&mut archive, "xl/workbook.bin", |kind, record| {
            match kind {
                // BrtWbProp
                0x0099 => book.epoch_1904 = record.first().is_some_and(|flags| flags & 1 != 0),
                // BrtBundleSh: how visible, a number, the relationship, the name.
                0x009C => {
                    let (related, after) = wide(record, 8).unwrap_or_default();
                    let (name, _) = wide(record, after).unwrap_or_default();
                    // The part's folder tells a worksheet from a chart.
                    if let Some(target) = targets.get(&related).filter(|target| target.contains("worksheets/")) {
                        if book.sheets.len() >= MAX_SHEETS {
                            return Err(Unreadable::too_much("Projektmappen har over 10.000 ark"));
                        }
                        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                        book.sheets.push((SheetInfo { name, visible: u32_at(record, 0) == Some(0) }, part));
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        walk(&mut archive, "xl/sharedStrings.bin", |kind, record| {
            // BrtSSTItem: flags, the text.
            if kind == 0x0013 {
                book.texts.add(|all| push_wide(all, record, 1).map(|_| ())).ok_or_else(|| Unreadable::damaged(""))?;
            }
            Ok(())
        })?;
        let mut in_cell_formats = false;
        walk(&mut archive, "xl/styles.bin", |kind, record| {
            match kind {
                // BrtFmt
                0x002C => {
                    let code = wide(record, 2).unwrap_or_default().0;
                    book.formats.define(u16_at(record, 0).unwrap_or_default(), &code);
                }
                // BrtBeginCellXFs, BrtEndCellXFs; those of named styles look the same.
                0x0269 => in_cell_formats = true,
                0x026A => in_cell_formats = false,
                // BrtXF
                0x002F if in_cell_formats => book.formats.add(u16_at(record, 2).unwrap_or_default()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(Self { archive, book })
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
        let part = self.part(sheet)?;
        let mut rows = Spans::default();
        let mut columns = Spans::default();
        let mut survey = Survey { epoch_1904: self.book.epoch_1904, ..Survey::default() };
        walk(&mut self.archive, &part, |kind, record| {
            match kind {
                // BrtRowHdr: the row, and the flag fDyZero.
                0x0000 if record.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                    let row = u32_at(record, 0).unwrap_or(MAX_ROWS);
                    rows.add(row..row.saturating_add(1));
                }
                // BrtColInfo: the first and the last column, and the flag fHidden.
                0x003C if record.get(16).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (u32_at(record, 0).unwrap_or_default(), u32_at(record, 4).unwrap_or_default());
                    columns.add(first..last.saturating_add(1).min(MAX_COLUMNS));
                }
                // BrtBeginFilterColumn
                0x00A3 => survey.filtered = true,
                // BrtMergeCell
                0x00B0 => {
                    let ends = [0, 4, 8, 12].map(|at| u32_at(record, at));
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
        Ok(survey)
    }

    /// Gives every row of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        let part = self.part(sheet)?;
        let mut cells = cells::Cells::new(&self.book, each);
        walk(&mut self.archive, &part, |kind, record| cells.record(kind, record))?;
        cells.finish()
    }

    fn part(&self, sheet: &str) -> Result<String, Unreadable> {
        let found = self.book.sheets.iter().find(|(info, _)| info.name == sheet);
        let (_, part) = found.ok_or_else(|| Unreadable::no_sheet(sheet))?;
        if self.archive.has(part) { Ok(part.clone()) } else { Err(Unreadable::damaged(part)) }
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
    let max = if part.contains("worksheets/") { u64::MAX } else { MAX_PART };
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
        bytes.read_exact(&mut record).map_err(|error| Unreadable::damaged(&error.to_string()))?;
        each(kind as u16, &record)?;
    }
}

/// A number of up to so many bytes, seven bits in each; None at the end.
fn variable(bytes: &mut impl BufRead, most: u32) -> Result<Option<u32>, Unreadable> {
    let mut value = 0;
    for i in 0..most {
        let Some(byte) = bytes.bytes().next() else {
            return if i == 0 { Ok(None) } else { Err(Unreadable::damaged("")) };
        };
        let byte = byte.map_err(|error| Unreadable::damaged(&error.to_string()))?;
        value |= u32::from(byte & 0x7F) << (7 * i);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(Some(value))
}

/// A text at this place of a record, and where it ends.
fn wide(record: &[u8], at: usize) -> Option<(String, usize)> {
    let mut text = String::new();
    let end = push_wide(&mut text, record, at)?;
    Some((text, end))
}

/// Adds the text at this place of a record; returns where it ends.
fn push_wide(text: &mut String, record: &[u8], at: usize) -> Option<usize> {
    let letters = usize::try_from(u32_at(record, at)?).ok()?;
    let end = (at + 4).checked_add(letters.checked_mul(2)?)?;
    push_letters(text, record.get(at + 4..end)?, letters, true);
    Some(end)
}
