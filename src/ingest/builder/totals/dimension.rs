//! Finds a member of a column that is the sum of the others: »Alle« beside »Mænd« and »Kvinder« of each municipality.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use polars::prelude::{DataType, PolarsResult};

use super::groups::{Agreement, GroupSum, surprise};
use super::sections::{self, LEAST_SURPRISE, Numbers};
use super::{PossibleTotal, TableBuilder, TotalCandidate, Verdict};
use crate::definition::dataset::ColumnKind;
use crate::ingest::header::RowLabel;
use crate::ingest::total_words::{TotalLabel, total_label};

/// Rows of a file at most. A longer file is a log, not a table.
const MOST_ROWS: usize = 20_000;

/// Logarithm of the odds that is enough if the member's name is that of a total.
const LABELLED_SURPRISE: f64 = 2.0;

/// Columns of texts as numbers: equal texts have the same number.
struct Dimension {
    codes: Vec<u32>,
    texts: Vec<String>,
    /// Whether a total may be one of its members: a date or a practice number is none.
    has_members: bool,
}

impl TableBuilder<'_> {
    /// Adds rows that are totals by the structure of the whole file, unless they are judged already.
    pub(super) fn add_totals_of_parts(&mut self, candidates: &mut Vec<TotalCandidate>) -> PolarsResult<()> {
        let first = self.current.first_row;
        let rows = self.frame.height() - first;
        if !(4..=MOST_ROWS).contains(&rows) || self.amounts().next().is_none() {
            return Ok(());
        }
        let is_judged: Vec<usize> = candidates
            .iter()
            .filter(|one| one.total.misfit.is_none() && one.verdict != Verdict::Data)
            .map(|one| one.at)
            .collect();
        let left: Vec<usize> = (0..rows).filter(|at| !is_judged.contains(at)).collect();
        let dimensions = self.dimensions(&left)?;
        // In a log, rows have hardly anything in common.
        if dimensions.iter().any(|dimension| !dimension.has_members && dimension.texts.len() * 2 > left.len()) {
            return Ok(());
        }
        let numbers = self.numbers_of(&left)?;
        let mut found: BTreeMap<usize, Option<TotalLabel>> = BTreeMap::new();
        if dimensions.iter().all(|dimension| dimension.has_members) {
            found.extend(sections::totals(&numbers).into_iter().map(|at| (left[at], None)));
        }
        for (at, label) in wholes(&dimensions, &numbers) {
            let known = found.entry(left[at]).or_insert(label);
            *known = known.or(label);
        }
        if found.len() * 2 > rows {
            return Ok(());
        }
        for (at, label) in found {
            candidates.retain(|one| one.at != at || one.total.misfit.is_some());
            let label = label.map(|label| RowLabel { label, place: 0, is_read: true, is_average: false });
            let total = PossibleTotal { label, ..self.kept_row(at)? };
            let verdict = if label.is_some() { Verdict::Total } else { Verdict::Doubtful };
            candidates.push(TotalCandidate::judged(total, at, verdict));
        }
        candidates.sort_by_key(|one| (one.at, one.total.row));
        Ok(())
    }

    fn numbers_of(&self, rows: &[usize]) -> PolarsResult<Vec<Numbers>> {
        let mut numbers = vec![Numbers::new(); rows.len()];
        for column in self.amounts() {
            let Some(column) = self.frame.columns().get(column) else { continue };
            let column = column.cast(&DataType::Float64)?;
            let column = column.f64()?;
            for (row, at) in numbers.iter_mut().zip(rows) {
                row.push(column.get(self.current.first_row + at));
            }
        }
        Ok(numbers)
    }

    /// The columns that describe what a row is about: all but amounts.
    fn dimensions(&self, rows: &[usize]) -> PolarsResult<Vec<Dimension>> {
        let columns = self.frame.columns().iter().zip(&self.schema.columns);
        let mut dimensions = Vec::new();
        for (column, reader) in columns.filter(|(_, reader)| !reader.is_amount() && !reader.column.drop) {
            let mut known: IndexMap<String, u32> = IndexMap::new();
            let mut codes = Vec::with_capacity(rows.len());
            for at in rows {
                let text = column.get(self.current.first_row + at)?.str_value().into_owned();
                let next = known.len() as u32;
                codes.push(*known.entry(text).or_insert(next));
            }
            if known.len() > 1 {
                let has_members = matches!(reader.column.kind, ColumnKind::Text | ColumnKind::Category(_));
                dimensions.push(Dimension { codes, texts: known.into_keys().collect(), has_members });
            }
        }
        Ok(dimensions)
    }
}

