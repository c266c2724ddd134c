//! XLSX files, with or without macros. calamine reads the cells. Our own scan of the XML adds what calamine 0.38 does not tell
//! (hidden rows and columns) and refuses files that would make it take all memory:
//!
//! - `uniqueCount` of the shared strings reserves memory for as many as the file claims (calamine issue 684);
//! - `worksheet_range` allocates rows × columns, and 2 KB can ask for 550 GB (calamine issue 693), so cells are streamed.
//!
//! The scan for hidden rows and columns can go when calamine tells them; the checks in `package`, when both issues are closed.

mod package;

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::io::Cursor;
use std::rc::Rc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use self::package::Package;
use super::archive::Archive;
use super::guard::guarded;
use super::markup::{Limits, Tag, scan, skim};
use super::rows::{RowCollector, date_cell, iso_date_cell, time_cell};
use super::spans::{MAX_COLUMNS, Spans, add_region, region};
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;

/// Cells read before they are handed to the other thread.
const BATCH: usize = 1024;

/// Batches that may wait in the queue.
const QUEUE: usize = 4;

/// A sheet up to this size cannot have a token that takes much memory, so it is searched rather than scanned.
const SMALL: u64 = 128 << 20;

/// Texts in the tags that the survey needs.
const WORDS: [&str; 6] = ["hidden=", "filterMode=", "<filterColumn", "<customSheetViews", "<mergeCell ", "<f"];

/// Styles of percentages that are looked for at most; a workbook has one or two.
const MOST_STYLES: usize = 16;

/// Cells with percentages that are remembered at most: those beyond are read as numbers.
const MOST_PERCENTS: usize = 2_000_000;

pub struct XlsxReader<'a> {
    archive: Archive<'a>,
    workbook: Xlsx<Cursor<&'a [u8]>>,
    package: Package,
    surveys: HashMap<String, XlsxSurvey>,
}

/// Survey of a sheet, and whether it has formulas.
#[derive(Clone)]
struct XlsxSurvey {
    survey: Survey,
    formulas: bool,
    /// Places of numbers that are shown as percentages.
    percents: Rc<HashSet<(u32, u32)>>,
}

impl<'a> XlsxReader<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let mut archive = Archive::open(bytes)?;
        let package = package::check(&mut archive)?;
        let workbook = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        Ok(Self { archive, workbook, package, surveys: HashMap::new() })
    }

    fn surveyed(&mut self, sheet: &str) -> Result<XlsxSurvey, WorkbookError> {
        if let Some(surveyed) = self.surveys.get(sheet) {
            return Ok(surveyed.clone());
        }
        // calamine lists the sheets in the same order, including chart sheets.
        let index = self.workbook.sheets_metadata().iter().position(|info| info.name == sheet);
        let part = index
            .and_then(|index| self.package.sheets.get(index))
            .ok_or_else(|| WorkbookError::NoSheet(sheet.to_owned()))?;
        let mut surveyed = survey(&mut self.archive, part, &self.package.percent_styles)?;
        surveyed.survey.epoch_1904 = self.workbook.has_1904_epoch();
        self.surveys.insert(sheet.to_owned(), surveyed.clone());
        Ok(surveyed)
    }
}

impl SheetReader for XlsxReader<'_> {
    fn sheets(&self) -> Vec<SheetInfo> {
        worksheets(self.workbook.sheets_metadata())
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        Ok(self.surveyed(sheet)?.survey)
    }

    /// Reads the rows of the sheet: calamine parses in a thread of its own, while this one works on the rows before.
    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        // The survey refuses what would make a parser take much memory.
        let XlsxSurvey { formulas, percents, .. } = self.surveyed(sheet)?;
        let Self { workbook, package, .. } = self;
        thread::scope(|scope| {
            let (cells, batches) = sync_channel(QUEUE);
            scope.spawn(move || read_cells(workbook, sheet, formulas, package.uncomputed, &cells));
            let mut rows = RowCollector::new(each);
            for batch in batches {
                for ((row, column), cell) in convert(&batch?)? {
                    let cell = match cell {
                        RawCell::Number(share) if percents.contains(&(row, column)) => RawCell::Percent(share),
                        cell => cell,
                    };
                    rows.add(row, column, cell)?;
                }
            }
            rows.finish()
        })
    }
}

/// Values with their row and column.
type InPlace<T> = Vec<((u32, u32), T)>;

/// Values from calamine; `None` for a formula without a value.
type CellBatch<'a> = InPlace<Option<DataRef<'a>>>;

