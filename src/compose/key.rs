//! The parts of a series' keys in words: days, months, quarters and periods are stored as texts that sort.

use chrono::{Datelike, Months, NaiveDate};

use super::view::TickView;
use crate::danish;
use crate::period::Period;

/// A time that is a part of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyTime {
    /// `2019-K1` or `2019-Q1`: the first day of a quarter.
    Quarter(NaiveDate),
    /// `2019-07`: the first day of a month.
    Month(NaiveDate),
    /// `2019-07-15`.
    Day(NaiveDate),
    /// `2019` or `2019-07..2021-07`.
    Period(String),
}

impl KeyTime {
    /// `None` if the part is not a time.
    pub fn parse(part: &str) -> Option<Self> {
        let month = |year: &str, month: u32| NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1);
        match part.split_once('-') {
            Some((year, rest)) if year.len() == 4 => match rest.strip_prefix(['K', 'Q']) {
                Some(quarter) => {
                    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                    month(year, quarter * 3 - 2).map(Self::Quarter)
                }
                None if rest.len() == 2 => month(year, rest.parse().ok()?).map(Self::Month),
                None if rest.len() == 5 => part.parse().ok().map(Self::Day),
                None => Self::parse_period(part),
            },
            _ => Self::parse_period(part),
        }
    }

    fn parse_period(part: &str) -> Option<Self> {
        let period = Period::parse(part).ok()?;
        Some(match period.months() {
            Some(1) => Self::Month(period.start),
            Some(3) if period.start.month0().is_multiple_of(3) => Self::Quarter(period.start),
            _ => Self::Period(period.label),
        })
    }

    /// The next quarter or month; `None` for days and periods.
    pub fn next(&self) -> Option<Self> {
        match self {
            Self::Quarter(first) => first.checked_add_months(Months::new(3)).map(Self::Quarter),
            Self::Month(first) => first.checked_add_months(Months::new(1)).map(Self::Month),
            Self::Day(_) | Self::Period(_) => None,
        }
    }

    /// `1. kvartal 2019`, `juli 2019`, `15. juli 2019`, `2019`.
    pub fn in_words(&self) -> String {
        match self {
            Self::Quarter(first) => format!("{}.{}kvartal {}", quarter(*first), danish::NBSP, year(*first)),
            Self::Month(first) => danish::month(*first),
            Self::Day(day) => danish::date(*day),
            Self::Period(label) => Period::parse(label).map_or_else(|_| label.clone(), |period| period.in_words()),
        }
    }

    /// The time on an axis: quarters and months have a short name and are grouped by year.
    pub fn tick(&self) -> TickView {
        let words = self.in_words();
        match self {
            Self::Quarter(first) => {
                let place = quarter(*first) - 1;
                TickView { label: format!("K{}", place + 1), group: year(*first), place, words }
            }
            Self::Month(first) => {
                let label = danish::month_name(*first).chars().take(3).collect();
                TickView { label, group: year(*first), place: first.month0(), words }
            }
            Self::Day(_) | Self::Period(_) => TickView { label: words.clone(), group: String::new(), place: 0, words },
        }
    }
}

fn quarter(first: NaiveDate) -> u32 {
    first.month0() / 3 + 1
}

fn year(day: NaiveDate) -> String {
    day.format("%Y").to_string()
}

/// A part of a key in words: unchanged, unless it is a time.
pub fn in_words(part: &str) -> String {
    KeyTime::parse(part).map_or_else(|| part.to_owned(), |time| time.in_words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_words_and_all_else_is_unchanged() {
        for (part, words) in [
            ("2019-K1", "1.\u{a0}kvartal 2019"),
            ("2019-Q4", "4.\u{a0}kvartal 2019"),
            ("2019-07", "juli 2019"),
            ("2019-07-15", "15.\u{a0}juli 2019"),
            ("2019", "2019"),
            ("2019-07..2021-07", "juli 2019 – juni 2021"),
            ("2019-07..2019-10", "3.\u{a0}kvartal 2019"),
            ("2019-07..2019-08", "juli 2019"),
            ("2019-K5", "2019-K5"),
            ("2019-13", "2019-13"),
            ("Opioider", "Opioider"),
            ("æøå1-K1", "æøå1-K1"),
        ] {
            assert_eq!(in_words(part), words);
        }
    }

    #[test]
    fn the_fourth_quarter_is_followed_by_the_first_of_the_next_year() {
        let next = KeyTime::parse("2019-K4").unwrap().next().unwrap();
        let TickView { label, group, place, words } = next.tick();
        assert_eq!((label.as_str(), group.as_str(), place, words.as_str()), ("K1", "2020", 0, "1.\u{a0}kvartal 2020"));
    }
}
