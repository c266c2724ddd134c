//! Recognises another table below the data: an empty row, then headings that are no values of the columns.

use super::Batch;
use crate::cell::RawCell;
use crate::findings::Code;
use crate::ingest::column::Misfit;
use crate::ingest::rejected::CellMisfit;

/// Message for its rows, which share one finding.
const MESSAGE: &str = "Under tabellen står en anden tabel, som ikke er læst";
/// Least number of filled cells in its row of headings.
const LEAST_HEADINGS: usize = 2;

/// Remembers where the rows of the file end, to find gaps between tables.
#[derive(Debug, Default)]
pub(super) struct TablesBelow {
    /// Last line of the last row that was not empty, if it was not kept.
    last_filled: u32,
    /// Whether the rows are those of another table, until one fits.
    is_open: bool,
}

impl Batch {
    /// Remembers where a row ends that is not empty. A row of delimited text may have several lines.
    pub(super) fn note_row_end(&mut self, number: u32, cells: &[RawCell<'_>]) {
        let breaks = |cell: &RawCell<'_>| match cell {
            RawCell::Text(text) if self.layout.delimited => text.matches('\n').count() as u32,
            _ => 0,
        };
        self.below.last_filled = number + cells.iter().map(breaks).sum::<u32>();
    }

    /// What to report about a row that does not fit, if it belongs to another table.
    pub(super) fn of_other_table(
        &mut self,
        number: u32,
        cells: &[RawCell<'_>],
        misfits: &[CellMisfit],
    ) -> Option<CellMisfit> {
        let last = self.below.last_filled.max(self.rows.last().copied().unwrap_or_default());
        let follows_empty_row = last > 0 && number > last + 1;
        if self.rows.last().is_some_and(|kept| *kept > self.below.last_filled) {
            self.below.is_open = false;
        }
        self.below.is_open |= follows_empty_row && self.are_headings(cells, misfits);
        self.below.is_open.then(|| {
            let code = Code::SecondTable;
            let misfit = Misfit { code, expected: MESSAGE.to_owned(), advice: code.advice().to_owned() };
            let value = self.shown(cells).next().unwrap_or_default();
            CellMisfit { header: String::new(), value, misfit }
        })
    }

    /// Whether the row has headings: words in all filled cells, of which none is a value of a column that is no text.
    fn are_headings(&self, cells: &[RawCell<'_>], misfits: &[CellMisfit]) -> bool {
        let filled = || cells.iter().enumerate().filter(|(_, cell)| **cell != RawCell::Empty);
        let is_word = |cell: &RawCell<'_>| matches!(cell, RawCell::Text(text) if text.chars().next().is_some_and(char::is_alphabetic));
        let fits = |(place, cell): (usize, &RawCell<'_>)| {
            let reader = self.layout.reader_at(place).filter(|reader| !reader.holds_any_text());
            reader.is_some_and(|reader| reader.push(cell, self.layout.epoch_1904, &mut reader.store(1)).is_ok())
        };
        let bad = misfits.iter().filter(|cell| cell.misfit.code == Code::BadCell && !cell.value.is_empty()).count();
        let least_bad = if self.lacks_fields(cells) { 1 } else { 2 };
        filled().count() >= LEAST_HEADINGS
            && bad >= least_bad
            && filled().all(|(_, cell)| is_word(cell))
            && !filled().any(fits)
    }
}
