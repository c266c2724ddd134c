//! Parses months and quarters, each as its first day.

use chrono::{Datelike, Months, NaiveDate};

use super::written::{full_year, month_number};
use crate::definition::dataset::DateFormat;

/// Parses `marts 2024`, `mar-24`, `2024-03`, `03/2024`, `202403` or `2024M03`.
pub fn month(text: &str) -> Option<NaiveDate> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 6 && digits(text) {
        return first_of(&text[..4], text[4..].parse().ok()?);
    }
    match parts(text)[..] {
        [year, "m" | "M", month] if digits(year) && year.len() == 4 => first_of(year, number(month)?),
        [year, month] if digits(year) && digits(month) && year.len() == 4 => first_of(year, number(month)?),
        [month, year] if digits(month) && digits(year) && year.len() == 4 => first_of(year, number(month)?),
        [year, name] if digits(year) && year.len() == 4 => first_of(year, month_number(name)?),
        [name, year] if digits(year) => first_of(year, month_number(name)?),
        _ => None,
    }
}

/// Parses `1. kvartal 2024`, `1. kvt. 24`, `Q1 2024`, `2024K1` or `2024-Q1`.
pub fn quarter(text: &str) -> Option<NaiveDate> {
    let is_word = |part: &str| matches!(part.to_lowercase().as_str(), "q" | "k" | "kv" | "kvt" | "kvartal" | "quarter");
    let (number, year) = match parts(text)[..] {
        [word, number, year] if is_word(word) => (number, year),
        [number, word, year] if is_word(word) && number.len() == 1 => (number, year),
        [year, word, number] if is_word(word) => (number, year),
        // `2024, 1. kvartal`
        [year, number, word] if is_word(word) => (number, year),
        _ => return None,
    };
    let number = number.parse::<u32>().ok().filter(|number| (1..=4).contains(number))?;
    first_of(year, number * 3 - 2)
}

/// The last day of the month, quarter or year that begins on this day; the day itself if none begins.
pub fn last_day(day: NaiveDate, format: DateFormat) -> NaiveDate {
    let months = match format {
        DateFormat::Month => 1,
        DateFormat::Quarter => 3,
        DateFormat::Year => 12,
        DateFormat::DayFirst | DateFormat::MonthFirst => return day,
    };
    let begins = day.day() == 1 && day.month0().is_multiple_of(months);
    let next = if begins { day.checked_add_months(Months::new(months)) } else { None };
    next.and_then(|next| next.pred_opt()).unwrap_or(day)
}

fn first_of(year: &str, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(full_year(year)?, month, 1)
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| matches!(text.len(), 1 | 2))
}

/// Runs of digits and of letters, without the marks and spaces between them. Empty if the text has other characters.
fn parts(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        if matches!(first, ' ' | '\u{a0}' | '.' | ',' | '-' | '–' | '/' | '_' | '\'') {
            rest = &rest[first.len_utf8()..];
        } else if is_digit || first.is_alphabetic() {
            let end = rest.find(|c: char| if is_digit { !c.is_ascii_digit() } else { !c.is_alphabetic() });
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            parts.push(part);
            rest = after;
        } else {
            return Vec::new();
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_are_read_as_their_first_day() {
        for text in [
            "marts 2024",
            "Marts 2024",
            "mar. 2024",
            "mar-24",
            "2024-03",
            "03-2024",
            "3/2024",
            "202403",
            "2024M03",
            "March 2024",
            "2024 marts",
        ] {
            assert_eq!(month(text), NaiveDate::from_ymd_opt(2024, 3, 1), "{text}");
        }
        for text in [
            "2024",
            "marts",
            "2024-13",
            "03-24",
            "1. kvartal 2024",
            "31-03-2024",
            "marts (2024)",
            "",
            "20240",
            "202413",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
        for text in
            ["2. kvartal 2024", "2. kvt. 24", "Q2 2024", "2024K2", "2024-Q2", "2024Q2", "K2-2024", "2024, 2. kvartal"]
        {
            assert_eq!(quarter(text), NaiveDate::from_ymd_opt(2024, 4, 1), "{text}");
        }
        for text in ["5. kvartal 2024", "2. kvartal", "2024", "2024-02", "uge 2 2024", "2. halvår 2024"] {
            assert_eq!(quarter(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_day_is_that_of_the_month_quarter_or_year_that_begins() {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
        assert_eq!(last_day(day(2, 1), DateFormat::Month), day(2, 29));
        assert_eq!(last_day(day(4, 1), DateFormat::Quarter), day(6, 30));
        assert_eq!(last_day(day(1, 1), DateFormat::Year), day(12, 31));
        assert_eq!(last_day(day(5, 1), DateFormat::Quarter), day(5, 1));
        assert_eq!(last_day(day(5, 7), DateFormat::Month), day(5, 7));
        assert_eq!(last_day(day(5, 1), DateFormat::DayFirst), day(5, 1));
    }
}
