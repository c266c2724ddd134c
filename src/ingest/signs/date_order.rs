//! Reports a date out of order in a log that is sorted by date, or numbered in the order of its dates: it is most likely
//! mistyped.

use super::SignMaterial;
use super::numbering::LEAST_ROWS;
use crate::danish;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding, Occurrences};
use crate::ingest::days::to_date;

/// A date that does not fit between its neighbours.
struct Outlier {
    row: usize,
    day: i32,
    /// The days of the nearest rows that are in order.
    before: Option<i32>,
    after: Option<i32>,
}

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let RowTime::Event(date) = &evidence.dataset.time else { return Vec::new() };
    let limit = evidence.limits.days_out_of_order;
    let (true, Ok(days)) = (limit > 0, evidence.table.days(date)) else { return Vec::new() };
    let mut findings = Vec::new();
    for rows in evidence.rows_by_source() {
        let days = days.slice(rows.start as i64, rows.len());
        let found = outliers(|| rows.clone().zip(days.iter()).filter_map(dated), rows.len(), limit);
        findings.extend(finding(evidence, date, &found, "Alle andre rækker står i datoorden"));
    }
    if findings.is_empty() {
        for numbering in evidence.numberings() {
            let days = days.rechunk();
            let of_row = |(_, row): &(i64, usize)| dated((*row, days.get(*row)));
            let found = outliers(|| numbering.numbers.iter().filter_map(of_row), numbering.numbers.len(), limit);
            let header = evidence.dataset.columns.get(&numbering.column).and_then(|column| column.headers.first());
            let order = format!("Alle andre datoer følger »{}«", header.map_or("", String::as_str));
            findings.extend(finding(evidence, date, &found, &order));
        }
    }
    findings
}

/// The row with its day, if it has one.
fn dated((row, day): (usize, Option<i32>)) -> Option<(usize, i32)> {
    day.map(|day| (row, day))
}

/// The rows with a date that is out of order by more than `limit` days; empty if the rows are not in the order of their dates.
fn outliers<D: DoubleEndedIterator<Item = (usize, i32)>>(
    dated: impl Fn() -> D,
    rows: usize,
    limit: u32,
) -> Vec<Outlier> {
    let falls = dated().next().map(|first| first.1) > dated().next_back().map(|last| last.1);
    let key = |day: i32| if falls { -day } else { day };
    // A row out of order causes at most two steps back, so a long unordered log is recognised by its first rows.
    let most_back = 2 * (rows / 100).max(1);
    let steps_back = dated().zip(dated().skip(1)).filter(|((_, a), (_, b))| key(*a) > key(*b)).take(most_back + 1);
    if steps_back.count() > most_back {
        return Vec::new();
    }
    let dated: Vec<(usize, i32)> = dated().collect();
    if dated.len() < LEAST_ROWS {
        return Vec::new();
    }
    let in_order = longest_in_order(&dated.iter().map(|(_, day)| key(*day)).collect::<Vec<_>>());
    let out = dated.len() - in_order.iter().filter(|kept| **kept).count();
    if out == 0 || out > (dated.len() / 100).max(1) {
        return Vec::new();
    }
    let kept = |at: &usize| in_order[*at];
    let found = (0..dated.len()).filter(|at| !in_order[*at]).map(|at| {
        let before = (0..at).rev().find(kept).map(|at| dated[at].1);
        let after = (at + 1..dated.len()).find(kept).map(|at| dated[at].1);
        Outlier { row: dated[at].0, day: dated[at].1, before, after }
    });
    let is_far = |outlier: &Outlier| {
        let distance = |other: &Option<i32>| other.map(|other| outlier.day.abs_diff(other));
        [outlier.before, outlier.after].iter().filter_map(distance).min().is_some_and(|days| days > limit)
    };
    found.filter(is_far).collect()
}

/// For each day, whether it belongs to the longest non-decreasing subsequence.
fn longest_in_order(days: &[i32]) -> Vec<bool> {
    // `ends[n]` is the index of the least last day of a sequence of n + 1 days.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; days.len()];
    for (at, day) in days.iter().enumerate() {
        let length = ends.partition_point(|end| days[*end] <= *day);
        previous[at] = length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied());
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut kept = vec![false; days.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept[at] = true;
        next = previous[at];
    }
    kept
}

fn finding(evidence: &SignMaterial<'_>, column: &str, found: &[Outlier], order: &str) -> Option<Finding> {
    let first = found.first()?;
    let date = |day: i32| to_date(day).map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default();
    let between = match (first.before, first.after) {
        (Some(before), Some(after)) => format!("mellem {} og {}", date(before), date(after)),
        (Some(before), None) => format!("efter {}", date(before)),
        (None, after) => format!("før {}", after.map_or_else(String::new, date)),
    };
    let message = if found.len() == 1 {
        format!("{order}, men {} står {between}.", date(first.day))
    } else {
        format!("{order}, men {} gør det ikke, fx {} {between}.", danish::rows(found.len() as u64), date(first.day))
    };
    let numbers: Vec<String> =
        found.iter().filter_map(|outlier| evidence.row_number(outlier.row)).map(|n| n.to_string()).collect();
    let occurrences = (found.len() > 1).then(|| Occurrences {
        count: found.len() as u64,
        rows: numbers.join(", "),
        values: found.iter().take(5).map(|outlier| date(outlier.day)).collect(),
    });
    let place = evidence.place(first.row, Some(column), Some(date(first.day)));
    Some(Finding::new(Code::DateOutOfOrder, place, message).at_all(occurrences))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_out_of_order(days: &[i32]) -> Vec<usize> {
        outliers(|| days.iter().copied().enumerate(), days.len(), 7).into_iter().map(|outlier| outlier.row).collect()
    }

    #[test]
    fn a_date_that_lies_far_from_its_neighbours_is_out_of_order() {
        let mut days: Vec<i32> = (0..20).map(|n| n * 10).collect();
        assert!(rows_out_of_order(&days).is_empty());
        days[12] = 3;
        assert_eq!(rows_out_of_order(&days), [12]);
        days.reverse();
        assert_eq!(rows_out_of_order(&days), [7]);
    }

    #[test]
    fn a_log_in_no_order_or_with_a_late_entry_has_none() {
        let days: Vec<i32> = (0..40).map(|n| n * 17 % 41).collect();
        assert!(rows_out_of_order(&days).is_empty());
        let mut days: Vec<i32> = (0..20).map(|n| n * 10).collect();
        days[12] = 107;
        assert!(rows_out_of_order(&days).is_empty(), "a few days late");
        assert!(rows_out_of_order(&[5, 1, 9]).is_empty(), "too few");
    }
}
