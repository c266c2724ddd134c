//! Parses a date as text, with or without a time of day and an offset.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};

use crate::danish::{self, MONTHS};

const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Danish and then English names, each from Monday.
const WEEKDAYS: [&str; 14] = [
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lørdag",
    "søndag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Years of dates written as eight digits. With another year, eight digits are most likely no date.
const COMPACT_YEARS: std::ops::Range<i32> = 1900..2100;

/// A date as a cell has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    /// The day in Denmark if the text has an offset, else the day as written.
    pub day: NaiveDate,
    /// Midnight if no time is written. `None` if an offset is: then the day is certain, whatever the time.
    pub time: Option<NaiveTime>,
    pub order: DateOrder,
    /// Whether the year has two digits and is read as one of the twentieth century.
    pub short_year: bool,
    /// Whether it is written as three numbers, of which the year is the last and has two digits.
    pub two_digits: bool,
}

/// What the notation of a date says about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// The year comes first, the month is a name, or points stand between, as no American writes.
    Certain,
    /// `01/02/2024`, as both Danes and Americans write.
    Slashes,
    /// `01-02-2024`, as few Americans write.
    Danish,
    /// A date cell of a workbook, which may come from a text in either order.
    Cell,
}

impl WrittenDate {
    pub fn cell(day: NaiveDate, time: NaiveTime) -> Self {
        Self { day, time: Some(time), order: DateOrder::Cell, short_year: false, two_digits: false }
    }
}

/// Parses a date that stands alone or before a time of day.
pub fn written(text: &str, month_first: bool) -> Option<WrittenDate> {
    let (weekday, text) = without_weekday(text.trim());
    let (day, rest) = compact_day(text).or_else(|| day(text, month_first))?;
    if weekday.is_some_and(|weekday| weekday != chrono::Datelike::weekday(&day.day)) {
        return None;
    }
    let rest = rest.trim_end();
    if rest.is_empty() || (day.order == DateOrder::Certain && is_offset_of_day(rest)) {
        return Some(day);
    }
    let (time, zone) = time(rest)?;
    let Some(offset) = zone else { return Some(WrittenDate { time: Some(time), ..day }) };
    let moment = FixedOffset::east_opt(offset)?.from_local_datetime(&day.day.and_time(time)).single()?;
    Some(WrittenDate { day: danish::in_denmark(&moment).date_naive(), time: None, ..day })
}

/// Cuts off `mandag den`, `Mon,`, `den` or `d.`, and returns the weekday too.
fn without_weekday(text: &str) -> (Option<Weekday>, &str) {
    let (word, rest) = run(text);
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "den" | "d") {
        return (None, rest.trim_start_matches('.').trim_start());
    }
    let named = WEEKDAYS.iter().position(|name| lower.chars().count() >= 3 && name.starts_with(&lower));
    let Some(weekday) = named.and_then(|at| Weekday::try_from((at % 7) as u8).ok()) else { return (None, text) };
    let rest = rest.trim_start_matches(['.', ',', ' ']);
    let rest = rest.strip_prefix("den ").or_else(|| rest.strip_prefix("d. ")).unwrap_or(rest);
    (Some(weekday), rest.trim_start())
}

