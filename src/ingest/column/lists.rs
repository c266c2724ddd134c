//! Collects evidence that the values of a list are separated by something other than the declared separator.

use std::collections::BTreeSet;

use super::values::parts;
use crate::cell::RawCell;
use crate::ingest::causes::Tally;

/// What people write between the values of a list. Spaces and »og« are in many values.
const SEPARATORS: [&str; 5] = [";", ",", "|", "/", "\n"];
/// How many different cells are kept: enough to see whether parts of one are in others.
const KEPT: usize = 200;

/// The cells of a list whose values are not declared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListEvidence {
    /// Whether a cell has the declared separator.
    has_declared: bool,
    /// The cells with each of [`SEPARATORS`].
    with: [Tally; SEPARATORS.len()],
    different: BTreeSet<String>,
}

impl ListEvidence {
    pub fn weigh(&mut self, cell: &RawCell<'_>, declared: &str, row: u32) {
        let RawCell::Text(text) = cell else { return };
        if self.has_declared {
            return;
        }
        self.has_declared = text.contains(declared);
        for (separator, tally) in SEPARATORS.iter().zip(&mut self.with) {
            if parts(text, separator).nth(1).is_some() {
                tally.add(row, text);
            }
        }
        if self.different.len() < KEPT {
            self.different.insert(text.to_string());
        }
    }

    /// Adds the evidence of later rows.
    pub fn extend(&mut self, later: Self) {
        self.has_declared |= later.has_declared;
        self.with.iter_mut().zip(later.with).for_each(|(mine, later)| mine.extend(later));
        let room = KEPT.saturating_sub(self.different.len());
        self.different.extend(later.different.into_iter().take(room));
    }

    /// The separator that is used instead of the declared one, and the cells with it: no cell has the declared one, and parts of
    /// one cell occur in other cells too, so they are values.
    pub fn other_separator(&self) -> Option<(&'static str, &Tally)> {
        let used = SEPARATORS.into_iter().zip(&self.with).filter(|(_, cells)| cells.count > 1);
        used.filter(|_| !self.has_declared).find(|(separator, _)| {
            let mut seen = BTreeSet::new();
            self.different.iter().any(|text| {
                let own: BTreeSet<String> = parts(text, separator).map(str::to_lowercase).collect();
                let is_shared = own.iter().any(|part| seen.contains(part));
                seen.extend(own);
                is_shared
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator(cells: &[&str]) -> Option<&'static str> {
        let mut evidence = ListEvidence::default();
        (2..).zip(cells).for_each(|(row, text)| evidence.weigh(&RawCell::Text((*text).into()), ";", row));
        evidence.other_separator().map(|(separator, _)| separator)
    }

    #[test]
    fn parts_that_stand_in_several_cells_are_values() {
        assert_eq!(separator(&["Medicin, KOL", "KOL", "Diabetes, Medicin"]), Some(","));
        assert_eq!(separator(&["Medicin | KOL", "KOL|Diabetes"]), Some("|"));
    }

    #[test]
    fn a_comma_within_values_is_no_separator() {
        for cells in [
            &["Hjerte, kar", "Hjerte, kar", "KOL"][..],
            &["Medicin; Hjerte, kar", "Hjerte, lunge"],
            &["Medicin, KOL", "KOL"],
            &["Møde, aflyst", "Besøg, kort"],
        ] {
            assert_eq!(separator(cells), None, "{cells:?}");
        }
    }
}
