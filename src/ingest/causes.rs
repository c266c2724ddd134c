//! Causes: what is wrong with many cells for one reason is told once, with how many, which rows, and a few of the values.

use std::fmt::Write;
use std::hash::Hash;

use indexmap::IndexMap;

use crate::cpr;
use crate::danish;
use crate::findings::{Code, Occurrences, Severity};

/// How many different values a finding shows.
const SAMPLES: usize = 5;

/// What a cell or a row has in common with others that are wrong in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cause {
    /// The kind of finding.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The header of the column; "" for whole rows.
    pub column: String,
    /// What was expected, in Danish: "en dato"; for whole rows what the matter is.
    pub expected: String,
    /// What to do, in Danish.
    pub advice: String,
    /// Whether the rows are left out.
    pub leaves_out: bool,
}

/// Where a cause was met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met {
    /// How many cells or rows.
    pub count: u64,
    /// The rows, as runs with both ends included.
    pub rows: Vec<(u32, u32)>,
    /// The first different values, CPR numbers masked.
    pub values: Vec<String>,
}

/// All causes met so far, in the order of their first row.
#[derive(Debug, Default)]
pub struct Causes(IndexMap<Cause, Met>);

impl Causes {
    /// A cell or row was met that is wrong for this cause.
    pub fn add(&mut self, cause: Cause, row: u32, value: &str) {
        self.0.entry(cause).or_default().add(row, value);
    }

    /// Adds what later rows met.
    pub fn extend(&mut self, later: Causes) {
        for (cause, met) in later.0 {
            let mine = self.0.entry(cause).or_default();
            mine.count += met.count;
            met.rows.into_iter().for_each(|(first, last)| add_row(&mut mine.rows, first, last));
            for value in met.values {
                if mine.values.len() < SAMPLES && !mine.values.contains(&value) {
                    mine.values.push(value);
                }
            }
        }
    }

    /// How many rows or cells have been met for causes of this kind.
    pub fn count(&self, code: Code) -> u64 {
        self.0.iter().filter(|(cause, _)| cause.code == code).map(|(_, met)| met.count).sum()
    }

    /// Takes out all causes.
    pub fn take(&mut self) -> impl Iterator<Item = (Cause, Met)> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }
}

fn add_row(rows: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match rows.last_mut() {
        Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
        _ => rows.push((first, last)),
    }
}

impl Cause {
    /// A cause that leaves no row out, with the severity and advice of its code.
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

    /// What is wrong, in Danish, for so many cells or rows.
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

impl Met {
    /// It was met in one row more, which comes after the others; the value is "" where there is none to show.
    pub fn add(&mut self, row: u32, value: &str) {
        self.count += 1;
        add_row(&mut self.rows, row, row);
        if !value.is_empty() && self.values.len() < SAMPLES {
            let value = cpr::masked(value);
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        }
    }

    /// The first row.
    pub fn first_row(&self) -> Option<u32> {
        self.rows.first().map(|(first, _)| *first)
    }

    /// What a finding tells of it where it was met more than once.
    pub fn occurrences(&self) -> Option<Occurrences> {
        (self.count > 1).then(|| Occurrences {
            count: self.count,
            rows: written(&self.rows, Some(SAMPLES)),
            values: self.values.clone(),
        })
    }

    /// All its rows: `2–5, 8`.
    pub fn all_rows(&self) -> String {
        written(&self.rows, None)
    }
}

/// Rows as `2–5, 8`; `…` stands for those after the first `most` runs.
fn written(rows: &[(u32, u32)], most: Option<usize>) -> String {
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
        let (_, met) = causes.take().next().expect("one cause");
        assert_eq!((met.count, met.all_rows().as_str()), (5, "2–4, 8–9"));
        assert_eq!(met.values, ["x", "y"]);
        assert_eq!(cause.message(5), "5 celler skal være en dato.");
    }
}
