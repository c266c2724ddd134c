//! Reports versions of one entry of a register that are valid on the same day: the entry would count twice.

use std::collections::HashMap;
use std::ops::Range;

use super::SignMaterial;
use super::row_codes::{self, Codes};
use crate::definition::dataset::{ColumnKind, RowTime};
use crate::findings::{Code, Finding};
use crate::ingest::causes::Tally;
use crate::ingest::days::days_since_1970;

/// Largest share (0–1) of practice numbers that may occur in several rows of a register without a key. With more, a row is not a
/// practice but, say, a doctor.
const MOST_REPEATED: f64 = 0.1;
/// Fewer rows say little about that.
const LEAST_ROWS: usize = 10;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let RowTime::Valid { from, to, inclusive } = &evidence.dataset.time else { return Vec::new() };
    let Some(columns) = identity(evidence, from, to) else { return Vec::new() };
    let Some(days) = days(evidence, from, to, *inclusive) else { return Vec::new() };
    let rows = row_codes::of_rows(&columns, days.len());
    let mut versions: HashMap<usize, Vec<usize>> = HashMap::new();
    for (row, entry) in rows.into_iter().enumerate().filter(|(row, _)| !days[*row].is_empty()) {
        versions.entry(entry).or_default().push(row);
    }
    let repeated = versions.values().filter(|rows| rows.len() > 1).count();
    let may_repeat = !evidence.dataset.key.is_empty()
        || (days.len() >= LEAST_ROWS && repeated as f64 <= MOST_REPEATED * versions.len() as f64);
    if !may_repeat {
        return Vec::new();
    }
    let mut pairs: Vec<(usize, usize)> = versions.into_values().flat_map(|rows| overlaps(rows, &days)).collect();
    pairs.sort_unstable_by_key(|(earlier, later)| (*later, *earlier));
    let (short, long): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|pair| shared(*pair, &days) == 1);
    let mut found = Vec::new();
    if let Some(&(earlier, later)) = long.first() {
        found.push(finding(evidence, &long, later, &message(evidence, &long, earlier), ""));
    }
    if let Some(&(earlier, later)) = short.first() {
        let message = message(evidence, &short, earlier).replace("samtidig", "én dag samtidig");
        let advice = if *inclusive { ONE_DAY } else { "" };
        found.push(finding(evidence, &short, later, &message, advice));
    }
    found
}

/// What to do where rows overlap by the one day on which the next begins.
const ONE_DAY: &str = "Ret slutdatoen til dagen før. Er slutdatoen altid den første dag, rækken ikke gælder mere, så skriv \
                       until i stedet for last under »valid« i datasets.toml.";

/// The columns that identify an entry: the key without the days, or the only practice number.
fn identity(evidence: &SignMaterial<'_>, from: &str, to: &str) -> Option<Vec<Codes>> {
    let dataset = evidence.dataset;
    let mut names: Vec<&String> = dataset.key.iter().filter(|name| *name != from && *name != to).collect();
    if dataset.key.is_empty() {
        let is_number = |kind: &ColumnKind| matches!(kind, ColumnKind::Ydernummer);
        names = dataset.columns.iter().filter(|(_, column)| is_number(&column.kind)).map(|(name, _)| name).collect();
        if names.len() > 1 {
            return None;
        }
    }
    let columns: Option<Vec<Codes>> = names.iter().map(|name| row_codes::of_column(evidence, name)).collect();
    columns.filter(|columns| !columns.is_empty())
}

/// The days of the period on which each row is valid, as days since 1970.
fn days(evidence: &SignMaterial<'_>, from: &str, to: &str, inclusive: bool) -> Option<Vec<Range<i32>>> {
    let period = days_since_1970(evidence.period.start)..days_since_1970(evidence.period.end);
    let (from, to) = (evidence.table.days(from).ok()?, evidence.table.days(to).ok()?);
    let row = |(from, to): (Option<i32>, Option<i32>)| {
        // An empty start means always.
        let start = from.map_or(period.start, |from| from.max(period.start));
        let end = to.map_or(period.end, |to| to.saturating_add(i32::from(inclusive)).min(period.end));
        start..end
    };
    Some(from.iter().zip(to.iter()).map(row).collect())
}

/// The versions of an entry that begin before the one before them ends, each with that one.
fn overlaps(mut rows: Vec<usize>, days: &[Range<i32>]) -> Vec<(usize, usize)> {
    rows.sort_unstable_by_key(|row| (days[*row].start, *row));
    rows.windows(2).map(|pair| (pair[0], pair[1])).filter(|pair| shared(*pair, days) > 0).collect()
}

/// The days on which both rows are valid.
fn shared((one, other): (usize, usize), days: &[Range<i32>]) -> i32 {
    days[one].end.min(days[other].end) - days[one].start.max(days[other].start)
}

fn message(evidence: &SignMaterial<'_>, pairs: &[(usize, usize)], earlier: usize) -> String {
    let like = evidence.row_number(earlier).map_or_else(String::new, |row| format!(" med række {row}"));
    match pairs.len() {
        1 => format!("Rækken gælder samtidig{like}, der er en anden udgave af det samme. Begge tæller med."),
        count => format!(
            "{count} rækker gælder samtidig med en anden udgave af det samme, den første{like}. Begge tæller med."
        ),
    }
}

fn finding(evidence: &SignMaterial<'_>, pairs: &[(usize, usize)], row: usize, message: &str, advice: &str) -> Finding {
    let mut tally = Tally::default();
    pairs.iter().filter_map(|(_, row)| evidence.row_number(*row)).for_each(|row| tally.add(row, ""));
    let found = Finding::new(Code::OverlappingVersions, evidence.place(row, None, None), message);
    let found = found.at_all(tally.occurrences());
    if advice.is_empty() { found } else { found.advise(advice) }
}
