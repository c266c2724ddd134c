//! Joined datasets: their rows, and the rows of the first dataset that have no partner in the second.
//!
//! They are joined here and not by the SQL engine for three reasons: the rows are counted before memory is used for them, they keep
//! the order of the exports, and the reason why a row has no partner is known. [`with_clause`] is the same join in SQL.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use polars::prelude::{Column, DataFrame, DataType, IdxCa, PolarsResult, StringChunked};

use crate::definition::join::{CalendarSpan, Join, JoinSide, Validity};
use crate::ingest::{DatasetTable, ROW_COLUMN, SOURCE_COLUMN, days_since_1970, to_date};

/// Column of a joined table with the source of the second dataset's row; [`SOURCE_COLUMN`] has that of the first.
pub const PARTNER_SOURCE: &str = "_partner_source";
/// Column of a joined table with the row number of the second dataset's row; [`ROW_COLUMN`] has that of the first.
pub const PARTNER_ROW: &str = "_partner_row";
/// Most rows of a joined dataset.
pub const MOST_ROWS: usize = 5_000_000;

/// The rows of a joined dataset.
pub struct JoinedRows {
    /// The columns that figures use, and the provenance of both rows.
    pub frame: DataFrame,
    /// Rows of the first dataset without a partner.
    pub alone: Vec<Alone>,
}

/// A row of the first dataset that has no partner in the second.
pub struct Alone {
    /// Index in the table of the first dataset.
    pub row: usize,
    pub why: Why,
}

/// Why a row has no partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// A column of `on` is empty.
    Empty,
    /// The second dataset has no row with these values.
    NoneEqual,
    /// The second dataset has such rows, but they are not valid on the day.
    NoneValid,
    /// They are valid on some days of the month, quarter or year, but not on all.
    NotWhole,
}

/// `WITH daekning AS (SELECT … JOIN …)` with these columns, for the start of a statement over the joined dataset.
pub fn with_clause(join: &Join, columns: &[String]) -> String {
    let Join { first, second, rows, origins, .. } = join;
    let selected = columns.iter().filter_map(|name| {
        let origin = origins.get(name)?;
        let dataset = if origin.side == JoinSide::First { first } else { second };
        Some(format!("{dataset}.{} AS {name}", origin.column))
    });
    // `COUNT(*)` needs no column, but SELECT does.
    let mut selected: Vec<String> = selected.collect();
    if selected.is_empty() {
        selected.extend(join.on.first().map(|on| format!("{first}.{on} AS {on}")));
    }
    let equal: Vec<String> = join.on.iter().map(|on| format!("{first}.{on} = {second}.{on}")).collect();
    let valid = join.valid.as_ref().map_or_else(String::new, |Validity { day, from, to, inclusive }| {
        let still = if *inclusive { ">=" } else { ">" };
        let (start, last) = join.whole.map_or_else(
            || (format!("{first}.{day}"), format!("{first}.{day}")),
            |span| {
                let start = format!("DATE_TRUNC('{}', {first}.{day})", span.sql());
                let last = format!("{start} + INTERVAL '{} months' - INTERVAL '1 day'", span.months());
                (start, last)
            },
        );
        // In WHERE and not in ON, where some SQL engines only allow equality.
        format!("\nWHERE {second}.{from} <= {start}\n  AND ({second}.{to} IS NULL OR {second}.{to} {still} {last})")
    });
    format!(
        "WITH {} AS (\nSELECT\n  {}\nFROM {first}\nJOIN {second} ON {}{valid}\n)\n",
        rows.id,
        selected.join(",\n  "),
        equal.join("\n  AND ")
    )
}

/// Joins the rows of two tables, with these columns. `None` if there would be more than [`MOST_ROWS`]. An error means that a
/// table does not fit the definition.
pub fn rows(
    join: &Join,
    first: &DatasetTable,
    second: &DatasetTable,
    columns: &[String],
) -> PolarsResult<Option<JoinedRows>> {
    let (first_texts, second_texts) = (texts(&first.frame, &join.on)?, texts(&second.frame, &join.on)?);
    let partners = Partners::of(join, &second.frame, &second_texts)?;
    let keys = keys(&first_texts, first.frame.height());
    let day = join.valid.as_ref().map(|valid| days(&first.frame, &valid.day)).transpose()?;
    let mut pairs: (Vec<u32>, Vec<u32>) = Default::default();
    let mut alone = Vec::new();
    for (row, key) in keys.iter().enumerate() {
        let equal = key.as_ref().map(|key| partners.by_key.get(key).map_or(&[][..], Vec::as_slice));
        let span =
            day.as_ref().and_then(|days| days.get(row).copied().flatten()).and_then(|day| span_of(day, join.whole));
        let before = pairs.0.len();
        for partner in equal.unwrap_or_default() {
            if day.is_none() || partners.is_valid(*partner, span.clone()) {
                pairs.0.push(row as u32);
                pairs.1.push(*partner);
            }
        }
        if pairs.0.len() > MOST_ROWS {
            return Ok(None);
        }
        if pairs.0.len() == before {
            let why = match equal {
                None => Why::Empty,
                Some([]) => Why::NoneEqual,
                Some(equal) => {
                    let is_partly = |partner: &u32| span.as_ref().is_some_and(|span| partners.overlaps(*partner, span));
                    let is_partly = |partner: &u32| join.whole.is_some() && is_partly(partner);
                    if equal.iter().any(is_partly) { Why::NotWhole } else { Why::NoneValid }
                }
            };
            alone.push(Alone { row, why });
        }
    }
    let height = pairs.0.len();
    let (firsts, seconds) = (IdxCa::from_vec("".into(), pairs.0), IdxCa::from_vec("".into(), pairs.1));
    let take = |side: JoinSide, column: &str, name: &str| -> PolarsResult<Column> {
        let (frame, rows) = match side {
            JoinSide::First => (&first.frame, &firsts),
            JoinSide::Second => (&second.frame, &seconds),
        };
        Ok(frame.column(column)?.take(rows)?.with_name(name.into()))
    };
    let mut taken = Vec::new();
    for name in columns {
        if let Some(origin) = join.origins.get(name) {
            taken.push(take(origin.side, &origin.column, name)?);
        }
    }
    taken.push(take(JoinSide::First, SOURCE_COLUMN, SOURCE_COLUMN)?);
    taken.push(take(JoinSide::First, ROW_COLUMN, ROW_COLUMN)?);
    taken.push(take(JoinSide::Second, SOURCE_COLUMN, PARTNER_SOURCE)?);
    taken.push(take(JoinSide::Second, ROW_COLUMN, PARTNER_ROW)?);
    Ok(Some(JoinedRows { frame: DataFrame::new(height, taken)?, alone }))
}

