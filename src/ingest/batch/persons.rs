//! Collects what the cells of a row show about persons. The builder judges whole columns, and leaves out rows with CPR numbers.

use super::Batch;
use crate::cell::RawCell;
use crate::cpr::{self, NumberLook};
use crate::ingest::rejected::{CellMisfit, RejectedRow};

impl Batch {
    /// The misfits of a row but for cells with a CPR number among words, which the builder reports. `None` if there are no others:
    /// then the row is left out here.
    pub(super) fn besides_persons(
        &mut self,
        row: u32,
        cells: &[RawCell<'_>],
        mut misfits: Vec<CellMisfit>,
    ) -> Option<Vec<CellMisfit>> {
        misfits.retain(|cell| cpr::look(&cell.value) != NumberLook::InText);
        if !misfits.is_empty() {
            return Some(misfits);
        }
        self.account.left_out += 1;
        if self.layout.schema.keep_rejects {
            let has_number =
                |(_, cell): &(usize, &RawCell<'_>)| matches!(cell, RawCell::Text(text) if cpr::is_in(text));
            let places = cells.iter().enumerate().filter(has_number).map(|(place, _)| place);
            let misfits = places.map(|place| CellMisfit::cpr_number(self.layout.header(place))).collect();
            let cells = cells.iter().enumerate().map(|(place, cell)| self.rejected_cell(place, cell)).collect();
            self.account.rejects.push(RejectedRow { row, control: String::new(), cells, misfits });
        }
        None
    }

    /// Looks for CPR numbers in the cells of a row, in columns that are read and in those that are not.
    pub fn look_for_persons(&mut self, row: u32, cells: &[RawCell<'_>]) {
        for (place, cell) in cells.iter().enumerate() {
            if *cell == RawCell::Empty || self.layout.is_free_of_persons(place) {
                continue;
            }
            // The last one is for cells without a header.
            let last = self.account.persons.len() - 1;
            let persons = &mut self.account.persons[place.min(last)];
            persons.filled += 1;
            match cell {
                RawCell::Text(text) => match cpr::look(text) {
                    NumberLook::Nothing => {}
                    NumberLook::Number(shape) => persons.weigh(&shape, row),
                    NumberLook::InText => persons.weigh_text(row),
                },
                RawCell::Number(number) => {
                    if let Some(shape) = cpr::shape_of_number(*number) {
                        persons.weigh(&shape, row);
                    }
                }
                _ => {}
            }
        }
    }
}
