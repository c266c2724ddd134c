//! The rows of a batch's register.

use polars::prelude::{AnyValue, DataType, PolarsResult};

use super::engine;
use super::time::time_condition;
use crate::definition::Definition;
use crate::definition::batch::BatchDefinition;
use crate::definition::expression::{Dates, quoted};
use crate::definition::figure::QueryTime;
use crate::ingest::Ingested;
use crate::period::Period;

/// A row of the register that was valid on any day of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The keys of the member and of the groups that it is part of, in the order of the levels.
    pub keys: Vec<String>,
    /// Their names, where the levels have a column for them.
    pub names: Vec<Option<String>>,
    /// Whether it is valid on the last day of the period.
    pub is_current: bool,
}

/// The register in the period, in the order of the keys. Rows without one of the keys are left out.
///
/// # Errors
/// The message of Polars.
pub fn register_rows(
    definition: &Definition,
    batch: &BatchDefinition,
    ingested: &Ingested,
    period: &Period,
) -> PolarsResult<Vec<RegisterRow>> {
    let register = &batch.register.value;
    let Some((dataset, table)) = definition.datasets.get(register).zip(ingested.tables.get(register)) else {
        return Ok(Vec::new());
    };
    let text = |column: &str| format!("CAST({} AS VARCHAR)", quoted(column));
    let mut selected = Vec::new();
    for (i, level) in batch.levels.values().enumerate() {
        selected.push(format!("{} AS _key{i}", text(&level.column.value)));
        if let Some(name) = &level.name {
            selected.push(format!("{} AS _name{i}", text(&name.value)));
        }
    }
    let condition = |time| time_condition(dataset, time, &Dates::of(period)).map(|condition| condition.to_string());
    let now = condition(QueryTime::Default).unwrap_or_else(|| "TRUE".to_owned());
    selected.push(format!("CASE WHEN {now} THEN 1 ELSE 0 END AS _now"));
    let during = condition(QueryTime::During).map_or_else(String::new, |during| format!(" WHERE {during}"));
    let sql = format!("SELECT {} FROM {register}{during}", selected.join(", "));
    let result = engine::run(register, table.frame.clone(), &sql)?;
    let cell = |column: &str, row: usize| -> PolarsResult<Option<String>> {
        let Ok(column) = result.column(column) else { return Ok(None) };
        Ok(match column.cast(&DataType::String)?.get(row)? {
            AnyValue::Null => None,
            value => Some(value.str_value().into_owned()),
        })
    };
    let mut rows = Vec::new();
    for row in 0..result.height() {
        let levels = 0..batch.levels.len();
        let keys = levels.clone().map(|i| cell(&format!("_key{i}"), row)).collect::<PolarsResult<Option<Vec<_>>>>()?;
        let names = levels.map(|i| cell(&format!("_name{i}"), row)).collect::<PolarsResult<_>>()?;
        let Some(keys) = keys else { continue };
        rows.push(RegisterRow { keys, names, is_current: cell("_now", row)?.as_deref() == Some("1") });
    }
    rows.sort_by(|a, b| a.keys.cmp(&b.keys));
    Ok(rows)
}
