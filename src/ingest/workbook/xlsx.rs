//! XLSX, with macros or without: calamine reads the cells; what it does not tell is read from the sheet's XML here.

mod package;

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Cursor;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use self::package::Package;
use super::archive::Archive;
use super::guard::guarded;
use super::markup::{Limits, Tag, scan, skim};
use super::rows::{Rows, iso_date, moment, time};
use super::spans::{MAX_COLUMNS, Spans, add_region, region};
use super::{Region, SheetInfo, Survey, Unreadable};
use crate::ingest::cell::Cell;

/// How many cells are read before they are given away.
const BATCH: usize = 1024;

/// How many batches of cells wait at most to be worked on.
const QUEUE: usize = 4;

/// A sheet up to this size has no token that would take much memory, and need not be looked through tag by tag.
const SMALL: u64 = 128 << 20;

/// What stands in the tags that tell something of a sheet.
const WORDS: [&str; 6] = ["hidden=", "filterMode=", "<filterColumn", "<customSheetViews", "<mergeCell ", "<f"];

/// A workbook.
pub struct Reader<'a> {
    archive: Archive<'a>,
    workbook: Xlsx<Cursor<&'a [u8]>>,
    package: Package,
    surveys: HashMap<String, Surveyed>,
}

/// What is known of a sheet whose XML has been looked through.
#[derive(Clone)]
struct Surveyed {
    survey: Survey,
    formulas: bool,
}

impl<'a> Reader<'a> {
    /// Opens the workbook.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let package = package::look_through(&mut archive)?;
        let workbook = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        Ok(Self { archive, workbook, package, surveys: HashMap::new() })
    }

    /// Its worksheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        sheets(self.workbook.sheets_metadata())
    }

    /// What is known of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&mut self, sheet: &str) -> Result<Survey, Unreadable> {
        Ok(self.surveyed(sheet)?.survey)
    }

    fn surveyed(&mut self, sheet: &str) -> Result<Surveyed, Unreadable> {
        if let Some(surveyed) = self.surveys.get(sheet) {
            return Ok(surveyed.clone());
        }
        // calamine lists the sheets in the same order, those that are no worksheets too.
        let index = self.workbook.sheets_metadata().iter().position(|info| info.name == sheet);
        let part = index.and_then(|index| self.package.sheets.get(index)).ok_or_else(|| Unreadable::no_sheet(sheet))?;
        let mut surveyed = survey(&mut self.archive, part)?;
        surveyed.survey.epoch_1904 = self.workbook.has_1904_epoch();
        self.surveys.insert(sheet.to_owned(), surveyed.clone());
        Ok(surveyed)
    }

    /// Gives every row of the sheet.
    ///
    /// Its cells are read in a thread of their own, while the rows before them are worked on.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        // What makes a parser take much memory is refused there.
        let formulas = self.surveyed(sheet)?.formulas;
        let Self { workbook, package, .. } = self;
        thread::scope(|scope| {
            let (cells, batches) = sync_channel(QUEUE);
            scope.spawn(move || read_cells(workbook, sheet, formulas, package.uncomputed, &cells));
            let mut rows = Rows::new(each);
            for batch in batches {
                for ((row, column), cell) in converted(&batch?)? {
                    rows.add(row, column, cell)?;
                }
            }
            rows.finish()
        })
    }
}

/// What stands in cells, with the rows and columns of those.
type InPlace<T> = Vec<((u32, u32), T)>;

/// Values as calamine gives them; None for a formula without a value.
type CellBatch<'a> = InPlace<Option<DataRef<'a>>>;

/// Sends the cells of the sheet, until they end, one cannot be read, or nobody takes them any more.
fn read_cells<'a>(
    workbook: &'a mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    formulas: bool,
    uncomputed: bool,
    cells: &SyncSender<Result<CellBatch<'a>, Unreadable>>,
) {
    let mut reader = match guarded(|| workbook.worksheet_cells_reader(sheet)) {
        Ok(reader) => reader,
        Err(error) => {
            let _ = cells.send(Err(error));
            return;
        }
    };
    loop {
        let batch = guarded(|| next_cells(&mut reader, formulas, uncomputed));
        let is_last = batch.as_ref().map_or(true, |batch| batch.len() < BATCH);
        if cells.send(batch).is_err() || is_last {
            return;
        }
    }
}