/// The rows of members that are the sum of the others, with the label of a total if the member's name is one.
fn wholes(dimensions: &[Dimension], numbers: &[Numbers]) -> Vec<(usize, Option<TotalLabel>)> {
    let mut found = Vec::new();
    for (this, dimension) in dimensions.iter().enumerate().filter(|(_, dimension)| dimension.has_members) {
        let others: Vec<&Dimension> =
            dimensions.iter().enumerate().filter(|(other, _)| *other != this).map(|(_, other)| other).collect();
        if others.is_empty() || dimension.texts.len() < 3 {
            continue;
        }
        let mut groups: HashMap<Vec<u32>, Vec<usize>> = HashMap::new();
        for row in 0..numbers.len() {
            groups.entry(others.iter().map(|other| other.codes[row]).collect()).or_default().push(row);
        }
        for (member, text) in (0..).zip(&dimension.texts) {
            let rows: Vec<usize> = (0..numbers.len()).filter(|row| dimension.codes[*row] == member).collect();
            let label = total_label(text).filter(|label| *label >= TotalLabel::Possible);
            let least = if label.is_some() { LABELLED_SURPRISE } else { LEAST_SURPRISE };
            let key = |row: usize| others.iter().map(|other| other.codes[row]).collect::<Vec<u32>>();
            let odds = odds_of(&rows, numbers, |row| groups.get(&key(row)).map_or(&[][..], Vec::as_slice));
            if odds.is_some_and(|odds| odds >= least) {
                found.extend(rows.into_iter().map(|row| (row, label)));
            }
        }
    }
    found
}

/// Logarithm of the odds against chance that each of these rows is the sum of the others in its group; `None` if one is not.
fn odds_of<'g>(rows: &[usize], numbers: &[Numbers], group: impl Fn(usize) -> &'g [usize]) -> Option<f64> {
    let (mut odds, mut telling) = (0.0, 0);
    for row in rows {
        let mut sums = vec![GroupSum::default(); numbers[*row].len()];
        for other in group(*row).iter().filter(|other| *other != row) {
            // Two rows of one member are a log, not a table.
            if rows.contains(other) {
                return None;
            }
            for (sum, number) in sums.iter_mut().zip(&numbers[*other]) {
                number.iter().for_each(|number| sum.add(*number));
            }
        }
        if sums.iter().all(|sum| sum.values == 0) {
            continue;
        }
        if !sections::is_sum(&numbers[*row], &sums) {
            return None;
        }
        if Agreement::of(&numbers[*row], &sums).telling_sums > 0 {
            telling += 1;
            odds += surprise(&numbers[*row]);
        }
    }
    (telling >= 2).then_some(odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension(codes: &[u32], texts: &[&str]) -> Dimension {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Dimension { codes: codes.to_vec(), texts, has_members: true }
    }

    fn found(numbers: &[f64], all: &str) -> Vec<(usize, Option<TotalLabel>)> {
        let places = dimension(&[0, 0, 0, 1, 1, 1], &["Faxe", "Køge"]);
        let forms = dimension(&[0, 1, 2, 0, 1, 2], &["Solo", "Delt", all]);
        wholes(&[places, forms], &numbers.iter().map(|number| vec![Some(*number)]).collect::<Vec<_>>())
    }

    #[test]
    fn a_member_that_sums_the_others_everywhere_is_a_whole() {
        assert_eq!(found(&[31.0, 9.0, 40.0, 14.0, 5.0, 19.0], "Begge"), [(2, None), (5, None)]);
        let label = Some(TotalLabel::Possible);
        assert_eq!(found(&[3.0, 1.0, 4.0, 4.0, 2.0, 6.0], "Alle"), [(2, label), (5, label)]);
    }

    #[test]
    fn a_member_that_sums_them_by_chance_or_in_one_place_only_is_none() {
        assert_eq!(found(&[3.0, 1.0, 4.0, 4.0, 2.0, 6.0], "Begge"), []);
        assert_eq!(found(&[31.0, 9.0, 40.0, 14.0, 5.0, 18.0], "Alle"), []);
    }
}
