//! Parses dates as Danish exports write them.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime};

use crate::danish::{self, MONTHS};
use crate::definition::dataset::DateFormat;

/// Earlier years are typing errors.
const FIRST_YEAR: i32 = 1900;
/// Serial numbers that are taken for dates, in days: 1990 to 2099.
const SERIALS: std::ops::Range<f64> = 32_874.0..73_051.0;
/// Days between the epoch 1899-12-30 and that of 1904.
const DAYS_TO_1904: u64 = 1462;

/// Parses a date in this format. A time of day may follow a day.
pub fn date(text: &str, format: DateFormat) -> Option<NaiveDate> {
    let day = match format {
        DateFormat::DayFirst => digits_first(text).or_else(|| day_first(text)),
        DateFormat::MonthFirst => month_first(text),
        DateFormat::Year => year(text),
    };
    day.filter(|day| day.year() >= FIRST_YEAR)
}

/// The date of a spreadsheet's serial number, if it is in a plausible range.
///
/// Serial numbers count days from 1899-12-30, or from 1904-01-01 in workbooks of that epoch (ECMA-376 part 1, 18.17.4.1).
pub fn from_serial(serial: f64, epoch_1904: bool) -> Option<NaiveDate> {
    // Rounds to the nearest second, as spreadsheet programs show it.
    let serial = serial + 0.5 / 86_400.0;
    let days = if epoch_1904 { serial + DAYS_TO_1904 as f64 } else { serial };
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    SERIALS.contains(&days).then(|| epoch.checked_add_days(Days::new(days as u64))).flatten()
}

/// Parses `31-12-2024`, with any of the three separators, or `2024-12-31`, and nothing else. Fast, and enough for most dates.
pub fn digits_first(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let digits = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let is_mark = |at: usize| matches!(bytes[at], b'-' | b'.' | b'/');
    let day = if is_mark(2) && bytes[2] == bytes[5] {
        NaiveDate::from_ymd_opt(digits(6..10)? as i32, digits(3..5)?, digits(0..2)?)?
    } else if bytes[4] == b'-' && bytes[7] == b'-' {
        NaiveDate::from_ymd_opt(digits(0..4)? as i32, digits(5..7)?, digits(8..10)?)?
    } else {
        return None;
    };
    (day.year() >= FIRST_YEAR).then_some(day)
}

/// Parses day, month and year or year, month and day, with or without a time; also with the name of the month.
fn day_first(text: &str) -> Option<NaiveDate> {
    if let Some(day) = with_month_name(text).or_else(|| in_denmark(text)) {
        return Some(day);
    }
    let [a, b, c] = parts(without_time(text)?)?;
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(number(a)? as i32, number(b)?, number(c)?);
    }
    (a.len() <= 2 && b.len() <= 2).then(|| NaiveDate::from_ymd_opt(full_year(c)?, number(b)?, number(a)?)).flatten()
}

/// Parses `12/31/2024`, or year, month and day.
fn month_first(text: &str) -> Option<NaiveDate> {
    let [a, b, c] = parts(without_time(text)?)?;
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(number(a)? as i32, number(b)?, number(c)?);
    }
    (a.len() <= 2 && b.len() <= 2).then(|| NaiveDate::from_ymd_opt(full_year(c)?, number(a)?, number(b)?)).flatten()
}

/// Parses `2024` as the first of January.
fn year(text: &str) -> Option<NaiveDate> {
    let year = number(text).filter(|_| text.len() == 4)?;
    NaiveDate::from_ymd_opt(year as i32, 1, 1)
}

/// Parses `31. december 2024`, `31. dec. 2024`, `31 dec 2024`.
fn with_month_name(text: &str) -> Option<NaiveDate> {
    let mut words = text.split_whitespace();
    let [day, month, year] = [words.next()?, words.next()?, words.next()?];
    if words.next().is_some() {
        return None;
    }
    let day = number(day.strip_suffix('.').unwrap_or(day))?;
    let month = month.strip_suffix('.').unwrap_or(month).to_lowercase();
    let is_it = |name: &str| name == month || (month.len() >= 3 && month.len() <= 4 && name.starts_with(&month));
    let month = MONTHS.iter().position(|name| is_it(name))? as u32 + 1;
    NaiveDate::from_ymd_opt(full_year(year)?, month, day)
}

