//! Rows that another row may be the sum of.

use super::claim::{Claim, ClaimVerdict, Passage};
use super::number::PrintedNumber;
use super::sum::{addition, adds_up, compared};
use super::table::{PrintedRow, PrintedTable};
use crate::findings::Code;

/// A sum this far from the total, or within a tenth of it, is taken for a mistake; further away the rows are not its parts.
const NEAR_SUM: f64 = 2.0;
/// Words in the name of a column of averages or shares, which do not add up.
const AVERAGES: [&str; 7] = ["gns", "gnsn", "gnst", "snit", "rate", "procent", "pct"];
/// Starts and ends of words for averages and shares: `Gennemsnitlig`, `Medianalder`, `Andelen`, `Svarandel`.
const AVERAGE_PARTS: [&str; 4] = ["gennemsnit", "median", "alder", "andel"];

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

    /// Whether the sum is close enough to the total to be meant as one.
    pub(crate) fn are_near(&self, total: &PrintedRow, column: usize) -> Option<bool> {
        let total = total.value(column)?.value;
        let sum: f64 = self.values(column)?.iter().map(|value| value.value).sum();
        Some((sum - total).abs() <= NEAR_SUM.max(0.1 * total))
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
        let name = total.label.trim_start_matches(|c: char| !c.is_alphanumeric());
        let computation = format!("»{name}« er {sum}{under}{compared}");
        let passage = Passage::new(&total.line, total.quotation());
        Some(Claim { code: Code::PrintedSum, verdict, computation, passage, other: None })
    }

    /// `None` if a part has no number in the column.
    fn values(&self, column: usize) -> Option<Vec<PrintedNumber>> {
        self.rows.iter().map(|part| part.value(column)).collect()
    }
}

/// `true` for `Gns. alder` and `Timer pr. læge`, but not for `Læger pr. 31. december`.
fn is_called_average(name: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_per = |pair: &[&str]| matches!(pair, ["pr" | "per", of] if !of.starts_with(|c: char| c.is_ascii_digit()));
    let is_named = |word: &&str| {
        AVERAGES.contains(word) || AVERAGE_PARTS.iter().any(|part| word.starts_with(part) || word.ends_with(part))
    };
    name.contains('%') || words.iter().any(is_named) || words.windows(2).any(is_per)
}
