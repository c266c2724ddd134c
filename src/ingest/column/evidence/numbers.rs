//! What the numbers of a column show together: how they are written.

use super::Sample;
use crate::cell::RawCell;
use crate::definition::dataset::DecimalMark;
use crate::ingest::column::number::{Notation, ParsedNumber, number, pointed_whole};

/// How the numbers of a column are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberEvidence {
    /// The first number that can be read in two ways.
    pub ambiguous: Option<Sample>,
    /// Whether a number that can be read in two ways does not end with three zeros.
    pub has_other_digits: bool,
    /// Whether a whole number has a point before decimals.
    pub has_points: bool,
    /// Whether some number can be read in one way only.
    pub clear: bool,
    /// The first number with a percent sign.
    pub percent: Option<Sample>,
    /// The first number of at least 1 without a percent sign. 1 may mean 100 % or 1 %.
    pub plain: Option<Sample>,
    /// The first number between zero and one without a percent sign: most likely a share, unless percentages are below one too.
    pub fraction: Option<Sample>,
    /// Whether a percentage lies between zero and one.
    pub has_small_percent: bool,
}

impl NumberEvidence {
    /// Looks at a cell of a column of whole numbers: a number without a point shows that others have points between thousands.
    pub(super) fn weigh_whole(&mut self, cell: &RawCell<'_>, mark: DecimalMark, row: u32) {
        let RawCell::Text(text) = cell else { return };
        match number(text, mark).map(|number| number.notation) {
            Some(Notation::Ambiguous) if mark == DecimalMark::Undeclared => {
                self.ambiguous.get_or_insert_with(|| Sample::new(row, text));
                self.has_other_digits |= !text.ends_with("000");
            }
            Some(_) => self.clear = true,
            None => self.has_points |= pointed_whole(text).is_some(),
        }
    }

    pub(super) fn weigh(&mut self, cell: &RawCell<'_>, mark: DecimalMark, row: u32) {
        let text = match cell {
            RawCell::Text(text) => text,
            RawCell::Number(value) => {
                if self.plain.is_none() {
                    self.learn(*value, Notation::Plain, row, &cell.display());
                }
                return;
            }
            RawCell::Percent(value) => {
                self.has_small_percent |= is_small_percent(*value);
                self.percent.get_or_insert_with(|| Sample::new(row, &cell.display()));
                return;
            }
            _ => return,
        };
        let Some(ParsedNumber { value, notation, percent }) = number(text, mark) else { return };
        if notation == Notation::Ambiguous && mark == DecimalMark::Undeclared {
            self.ambiguous.get_or_insert_with(|| Sample::new(row, text));
        }
        if percent {
            self.has_small_percent |= is_small_percent(value);
            self.percent.get_or_insert_with(|| Sample::new(row, text));
        } else {
            self.learn(value, notation, row, text);
        }
    }

    /// Looks at a number without a percent sign.
    pub fn learn(&mut self, value: f64, notation: Notation, row: u32, text: &str) {
        self.clear |= notation == Notation::Clear;
        let kept = if value.abs() >= 1.0 { &mut self.plain } else { &mut self.fraction };
        if value != 0.0 && kept.is_none() {
            *kept = Some(Sample::new(row, text));
        }
    }

    pub(super) fn extend(&mut self, later: Self) {
        self.clear |= later.clear;
        self.has_other_digits |= later.has_other_digits;
        self.has_points |= later.has_points;
        self.ambiguous = self.ambiguous.take().or(later.ambiguous);
        self.percent = self.percent.take().or(later.percent);
        self.plain = self.plain.take().or(later.plain);
        self.fraction = self.fraction.take().or(later.fraction);
        self.has_small_percent |= later.has_small_percent;
    }
}

/// Whether a share (0–1) is below one percent, and not zero.
fn is_small_percent(share: f64) -> bool {
    share != 0.0 && share.abs() < 0.01
}
