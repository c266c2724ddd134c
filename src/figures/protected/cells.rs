//! The inner cells of a dataset: its rows added up.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};
use indexmap::IndexMap;
use polars::prelude::{Column, DataFrame, DataType, IdxCa, IntoColumn, IntoLazy, PolarsResult, lit};

use super::groups::{groups, ordered_groups};
use crate::definition::dataset::{Dataset, Protection, RowTime};
use crate::ingest::{DatasetTable, ROW_COLUMN, SOURCE_COLUMN};
use crate::period::Period;

/// Column with the number of the period that a cell lies in.
const SLICE: &str = "_slice";
/// How many earlier periods are distinguished.
const MOST_PERIODS: u32 = 100;
/// Number of the period of rows without a date, or after the period of the report.
const OUTSIDE: i32 = -1;

/// The inner cells of a dataset, sorted by period and then by their key columns.
pub struct InnerCells {
    /// The key columns, which identify the cells.
    pub keys: DataFrame,
    /// The true number of persons.
    pub persons: Vec<u64>,
    /// The number of persons after rounding.
    pub rounded: Vec<u64>,
    /// For each count column, the number of events of each cell.
    pub events: Vec<Vec<f64>>,
    /// For each cell, which cells have persons of the same kind: those that differ only in the first column and in the day.
    pub kinds: Vec<u32>,
    slices: Vec<Slice>,
}

/// The cells of one period.
#[derive(Debug, Clone)]
pub struct Slice {
    pub rows: Range<usize>,
    /// `None` for rows outside the period of the report and the earlier ones.
    pub period: Option<Period>,
}

impl InnerCells {
    pub fn of(dataset: &Dataset, protection: &Protection, table: &DatasetTable, period: &Period) -> PolarsResult<Self> {
        let (frame, periods) = with_slices(dataset, protection, &table.frame, period)?;
        let keys = key_columns(dataset, protection);
        let by: Vec<&str> = [SLICE].into_iter().chain(keys.iter().map(String::as_str)).collect();
        let groups = ordered_groups(&frame, &by)?;
        let firsts: Vec<u32> = groups.iter().filter_map(|rows| rows.first().copied()).collect();
        let cells = frame.select(by)?.take(&IdxCa::from_vec("".into(), firsts))?;
        let persons: Vec<u64> = match &protection.persons {
            Some(persons) => sums(&frame, &persons.value, &groups)?.collect(),
            None => groups.iter().map(|rows| rows.len() as u64).collect(),
        };
        let events = protection
            .counts
            .iter()
            .map(|count| Ok(sums(&frame, &count.value, &groups)?.map(|number| number as f64).collect()))
            .collect::<PolarsResult<_>>()?;
        let slice_numbers: Vec<i32> =
            cells.column(SLICE)?.i32()?.iter().map(|slice| slice.unwrap_or(OUTSIDE)).collect();
        Ok(Self {
            kinds: kinds(dataset, &cells, &keys)?,
            keys: cells.select(keys)?,
            rounded: persons.clone(),
            persons,
            events,
            slices: slices(&slice_numbers, &periods),
        })
    }

    pub fn slices(&self) -> Vec<Slice> {
        self.slices.clone()
    }

    /// The cells of a slice with few persons.
    pub fn small(&self, slice: &Slice, base: u64) -> Vec<usize> {
        slice.rows.clone().filter(|cell| (1..base).contains(&self.persons[*cell])).collect()
    }

    /// A row for each of these cells with its rounded numbers. Row numbers are indexes into `cells`.
    pub fn table_of(&self, cells: &[usize], protection: &Protection) -> PolarsResult<DatasetTable> {
        let index = IdxCa::from_vec("".into(), cells.iter().map(|cell| *cell as u32).collect());
        let mut frame = self.keys.take(&index)?;
        let mut put = |name: &str, number: &dyn Fn(usize) -> i64| -> PolarsResult<()> {
            let numbers: Vec<i64> = cells.iter().map(|cell| number(*cell)).collect();
            frame.with_column(Column::new(name.into(), numbers)).map(|_| ())
        };
        if let Some(persons) = &protection.persons {
            put(&persons.value, &|cell| self.rounded[cell] as i64)?;
        }
        for (count, events) in protection.counts.iter().zip(&self.events) {
            put(&count.value, &|cell| events[cell] as i64)?;
        }
        frame.with_column(Column::new(ROW_COLUMN.into(), (0..cells.len() as u32).collect::<Vec<_>>()))?;
        frame.with_column(Column::new(SOURCE_COLUMN.into(), vec![0_u32; cells.len()]))?;
        Ok(table(frame))
    }

    /// The rounded cells: a row for each that is not empty, or as many rows as it has persons if rows are persons.
    pub fn into_table(self, protection: &Protection) -> PolarsResult<DatasetTable> {
        let times =
            |cell: usize| if protection.persons.is_some() { self.rounded[cell].min(1) } else { self.rounded[cell] };
        let cells: Vec<usize> = (0..self.rounded.len()).flat_map(|cell| (0..times(cell)).map(move |_| cell)).collect();
        self.table_of(&cells, protection)
    }
}

