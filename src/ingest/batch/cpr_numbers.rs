//! Leaves out rows with a CPR number.

use super::Batch;
use crate::cell::RawCell;
use crate::findings::Code;
use crate::ingest::column::{ColumnReader, Misfit};
use crate::ingest::rejected::CellMisfit;

impl Batch {
    /// Leaves the row out if it has CPR numbers. Returns whether it has; they stop the build.
    pub fn leaves_out_cpr_numbers(&mut self, row: u32, cells: &[RawCell<'_>]) -> bool {
        let found = self.cells_with_cpr_numbers(cells);
        let has_any = !found.is_empty();
        if has_any {
            self.account.read += 1;
            self.leave_out(row, cells, found);
        }
        has_any
    }

    /// The cells with a CPR number, in columns that are read and in those that are not.
    fn cells_with_cpr_numbers(&self, cells: &[RawCell<'_>]) -> Vec<CellMisfit> {
        let mut found = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            if !cell.has_cpr_number() {
                continue;
            }
            let reader = self.layout.reader_at(place);
            // In a column of numbers, a workbook's number is an amount.
            let is_amount = matches!(cell, RawCell::Number(_)) && reader.is_some_and(ColumnReader::is_amount);
            if is_amount || self.layout.is_dropped(place) {
                continue;
            }
            let misfit = Misfit {
                code: Code::CprNumber,
                expected: String::new(),
                advice: "Slet det i eksporten, eller erklær kolonnen med drop = true i datasets.toml: så bliver den ikke læst."
                    .to_owned(),
            };
            found.push(CellMisfit { header: self.layout.header(place), value: "(skjult)".to_owned(), misfit });
        }
        found
    }
}
