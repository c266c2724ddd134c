//! Groups cells and rows that are wrong for the same reason, so that each reason is one finding with count, rows and values.

use std::fmt::Write;
use std::hash::Hash;

use indexmap::IndexMap;

use crate::cpr;
use crate::danish;
use crate::findings::{Code, Occurrences, Severity};

/// How many different values a finding shows.
const SAMPLES: usize = 5;

/// A reason why cells or rows are wrong. Those with an equal cause become one finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cause {
    pub code: Code,
    pub severity: Severity,
    /// Header of the column; "" if the cause is about whole rows.
    pub column: String,
    /// What was expected, in Danish: "en dato". For whole rows, what is wrong.
    pub expected: String,
    /// What to do, in Danish.
    pub advice: String,
    pub leaves_out: bool,
}

/// The cells or rows of a cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells or rows.
    pub count: u64,
    /// Rows as runs, ends included.
    pub rows: Vec<(u32, u32)>,
    /// The first different values with CPR numbers masked.
    pub values: Vec<String>,
    /// The row of each value.
    value_rows: Vec<u32>,
}

/// All causes so far, in the order of their first row.
#[derive(Debug, Default)]
pub struct Causes(IndexMap<Cause, Tally>);

impl Causes {
    pub fn add(&mut self, cause: Cause, row: u32, value: &str) {
        self.0.entry(cause).or_default().add(row, value);
    }

    /// Adds the causes of later rows.
    pub fn extend(&mut self, later: Causes) {
        for (cause, tally) in later.0 {
            self.0.entry(cause).or_default().extend(tally);
        }
    }

    /// The tallies of this code.
    pub fn of(&self, code: Code) -> impl Iterator<Item = &Tally> {
        self.0.iter().filter(move |(cause, _)| cause.code == code).map(|(_, tally)| tally)
    }

    /// Whether a cause leaves rows out, so that sums over the others are too small.
    pub fn leave_out_any(&self) -> bool {
        self.0.keys().any(|cause| cause.leaves_out)
    }

    /// The last row with a cause.
    pub fn last_row(&self) -> Option<u32> {
        self.0.values().filter_map(|tally| tally.rows.last()).map(|(_, last)| *last).max()
    }

    /// Rows or cells with causes of this code.
    pub fn count(&self, code: Code) -> u64 {
        self.0.iter().filter(|(cause, _)| cause.code == code).map(|(_, tally)| tally.count).sum()
    }

    pub fn take(&mut self) -> impl Iterator<Item = (Cause, Tally)> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }
}

/// Adds a run of rows. Most come in ascending order, but not rows that are judged when the file ends.
fn add_row(rows: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match rows.last_mut() {
        Some((start, end)) if *start <= first => {
            if first <= end.saturating_add(1) {
                *end = (*end).max(last);
            } else {
                rows.push((first, last));
            }
        }
        None => rows.push((first, last)),
        Some(_) => {
            let at = rows.partition_point(|(start, _)| *start < first);
            rows.insert(at, (first, last));
        }
    }
}

impl Cause {
    /// A cause about whole rows that leaves none out, with the severity and advice of its code.
    pub fn noted(code: Code, message: &str) -> Self {
        Self {
            code,
            severity: code.severity(),
            column: String::new(),
            expected: message.to_owned(),
            advice: code.advice().to_owned(),
            leaves_out: false,
        }
    }

    /// What is wrong, in Danish, with this number of cells or rows.
    pub fn message(&self, count: u64) -> String {
        let expected = &self.expected;
        let many = danish::number(count as f64, 0);
        match (self.code, count) {
            (Code::EmptyCell, 1) => format!("Cellen er tom, men skal være {expected}."),
            (Code::EmptyCell, _) => format!("{many} celler er tomme, men skal være {expected}."),
            (Code::BadCell, 1) => format!("Cellen skal være {expected}."),
            (Code::BadCell, _) => format!("{many} celler skal være {expected}."),
            (Code::CprNumber, 1) => "Cellen har et CPR-nummer. Det må ikke komme ind i en rapport.".to_owned(),
            (Code::CprNumber, _) => format!("{many} celler har et CPR-nummer. Det må ikke komme ind i en rapport."),
            (_, 1) => format!("{expected}."),
            (_, _) => format!("{expected} ({many} rækker)."),
        }
    }
}

impl Tally {
    /// Records another row. An empty value is not shown.
    pub fn add(&mut self, row: u32, value: &str) {
        self.count += 1;
        add_row(&mut self.rows, row, row);
        if !value.is_empty() && (self.values.len() < SAMPLES || self.value_rows.last().is_some_and(|last| row < *last))
        {
            self.add_value(row, cpr::masked(value));
        }
    }

    /// Keeps the values of the first rows.
    fn add_value(&mut self, row: u32, value: String) {
        if !self.values.contains(&value) {
            let at = self.value_rows.partition_point(|other| *other <= row);
            self.values.insert(at, value);
            self.value_rows.insert(at, row);
            self.values.truncate(SAMPLES);
            self.value_rows.truncate(SAMPLES);
        }
    }

    /// Adds the cells of later rows.
    pub fn extend(&mut self, later: Tally) {
        self.count += later.count;
        later.rows.into_iter().for_each(|(first, last)| add_row(&mut self.rows, first, last));
        later.value_rows.into_iter().zip(later.values).for_each(|(row, value)| self.add_value(row, value));
    }

    /// The values that are kept, each with its row.
    pub fn samples(&self) -> impl Iterator<Item = (u32, &str)> {
        self.value_rows.iter().copied().zip(self.values.iter().map(String::as_str))
    }

    pub fn first_row(&self) -> Option<u32> {
        self.rows.first().map(|(first, _)| *first)
    }

    /// The occurrences for a finding; `None` if there is only one.
    pub fn occurrences(&self) -> Option<Occurrences> {
        (self.count > 1).then(|| Occurrences {
            count: self.count,
            rows: format_rows(&self.rows, Some(SAMPLES)),
            values: self.values.clone(),
        })
    }

    /// All rows as `2–5, 8`.
    pub fn all_rows(&self) -> String {
        format_rows(&self.rows, None)
    }
}

/// Rows as `2–5, 8`, with `…` after `most` runs.
fn format_rows(rows: &[(u32, u32)], most: Option<usize>) -> String {
    let shown = most.unwrap_or(rows.len());
    let mut text = String::new();
    for (i, (first, last)) in rows.iter().take(shown).enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = if first == last { write!(text, "{comma}{first}") } else { write!(text, "{comma}{first}–{last}") };
    }
    if rows.len() > shown {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_one_run() {
        let cause = Cause {
            code: Code::BadCell,
            severity: Severity::Error,
            column: "Dato".into(),
            expected: "en dato".into(),
            advice: String::new(),
            leaves_out: true,
        };
        let (mut causes, mut later) = (Causes::default(), Causes::default());
        [2, 3, 4, 8].into_iter().for_each(|row| causes.add(cause.clone(), row, "x"));
        later.add(cause.clone(), 9, "y");
        causes.extend(later);
        let (_, tally) = causes.take().next().expect("one cause");
        assert_eq!((tally.count, tally.all_rows().as_str()), (5, "2–4, 8–9"));
        assert_eq!(tally.values, ["x", "y"]);
        assert_eq!(cause.message(5), "5 celler skal være en dato.");
    }
}
