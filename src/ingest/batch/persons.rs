//! Rows in which a CPR number stands.

use super::Batch;
use crate::findings::Code;
use crate::ingest::cell::Cell;
use crate::ingest::column::{ColumnReader, Misfit};

impl Batch {
    /// Whether CPR numbers stand in the row, which is left out then and stops the build.
    pub fn leaves_out_persons(&mut self, row: u32, cells: &[Cell<'_>]) -> bool {
        let persons = self.cells_with_persons(cells);
        let found = !persons.is_empty();
        if found {
            self.account.read += 1;
            self.leave_out(row, cells, persons);
        }
        found
    }

    /// The cells in which a CPR number stands, whether their column is read or not.
    fn cells_with_persons(&self, cells: &[Cell<'_>]) -> Vec<(String, String, Misfit)> {
        let mut found = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            if !cell.has_person() {
                continue;
            }
            let reader = self.layout.reader_at(place);
            // In a column of numbers a workbook's number is an amount.
            let is_amount = matches!(cell, Cell::Number(_)) && reader.is_some_and(ColumnReader::is_amount);
            if is_amount || self.layout.is_dropped(place) {
                continue;
            }
            let misfit = Misfit {
                code: Code::CprNumber,
                expected: String::new(),
                advice: "Slet det i eksporten, eller erklær kolonnen med drop = true i datasets.toml: så bliver den ikke læst."
                    .to_owned(),
            };
            found.push((self.layout.header(place), "(skjult)".to_owned(), misfit));
        }
        found
    }
}
