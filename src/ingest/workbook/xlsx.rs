//! XLSX, with macros or without: calamine reads the cells; what it does not tell is read from the sheet's XML here.

mod package;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};

use super::archive::Archive;
use super::guard::guarded;
use super::markup::{Limits, Tag, scan};
use super::rows::{Rows, iso_date, moment, time};
use super::spans::{Spans, add_region, region};
use super::{SheetInfo, Survey, Unreadable};
use crate::ingest::cell::Cell;

/// How many cells are read before they are given away.
const BATCH: usize = 4096;

/// A workbook.
pub struct Reader<'a> {
    archive: Archive<'a>,
    workbook: Xlsx<Cursor<&'a [u8]>>,
    /// The names of the sheets' parts, in the order of the workbook.
    parts: Vec<String>,
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
        let parts = package::look_through(&mut archive)?;
        let workbook = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        Ok(Self { archive, workbook, parts, surveys: HashMap::new() })
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
        let part = index.and_then(|index| self.parts.get(index)).ok_or_else(|| Unreadable::no_sheet(sheet))?;
        let mut surveyed = survey(&mut self.archive, part)?;
        surveyed.survey.epoch_1904 = self.workbook.has_1904_epoch();
        self.surveys.insert(sheet.to_owned(), surveyed.clone());
        Ok(surveyed)
    }

    /// Gives every row of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        // What makes a parser take much memory is refused there.
        let formulas = self.surveyed(sheet)?.formulas;
        let mut reader = guarded(|| self.workbook.worksheet_cells_reader(sheet))?;
        let mut rows = Rows::new(each);
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            guarded(|| {
                // Seeing the formulas takes a few per cent more time.
                while formulas && batch.len() < BATCH {
                    let Some(cell) = reader.next_cell_with_formula_metadata()? else { break };
                    batch.push((cell.pos, cell.value, cell.formula.is_some()));
                }
                while !formulas && batch.len() < BATCH {
                    let Some(cell) = reader.next_cell()? else { break };
                    batch.push((cell.get_position(), cell.get_value().clone(), false));
                }
                Ok::<_, calamine::XlsxError>(())
            })?;
            let last = batch.len() < BATCH;
            for ((row, column), value, formula) in batch.drain(..) {
                let uncomputed = formula && matches!(value, DataRef::Empty);
                rows.add(row, column, if uncomputed { Cell::Uncomputed } else { cell(value) })?;
            }
            if last {
                return rows.finish();
            }
        }
    }
}

/// The worksheets among what calamine lists.
pub fn sheets(listed: &[calamine::Sheet]) -> Vec<SheetInfo> {
    let worksheets = listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|sheet| SheetInfo { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}

/// The cell of a value of calamine's.
pub fn cell(value: DataRef<'_>) -> Cell<'_> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::String(text) => Cell::text(text.into()),
        DataRef::SharedString(text) => Cell::text(text.into()),
        DataRef::Bool(value) => Cell::Boolean(value),
        DataRef::DateTime(value) if value.is_duration() => time(value.as_f64() * 86_400.0),
        DataRef::DateTime(value) => moment(value.as_f64(), value.as_datetime()),
        DataRef::DateTimeIso(text) => iso_date(&text),
        DataRef::DurationIso(text) => Cell::text(text.into()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// Looks through a sheet's XML.
fn survey(archive: &mut Archive<'_>, part: &str) -> Result<Surveyed, Unreadable> {
    let limits = Limits { token: 1 << 20, item: b"c", item_size: 4 << 20, items: u64::MAX };
    let (xml, _) = archive.part(part, u64::MAX)?.ok_or_else(|| Unreadable::damaged(part))?;
    let mut rows = Spans::default();
    let mut columns = Spans::default();
    let mut merged = Vec::new();
    let (mut filtered, mut formulas, mut views) = (false, false, false);
    let mut next_row = 0;
    scan(xml, &limits, |tag: Tag<'_>| {
        match tag.name {
            b"row" => {
                // A row without a number is the next one.
                let row = tag.number(b"r").map_or(next_row, |number| number.saturating_sub(1));
                next_row = row.saturating_add(1);
                if tag.is_set(b"hidden") {
                    rows.add(row..next_row);
                }
            }
            b"col" if tag.is_set(b"hidden") => {
                if let (Some(first), Some(last)) = (tag.number(b"min"), tag.number(b"max")) {
                    columns.add(first.saturating_sub(1)..last.min(super::spans::MAX_COLUMNS));
                }
            }
            b"f" => formulas = true,
            // Excel says of a sheet whose rows are filtered that it is.
            b"sheetPr" => filtered |= tag.is_set(b"filterMode"),
            b"filterColumn" => filtered |= !views && !tag.is_empty(),
            // Views of other people, with filters of their own.
            b"customSheetViews" => views = true,
            b"mergeCell" => {
                if let Some(region) = tag.attribute(b"ref").and_then(region) {
                    add_region(&mut merged, region)?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    let survey = Survey {
        hidden_rows: rows.sorted(),
        hidden_columns: columns.sorted(),
        merged,
        filtered: filtered || package::has_filtered_table(archive, part)?,
        knows_hidden: true,
        epoch_1904: false,
    };
    Ok(Surveyed { survey, formulas })
}