/// Sends the cells of the sheet until they end, one cannot be read, or the receiver is gone.
fn read_cells<'a>(
    workbook: &'a mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    formulas: bool,
    uncomputed: bool,
    cells: &SyncSender<Result<CellBatch<'a>, WorkbookError>>,
) {
    let mut reader = match guarded(|| workbook.worksheet_cells_reader(sheet)) {
        Ok(reader) => reader,
        Err(error) => {
            // If the receiver is gone, it has another error already.
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

/// The next [`BATCH`] cells; fewer at the end.
fn next_cells<'a>(
    reader: &mut XlsxCellReader<'a, Cursor<&[u8]>>,
    formulas: bool,
    uncomputed: bool,
) -> Result<CellBatch<'a>, XlsxError> {
    let mut batch = Vec::with_capacity(BATCH);
    // Reading formulas too takes a few per cent more time, so only where there are any.
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

/// Converts the values. calamine may panic on an impossible date.
fn convert<'a>(batch: &CellBatch<'a>) -> Result<InPlace<RawCell<'a>>, WorkbookError> {
    let cells = batch.iter().map(|(at, value)| (*at, value.as_ref().map_or(RawCell::Uncomputed, to_cell)));
    guarded(|| Ok::<_, Infallible>(cells.collect()))
}

fn worksheets(listed: &[calamine::Sheet]) -> Vec<SheetInfo> {
    let worksheets = listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|sheet| SheetInfo { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}

fn to_cell<'a>(value: &DataRef<'a>) -> RawCell<'a> {
    match value {
        DataRef::Empty => RawCell::Empty,
        DataRef::Int(number) => RawCell::Number(*number as f64),
        DataRef::Float(number) => RawCell::Number(*number),
        DataRef::String(text) => RawCell::text(text.clone().into()),
        DataRef::SharedString(text) => RawCell::text((*text).into()),
        DataRef::Bool(value) => RawCell::Boolean(*value),
        DataRef::DateTime(value) if value.is_duration() => time_cell(value.as_f64() * 86_400.0),
        DataRef::DateTime(value) => date_cell(value.as_f64(), value.as_datetime()),
        DataRef::DateTimeIso(text) => iso_date_cell(text),
        DataRef::DurationIso(text) => RawCell::text(text.clone().into()),
        DataRef::Error(error) => RawCell::Error(error.to_string()),
    }
}

/// Surveys a sheet by its XML: by a quick search if it is small, else tag by tag.
fn survey(archive: &mut Archive<'_>, part: &str, percent_styles: &[u32]) -> Result<XlsxSurvey, WorkbookError> {
    let missing = || WorkbookError::damaged(part);
    let (xml, size) = archive.part(part, u64::MAX)?.ok_or_else(missing)?;
    let new = || XlsxSurveyor { percent_styles: percent_styles.to_vec(), ..XlsxSurveyor::default() };
    let mut surveyor = new();
    let styles: Vec<String> = percent_styles.iter().take(MOST_STYLES).map(|style| format!("s=\"{style}\"")).collect();
    let words: Vec<&str> = WORDS.into_iter().chain(styles.iter().map(String::as_str)).collect();
    let skimmed = if size <= SMALL {
        skim(xml, &words, |tag| surveyor.tag(tag))?
    } else {
        drop(xml);
        false
    };
    // Rows without numbers have to be counted, which needs every tag.
    if !skimmed || surveyor.unnumbered {
        let limits = Limits { token: 1 << 20, item: b"c", item_size: 4 << 20, items: u64::MAX };
        let (xml, _) = archive.part(part, u64::MAX)?.ok_or_else(missing)?;
        surveyor = new();
        scan(xml, &limits, |tag| surveyor.tag(tag))?;
    }
    let survey = Survey {
        hidden_rows: surveyor.rows.sorted(),
        hidden_columns: surveyor.columns.sorted(),
        merged: surveyor.merged,
        filtered: surveyor.filtered || package::has_filtered_table(archive, part)?,
        epoch_1904: false,
    };
    Ok(XlsxSurvey { survey, formulas: surveyor.formulas, percents: Rc::new(surveyor.percents) })
}

/// Collects what the tags tell about the sheet.
#[derive(Default)]
struct XlsxSurveyor {
    rows: Spans,
    columns: Spans,
    merged: Vec<Region>,
    filtered: bool,
    formulas: bool,
    percent_styles: Vec<u32>,
    percents: HashSet<(u32, u32)>,
    /// Inside `customSheetViews`: other people's views have filters of their own.
    in_views: bool,
    /// Number of a row that has no number: one after the last row.
    next_row: u32,
    unnumbered: bool,
}

impl XlsxSurveyor {
    /// Row and column of a cell that shows a percentage.
    fn percent_place(&self, tag: &Tag<'_>) -> Option<(u32, u32)> {
        let style = tag.number(b"s").filter(|style| self.percent_styles.contains(style))?;
        let place = region(tag.attribute(b"r")?)?;
        (self.percents.len() < MOST_PERCENTS && style > 0).then_some((place.first_row, place.first_column))
    }

    fn tag(&mut self, tag: Tag<'_>) -> Result<(), WorkbookError> {
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
            b"c" => self.percents.extend(self.percent_place(&tag)),
            // Excel sets this when rows are filtered.
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
