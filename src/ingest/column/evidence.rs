//! Collects what only the cells of a column together can tell.
//!
//! Every cell is looked at once, while its row is typed. Blocks of a file are typed in parallel, so what they collect is joined
//! in the order of the rows. The findings are made in `builder/evidence.rs` when the file ends.

use super::number::{Notation, ParsedNumber, number};
use super::texts::TextEvidence;
use crate::cell::RawCell;
use crate::definition::dataset::ColumnKind;

/// What the cells of a column together tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    pub numbers: NumberEvidence,
    pub texts: TextEvidence,
}

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
    /// Looks at a cell of a column of this kind.
    pub fn weigh(&mut self, cell: &RawCell<'_>, kind: &ColumnKind, row: u32) {
        match kind {
            ColumnKind::Decimal(_) => self.numbers.weigh(cell, kind, row),
            ColumnKind::Text => self.texts.weigh(cell, row),
            _ => {}
        }
    }

    /// Adds the evidence of later rows.
    pub fn extend(&mut self, later: Self) {
        self.numbers.extend(later.numbers);
        self.texts.extend(later.texts);
    }
}

impl NumberEvidence {
    fn weigh(&mut self, cell: &RawCell<'_>, kind: &ColumnKind, row: u32) {
        use crate::definition::dataset::DecimalMark::Undeclared;
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
        if notation == Notation::Ambiguous && mark == Undeclared {
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

    fn extend(&mut self, later: Self) {
        self.clear |= later.clear;
        self.ambiguous = self.ambiguous.take().or(later.ambiguous);
        self.percent = self.percent.take().or(later.percent);
        self.plain = self.plain.take().or(later.plain);
    }
}
