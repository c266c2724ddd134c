//! Finds the totals of a file that consists of groups, each with its total above or below its members.
//!
//! No label shows that »Hovedstaden« is the sum of the rows below it. It shows because the whole file divides into such groups.

use super::groups::{Agreement, GroupSum, surprise};

/// Logarithm of the odds below which sums may be a coincidence.
pub const LEAST_SURPRISE: f64 = 5.3;

/// The numbers of a row in each column of numbers.
pub type Numbers = Vec<Option<f64>>;

/// Indexes of the rows that are totals of groups, or of all groups; empty if the rows do not divide into groups.
pub fn totals(rows: &[Numbers]) -> Vec<usize> {
    if rows.iter().flatten().flatten().any(|number| *number < 0.0) {
        return Vec::new();
    }
    let backwards: Vec<Numbers> = rows.iter().rev().cloned().collect();
    let last = rows.len().saturating_sub(1);
    let below = || totals_above(&backwards).map(|found| found.into_iter().map(|at| last - at).rev().collect());
    totals_above(rows).or_else(below).unwrap_or_default()
}

/// The totals of groups whose totals are above their members, with or without a total of all groups at either end.
fn totals_above(rows: &[Numbers]) -> Option<Vec<usize>> {
    groups(rows)
        .or_else(|| {
            let (first, rest) = rows.split_first()?;
            let found = groups(rest).filter(|found| is_total_of(first, found, rest))?;
            Some(std::iter::once(0).chain(found.into_iter().map(|at| at + 1)).collect())
        })
        .or_else(|| {
            let (last, rest) = rows.split_last()?;
            let found = groups(rest).filter(|found| is_total_of(last, found, rest))?;
            Some(found.into_iter().chain([rest.len()]).collect())
        })
}

/// The first row of each group, if every row belongs to one.
fn groups(rows: &[Numbers]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let (mut telling, mut odds) = (0, 0.0);
    let mut at = 0;
    while at < rows.len() {
        let total = &rows[at];
        let mut sums = vec![GroupSum::default(); total.len()];
        let members = rows[at + 1..].iter().position(|row| {
            add(&mut sums, row);
            is_sum(total, &sums)
        })?;
        let is_zero = |row: &&Numbers| row.iter().flatten().all(|number| *number == 0.0);
        let end = at + members + 2;
        let zeros = rows[end..].iter().take_while(is_zero).count();
        if Agreement::of(total, &sums).telling_sums > 0 {
            telling += 1;
            odds += surprise(total);
        }
        found.push(at);
        at = end + zeros;
    }
    (telling >= 2 && odds >= LEAST_SURPRISE).then_some(found)
}

fn add(sums: &mut [GroupSum], row: &[Option<f64>]) {
    for (sum, number) in sums.iter_mut().zip(row) {
        number.iter().for_each(|number| sum.add(*number));
    }
}

/// Whether the row has a number, and each is the sum in its column.
pub fn is_sum(total: &[Option<f64>], sums: &[GroupSum]) -> bool {
    let found = Agreement::of(total, sums);
    found.columns > 0 && found.sums == found.columns
}

/// Whether the row is the sum of these rows.
fn is_total_of(total: &[Option<f64>], of: &[usize], rows: &[Numbers]) -> bool {
    let mut sums = vec![GroupSum::default(); total.len()];
    of.iter().for_each(|at| add(&mut sums, &rows[*at]));
    is_sum(total, &sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(numbers: &[f64]) -> Vec<usize> {
        totals(&numbers.iter().map(|number| vec![Some(*number)]).collect::<Vec<_>>())
    }

    #[test]
    fn a_file_of_groups_has_a_total_above_or_below_each() {
        assert_eq!(found(&[41.0, 30.0, 11.0, 0.0, 27.0, 9.0, 18.0]), [0, 4]);
        assert_eq!(found(&[30.0, 11.0, 41.0, 9.0, 18.0, 27.0]), [2, 5]);
        assert_eq!(found(&[68.0, 41.0, 30.0, 11.0, 27.0, 9.0, 18.0]), [0, 1, 4], "with a total of all");
    }

    #[test]
    fn groups_that_may_be_so_by_chance_or_leave_rows_over_are_none() {
        assert_eq!(found(&[3.0, 1.0, 2.0, 5.0, 4.0, 1.0]), [0; 0], "small numbers");
        assert_eq!(found(&[41.0, 30.0, 11.0, 27.0, 9.0, 17.0]), [0; 0]);
        assert_eq!(found(&[41.0, 30.0, 11.0]), [0; 0], "one group");
        assert_eq!(found(&[41.0, 41.0, 27.0, 27.0, 90.0, 90.0]), [0; 0], "equal neighbours");
        assert_eq!(found(&[]), [0; 0]);
    }
}
