//! Collects what only all cells of a column can show.
//!
//! Every cell is examined once, while its row is typed. Blocks of a file are typed in parallel, and their evidence is joined in
//! the order of the rows. The findings are made in `builder/evidence.rs` when the file ends.

mod dates;
mod numbers;
mod order;
mod parts;

use super::lists::ListEvidence;
use super::texts::TextEvidence;
use super::{ColumnReader, date};
use crate::cell::RawCell;
use crate::definition::dataset::ColumnKind;

pub use dates::{DateEvidence, SeasonTime, TimeEvidence, YearEvidence};
pub use numbers::NumberEvidence;
pub use order::OrderDoubt;

/// What the cells of a column show together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    pub numbers: NumberEvidence,
    pub texts: TextEvidence,
    pub lists: ListEvidence,
    pub dates: DateEvidence,
}

/// A cell that a finding can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub row: u32,
    pub value: String,
}

impl Sample {
    fn new(row: u32, value: &str) -> Self {
        Self { row, value: value.to_owned() }
    }
}

impl Evidence {
    /// Adds the evidence of a cell of this column.
    pub fn weigh(&mut self, cell: &RawCell<'_>, reader: &ColumnReader, epoch_1904: bool, row: u32) {
        match &reader.column.kind {
            ColumnKind::Decimal(mark) => self.numbers.weigh(cell, *mark, row),
            ColumnKind::Integer(mark) => self.numbers.weigh_whole(cell, *mark, row),
            ColumnKind::Text => self.texts.weigh(cell, row),
            ColumnKind::List { separator, values } if values.is_empty() => self.lists.weigh(cell, separator, row),
            ColumnKind::Date(format) => {
                if let Some((date, _)) = date::of_cell(cell, *format, epoch_1904) {
                    self.dates.learn(row, &date);
                }
            }
            _ => {}
        }
    }

    /// Adds the evidence of later rows.
    pub fn extend(&mut self, later: Self) {
        self.numbers.extend(later.numbers);
        self.texts.extend(later.texts);
        self.lists.extend(later.lists);
        self.dates.extend(later.dates);
    }
}