/// Cuts off the time of day; `None` if what follows the day is not a time.
fn without_time(text: &str) -> Option<&str> {
    let Some((day, time)) = text.split_once(['T', ' ']) else { return Some(text) };
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let is_time = ["%H:%M:%S", "%H:%M"].iter().any(|format| NaiveTime::parse_from_str(time, format).is_ok());
    is_time.then_some(day)
}

/// The date in Denmark of a moment with an offset, such as `2024-12-31T23:30:00Z`.
fn in_denmark(text: &str) -> Option<NaiveDate> {
    let moment = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)).ok()?;
    Some(danish::in_denmark(&moment).date_naive())
}

fn parts(day: &str) -> Option<[&str; 3]> {
    let mut parts = day.split(['-', '.', '/']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// Parses a year of four digits, or of two as Excel does: 00–29 are 2000–2029 and 30–99 are 1930–1999.
fn full_year(text: &str) -> Option<i32> {
    let year = number(text)? as i32;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 30 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn number(part: &str) -> Option<u32> {
    part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_day_first_or_iso_and_must_exist() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31);
        for text in [
            "31-12-2024",
            "31.12.2024",
            "31/12-24",
            "31/12-2024",
            "31.12.24",
            "2024-12-31",
            "2024-12-31T10:00",
            "31-12-2024 10:00",
            "31. december 2024",
            "31. dec. 2024",
            "31 dec 24",
        ] {
            assert_eq!(date(text, DateFormat::DayFirst), day, "{text}");
        }
        for text in [
            "31-02-2024",
            "2024-13-01",
            "12/31/2024",
            "31122024",
            "",
            "--",
            "1-2-3",
            "15-03-2024 (aflyst)",
            "15-03-2024 12",
            "31. ma 2024",
            "31-12.20245",
            "å1-12-2024",
            "31-12-2024 99:99",
            "02-01-0024",
        ] {
            assert_eq!(date(text, DateFormat::DayFirst), None, "{text}");
        }
        assert_eq!(date("2024-12-31T23:30:00Z", DateFormat::DayFirst), NaiveDate::from_ymd_opt(2025, 1, 1));
        assert_eq!(date("2024-06-30T21:30:00Z", DateFormat::DayFirst), NaiveDate::from_ymd_opt(2024, 6, 30));
        assert_eq!(date("2024-06-30T22:30:00+00:00", DateFormat::DayFirst), NaiveDate::from_ymd_opt(2024, 7, 1));
        assert_eq!(date("2024-03-31T00:30:00Z", DateFormat::DayFirst), NaiveDate::from_ymd_opt(2024, 3, 31));
        assert_eq!(date("31-12-99", DateFormat::DayFirst), NaiveDate::from_ymd_opt(1999, 12, 31));
    }

    #[test]
    fn the_month_is_first_where_that_is_declared_and_a_year_is_its_first_day() {
        assert_eq!(date("12/31/2024", DateFormat::MonthFirst), NaiveDate::from_ymd_opt(2024, 12, 31));
        assert_eq!(date("31/12/2024", DateFormat::MonthFirst), None);
        assert_eq!(date("2024", DateFormat::Year), NaiveDate::from_ymd_opt(2024, 1, 1));
        assert_eq!(date("24", DateFormat::Year), None);
    }

    #[test]
    fn a_serial_number_is_a_date_by_its_epoch_and_only_near_our_time() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31);
        assert_eq!(from_serial(45_657.0, false), day);
        assert_eq!(from_serial(45_657.5, false), day);
        assert_eq!(from_serial(45_656.999_999_999, false), day);
        assert_eq!(from_serial(44_195.0, true), day);
        for serial in [0.0, 2024.0, 1e9, f64::NAN, f64::INFINITY, -5.0] {
            assert_eq!(from_serial(serial, false), None, "{serial}");
        }
    }
}
