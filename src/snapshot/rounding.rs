//! Rounds numbers of rows that would reveal few persons.

use super::{Account, SourceFile};

impl SourceFile {
    /// With a rounded number of rows.
    #[must_use]
    pub fn rounded_to(&self, base: u64) -> Self {
        Self { rows: rounded(self.rows, base), ..self.clone() }
    }
}

fn rounded(rows: u64, base: u64) -> u64 {
    (rows + base / 2) / base * base
}

impl Account {
    /// With rounded numbers, which still add up, and without years.
    #[must_use]
    pub fn rounded_to(&self, base: u64) -> Self {
        let round = |rows| rounded(rows, base);
        let (used, outside, left_out) = (round(self.used), round(self.outside), round(self.left_out));
        Self {
            label: self.label.clone(),
            read: used + outside + left_out,
            used,
            outside,
            outside_years: Vec::new(),
            left_out,
            examples: round(self.examples),
        }
    }
}
