//! The rows that a figure counts: their places in the exports, and their cells.

use chrono::{Days, NaiveDate};
use polars::prelude::{AnyValue, DataFrame, PolarsResult, polars_err};
use serde::Serialize;

use crate::cpr;
use crate::danish;
use crate::definition::Definition;
use crate::figures::{PARTNER_ROW, PARTNER_SOURCE, Single};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN};
use crate::snapshot::{RowPlace, SourceFile};

#[derive(Debug, Clone, Serialize)]
pub struct TracedColumn {
    /// Its name in the definition.
    pub name: String,
    /// Its header in the exports.
    pub header: String,
}

/// A row that a figure counts.
#[derive(Debug, Clone, Serialize)]
pub struct TracedRow {
    /// The period it is counted in, if the figure is a series over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(flatten)]
    pub at: RowPlace,
    /// The row of the second dataset, if two are joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<RowPlace>,
    /// In the order of the columns.
    pub cells: Vec<TracedCell>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TracedCell {
    Empty,
    Number(f64),
    Day(NaiveDate),
    Boolean(bool),
    /// Without CPR numbers.
    Text(String),
}

impl TracedCell {
    /// The cell in Danish: `31-12-2024`, `12,5`, `ja`.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            // `to_string` writes as many decimals as the number needs.
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Day(day) => day.format("%d-%m-%Y").to_string(),
            Self::Boolean(value) => if *value { "ja" } else { "nej" }.to_owned(),
            Self::Text(text) => text.clone(),
        }
    }

    pub fn of(value: &AnyValue<'_>) -> Self {
        match value {
            AnyValue::Null => Self::Empty,
            AnyValue::Boolean(value) => Self::Boolean(*value),
            AnyValue::Date(days) => {
                let day = NaiveDate::default();
                let days_from = Days::new(u64::from(days.unsigned_abs()));
                let day = if *days < 0 { day.checked_sub_days(days_from) } else { day.checked_add_days(days_from) };
                day.map_or(Self::Empty, Self::Day)
            }
            value => match value.extract::<f64>() {
                Some(number) if value.is_primitive_numeric() && !cpr::is_number(number) => Self::Number(number),
                Some(_) if value.is_primitive_numeric() => Self::Text(cpr::MASK.to_owned()),
                _ => Self::Text(cpr::masked(&value.str_value())),
            },
        }
    }
}

/// Columns of a dataset with their headers.
pub fn columns(definition: &Definition, dataset: &str, names: &[String]) -> Vec<TracedColumn> {
    let known = definition.dataset(dataset);
    let header = |name: &String| {
        let column = known.and_then(|dataset| dataset.columns.get(name));
        column.and_then(|column| column.headers.first()).unwrap_or(name).clone()
    };
    names.iter().map(|name| TracedColumn { name: name.clone(), header: header(name) }).collect()
}

/// The first rows of a result of [`Single::rows`].
pub fn rows(frame: &DataFrame, single: &Single, sources: &[SourceFile], most: usize) -> PolarsResult<Vec<TracedRow>> {
    let number = |column: &str, row: usize| -> PolarsResult<u32> {
        let number = frame.column(column)?.get(row)?.extract::<u32>();
        number.ok_or_else(|| polars_err!(ComputeError: "en række mangler sit sted i {column}"))
    };
    let place = |source: &str, place: &str, row: usize| -> PolarsResult<RowPlace> {
        let (source, row) = (number(source, row)?, number(place, row)?);
        let source = sources.get(source as usize);
        let source = source.ok_or_else(|| polars_err!(ComputeError: "række {row} er af en ukendt fil"))?;
        Ok(RowPlace { file: source.file.clone(), sheet: source.sheet.clone(), row })
    };
    let is_joined = frame.column(PARTNER_ROW).is_ok();
    let cell = |name: &String, row: usize| Ok(TracedCell::of(&frame.column(name)?.get(row)?));
    (0..frame.height().min(most))
        .map(|row| {
            Ok(TracedRow {
                period: single.period.clone(),
                at: place(SOURCE_COLUMN, ROW_COLUMN, row)?,
                partner: is_joined.then(|| place(PARTNER_SOURCE, PARTNER_ROW, row)).transpose()?,
                cells: single.columns.iter().map(|name| cell(name, row)).collect::<PolarsResult<_>>()?,
            })
        })
        .collect()
}

/// The number of rows that are not shown: `… og 312 til`.
pub fn more(shown: usize, all: u64) -> Option<String> {
    let rest = all.saturating_sub(shown as u64);
    (rest > 0).then(|| format!("… og {} til", danish::number(rest as f64, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_danish_and_no_cpr_number_is_among_them() {
        let text = |value: AnyValue<'_>| TracedCell::of(&value).text();
        assert_eq!(text(AnyValue::Date(19_723)), "01-01-2024");
        assert_eq!(text(AnyValue::Date(-1)), "31-12-1969");
        assert_eq!(text(AnyValue::Float64(12.5)), "12,5");
        assert_eq!(text(AnyValue::Boolean(false)), "nej");
        assert_eq!(text(AnyValue::String("se 010203-4567")), format!("se {}", cpr::MASK));
        assert_eq!(text(AnyValue::Int64(102_034_567)), cpr::MASK);
        assert_eq!(TracedCell::of(&AnyValue::Null), TracedCell::Empty);
    }
}
