//! Groups cells into rows.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

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

    /// Passes the last row on.
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

/// The last serial number of a date, 31-12-9999. Excel shows later ones as `#####`.
const LAST_DAY: f64 = 2_958_466.0;

/// The cell of a serial date. A serial below 1 is a time of day.
pub fn date_cell(serial: f64, moment: Option<NaiveDateTime>) -> RawCell<'static> {
    match moment {
        Some(moment) if (1.0..LAST_DAY).contains(&serial) => moment_cell(moment),
        Some(moment) if (0.0..1.0).contains(&serial) => time_cell(f64::from(moment.num_seconds_from_midnight())),
        _ => RawCell::Number(serial),
    }
}

/// The cell of a moment, rounded to the nearest second; a date if that is midnight.
fn moment_cell(moment: NaiveDateTime) -> RawCell<'static> {
    let moment = moment.checked_add_signed(TimeDelta::milliseconds(500)).unwrap_or(moment);
    match moment.time().num_seconds_from_midnight() {
        0 => RawCell::Date(moment.date()),
        _ => RawCell::Moment(moment.with_nanosecond(0).unwrap_or(moment)),
    }
}

/// A time of day or a duration as a text, as spreadsheet programs show it: `14:30:00`.
pub fn time_cell(seconds: f64) -> RawCell<'static> {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs().round() as u64;
    let text = format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    RawCell::Text(text.into())
}

/// The cell of an ISO date with or without a time; a text if it is not a date, or has an offset.
pub fn iso_date_cell(text: &str) -> RawCell<'static> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return RawCell::Date(day);
    }
    let moment = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    moment.map_or_else(|| RawCell::text(text.to_owned().into()), moment_cell)
}
