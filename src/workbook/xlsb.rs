//! XLSB files, read by our own reader: calamine 0.38 skips short cell records, which some programs write, and trusts the counts
//! in a file when it reserves memory. This reader can go when calamine reads short records and reserves no more than it reads.

mod cells;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use super::archive::Archive;
use super::formats::NumberFormats;
use super::rich_text::{LetterLook, of_runs};
use super::sheet_list::SheetList;
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::strikes::StruckStyles;
use super::texts::{Texts, cut_off, push_letters, u8_at, u16_at, u32_at};
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;

/// Bytes of a record at most. A text of 32 767 characters with its formatting is far shorter.
const MAX_RECORD: usize = 1 << 20;

/// Bytes of a part other than sheets.
const MAX_PART: u64 = 128 << 20;

pub struct XlsbReader<'a> {
    archive: Archive<'a>,
    globals: XlsbGlobals,
}

/// Types of records, under the names that the format's specification gives them.
const WB_PROP: u16 = 0x0099;
const BUNDLE_SH: u16 = 0x009C;
const SST_ITEM: u16 = 0x0013;
const FONT: u16 = 0x002B;
const FMT: u16 = 0x002C;
const BEGIN_CELL_XFS: u16 = 0x0269;
const END_CELL_XFS: u16 = 0x026A;
const XF: u16 = 0x002F;
const ROW_HDR: u16 = 0x0000;
const COL_INFO: u16 = 0x003C;
const BEGIN_FILTER_COLUMN: u16 = 0x00A3;
const MERGE_CELL: u16 = 0x00B0;

const WORKBOOK: &str = "xl/workbook.bin";

/// What the parts other than sheets hold.
#[derive(Default)]
struct XlsbGlobals {
    epoch_1904: bool,
    formats: NumberFormats,
    strikes: StruckStyles,
    texts: Texts,
    /// The sheets and the names of their parts.
    sheets: SheetList<String>,
}

impl<'a> XlsbReader<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let mut archive = Archive::open(bytes)?;
        if !archive.has(WORKBOOK) {
            return Err(WorkbookError::damaged(WORKBOOK));
        }
        let mut globals = XlsbGlobals::default();
        globals.read_workbook(&mut archive)?;
        // Texts refer to fonts.
        globals.read_styles(&mut archive)?;
        globals.read_shared_strings(&mut archive)?;
        Ok(Self { archive, globals })
    }

    fn part(&self, sheet: &str) -> Result<String, WorkbookError> {
        let (_, part) = self.globals.sheets.find(sheet)?;
        if self.archive.has(part) { Ok(part.clone()) } else { Err(WorkbookError::damaged(part)) }
    }
}

impl SheetReader for XlsbReader<'_> {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.globals.sheets.infos()
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        let part = self.part(sheet)?;
        let mut rows = Spans::default();
        let mut columns = Spans::default();
        let mut survey = Survey { epoch_1904: self.globals.epoch_1904, ..Survey::default() };
        let mut struck = cells::StruckCells::new(&self.globals.strikes);
        for_each_record(&mut self.archive, &part, |kind, record| {
            struck.record(kind, record)?;
            match kind {
                // Row; flag fDyZero.
                ROW_HDR if u8_at(record, 11)? & 0x10 != 0 => {
                    let row = u32_at(record, 0)?;
                    rows.add(row..row.saturating_add(1));
                }
                // First column, last column; flag fHidden.
                COL_INFO if u8_at(record, 16)? & 1 != 0 => {
                    let (first, last) = (u32_at(record, 0)?, u32_at(record, 4)?);
                    columns.add(first..last.saturating_add(1).min(MAX_COLUMNS));
                }
                BEGIN_FILTER_COLUMN => survey.filtered = true,
                MERGE_CELL => {
                    let (first_row, last_row) = (u32_at(record, 0)?, u32_at(record, 4)?);
                    let (first_column, last_column) = (u32_at(record, 8)?, u32_at(record, 12)?);
                    add_region(&mut survey.merged, Region { first_row, last_row, first_column, last_column })?;
                }
                _ => {}
            }
            Ok(())
        })?;
        survey.struck_rows = struck.sorted();
        survey.hidden_rows = rows.sorted();
        survey.hidden_columns = columns.sorted();
        Ok(survey)
    }

    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        let part = self.part(sheet)?;
        let mut cells = cells::XlsbCells::new(&self.globals, each);
        for_each_record(&mut self.archive, &part, |kind, record| cells.record(kind, record))?;
        cells.finish()
    }
}

impl XlsbGlobals {
    fn read_workbook(&mut self, archive: &mut Archive<'_>) -> Result<(), WorkbookError> {
        let targets = read_targets(&archive.bytes("xl/_rels/workbook.bin.rels", 1 << 20)?.unwrap_or_default())?;
        for_each_record(archive, WORKBOOK, |kind, record| {
            match kind {
                WB_PROP => self.epoch_1904 = u8_at(record, 0)? & 1 != 0,
                BUNDLE_SH => self.add_sheet(record, &targets)?,
                _ => {}
            }
            Ok(())
        })
    }

