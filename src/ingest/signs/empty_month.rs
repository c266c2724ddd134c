//! Reports a month without rows in a log that has rows in all others: it was most likely not exported.

use chrono::{Datelike, Months, NaiveDate};

use super::SignMaterial;
use crate::danish;
use crate::definition::dataset::{ColumnKind, DateFormat, RowTime};
use crate::findings::{Code, Finding};

/// Shorter periods say little about the months of a log.
const LEAST_MONTHS: u32 = 6;
/// A log with more empty months is not one of every month, unless it ends within the period.
const MOST_EMPTY: usize = 3;
/// Least months with rows of a log that ends within the period.
const LEAST_FILLED: usize = 3;
/// July is the holiday of Danish practices: a log needs this many times as many rows in the other months.
const JULY: u64 = 6;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let RowTime::Event(date) = &evidence.dataset.time else { return Vec::new() };
    let kind = evidence.dataset.columns.get(date).map(|column| &column.kind);
    let is_longer = matches!(kind, Some(ColumnKind::Date(DateFormat::Year | DateFormat::Quarter)));
    let limit = u64::from(evidence.limits.rows_a_month);
    let months = evidence.period.months().filter(|months| *months >= LEAST_MONTHS && !is_longer);
    let (true, Some(months)) = (limit > 0, months) else { return Vec::new() };
    let Ok(rows_by_day) = evidence.table.rows_by_day(date) else { return Vec::new() };
    let first = evidence.period.start;
    let mut counts = vec![0_u64; months as usize];
    for (day, rows) in rows_by_day {
        let month = (day.year() - first.year()) * 12 + day.month() as i32 - first.month() as i32;
        if let Some(count) = usize::try_from(month).ok().and_then(|month| counts.get_mut(month)) {
            *count += rows;
        }
    }
    let empty: Vec<NaiveDate> = (0..)
        .zip(&counts)
        .filter(|(_, count)| **count == 0)
        .filter_map(|(month, _)| first.checked_add_months(Months::new(month)))
        .collect();
    let least = counts.iter().copied().filter(|count| *count > 0).min().unwrap_or(0);
    let is_july = empty.iter().all(|month| month.month() == 7);
    // Where months are written and each has as many rows as any other, the rows are a table of months.
    let is_table = kind == Some(&ColumnKind::Date(DateFormat::Month))
        && evidence.table.left_out_rows == 0
        && counts.iter().all(|count| *count == 0 || *count == least);
    let needed = match (is_july, is_table) {
        (true, _) => limit * JULY,
        (false, true) => 1,
        (false, false) => limit,
    };
    let filled = counts.len() - empty.len();
    let is_part = filled >= LEAST_FILLED && are_last(&counts, empty.len());
    if empty.is_empty() || (empty.len() > MOST_EMPTY && !is_part) || least < needed {
        return Vec::new();
    }
    let names: Vec<String> = empty.into_iter().map(danish::month).collect();
    let message = format!(
        "Der er ingen rækker i {}, men mindst {} i hver af de andre måneder.",
        danish::list(&names),
        danish::number(least as f64, 0)
    );
    vec![Finding::new(Code::EmptyMonth, evidence.file(), message)]
}

/// Whether all empty months are the last ones of the period. The first may lie before the log began.
fn are_last(counts: &[u64], empty: usize) -> bool {
    counts.iter().rev().take_while(|count| **count == 0).count() == empty
}
