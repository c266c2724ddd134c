//! Mends the texts of a row before anything else examines them.

use super::Batch;
use crate::cell::RawCell;
use crate::cell::mended::{Mend, mended};
use crate::ingest::column::Repair;

impl Batch {
    /// Decides about the row as it was meant, and reports what was mended. Returns `false` if nothing needs mending.
    pub(super) fn mended_row(&mut self, number: u32, cells: &[RawCell<'_>]) -> bool {
        let mends: Vec<(usize, String, Mend)> = cells
            .iter()
            .enumerate()
            .filter_map(|(place, cell)| match cell {
                RawCell::Text(text) => mended(text).map(|(text, mend)| (place, text, mend)),
                _ => None,
            })
            .collect();
        if mends.is_empty() {
            return false;
        }
        let mut meant = cells.to_vec();
        for (place, text, _) in &mends {
            meant[*place] = RawCell::text(text.as_str().into());
        }
        let kept = self.len();
        self.plain_row(number, &meant);
        if self.len() > kept {
            for (place, _, mend) in mends {
                let column = self.layout.by_place.get(place).copied().flatten();
                if let Some(column) = column.filter(|_| !self.layout.is_dropped(place)) {
                    self.report_repair(number, column, Repair::Mended(mend), &cells[place].display());
                }
            }
        }
        true
    }
}
