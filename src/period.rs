//! The period that a report is about: a label and a half-open interval of dates.

mod meant;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::danish;

/// A label and its half-open interval of dates, `[start, end)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Also the name of its folder: `2024` or `2019-07..2021-07`.
    pub label: String,
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last day.
    pub end: NaiveDate,
}

impl Period {
    /// Reads `2024`, `2019-07..2021-07` (whole months, the last one not included) or `2024-01-01..2024-07-01`.
    ///
    /// # Errors
    /// A Danish sentence if the text has none of these forms or the interval is empty.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "»{text}« er ikke en periode. Skriv et årstal (2024), måneder (2019-07..2021-07) eller datoer (2024-01-01..2024-07-01); den sidste måned eller dag er ikke med.{}",
                meant::hint(text)
            )
        };
        let (start, end) = match text.split_once("..") {
            Some((first, last)) if year(first).zip(year(last)).is_some_and(|(first, last)| first <= last) => {
                return Err(meant_years(text, first, last));
            }
            None => {
                let year = year(text).ok_or_else(wrong)?;
                let start = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(wrong)?;
                (start, NaiveDate::from_ymd_opt(year + 1, 1, 1).ok_or_else(wrong)?)
            }
            Some((start, end)) => {
                (parse_day_or_month(start).ok_or_else(wrong)?, parse_day_or_month(end).ok_or_else(wrong)?)
            }
        };
        if start >= end {
            return Err(format!("Perioden »{text}« slutter, før den begynder."));
        }
        if let Some(message) = meant::last_is_left_out(text, start, end) {
            return Err(message);
        }
        // The same interval always gets the same label, because folders and comparisons use it.
        Ok(Self { label: label(start, end), start, end })
    }

    /// The last day of the period.
    pub fn last(&self) -> NaiveDate {
        self.end - Days::new(1)
    }

    /// Number of months. `None` unless both `start` and `end` are the first of a month.
    pub fn months(&self) -> Option<u32> {
        let months = (self.end.year() - self.start.year()) * 12 + self.end.month() as i32 - self.start.month() as i32;
        u32::try_from(months).ok().filter(|months| *months > 0 && self.start.day() == 1 && self.end.day() == 1)
    }

    /// Whether the period is one calendar year.
    pub fn is_year(&self) -> bool {
        self.start.ordinal() == 1 && self.months() == Some(12)
    }

    /// The period as a report prints it: `2024`, `juli 2019 – juni 2021`, `1. januar – 31. marts 2024`.
    pub fn in_words(&self) -> String {
        if self.is_year() {
            return self.label.clone();
        }
        let (first, last) = (self.start, self.last());
        let in_one_year = first.year() == last.year();
        match self.months() {
            Some(1) => danish::month(first),
            Some(_) if in_one_year => format!("{} – {}", danish::month_name(first), danish::month(last)),
            Some(_) => format!("{} – {}", danish::month(first), danish::month(last)),
            None if first == last => danish::date(first),
            None if in_one_year => format!("{} – {}", danish::day_and_month(first), danish::date(last)),
            None => format!("{} – {}", danish::date(first), danish::date(last)),
        }
    }

    /// Number of days.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days()
    }

    /// Length in years: 1/12 for each month if it is a whole number of months, from any day of a month; otherwise 1/365.25 for
    /// each day.
    pub fn years(&self) -> f64 {
        let months = (self.end.year() - self.start.year()) * 12 + self.end.month() as i32 - self.start.month() as i32;
        let months = u32::try_from(months).unwrap_or(0);
        if self.start.checked_add_months(Months::new(months)) == Some(self.end) {
            f64::from(months) / 12.0
        } else {
            self.days() as f64 / 365.25
        }
    }

    /// Length in Danish: `12 måneder`, `14 dage`.
    pub fn length(&self) -> String {
        match self.months() {
            Some(1) => "1 måned".to_owned(),
            Some(months) => format!("{months} måneder"),
            None if self.days() == 1 => "1 dag".to_owned(),
            None => format!("{} dage", danish::number(self.days() as f64, 0)),
        }
    }

    /// The period of the same length, `n` lengths earlier. `None` if it is before the first date that chrono can represent.
    pub fn earlier(&self, n: u32) -> Option<Self> {
        if n == 0 {
            return Some(self.clone());
        }
        let (start, end) = if let Some(months) = self.months() {
            let back = Months::new(months.checked_mul(n)?);
            (self.start.checked_sub_months(back)?, self.end.checked_sub_months(back)?)
        } else {
            let back = Days::new(u64::try_from(self.days()).ok()? * u64::from(n));
            (self.start.checked_sub_days(back)?, self.end.checked_sub_days(back)?)
        };
        Some(Self { label: label(start, end), start, end })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// The shortest text that [`Period::parse`] reads as this interval.
fn label(start: NaiveDate, end: NaiveDate) -> String {
    let first_of_month = start.day() == 1 && end.day() == 1;
    if first_of_month && start.month() == 1 && end.month() == 1 && end.year() == start.year() + 1 {
        start.year().to_string()
    } else if first_of_month {
        format!("{}..{}", start.format("%Y-%m"), end.format("%Y-%m"))
    } else {
        format!("{start}..{end}")
    }
}

/// A year of four digits.
fn year(text: &str) -> Option<i32> {
    let is_plain = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// Message for `2023..2024`, which does not say whether the last year is included.
fn meant_years(text: &str, first: &str, last: &str) -> String {
    if first == last {
        return format!("»{text}« er ingen periode. Mente du {first} (hele året)?");
    }
    let after = year(last).map_or_else(|| last.to_owned(), |last| (last + 1).to_string());
    format!(
        "»{text}« siger ikke, om {last} er med. Mente du {first}-01..{after}-01 (til og med {last}) eller {first}-01..{last}-01 (til \
         og med året før)?"
    )
}

/// Reads `2019-07`, the first of the month, or `2019-07-15`.
fn parse_day_or_month(text: &str) -> Option<NaiveDate> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && matches!(text.len(), 7 | 10);
    if !plain {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_the_half_open_interval_of_its_days() {
        let period = Period::parse("2024").unwrap();
        assert_eq!((period.start.to_string(), period.end.to_string()), ("2024-01-01".into(), "2025-01-01".into()));
        assert_eq!(period.last().to_string(), "2024-12-31");
        assert_eq!(period.earlier(1).unwrap().label, "2023");
    }

    #[test]
    fn two_years_are_refused_with_the_periods_that_may_be_meant() {
        let error = Period::parse("2024..2025").unwrap_err();
        assert!(error.contains("2024-01..2026-01 (til og med 2025)") && error.contains("2024-01..2025-01"), "{error}");
    }

    #[test]
    fn months_end_before_the_one_named_last() {
        let period = Period::parse("2019-07..2021-07").unwrap();
        assert_eq!(period.last().to_string(), "2021-06-30");
        assert_eq!(period.earlier(1).unwrap().label, "2017-07..2019-07");
    }

    #[test]
    fn years_are_counted_in_whole_months_where_it_is_whole_months() {
        let years = |text: &str| Period::parse(text).unwrap().years();
        assert_eq!(years("2024"), 1.0);
        assert_eq!(years("2019-07..2021-07"), 2.0);
        assert_eq!(years("2024-01..2024-07"), 0.5);
        assert_eq!(years("2023-03-15..2024-03-15"), 1.0);
        assert_eq!(years("2024-01-01..2024-01-15"), 14.0 / 365.25);
    }

    #[test]
    fn a_report_prints_a_period_in_words() {
        for (label, words) in [
            ("2024", "2024"),
            ("2019-07..2021-07", "juli 2019 – juni 2021"),
            ("2024-01..2024-07", "januar – juni 2024"),
            ("2024-02..2024-03", "februar 2024"),
            ("2024-01-01..2024-03-16", "1.\u{a0}januar – 15.\u{a0}marts 2024"),
            ("2023-12-24..2024-03-16", "24.\u{a0}december 2023 – 15.\u{a0}marts 2024"),
            ("2024-02-03..2024-02-04", "3.\u{a0}februar 2024"),
            ("2022..2023", ""),
        ] {
            assert_eq!(Period::parse(label).map(|period| period.in_words()).unwrap_or_default(), words, "{label}");
        }
    }

    #[test]
    fn one_interval_has_one_label_however_it_is_typed() {
        assert_eq!(Period::parse("2023-01..2024-01").unwrap().label, "2023");
        assert_eq!(Period::parse("2019-07-01..2021-07-01").unwrap().label, "2019-07..2021-07");
    }

    #[test]
    fn what_is_no_period_is_refused_in_danish() {
        for text in [
            "",
            "24",
            "20245",
            "2024-13..2025-01",
            "2024..2024",
            "..",
            "2025-01..2024-01",
            "9999999",
            "-999",
            "+024",
            " 2024-01..2025-01",
            "2024-1..2025-1",
        ] {
            let message = Period::parse(text).unwrap_err();
            assert!(message.to_lowercase().contains("periode"), "{text}: {message}");
        }
    }
}
