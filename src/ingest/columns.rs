//! Typed values as the columns of Polars.

use polars::prelude::{Column as Series, DataType, IntoColumn, NewChunkedArray, StringChunked};

use super::cell::Value;
use crate::definition::dataset::ColumnKind;

/// A column of typed values.
pub fn series(name: &str, kind: &ColumnKind, values: &[Value]) -> Series {
    let name = name.into();
    match kind {
        ColumnKind::Integer => Series::new(
            name,
            values.iter().map(|value| if let Value::Integer(n) = value { Some(*n) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Decimal => Series::new(
            name,
            values.iter().map(|value| if let Value::Decimal(n) = value { Some(*n) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Boolean => Series::new(
            name,
            values.iter().map(|value| if let Value::Boolean(b) = value { Some(*b) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Date => {
            let days = values
                .iter()
                .map(|value| if let Value::Date(day) = value { Some(days_since_1970(*day)) } else { None });
            let column = Series::new(name, days.collect::<Vec<Option<i32>>>());
            // Whole days are how Polars keeps dates, so the cast only changes the type.
            column.cast(&DataType::Date).unwrap_or(column)
        }
        ColumnKind::List { .. } => {
            let joined =
                values.iter().map(|value| if let Value::List(items) = value { Some(items.join("; ")) } else { None });
            StringChunked::from_iter_options(name, joined).into_column()
        }
        ColumnKind::Text | ColumnKind::Category(_) | ColumnKind::Ydernummer => {
            let texts =
                values.iter().map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None });
            StringChunked::from_iter_options(name, texts).into_column()
        }
    }
}

fn days_since_1970(day: chrono::NaiveDate) -> i32 {
    day.signed_duration_since(chrono::NaiveDate::default()).num_days() as i32
}