/// A table that was read from no file.
pub fn table(frame: DataFrame) -> DatasetTable {
    DatasetTable {
        read: frame.height() as u64,
        frame,
        lists: IndexMap::new(),
        left_out_rows: 0,
        examples: 0,
        left_out: Vec::new(),
        rejected: Vec::new(),
    }
}

/// The columns that identify cells, and the day.
fn key_columns(dataset: &Dataset, protection: &Protection) -> Vec<String> {
    let mut keys: Vec<String> = protection.cells().map(str::to_owned).collect();
    if let RowTime::Event(day) = &dataset.time
        && !keys.contains(day)
    {
        keys.push(day.clone());
    }
    keys
}

/// The rows with the number of their period. The day becomes the first of the month if it is one of the key columns, otherwise
/// the first of the period, so that it reveals nothing more.
fn with_slices(
    dataset: &Dataset,
    protection: &Protection,
    frame: &DataFrame,
    period: &Period,
) -> PolarsResult<(DataFrame, Vec<Period>)> {
    let RowTime::Event(day) = &dataset.time else {
        return Ok((frame.clone().lazy().with_column(lit(0_i32).alias(SLICE)).collect()?, vec![period.clone()]));
    };
    let days: Vec<Option<i32>> = frame.column(day)?.cast(&DataType::Int32)?.i32()?.iter().collect();
    let first = days.iter().flatten().min().and_then(|day| date(*day)).unwrap_or(period.start);
    let mut periods: Vec<Period> = Vec::new();
    for back in 0..MOST_PERIODS {
        let Some(then) = period.earlier(back).filter(|then| back == 0 || then.end > first) else { break };
        periods.push(then);
    }
    let by_month = protection.cells().any(|cell| cell == day);
    let placed = |number: i32| {
        let day = date(number)?;
        let slice = periods.iter().position(|period| (period.start..period.end).contains(&day));
        let start = slice.map_or(period.end, |slice| periods[slice].start);
        let month = day.with_day(1).map(|month| month.max(start));
        Some((slice.map_or(OUTSIDE, |slice| slice as i32), number_of(month.filter(|_| by_month).unwrap_or(start))))
    };
    // Exports have few different days.
    let mut known: IndexMap<i32, Option<(i32, i32)>> = IndexMap::new();
    let placed: Vec<Option<(i32, i32)>> =
        days.into_iter().map(|day| day.and_then(|day| *known.entry(day).or_insert_with(|| placed(day)))).collect();
    let mut frame = frame.clone();
    let slices: Vec<i32> = placed.iter().map(|placed| placed.map_or(OUTSIDE, |(slice, _)| slice)).collect();
    let days: Vec<Option<i32>> = placed.iter().map(|placed| placed.map(|(_, day)| day)).collect();
    frame.with_column(Column::new(SLICE.into(), slices))?;
    frame.with_column(Column::new(day.as_str().into(), days).cast(&DataType::Date)?.into_column())?;
    Ok((frame, periods))
}

fn date(number: i32) -> Option<NaiveDate> {
    let days = Days::new(u64::from(number.unsigned_abs()));
    let epoch = NaiveDate::default();
    if number < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) }
}

/// Days since 1970-01-01, as Polars keeps dates.
fn number_of(date: NaiveDate) -> i32 {
    i32::try_from((date - NaiveDate::default()).num_days()).unwrap_or(0)
}

/// The sum of a column of numbers in each group, cut to a whole number that is not below 0.
fn sums<'g>(
    frame: &DataFrame,
    column: &str,
    groups: &'g [Vec<u32>],
) -> PolarsResult<impl Iterator<Item = u64> + use<'g>> {
    let numbers: Vec<f64> =
        frame.column(column)?.cast(&DataType::Float64)?.f64()?.iter().map(Option::unwrap_or_default).collect();
    Ok(groups.iter().map(move |rows| rows.iter().map(|row| numbers[*row as usize]).sum::<f64>() as u64))
}

/// Runs of the same period; cells are sorted by it.
fn slices(numbers: &[i32], periods: &[Period]) -> Vec<Slice> {
    let mut slices: Vec<Slice> = Vec::new();
    let mut start = 0;
    for run in numbers.chunk_by(|a, b| a == b) {
        let period = run.first().and_then(|number| periods.get(usize::try_from(*number).ok()?)).cloned();
        slices.push(Slice { rows: start..start + run.len(), period });
        start += run.len();
    }
    slices
}

/// Numbers the kinds of cells: cells that differ only in the first key column and in the day have the same kind.
fn kinds(dataset: &Dataset, cells: &DataFrame, keys: &[String]) -> PolarsResult<Vec<u32>> {
    let mut kinds = vec![0; cells.height()];
    let is_day = |key: &&String| matches!(&dataset.time, RowTime::Event(day) if day == *key);
    let alike: Vec<&String> = keys.iter().skip(1).filter(|key| !is_day(key)).collect();
    if alike.is_empty() {
        return Ok(kinds);
    }
    for (kind, cells) in (0..).zip(groups(cells, alike.iter().map(|key| key.as_str()))?) {
        cells.into_iter().for_each(|cell| kinds[cell as usize] = kind);
    }
    Ok(kinds)
}
