//! What the numbers of a column tell together: how they are written.

use super::Sample;
use crate::cell::RawCell;
use crate::definition::dataset::{ColumnKind, DecimalMark};
use crate::ingest::column::number::{Notation, ParsedNumber, number};

/// How the numbers of a column are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberEvidence {
    /// The first number that can be read in two ways.
    pub ambiguous: Option<Sample>,
    /// Whether some number can be read in one way only.
    pub clear: bool,
    /// The first number with a percent sign.
    pub percent: Option<Sample>,
    /// The first number above one without a percent sign.
    pub plain: Option<Sample>,
}

impl NumberEvidence {
    pub(super) fn weigh(&mut self, cell: &RawCell<'_>, kind: &ColumnKind, row: u32) {
        let (mark, text) = match (kind, cell) {
            (ColumnKind::Decimal(mark), RawCell::Text(text)) => (*mark, text),
            (_, RawCell::Number(value)) => {
                if self.plain.is_none() && value.abs() > 1.0 {
                    self.learn(*value, Notation::Plain, row, &cell.display());
                }
                return;
            }
            _ => return,
        };
        let Some(ParsedNumber { value, notation, percent }) = number(text, mark) else { return };
        if notation == Notation::Ambiguous && mark == DecimalMark::Undeclared {
            self.ambiguous.get_or_insert_with(|| Sample::new(row, text));
        }
        if percent {
            self.percent.get_or_insert_with(|| Sample::new(row, text));
        } else {
            self.learn(value, notation, row, text);
        }
    }

    /// Looks at a number without a percent sign.
    pub fn learn(&mut self, value: f64, notation: Notation, row: u32, text: &str) {
        self.clear |= notation == Notation::Clear;
        if value.abs() > 1.0 && self.plain.is_none() {
            self.plain = Some(Sample::new(row, text));
        }
    }

    pub(super) fn extend(&mut self, later: Self) {
        self.clear |= later.clear;
        self.ambiguous = self.ambiguous.take().or(later.ambiguous);
        self.percent = self.percent.take().or(later.percent);
        self.plain = self.plain.take().or(later.plain);
    }
}
