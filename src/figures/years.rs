//! The years of rows that lie outside the time of every figure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use polars::prelude::PolarsResult;

use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::Dates;
use crate::definition::figure::{FigureOrigin, QueryTime};
use crate::ingest::{DatasetTable, to_date};
use crate::period::Period;
use crate::snapshot::{RowEdge, YearRows};

/// A time in which figures count rows.
enum CountedTime {
    All,
    /// From a day to the day before another.
    During(NaiveDate, NaiveDate),
    On(NaiveDate),
}

/// The years of the dataset's rows that lie outside the time of every figure. Rows without a date have no year.
pub fn outside(
    definition: &Definition,
    period: &Period,
    dataset: &Dataset,
    table: &DatasetTable,
) -> PolarsResult<Vec<YearRows>> {
    let times = counted_times(definition, period, dataset);
    if times.iter().any(|time| matches!(time, CountedTime::All)) {
        return Ok(Vec::new());
    }
    let mut years: BTreeMap<(RowEdge, i32), u64> = BTreeMap::new();
    let mut add = |edge, day: NaiveDate, rows: u64| *years.entry((edge, day.year())).or_default() += rows;
    match &dataset.time {
        RowTime::Timeless => {}
        RowTime::Event(date) => {
            for (day, rows) in table.rows_by_day(date)? {
                let is_in = |time: &CountedTime| match time {
                    CountedTime::During(start, end) => (*start..*end).contains(&day),
                    CountedTime::On(_) | CountedTime::All => true,
                };
                if !times.iter().any(is_in) {
                    add(RowEdge::Date, day, rows);
                }
            }
        }
        RowTime::Valid { from, to, inclusive } => {
            for (start, end) in table.days(from)?.iter().zip(table.days(to)?.iter()) {
                let (Some(start), end) = (start.and_then(to_date), end.and_then(to_date)) else { continue };
                let lasts = |day: NaiveDate| end.is_none_or(|end| if *inclusive { end >= day } else { end > day });
                let is_in = |time: &CountedTime| match time {
                    CountedTime::On(day) => start <= *day && lasts(*day),
                    CountedTime::During(first, after) => start < *after && lasts(*first),
                    CountedTime::All => true,
                };
                if times.iter().any(is_in) {
                    continue;
                }
                let first = times.iter().filter_map(first_day).min();
                match end.filter(|_| first.is_none_or(|first| !lasts(first))) {
                    Some(end) => add(RowEdge::End, end, 1),
                    None => add(RowEdge::Start, start, 1),
                }
            }
        }
    }
    Ok(years.into_iter().map(|((edge, year), rows)| YearRows { edge, year, rows }).collect())
}

fn first_day(time: &CountedTime) -> Option<NaiveDate> {
    match time {
        CountedTime::All => None,
        CountedTime::During(first, _) | CountedTime::On(first) => Some(*first),
    }
}

/// The times that figures over this dataset, or over a join with it, count its rows in.
fn counted_times(definition: &Definition, period: &Period, dataset: &Dataset) -> Vec<CountedTime> {
    let mut times = Vec::new();
    for figure in definition.figures.values() {
        let FigureOrigin::Query(query) = &figure.origin else { continue };
        if !definition.parts(&query.from.dataset).contains(&dataset.id.as_str()) {
            continue;
        }
        for then in (0..query.over).filter_map(|back| period.earlier(back)) {
            let Dates { start, end, as_of, .. } = query.dates(&then);
            times.push(match (&dataset.time, query.time) {
                (_, QueryTime::All) => CountedTime::All,
                (RowTime::Valid { .. }, QueryTime::Default) if query.from.dataset == dataset.id => {
                    CountedTime::On(as_of)
                }
                _ => CountedTime::During(start, end),
            });
        }
    }
    times
}
