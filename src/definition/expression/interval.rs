//! Lengths of time in expressions: `INTERVAL '3 months'`, `INTERVAL '3 måneder'`, `INTERVAL '3' MONTH`.

use chrono::{Days, Months, NaiveDate};
use sqlparser::ast::{BinaryOperator, DateTimeField, Expr, Interval, Value};

/// Largest number of any unit in an interval.
const MOST: u32 = 100_000;

/// A number of months and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    months: u32,
    days: u32,
}

impl Length {
    /// The length of an interval. `None` if it is not one of whole days, weeks, months, quarters or years.
    pub fn of(interval: &Interval) -> Option<Self> {
        let Interval {
            value,
            leading_field,
            leading_precision: None,
            last_field: None,
            fractional_seconds_precision: None,
        } = interval
        else {
            return None;
        };
        let Expr::Value(value) = value.as_ref() else { return None };
        let text = match &value.value {
            Value::SingleQuotedString(text) | Value::Number(text, _) => text,
            _ => return None,
        };
        match leading_field {
            Some(field) => Self::default().plus(text.trim(), unit_of(field)?),
            None => {
                let words: Vec<&str> = text.split_whitespace().collect();
                let pairs =
                    words.chunks(2).map(|pair| if let [count, unit] = pair { Some((*count, *unit)) } else { None });
                let sum = pairs
                    .into_iter()
                    .try_fold(Self::default(), |sum, pair| pair.and_then(|(count, unit)| sum.plus(count, unit)));
                sum.filter(|_| !words.is_empty())
            }
        }
    }

    fn plus(self, count: &str, unit: &str) -> Option<Self> {
        let count = count.parse::<u32>().ok().filter(|count| *count <= MOST)?;
        let Self { months, days } = self;
        Some(match unit.to_lowercase().as_str() {
            "year" | "years" | "år" => Self { months: months.checked_add(count * 12)?, days },
            "quarter" | "quarters" | "kvartal" | "kvartaler" => Self { months: months.checked_add(count * 3)?, days },
            "month" | "months" | "måned" | "måneder" => Self { months: months.checked_add(count)?, days },
            "week" | "weeks" | "uge" | "uger" => Self { months, days: days.checked_add(count * 7)? },
            "day" | "days" | "dag" | "dage" => Self { months, days: days.checked_add(count)? },
            _ => return None,
        })
    }

    /// `date` plus or minus this length. `None` if `op` is neither, or if the year would not be from 1 to 9999.
    pub fn applied(self, date: NaiveDate, op: &BinaryOperator) -> Option<NaiveDate> {
        let (months, days) = (Months::new(self.months), Days::new(self.days.into()));
        let day = match op {
            BinaryOperator::Plus => date.checked_add_months(months)?.checked_add_days(days)?,
            BinaryOperator::Minus => date.checked_sub_months(months)?.checked_sub_days(days)?,
            _ => return None,
        };
        // Dates of other years are not written with four digits, which is what SQL reads.
        (1..=9999).contains(&chrono::Datelike::year(&day)).then_some(day)
    }

    /// The interval as all engines read it.
    pub fn expression(self) -> Expr {
        let text = match self {
            Self { months, days: 0 } => format!("{months} months"),
            Self { months: 0, days } => format!("{days} days"),
            Self { months, days } => format!("{months} months {days} days"),
        };
        Expr::Interval(Interval {
            value: Box::new(Expr::value(Value::SingleQuotedString(text))),
            leading_field: None,
            leading_precision: None,
            last_field: None,
            fractional_seconds_precision: None,
        })
    }
}

fn unit_of(field: &DateTimeField) -> Option<&'static str> {
    match field {
        DateTimeField::Year | DateTimeField::Years => Some("years"),
        DateTimeField::Quarter => Some("quarters"),
        DateTimeField::Month | DateTimeField::Months => Some("months"),
        DateTimeField::Week(None) | DateTimeField::Weeks => Some("weeks"),
        DateTimeField::Day | DateTimeField::Days => Some("days"),
        _ => None,
    }
}
