//! The rows behind a figure: where each stands in the exports, and what its cells hold.

use chrono::{Days, NaiveDate};
use polars::prelude::{AnyValue, DataFrame};
use serde::Serialize;

use crate::cpr;
use crate::danish;
use crate::definition::Definition;
use crate::figures::{PARTNER_ROW, PARTNER_SOURCE, Single};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN};
use crate::snapshot::SourceFile;

/// A column of the rows.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// What the definition calls it.
    pub name: String,
    /// What the exports call it.
    pub header: String,
}

/// A row that is counted.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The period that it is counted in, where the figure is a series over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: Location,
    /// Where the row stands that it is joined with, in a joined dataset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Location>,
    /// What its cells hold, column by column.
    pub cells: Vec<Cell>,
}

/// Where a row stands in the exports.
#[derive(Debug, Clone, Serialize)]
pub struct Location {
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Its number, as a spreadsheet program numbers rows.
    pub row: u32,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// A calendar day.
    Day(NaiveDate),
    /// A truth value.
    Boolean(bool),
    /// A text, without CPR numbers.
    Text(String),
}

impl Cell {
    /// The cell in Danish: `31-12-2024`, `12,5`, `ja`.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            // Rust writes as many decimals as tell the number from its neighbours.
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Day(day) => day.format("%d-%m-%Y").to_string(),
            Self::Boolean(value) => if *value { "ja" } else { "nej" }.to_owned(),
            Self::Text(text) => text.clone(),
        }
    }

    fn of(value: &AnyValue<'_>) -> Self {
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

/// These columns of a dataset, with their headers.
pub fn columns(definition: &Definition, dataset: &str, names: &[String]) -> Vec<Column> {
    let known = definition.dataset(dataset);
    let header = |name: &String| {
        let column = known.and_then(|dataset| dataset.columns.get(name));
        column.and_then(|column| column.headers.first()).unwrap_or(name).clone()
    };
    names.iter().map(|name| Column { name: name.clone(), header: header(name) }).collect()
}

/// The first rows of a frame that [`Single::rows`] gave.
pub fn rows<'a>(
    frame: &'a DataFrame,
    single: &'a Single,
    sources: &'a [SourceFile],
    most: usize,
) -> impl Iterator<Item = Row> + 'a {
    let number = move |column: &str, row: usize| {
        frame.column(column).ok().and_then(|column| column.get(row).ok()?.extract::<u32>()).unwrap_or(0)
    };
    let location = move |source: &str, place: &str, row: usize| {
        let source = sources.get(number(source, row) as usize);
        Location {
            file: source.map_or_else(String::new, |source| source.file.clone()),
            sheet: source.and_then(|source| source.sheet.clone()),
            row: number(place, row),
        }
    };
    let is_joined = frame.column(PARTNER_ROW).is_ok();
    (0..frame.height().min(most)).map(move |row| Row {
        period: single.period.clone(),
        at: location(SOURCE_COLUMN, ROW_COLUMN, row),
        partner: is_joined.then(|| location(PARTNER_SOURCE, PARTNER_ROW, row)),
        cells: single
            .columns
            .iter()
            .map(|name| {
                let value = frame.column(name).ok().and_then(|column| column.get(row).ok());
                value.map_or(Cell::Empty, |value| Cell::of(&value))
            })
            .collect(),
    })
}

/// The rows that are not shown: "… og 312 til."
pub fn more(shown: usize, all: u64) -> Option<String> {
    let rest = all.saturating_sub(shown as u64);
    (rest > 0).then(|| format!("… og {} til", danish::number(rest as f64, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_danish_and_no_cpr_number_is_among_them() {
        let text = |value: AnyValue<'_>| Cell::of(&value).text();
        assert_eq!(text(AnyValue::Date(19_723)), "01-01-2024");
        assert_eq!(text(AnyValue::Date(-1)), "31-12-1969");
        assert_eq!(text(AnyValue::Float64(12.5)), "12,5");
        assert_eq!(text(AnyValue::Boolean(false)), "nej");
        assert_eq!(text(AnyValue::String("se 010203-4567")), format!("se {}", cpr::MASK));
        assert_eq!(text(AnyValue::Int64(102_034_567)), cpr::MASK);
        assert_eq!(Cell::of(&AnyValue::Null), Cell::Empty);
    }
}
