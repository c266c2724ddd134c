//! Placeholders for no date, and numbers that a date format disguises.

use chrono::{Datelike, NaiveDate};

use crate::definition::dataset::{Dataset, RowTime};

/// Days that programs write for a missing date: the first day that each can represent.
const PLACEHOLDERS: [(i32, u32, u32); 6] =
    [(1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1901, 1, 1)];

/// Years that somebody may have typed into a date cell, which Excel then shows as a day of 1905.
const TYPED_YEARS: std::ops::RangeInclusive<i64> = 1990..=2100;

/// What a date column means for the time of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateRole {
    /// The day of an event.
    Event,
    /// The first day that a row of a register is valid.
    Start,
    /// The last day that it is valid.
    LastDay,
    /// The day after the last.
    End,
    #[default]
    Other,
}

impl DateRole {
    pub fn of(dataset: &Dataset, column: &str) -> Self {
        match &dataset.time {
            RowTime::Event(event) if event == column => Self::Event,
            RowTime::Valid { from, .. } if from == column => Self::Start,
            RowTime::Valid { to, inclusive, .. } if to == column => {
                if *inclusive {
                    Self::LastDay
                } else {
                    Self::End
                }
            }
            _ => Self::Other,
        }
    }
}

/// Whether programs write this day where there is no date.
pub fn is_placeholder(day: NaiveDate) -> bool {
    PLACEHOLDERS.contains(&(day.year(), day.month(), day.day()))
}

/// Whether the text is a date of zeros, as databases and spreadsheet programs show an empty one.
pub fn is_zero(text: &str) -> bool {
    let zeros = text.bytes().filter(|byte| *byte == b'0').count();
    let rest = text.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'.' | b'/' | b':' | b' ' | b'T' | b'Z'));
    (rest && zeros >= 6) || matches!(text, "00-01-1900" | "00-01-00" | "0-1-1900" | "00.01.1900" | "00/01/1900")
}

/// The year that somebody typed into a date cell, if this is the day that Excel makes of it.
pub fn typed_year(day: NaiveDate) -> Option<i64> {
    let serial = (day - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    TYPED_YEARS.contains(&serial).then_some(serial)
}
