//! Reads days in the plainest notation with a table of months. Fast, because exports have millions of them.

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};

use super::date::plain_digits;
use crate::ingest::days::days_since_1970;

/// Earlier dates may be placeholders.
const FIRST_YEAR: i32 = 1902;
/// Later dates are left to the general path.
const LAST_YEAR: i32 = 2100;

/// The months from the first year to the last.
static MONTHS: LazyLock<Vec<Month>> = LazyLock::new(|| {
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1);
    let start = |at: u32| first.and_then(|first| first.checked_add_months(Months::new(at))).map(days_since_1970);
    let count = (LAST_YEAR - FIRST_YEAR + 1) as u32 * 12;
    (0..count).map_while(|at| Some(Month { start: start(at)?, end: start(at + 1)? })).collect()
});

struct Month {
    /// Its first day, as days since 1970-01-01.
    start: i32,
    /// The first day of the next month.
    end: i32,
}

/// A day from 1902 to 2100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlainDay {
    pub year: i32,
    /// Days since 1970-01-01.
    pub days: i32,
}

/// The day that ten characters such as `31-12-2024` or `2024-12-31` say.
pub fn plain_day(text: &str) -> Option<PlainDay> {
    let digits = plain_digits(text)?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&digits.year) || !(1..=12).contains(&digits.month) || digits.day == 0 {
        return None;
    }
    let month = MONTHS.get((digits.year - FIRST_YEAR) as usize * 12 + digits.month as usize - 1)?;
    let days = month.start + digits.day as i32 - 1;
    (days < month.end).then_some(PlainDay { year: digits.year, days })
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn every_day_of_two_centuries_is_that_of_the_calendar() {
        let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
        for day in first.iter_days().take_while(|day| day.year() <= LAST_YEAR) {
            for format in ["%d-%m-%Y", "%Y-%m-%d"] {
                let expected = PlainDay { year: day.year(), days: days_since_1970(day) };
                assert_eq!(plain_day(&day.format(format).to_string()), Some(expected), "{day}");
            }
        }
    }

    #[test]
    fn what_is_no_certain_day_is_left_to_the_full_way() {
        let texts =
            ["", "31-12-24", "31-12-1901", "01-01-2101", "29-02-2023", "29-02-2100", "31-04-2024", "00-01-2024"];
        for text in texts.iter().chain(&["01-00-2024", "2024-13-01", "31-12.2024", "3a-12-2024", "31-12-2024 "]) {
            assert_eq!(plain_day(text), None, "{text}");
        }
    }
}
