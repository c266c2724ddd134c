//! Reads dates: `3. maj 2024`, `3. maj`, `3.5.2024`, `03-05-2024`.

use chrono::{Days, Months, NaiveDate};

use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// A date in a text, which may not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PrintedDate {
    pub(super) day: u32,
    pub(super) month: u32,
    /// `None` if the text does not give it.
    pub(super) year: Option<i32>,
    /// Index of its first token, and after its last.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl PrintedDate {
    /// `None` without a year, or if it does not exist.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// Whether there is a date like it: 29 February without a year is one.
    pub(super) fn exists(&self) -> bool {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(2000), self.month, self.day).is_some()
    }
}

pub(super) fn dates(tokens: &[PlacedToken]) -> Vec<PrintedDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match written(tokens, at).or_else(|| in_digits(tokens, at)).or_else(|| day_alone(tokens, at)) {
            Some(date) => {
                at = date.end;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

/// `3. maj 2024`
fn written(tokens: &[PlacedToken], at: usize) -> Option<PrintedDate> {
    let day: u32 = match tokens.get(at)?.number() {
        Some(number) if !number.percent && number.decimals == 0 => number.value as u32,
        Some(_) => return None,
        None => tokens.get(at)?.word().parse().ok()?,
    };
    tokens.get(at + 1).filter(|point| point.is('.'))?;
    let name = word(tokens, Some(at + 2));
    let month = MONTHS.iter().position(|month| *month == name)? as u32 + 1;
    let year = tokens.get(at + 3).and_then(PlacedToken::number).filter(|number| number.is_year);
    let end = at + 3 + usize::from(year.is_some());
    (1..=99).contains(&day).then_some(PrintedDate {
        day,
        month,
        year: year.map(|year| year.value as i32),
        start: at,
        end,
    })
}

/// The day of `den 2. til den 30. september 2024`, which has the month and year of the next date.
fn day_alone(tokens: &[PlacedToken], at: usize) -> Option<PrintedDate> {
    let day: u32 = tokens.get(at)?.word().parse().ok().filter(|day| (1..=31).contains(day))?;
    tokens.get(at + 1).filter(|point| point.is('.'))?;
    let is_link = |placed: &&PlacedToken| placed.is_in(&[words![til], THE_DAY]) || placed.is('-') || placed.is('–');
    let links = tokens.iter().skip(at + 2).take_while(is_link).count();
    let next = written(tokens, at + 2 + links).filter(|_| links > 0)?;
    Some(PrintedDate { day, start: at, end: at + 2, ..next })
}

/// `3.5.2024`
fn in_digits(tokens: &[PlacedToken], at: usize) -> Option<PrintedDate> {
    let text = tokens.get(at)?.word();
    let separator = ['.', '-', '/'].into_iter().find(|mark| text.matches(*mark).count() == 2)?;
    let parts: Vec<u32> = text.split(separator).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [day, month, year] = parts[..] else { return None };
    let is_date = (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..2100).contains(&year);
    is_date.then_some(PrintedDate { day, month, year: Some(year as i32), start: at, end: at + 1 })
}

/// Months from one date to the day after another, with a part of a month as days of 30.
pub(super) fn months_between(from: NaiveDate, to: NaiveDate) -> Option<f64> {
    let until = to.checked_add_days(Days::new(1))?;
    let mut months = 0;
    while months < 12 * 200 && from.checked_add_months(Months::new(months + 1))? <= until {
        months += 1;
    }
    let rest = until.signed_duration_since(from.checked_add_months(Months::new(months))?).num_days();
    Some(f64::from(months) + rest as f64 / 30.0)
}
