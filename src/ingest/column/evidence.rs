//! What the numbers of a column, taken together, tell of how they are written.

use crate::ingest::cell::number::Writing;

/// How the numbers of a column are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// A row with a number that could be read in two ways, and the number.
    pub ambiguous: Option<(u32, String)>,
    /// Whether a number is written so that it can be read in one way only.
    pub clear: bool,
    /// A row with a percent sign, and the cell.
    pub percent: Option<(u32, String)>,
    /// A row with a number of at least one and no percent sign, and the cell.
    pub plain: Option<(u32, String)>,
}

impl Evidence {
    /// What a number without a percent sign tells.
    pub fn learn(&mut self, value: f64, writing: Writing, row: u32, text: &str) {
        self.clear |= writing == Writing::Clear;
        if value.abs() > 1.0 && self.plain.is_none() {
            self.plain = Some((row, text.to_owned()));
        }
    }

    /// Adds what later rows tell.
    pub fn extend(&mut self, later: Self) {
        self.clear |= later.clear;
        for (mine, new) in
            [(&mut self.ambiguous, later.ambiguous), (&mut self.percent, later.percent), (&mut self.plain, later.plain)]
        {
            if mine.is_none() {
                *mine = new;
            }
        }
    }
}
