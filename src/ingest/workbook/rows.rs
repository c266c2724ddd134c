//! From cells, one after the other, to rows.

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::Unreadable;
use super::spans::MAX_COLUMNS;
use crate::ingest::cell::Cell;

/// The places in all rows of a sheet at most, empty ones before a cell counted: a million rows of 300.
const MAX_PLACES: u64 = 300_000_000;

/// Collects the cells of a row, and gives it away when a cell of another comes.
pub struct Rows<'cells, 'each> {
    each: &'each mut dyn FnMut(u32, &[Cell<'_>]),
    /// The row, from 0, that the cells are of.
    row: u32,
    /// As wide as the widest row so far; empty outside of `filled`.
    cells: Vec<Cell<'cells>>,
    filled: Vec<usize>,
    width: usize,
    places: u64,
}

impl<'cells, 'each> Rows<'cells, 'each> {
    /// No cells yet.
    pub fn new(each: &'each mut dyn FnMut(u32, &[Cell<'_>])) -> Self {
        Self { each, row: 0, cells: Vec::new(), filled: Vec::new(), width: 0, places: 0 }
    }

    /// Adds a cell; empty ones, and those in columns that no sheet has, are passed over.
    ///
    /// # Errors
    /// When the sheet has more places than can be read.
    pub fn add(&mut self, row: u32, column: u32, cell: Cell<'cells>) -> Result<(), Unreadable> {
        if matches!(cell, Cell::Empty) || column >= MAX_COLUMNS {
            return Ok(());
        }
        if row != self.row {
            self.give()?;
            self.row = row;
        }
        let column = column as usize;
        if column >= self.cells.len() {
            self.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
        self.filled.push(column);
        self.width = self.width.max(column + 1);
        Ok(())
    }

    /// Gives the last row.
    ///
    /// # Errors
    /// When the sheet has more places than can be read.
    pub fn finish(mut self) -> Result<(), Unreadable> {
        self.give()
    }

    fn give(&mut self) -> Result<(), Unreadable> {
        if self.filled.is_empty() {
            return Ok(());
        }
        self.places += self.width as u64;
        if self.places > MAX_PLACES {
            return Err(Unreadable::too_much("Et ark har flere hundrede millioner celler"));
        }
        (self.each)(self.row.saturating_add(1), self.cells.get(..self.width).unwrap_or_default());
        for column in self.filled.drain(..) {
            if let Some(place) = self.cells.get_mut(column) {
                *place = Cell::Empty;
            }
        }
        self.width = 0;
        Ok(())
    }
}

/// The cell of a date with its time of day, from a serial number: one before the first day is a time of day alone.
pub fn moment(serial: f64, moment: Option<NaiveDateTime>) -> Cell<'static> {
    match moment {
        Some(moment) if serial >= 1.0 => Cell::Date(moment.date()),
        Some(moment) if serial >= 0.0 => time(f64::from(moment.num_seconds_from_midnight())),
        _ => Cell::Number(serial),
    }
}

/// The cell of a time of day or a duration, as a spreadsheet program shows it: 14:30:00.
pub fn time(seconds: f64) -> Cell<'static> {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs().round() as u64;
    let text = format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    Cell::Text(text.into())
}

/// The cell of an ISO date, with or without a time of day; a text where it is none.
pub fn iso_date(text: &str) -> Cell<'static> {
    match text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()) {
        Some(date) => Cell::Date(date),
        None => Cell::text(text.to_owned().into()),
    }
}
