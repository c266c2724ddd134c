//! Groups cells into rows.

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::WorkbookError;
use super::spans::MAX_COLUMNS;
use crate::cell::RawCell;

/// Places in all rows of a sheet at most, including empty cells before a filled one: a million rows of 300.
const MAX_PLACES: u64 = 300_000_000;

/// Collects the cells of a row and passes the row on when a cell of another row comes.
pub struct RowCollector<'cells, 'each> {
    each: &'each mut dyn FnMut(u32, &[RawCell<'_>]),
    /// The row of `cells`, from 0.
    row: u32,
    /// As wide as the widest row so far. Cells outside of `filled` are empty.
    cells: Vec<RawCell<'cells>>,
    filled: Vec<usize>,
    width: usize,
    places: u64,
}

impl<'cells, 'each> RowCollector<'cells, 'each> {
    pub fn new(each: &'each mut dyn FnMut(u32, &[RawCell<'_>])) -> Self {
        Self { each, row: 0, cells: Vec::new(), filled: Vec::new(), width: 0, places: 0 }
    }

    /// Adds a cell. Skips empty cells and columns beyond the last column that is read.
    pub fn add(&mut self, row: u32, column: u32, cell: RawCell<'cells>) -> Result<(), WorkbookError> {
        if matches!(cell, RawCell::Empty) || column >= MAX_COLUMNS {
            return Ok(());
        }
        if row != self.row {
            self.give()?;
            self.row = row;
        }
        let column = column as usize;
        if column >= self.cells.len() {
            self.cells.resize(column + 1, RawCell::Empty);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
        self.filled.push(column);
        self.width = self.width.max(column + 1);
        Ok(())
    }

    /// Passes on the last row.
    pub fn finish(mut self) -> Result<(), WorkbookError> {
        self.give()
    }

    fn give(&mut self) -> Result<(), WorkbookError> {
        if self.filled.is_empty() {
            return Ok(());
        }
        self.places += self.width as u64;
        if self.places > MAX_PLACES {
            return Err(WorkbookError::TooMuch("Et ark har flere hundrede millioner celler"));
        }
        (self.each)(self.row.saturating_add(1), self.cells.get(..self.width).unwrap_or_default());
        for column in self.filled.drain(..) {
            if let Some(place) = self.cells.get_mut(column) {
                *place = RawCell::Empty;
            }
        }
        self.width = 0;
        Ok(())
    }
}

/// The cell of a serial date. A serial below 1 is a time of day.
pub fn date_cell(serial: f64, moment: Option<NaiveDateTime>) -> RawCell<'static> {
    match moment {
        Some(moment) if serial >= 1.0 => RawCell::Date(moment.date()),
        Some(moment) if serial >= 0.0 => time_cell(f64::from(moment.num_seconds_from_midnight())),
        _ => RawCell::Number(serial),
    }
}

/// A time of day or a duration as a text, as spreadsheet programs show it: `14:30:00`.
pub fn time_cell(seconds: f64) -> RawCell<'static> {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs().round() as u64;
    let text = format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    RawCell::Text(text.into())
}

/// The cell of an ISO date with or without a time; a text if it is not a date.
pub fn iso_date_cell(text: &str) -> RawCell<'static> {
    match text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()) {
        Some(date) => RawCell::Date(date),
        None => RawCell::text(text.to_owned().into()),
    }
}