/// The next cells; fewer than [`BATCH`] at the end.
fn next_cells<'a>(
    reader: &mut XlsxCellReader<'a, Cursor<&[u8]>>,
    formulas: bool,
    uncomputed: bool,
) -> Result<CellBatch<'a>, XlsxError> {
    let mut batch = Vec::with_capacity(BATCH);
    // Seeing the formulas takes a few per cent more time.
    while formulas && batch.len() < BATCH {
        let Some(cell) = reader.next_cell_with_formula_metadata()? else { break };
        let has_no_value = match cell.value {
            DataRef::Empty => true,
            DataRef::Int(0) => uncomputed,
            DataRef::Float(value) => value == 0.0 && uncomputed,
            _ => false,
        };
        let is_uncomputed = cell.formula.is_some() && has_no_value;
        batch.push((cell.pos, (!is_uncomputed).then_some(cell.value)));
    }
    while !formulas && batch.len() < BATCH {
        let Some(cell) = reader.next_cell()? else { break };
        batch.push((cell.get_position(), Some(cell.get_value().clone())));
    }
    Ok(batch)
}

/// The values as cells; calamine may panic on a date that is none.
fn converted<'a>(batch: &CellBatch<'a>) -> Result<InPlace<Cell<'a>>, Unreadable> {
    let cells = batch.iter().map(|(at, value)| (*at, value.as_ref().map_or(Cell::Uncomputed, cell)));
    guarded(|| Ok::<_, Infallible>(cells.collect()))
}

/// The worksheets among what calamine lists.
fn sheets(listed: &[calamine::Sheet]) -> Vec<SheetInfo> {
    let worksheets = listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|sheet| SheetInfo { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}

/// The cell of a value of calamine's.
fn cell<'a>(value: &DataRef<'a>) -> Cell<'a> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text.clone().into()),
        DataRef::SharedString(text) => Cell::text((*text).into()),
        DataRef::Bool(value) => Cell::Boolean(*value),
        DataRef::DateTime(value) if value.is_duration() => time(value.as_f64() * 86_400.0),
        DataRef::DateTime(value) => moment(value.as_f64(), value.as_datetime()),
        DataRef::DateTimeIso(text) => iso_date(text),
        DataRef::DurationIso(text) => Cell::text(text.clone().into()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// Looks through a sheet's XML: in a quick way where that does, else tag by tag.
fn survey(archive: &mut Archive<'_>, part: &str) -> Result<Surveyed, Unreadable> {
    let missing = || Unreadable::damaged(part);
    let (xml, size) = archive.part(part, u64::MAX)?.ok_or_else(missing)?;
    let mut surveyor = Surveyor::default();
    let skimmed = if size <= SMALL {
        skim(xml, &WORDS, |tag| surveyor.tag(tag))?
    } else {
        drop(xml);
        false
    };
    // Without their numbers, rows have to be counted.
    if !skimmed || surveyor.unnumbered {
        let limits = Limits { token: 1 << 20, item: b"c", item_size: 4 << 20, items: u64::MAX };
        let (xml, _) = archive.part(part, u64::MAX)?.ok_or_else(missing)?;
        surveyor = Surveyor::default();
        scan(xml, &limits, |tag| surveyor.tag(tag))?;
    }
    let survey = Survey {
        hidden_rows: surveyor.rows.sorted(),
        hidden_columns: surveyor.columns.sorted(),
        merged: surveyor.merged,
        filtered: surveyor.filtered || package::has_filtered_table(archive, part)?,
        epoch_1904: false,
    };
    Ok(Surveyed { survey, formulas: surveyor.formulas })
}

/// Goes from tag to tag, and keeps what they tell of the sheet.
#[derive(Default)]
struct Surveyor {
    rows: Spans,
    columns: Spans,
    merged: Vec<Region>,
    filtered: bool,
    formulas: bool,
    /// Whether the tags are those of other people's views, with filters of their own.
    in_views: bool,
    /// The row after the one before, which a row without a number is.
    next_row: u32,
    unnumbered: bool,
}

impl Surveyor {
    fn tag(&mut self, tag: Tag<'_>) -> Result<(), Unreadable> {
        match tag.name {
            b"row" => {
                let number = tag.number(b"r");
                self.unnumbered |= number.is_none();
                let row = number.map_or(self.next_row, |number| number.saturating_sub(1));
                self.next_row = row.saturating_add(1);
                if tag.is_set(b"hidden") {
                    self.rows.add(row..self.next_row);
                }
            }
            b"col" if tag.is_set(b"hidden") => {
                if let (Some(first), Some(last)) = (tag.number(b"min"), tag.number(b"max")) {
                    self.columns.add(first.saturating_sub(1)..last.min(MAX_COLUMNS));
                }
            }
            b"f" => self.formulas = true,
            // Excel says of a sheet whose rows are filtered that it is.
            b"sheetPr" => self.filtered |= tag.is_set(b"filterMode"),
            b"filterColumn" => self.filtered |= !self.in_views && !tag.is_empty(),
            b"customSheetViews" => self.in_views = true,
            b"mergeCell" => {
                if let Some(region) = tag.attribute(b"ref").and_then(region) {
                    add_region(&mut self.merged, region)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