/// Parses `20240321` at the start.
fn compact_day(text: &str) -> Option<(WrittenDate, &str)> {
    let (digits, rest) = run(text);
    if digits.len() != 8 {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(number(&digits[..4])? as i32, number(&digits[4..6])?, number(&digits[6..])?)?;
    COMPACT_YEARS.contains(&chrono::Datelike::year(&day)).then(|| (found(day, DateOrder::Certain, "2024"), rest))
}

/// Parses the day at the start. Returns what follows it too.
fn day(text: &str, month_first: bool) -> Option<(WrittenDate, &str)> {
    let (a, rest) = run(text);
    let (first_mark, rest) = mark(rest);
    let (b, rest) = run(rest);
    let (second_mark, rest) = mark(rest);
    let (c, rest) = run(rest);
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let short = |part: &str| part.len() <= 2;
    let ymd = |year: &str, month: u32, day: &str| NaiveDate::from_ymd_opt(full_year(year)?, month, number(day)?);
    let found = match (is_number(a), is_number(b)) {
        (true, true) => {
            let (first, second) = (first_mark.first?, second_mark.first);
            let is_tight = first_mark.is_single && second_mark.is_single;
            if a.len() == 4 && is_tight {
                found(ymd(a, number(b)?, c)?, DateOrder::Certain, a)
            } else if short(a) && short(b) && (is_tight || (c.len() == 4 && !second_mark.is_empty)) {
                let order = match (first, second) {
                    ('/', Some('/')) => DateOrder::Slashes,
                    ('.', Some('.')) => DateOrder::Certain,
                    _ => DateOrder::Danish,
                };
                let (day, month) = if month_first { (b, a) } else { (a, b) };
                WrittenDate { two_digits: c.len() == 2, ..found(ymd(c, number(month)?, day)?, order, c) }
            } else {
                return None;
            }
        }
        (true, false) if a.len() == 4 => found(ymd(a, month_number(b)?, c)?, DateOrder::Certain, a),
        (true, false) if short(a) => found(ymd(c, month_number(b)?, a)?, DateOrder::Certain, c),
        // `January 8, 2024`
        (false, true) if short(b) && c.len() == 4 && !second_mark.is_empty => {
            found(ymd(c, month_number(a)?, b)?, DateOrder::Certain, c)
        }
        _ => return None,
    };
    Some((found, rest))
}

fn found(day: NaiveDate, order: DateOrder, year: &str) -> WrittenDate {
    let short_year = year.len() == 2 && chrono::Datelike::year(&day) < 2000;
    WrittenDate { day, time: Some(NaiveTime::MIN), order, short_year, two_digits: false }
}

/// The digits or letters at the start, and the rest.
fn run(text: &str) -> (&str, &str) {
    let is_digit = |c: char| c.is_ascii_digit();
    let end =
        if text.starts_with(is_digit) { text.find(|c| !is_digit(c)) } else { text.find(|c: char| !c.is_alphabetic()) };
    text.split_at(end.unwrap_or(text.len()))
}

/// The characters between two parts of a date.
struct Mark {
    /// The first character, if that is a hyphen, a point or a slash.
    first: Option<char>,
    /// Whether that is all.
    is_single: bool,
    is_empty: bool,
}

fn mark(text: &str) -> (Mark, &str) {
    let rest = text.strip_prefix('.').unwrap_or(text);
    let rest = rest.strip_prefix(['-', '/', ',']).unwrap_or(rest).trim_start();
    let taken = &text[..text.len() - rest.len()];
    let first = taken.chars().next().filter(|c| matches!(c, '-' | '.' | '/'));
    (Mark { first, is_single: first.is_some() && taken.len() == 1, is_empty: taken.is_empty() }, rest)
}

/// The number of a Danish or English month, or of its first three or four letters.
pub(super) fn month_number(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let is_short = matches!(name.chars().count(), 3 | 4);
    let is_it = |full: &&str| **full == *name || (is_short && full.starts_with(&name));
    let position = MONTHS.iter().position(&is_it);
    position.or_else(|| ENGLISH_MONTHS.iter().position(&is_it)).map(|month| month as u32 + 1)
}

/// Parses a year of four digits, or of two as Excel does: 00–29 are 2000–2029 and 30–99 are 1930–1999.
pub(super) fn full_year(text: &str) -> Option<i32> {
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

/// Parses the time of day after a day, and the seconds of its offset from UTC.
fn time(text: &str) -> Option<(NaiveTime, Option<i32>)> {
    let (rest, is_separated) = match text.strip_prefix(['T', 't', ':']) {
        Some(rest) => (rest, true),
        None => {
            let rest = text.strip_prefix(',').unwrap_or(text).trim_start();
            (rest, rest.len() < text.len())
        }
    };
    let lower = rest.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("kl"));
    let (rest, has_word) = if lower { (rest[2..].trim_start_matches('.').trim_start(), true) } else { (rest, false) };
    let (hour, rest) = run(rest);
    if !is_separated || !hour.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (mut parts, rest) = match hour.len() {
        1 | 2 => (vec![number(hour)?], rest),
        // `T143000`
        4 | 6 if text.starts_with(['T', 't']) => {
            let parts = (0..hour.len()).step_by(2).map(|at| number(&hour[at..at + 2]));
            (parts.collect::<Option<Vec<_>>>()?, rest)
        }
        _ => return None,
    };
    let mut rest = rest;
    while parts.len() < 3
        && let Some(next) = rest.strip_prefix([':', '.']).map(run).filter(|(part, _)| part.len() == 2)
    {
        parts.push(number(next.0)?);
        rest = next.1;
    }
    if parts.len() == 1 && !has_word {
        return None;
    }
    if parts.len() == 3
        && let Some((fraction, after)) = rest.strip_prefix(['.', ',']).map(run)
    {
        number(fraction.get(..9).unwrap_or(fraction))?;
        rest = after;
    }
    let (hours, rest) = half_day(parts[0], rest.trim_start())?;
    let part = |at: usize| parts.get(at).copied().unwrap_or(0);
    let time = NaiveTime::from_hms_opt(hours, part(1), part(2))?;
    if rest.is_empty() { Some((time, None)) } else { Some((time, Some(offset(rest)?))) }
}

/// The hour of a clock with `AM` and `PM`, and what follows.
fn half_day(hour: u32, rest: &str) -> Option<(u32, &str)> {
    let is = |word: &str| rest.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let afternoon = match (is("am"), is("pm")) {
        (false, false) => return Some((hour, rest)),
        (_, afternoon) => afternoon,
    };
    (1..=12).contains(&hour).then(|| (hour % 12 + if afternoon { 12 } else { 0 }, rest[2..].trim_start()))
}

/// The seconds of an offset from UTC: `Z`, `+01`, `+0100`, `+01:00`, `UTC`, `GMT+0100 (…)`, `CET`.
fn offset(text: &str) -> Option<i32> {
    let text = text.split_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(text, |(zone, _)| zone);
    let (name, rest) = run(text);
    let hours = match name.to_ascii_uppercase().as_str() {
        "" if !rest.is_empty() => 0,
        "Z" | "UTC" | "GMT" => 0,
        "CET" if rest.is_empty() => 1,
        "CEST" if rest.is_empty() => 2,
        _ => return None,
    };
    if rest.is_empty() {
        return Some(hours * 3600);
    }
    let sign = if rest.starts_with('+') { 1 } else { -1 };
    let digits = rest.strip_prefix(['+', '-', '\u{2212}'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2)?,
    };
    let minutes = if minutes.is_empty() { 0 } else { number(minutes).filter(|_| minutes.len() == 2)? };
    let hours = number(hours).filter(|found| hours.len() == 2 && *found <= 14)?;
    (minutes < 60).then_some(sign * (hours * 3600 + minutes * 60) as i32)
}

/// Whether the text is the offset that XML allows after a day: `2024-12-31+01:00`.
fn is_offset_of_day(text: &str) -> bool {
    text == "Z" || (text.len() == 6 && text.starts_with(['+', '-']) && offset(text).is_some())
}
