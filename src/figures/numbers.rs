//! Numbers and keys in the result of a statement.

use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsResult, polars_err};

use super::statement::member_alias;

/// A number of the result; `None` for null.
pub fn cell(result: &DataFrame, column: &str, row: usize) -> PolarsResult<Option<f64>> {
    number(result.column(column)?, row)
}

/// A number of the column; `None` for null.
pub fn number(column: &Column, row: usize) -> PolarsResult<Option<f64>> {
    match column.get(row)? {
        AnyValue::Null => Ok(None),
        AnyValue::Boolean(value) => Ok(Some(f64::from(u8::from(value)))),
        value => {
            let number = value.extract::<f64>();
            number.map(Some).ok_or_else(|| polars_err!(ComputeError: "{value} er ikke et tal"))
        }
    }
}

/// The keys of the rows of a result.
pub fn keys(result: &DataFrame, key_parts: usize) -> PolarsResult<Vec<Vec<Option<String>>>> {
    let keys: Vec<Column> = (0..key_parts)
        .map(|part| result.column(&member_alias(part))?.cast(&DataType::String))
        .collect::<PolarsResult<_>>()?;
    let part = |column: &Column, row| match column.get(row)? {
        AnyValue::Null => Ok(None),
        value => Ok(Some(value.str_value().into_owned())),
    };
    (0..result.height()).map(|row| keys.iter().map(|column| part(column, row)).collect()).collect()
}
