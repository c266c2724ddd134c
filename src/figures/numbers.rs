//! Numbers in the result of a statement.

use polars::prelude::{AnyValue, Column, DataFrame, PolarsResult, polars_err};

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
