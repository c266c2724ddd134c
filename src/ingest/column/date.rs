//! Reads the dates of cells.

mod advice;
mod sentinel;
mod span;
mod written;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::Repair;
use crate::cell::RawCell;
use crate::definition::dataset::DateFormat;

pub use advice::advice;
pub use sentinel::{DateRole, is_placeholder, is_zero, typed_year};
pub use span::last_day;
pub use written::{DateOrder, WrittenDate};

/// Earlier years are typing errors.
pub const FIRST_YEAR: i32 = 1900;
/// Serial numbers that are taken for dates, in days: 1990 to 2099.
const SERIALS: std::ops::Range<f64> = 32_874.0..73_051.0;
/// Days between the epoch 1899-12-30 and that of 1904.
const DAYS_TO_1904: u64 = 1462;

/// Parses a date in this format. A time of day may follow a day.
pub fn date(text: &str, format: DateFormat) -> Option<NaiveDate> {
    parse(text, format).map(|date| date.day).filter(|day| day.year() >= FIRST_YEAR)
}

/// Reads the date of a cell, in any year, and what was repaired.
pub fn of_cell(cell: &RawCell<'_>, format: DateFormat, epoch_1904: bool) -> Option<(WrittenDate, Option<Repair>)> {
    match cell {
        RawCell::Date(day) => Some((WrittenDate::cell(*day, NaiveTime::MIN), None)),
        RawCell::Moment(moment) => Some((WrittenDate::cell(moment.date(), moment.time()), None)),
        RawCell::Text(text) => parse(text, format).map(|date| (date, None)),
        RawCell::Number(value) => of_number(*value, format, epoch_1904),
        _ => None,
    }
}

fn of_number(value: f64, format: DateFormat, epoch_1904: bool) -> Option<(WrittenDate, Option<Repair>)> {
    let digits = if value.fract() == 0.0 { value.to_string() } else { String::new() };
    if format == DateFormat::Year {
        return year(&digits).map(|day| (WrittenDate::cell(day, NaiveTime::MIN), None));
    }
    if let Some(day) = span::month(&digits).filter(|_| format == DateFormat::Month && digits.len() == 6) {
        return Some((WrittenDate::cell(day, NaiveTime::MIN), None));
    }
    if digits.len() == 8 {
        return parse(&digits, format).map(|date| (date, Some(Repair::DigitsDate)));
    }
    let day = from_serial(value, epoch_1904)?;
    Some((WrittenDate::cell(day, NaiveTime::MIN), Some(Repair::SerialDate)))
}

fn parse(text: &str, format: DateFormat) -> Option<WrittenDate> {
    match format {
        DateFormat::DayFirst => digits_first(text).or_else(|| written::written(text, false)),
        DateFormat::MonthFirst => written::written(text, true),
        DateFormat::Month => spanned(span::month(text), text),
        DateFormat::Quarter => spanned(span::quarter(text), text),
        DateFormat::Year => year(text).map(|day| WrittenDate::cell(day, NaiveTime::MIN)),
    }
}

/// The month or quarter, or else the day that the text names.
fn spanned(span: Option<NaiveDate>, text: &str) -> Option<WrittenDate> {
    span.map(|day| WrittenDate::cell(day, NaiveTime::MIN)).or_else(|| written::written(text, false))
}

/// Parses `2024` as the first of January.
fn year(text: &str) -> Option<NaiveDate> {
    let year = text.parse().ok().filter(|_| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    NaiveDate::from_ymd_opt(year, 1, 1)
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

/// The digits of a date, which need not exist.
pub struct DateDigits {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    order: DateOrder,
}

/// Parses `31-12-2024`, with any of the three separators, or `2024-12-31`, and nothing else. Fast, and enough for most dates.
pub fn digits_first(text: &str) -> Option<WrittenDate> {
    let DateDigits { year, month, day, order } = plain_digits(text)?;
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(WrittenDate { day, time: Some(NaiveTime::MIN), order, short_year: false, two_digits: false })
}

/// The digits of a text that [`digits_first`] may parse.
#[inline]
pub fn plain_digits(text: &str) -> Option<DateDigits> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let digits = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let is_mark = |at: usize| matches!(bytes[at], b'-' | b'.' | b'/');
    if is_mark(2) && bytes[2] == bytes[5] {
        let order = match bytes[2] {
            b'/' => DateOrder::Slashes,
            b'.' => DateOrder::Certain,
            _ => DateOrder::Danish,
        };
        Some(DateDigits { year: digits(6..10)? as i32, month: digits(3..5)?, day: digits(0..2)?, order })
    } else if bytes[4] == b'-' && bytes[7] == b'-' {
        let order = DateOrder::Certain;
        Some(DateDigits { year: digits(0..4)? as i32, month: digits(5..7)?, day: digits(8..10)?, order })
    } else {
        None
    }
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
            "31/12 2024",
            "31. 12. 2024",
            "31-dec-2024",
            "31-Dec-24",
            "31.dec.2024",
            "31DEC2024:14:30:00",
            "tirsdag den 31. december 2024 kl. 14.30",
            "Tue Dec 31 2024 10:00:00 GMT+0100 (Centraleuropæisk normaltid)",
            "December 31, 2024",
            "d. 31. december 2024",
            "d. 31/12-24",
            "den 31. dec 2024",
            "31-12-2024 14.30",
            "31-12-2024 14.30.00",
            "31-12-2024 kl. 14.30",
            "31-12-2024, kl. 9",
            "31/12/2024 2:30 PM",
            "20241231",
            "20241231T143000",
            "2024-12-31 14:30:00.123456",
            "2024-12-31+01:00",
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
            "31-12-2024 14.3",
            "31-12-2024 14.30 (aflyst)",
            "31 12 2024",
            "31/12 24",
            "31-12- 24",
            "31-mal-2024",
            "20241331",
            "02-01-0024",
        ] {
            assert_eq!(date(text, DateFormat::DayFirst), None, "{text}");
        }
        for text in [
            "2024-12-31T23:30:00Z",
            "2024-12-31 23:30:00.5+00",
            "2024-12-31T23:30:00.000+0000",
            "2024-12-31 23:30:00+00",
            "2024-12-31 23:30:00 UTC",
            "31-12-2024 23:30 GMT",
            "31. dec. 2024 kl. 23.30 +00:00",
            "2024-12-31T18:30:00-05:00",
        ] {
            assert_eq!(date(text, DateFormat::DayFirst), NaiveDate::from_ymd_opt(2025, 1, 1), "{text}");
        }
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