/// The rows of the second dataset by the values of `on`.
struct Partners<'t> {
    by_key: HashMap<Cow<'t, str>, Vec<u32>>,
    /// `None` if they are not those of a register.
    valid: Option<ValidDays>,
}

/// First and last valid day of each row of a register.
struct ValidDays {
    from: Vec<Option<i32>>,
    to: Vec<Option<i32>>,
    /// Whether the day in `to` is the last valid one.
    inclusive: bool,
}

impl<'t> Partners<'t> {
    fn of(join: &Join, frame: &DataFrame, texts: &'t [Column]) -> PolarsResult<Self> {
        let mut by_key: HashMap<Cow<'t, str>, Vec<u32>> = HashMap::new();
        for (row, key) in keys(texts, frame.height()).into_iter().enumerate() {
            if let Some(key) = key {
                by_key.entry(key).or_default().push(row as u32);
            }
        }
        let valid = match &join.valid {
            Some(Validity { from, to, inclusive, .. }) => {
                Some(ValidDays { from: days(frame, from)?, to: days(frame, to)?, inclusive: *inclusive })
            }
            None => None,
        };
        Ok(Self { by_key, valid })
    }

    /// Whether the row is valid on all of the days. A row without a first day never is.
    fn is_valid(&self, row: u32, days: Option<RangeInclusive<i32>>) -> bool {
        let Some(ValidDays { from, to, inclusive }) = &self.valid else { return true };
        let at = |days: &[Option<i32>]| days.get(row as usize).copied().flatten();
        match (at(from), days) {
            (Some(from), Some(days)) => {
                let last = *days.end();
                from <= *days.start() && at(to).is_none_or(|to| if *inclusive { to >= last } else { to > last })
            }
            _ => false,
        }
    }

    /// Whether the row is valid on one of the days.
    fn overlaps(&self, row: u32, days: &RangeInclusive<i32>) -> bool {
        let Some(ValidDays { from, to, .. }) = &self.valid else { return true };
        let at = |days: &[Option<i32>]| days.get(row as usize).copied().flatten();
        at(from).is_some_and(|from| from <= *days.end()) && at(to).is_none_or(|to| to >= *days.start())
    }
}

/// The first and the last day of the span that a day lies in; the day itself without a span.
fn span_of(day: i32, span: Option<CalendarSpan>) -> Option<RangeInclusive<i32>> {
    let Some(span) = span else { return Some(day..=day) };
    let date = to_date(day)?;
    let first = NaiveDate::from_ymd_opt(date.year(), date.month0() / span.months() * span.months() + 1, 1)?;
    let last = first.checked_add_months(Months::new(span.months()))?.pred_opt()?;
    Some(days_since_1970(first)..=days_since_1970(last))
}

/// The columns of `on` as texts.
fn texts(frame: &DataFrame, on: &[String]) -> PolarsResult<Vec<Column>> {
    on.iter().map(|name| frame.column(name)?.cast(&DataType::String)).collect()
}

/// The values of `on` of each row as one text. `None` if one of them is empty.
fn keys(texts: &[Column], height: usize) -> Vec<Option<Cow<'_, str>>> {
    let columns: Vec<&StringChunked> = texts.iter().filter_map(|column| column.str().ok()).collect();
    // Millions of rows are joined by one column, whose texts need no copies.
    if let [column] = columns.as_slice() {
        return column.iter().map(|text| text.map(Cow::Borrowed)).collect();
    }
    let mut keys: Vec<Option<String>> = vec![Some(String::new()); height];
    for column in columns {
        for (key, text) in keys.iter_mut().zip(column.iter()) {
            *key = match (key.take(), text) {
                // With the length of each text, so that `a`, `bc` differs from `ab`, `c`.
                (Some(key), Some(text)) => Some(format!("{key}{}:{text}", text.len())),
                _ => None,
            };
        }
    }
    keys.into_iter().map(|key| key.map(Cow::Owned)).collect()
}

/// The days of a column, counted from 1970-01-01.
fn days(frame: &DataFrame, column: &str) -> PolarsResult<Vec<Option<i32>>> {
    Ok(frame.column(column)?.cast(&DataType::Int32)?.i32()?.iter().collect())
}
