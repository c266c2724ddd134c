//! Rows that another row may be the sum of.

use super::claim::{Claim, ClaimVerdict};
use super::number::PrintedNumber;
use super::slip::{is_misprint, is_slip};
use super::sum::{addition, adds_up, compared};
use super::table::{PrintedRow, PrintedTable, is_called_average};
use crate::findings::Code;

/// The parts of a total, in a table.
#[derive(Debug, Clone)]
pub(crate) struct Parts<'a> {
    rows: Vec<&'a PrintedRow>,
}

impl<'a> FromIterator<&'a PrintedRow> for Parts<'a> {
    fn from_iter<I: IntoIterator<Item = &'a PrintedRow>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect() }
    }
}

impl Parts<'_> {
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn has_subset(&self) -> bool {
        self.rows.iter().any(|part| part.is_subset())
    }

    /// Whether the parts sum to the total. `None` if a number is missing or they are of different kinds.
    pub(crate) fn agree(&self, total: &PrintedRow, column: usize) -> Option<bool> {
        let total = total.value(column)?;
        let values = self.values(column)?;
        // Averages and shares do not add up to a count, and counts do not add up to them.
        let alike = values.iter().all(|value| value.percent == total.percent && !value.is_year);
        alike.then(|| adds_up(&total, &values))
    }

    /// Whether the total is close enough to the sum to be meant as it, or the total or a part differs by a slip of the hand.
    pub(crate) fn are_near(&self, total: &PrintedRow, column: usize) -> Option<bool> {
        let total = total.value(column)?;
        let values = self.values(column)?;
        let sum: f64 = values.iter().map(|value| value.value).sum();
        let meant = |part: &PrintedNumber| part.value + total.value - sum;
        let is_wrong = |part: &PrintedNumber| meant(part) > 0.0 && is_misprint(part, meant(part));
        Some(is_slip(&total, sum) || values.iter().any(is_wrong))
    }

    /// Whether the total is an average of the parts: its column is called so, or it lies between them.
    pub(crate) fn are_averaged(&self, table: &PrintedTable, total: &PrintedRow, column: usize) -> bool {
        let values = || self.rows.iter().filter_map(|part| part.value(column)).map(|value| value.value);
        let is_between = total.value(column).is_some_and(|total| {
            values().any(|value| value <= total.value) && values().any(|value| value >= total.value)
        });
        is_between || is_called_average(table.column(column))
    }

    /// The claim that the parts sum to the total.
    pub(crate) fn claim(
        &self,
        table: &PrintedTable,
        total: &PrintedRow,
        column: usize,
        verdict: ClaimVerdict,
    ) -> Option<Claim> {
        let printed = total.value(column)?;
        let values = self.values(column)?;
        let sum = addition(&values);
        let compared = compared(&printed, &values, verdict == ClaimVerdict::Agrees);
        let column = table.column(column);
        let under =
            if total.cells.len() > 1 && !column.is_empty() { format!(" under »{column}«") } else { String::new() };
        let name = total.name();
        let computation = format!("»{name}« er {sum}{under}{compared}");
        let passage = total.passage();
        let claim = Claim::new(Code::PrintedSum, verdict, computation, passage).about(total.index, [printed]);
        Some(self.rows.iter().zip(values).fold(claim, |claim, (row, value)| claim.about(row.index, [value])))
    }

    /// `None` if a part has no number in the column.
    fn values(&self, column: usize) -> Option<Vec<PrintedNumber>> {
        self.rows.iter().map(|part| part.value(column)).collect()
    }
}