    /// Adds the sheet of a BUNDLE_SH record: visibility, number, relationship, name.
    fn add_sheet(&mut self, record: &[u8], targets: &HashMap<String, String>) -> Result<(), WorkbookError> {
        // A sheet without a relationship has no part.
        if u32_at(record, 8)? == u32::MAX {
            return Ok(());
        }
        let (relationship, after) = read_wide(record, 8)?;
        let (name, _) = read_wide(record, after)?;
        // The folder of the part tells worksheets from chart sheets.
        let Some(target) = targets.get(&relationship).filter(|target| target.contains("worksheets/")) else {
            return Ok(());
        };
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        self.sheets.add(SheetInfo { name, visible: u32_at(record, 0)? == 0 }, part)
    }

    fn read_shared_strings(&mut self, archive: &mut Archive<'_>) -> Result<(), WorkbookError> {
        for_each_record(archive, "xl/sharedStrings.bin", |kind, record| {
            if kind == SST_ITEM {
                let text = rich(record, 0, &self.strikes)?;
                self.texts.add(|all| {
                    all.push_str(&text);
                    Some(())
                });
            }
            Ok(())
        })
    }

    fn read_styles(&mut self, archive: &mut Archive<'_>) -> Result<(), WorkbookError> {
        let mut in_cell_formats = false;
        for_each_record(archive, "xl/styles.bin", |kind, record| {
            match kind {
                FMT => self.formats.define(u16_at(record, 0)?, &read_wide(record, 2)?.0),
                // XF records outside of these belong to named styles.
                BEGIN_CELL_XFS => in_cell_formats = true,
                END_CELL_XFS => in_cell_formats = false,
                // Height, flags, weight, script.
                FONT => self.strikes.add_font(LetterLook::of_font(record, 6)?),
                // Parent, format, font.
                XF if in_cell_formats => {
                    self.formats.add(u16_at(record, 2)?);
                    self.strikes.add_style(u16_at(record, 4)?.into());
                }
                _ => {}
            }
            Ok(())
        })
    }
}

/// The target of each relationship by its id.
fn read_targets(xml: &[u8]) -> Result<HashMap<String, String>, WorkbookError> {
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

/// Passes every record of the part to `each`, as type and data. Does nothing if the part does not exist.
fn for_each_record(
    archive: &mut Archive<'_>,
    part: &str,
    mut each: impl FnMut(u16, &[u8]) -> Result<(), WorkbookError>,
) -> Result<(), WorkbookError> {
    let max = if part.contains("worksheets/") { u64::MAX } else { MAX_PART };
    let Some((bytes, _)) = archive.part(part, max)? else { return Ok(()) };
    let mut bytes = BufReader::with_capacity(64 << 10, bytes);
    let mut record = Vec::new();
    loop {
        let Some(kind) = read_variable(&mut bytes, 2)? else { return Ok(()) };
        let length = read_variable(&mut bytes, 4)?.ok_or_else(|| WorkbookError::damaged(part))? as usize;
        if length > MAX_RECORD {
            return Err(WorkbookError::damaged("record length"));
        }
        record.resize(length, 0);
        bytes.read_exact(&mut record).map_err(|error| WorkbookError::damaged(&error.to_string()))?;
        each(kind as u16, &record)?;
    }
}

/// A variable-length number of up to `most` bytes, seven bits in each; `None` at the end of the part.
fn read_variable(bytes: &mut impl BufRead, most: u32) -> Result<Option<u32>, WorkbookError> {
    let mut value = 0;
    for i in 0..most {
        let Some(byte) = bytes.bytes().next() else {
            return if i == 0 { Ok(None) } else { Err(WorkbookError::damaged("")) };
        };
        let byte = byte.map_err(|error| WorkbookError::damaged(&error.to_string()))?;
        value |= u32::from(byte & 0x7F) << (7 * i);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(Some(value))
}

/// The text at this offset, and the offset after it.
fn read_wide(record: &[u8], at: usize) -> Result<(String, usize), WorkbookError> {
    let mut text = String::new();
    let end = push_wide(&mut text, record, at)?;
    Ok((text, end))
}

/// The text at this offset: flags, letters, and if the lowest flag is set a count of runs with the first letter and the font of each.
fn rich(record: &[u8], at: usize, fonts: &StruckStyles) -> Result<String, WorkbookError> {
    let (text, end) = read_wide(record, at + 1)?;
    if u8_at(record, at)? & 1 == 0 {
        return Ok(text);
    }
    let runs = record.get(end + 4..).unwrap_or_default().as_chunks::<4>().0.iter();
    let count = usize::try_from(u32_at(record, end)?).unwrap_or(usize::MAX);
    let run = |[a, b, c, d]: &[u8; 4]| {
        (usize::from(u16::from_le_bytes([*a, *b])), fonts.font(u16::from_le_bytes([*c, *d]).into()))
    };
    let looks: Vec<(usize, LetterLook)> = runs.take(count).map(run).collect();
    Ok(of_runs(&text, &looks))
}

/// Appends the text at this offset and returns the offset after it.
fn push_wide(text: &mut String, record: &[u8], at: usize) -> Result<usize, WorkbookError> {
    let letters = usize::try_from(u32_at(record, at)?).unwrap_or(usize::MAX);
    let end = letters.checked_mul(2).and_then(|bytes| bytes.checked_add(at + 4)).ok_or_else(cut_off)?;
    push_letters(text, record.get(at + 4..end).ok_or_else(cut_off)?, letters, true);
    Ok(end)
}
