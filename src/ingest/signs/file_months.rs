//! Checks files that are named after months: the dates of each must lie in its month, and no month between them may be missing.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::SignMaterial;
use crate::danish;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding, Place};

/// With at least this many files of different months, a gap is no coincidence.
const LEAST_FILES: usize = 4;
/// Largest share (0–1) of the months from the first file to the last that may be missing by mistake.
const MOST_MISSING: f64 = 0.25;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let RowTime::Event(date) = &evidence.dataset.time else { return Vec::new() };
    let files =
        evidence.rows_by_source().iter().filter_map(|rows| Some((month_of_name(&file(evidence, rows)?)?, rows)));
    let files: Vec<(i32, &Range<usize>)> = files.collect();
    let months: BTreeMap<i32, &Range<usize>> = files.iter().copied().collect();
    // If all names have the same month, it is the month in which the files were made.
    if months.len() < 2 || months.len() < files.len() {
        return Vec::new();
    }
    let Ok(days) = evidence.table.days(date) else { return Vec::new() };
    let month_of = |row: usize| {
        let day = NaiveDate::from_epoch_days(days.get(row)?)?;
        Some(day.year() * 12 + day.month0() as i32)
    };
    let others: Vec<Finding> = files
        .iter()
        .filter(|(named, rows)| !(*rows).clone().any(|row| month_of(row) == Some(*named)))
        .filter_map(|(named, rows)| other_month(evidence, *named, rows, month_of(rows.start)?))
        .collect();
    // Where the names say nothing of the dates, no month is missing either.
    if others.len() * 2 > files.len() {
        return Vec::new();
    }
    let first = evidence.period.start;
    let period = first.year() * 12 + first.month0() as i32
        ..=evidence.period.end.year() * 12 + evidence.period.end.month0() as i32;
    let range = months.keys().next().copied().unwrap_or_default()..=months.keys().last().copied().unwrap_or_default();
    let is_missing = |month: &i32| {
        period.contains(month)
            && !months.contains_key(month)
            && !files.iter().any(|(_, rows)| (*rows).clone().any(|row| month_of(row) == Some(*month)))
    };
    let missing: Vec<i32> = range.clone().filter(is_missing).collect();
    let most = MOST_MISSING * range.count() as f64;
    if missing.is_empty() || months.len() < LEAST_FILES || missing.len() as f64 > most {
        return others;
    }
    let names: Vec<String> = missing.into_iter().filter_map(in_words).collect();
    let message = format!("Filerne hedder efter måneder, men ingen af dem er for {}.", danish::list(&names));
    let found = Finding::new(Code::EmptyMonth, evidence.file(), message);
    others.into_iter().chain([found.advise("Hent eksporten for måneden, hvis den mangler.")]).collect()
}

fn file(evidence: &SignMaterial<'_>, rows: &Range<usize>) -> Option<String> {
    match evidence.place(rows.start, None, None) {
        Place::Data { file, .. } => Some(file),
        _ => None,
    }
}

fn other_month(evidence: &SignMaterial<'_>, named: i32, rows: &Range<usize>, dated: i32) -> Option<Finding> {
    let Place::Data { file, sheet, .. } = evidence.place(rows.start, None, None) else { return None };
    let place = Place::Data { file, sheet, row: None, column: None, value: None };
    let message = format!(
        "Filen hedder efter {}, men ingen af dens datoer ligger i den måned. Den første ligger i {}.",
        in_words(named)?,
        in_words(dated)?
    );
    Some(Finding::new(Code::OtherMonth, place, message))
}

/// A month, counted from year 0, in Danish.
fn in_words(month: i32) -> Option<String> {
    let first = NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)?;
    Some(danish::month(first))
}

/// The month in a file name such as `log-2024-03.csv` or `log_202403.csv`, counted from year 0. A name with a day as well does
/// not count: that is the day on which the export was made.
fn month_of_name(name: &str) -> Option<i32> {
    let numbers: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let month = match numbers.as_slice() {
        [both] if both.len() == 6 => Some((&both[..4], &both[4..])),
        [year, month] if year.len() == 4 && month.len() == 2 => Some((*year, *month)),
        [month, year] if year.len() == 4 && month.len() == 2 => Some((*year, *month)),
        _ => None,
    };
    let (year, month) = month?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    ((1990..2100).contains(&year) && (1..=12).contains(&month)).then_some(year * 12 + month - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_in_a_name_is_found_and_a_day_or_another_number_is_not() {
        for name in ["log-2024-03.csv", "log_202403.csv", "03-2024 log.xlsx", "log.2024.03.csv"] {
            assert_eq!(month_of_name(name), Some(2024 * 12 + 2), "{name}");
        }
        for name in [
            "log-2024.csv",
            "log-2024-03-14.csv",
            "log-2024-13.csv",
            "log-20240314.csv",
            "log 2-2024-03.csv",
            "log.csv",
        ] {
            assert_eq!(month_of_name(name), None, "{name}");
        }
    }
}
