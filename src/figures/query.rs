//! Runs the statements with Polars and puts their results together as figures.

use indexmap::IndexMap;
use polars::prelude::{
    AnyValue, Column, DataFrame, DataType, IdxCa, IntoColumn, IntoLazy, NewChunkedArray, PolarsResult, StringChunked,
};
use polars::sql::SQLContext;

use super::Figures;
use super::plan::{IN_PERIOD, Statement, USED, member_alias, rows_alias, statements};
use super::series::{Group, PeriodGroups, assemble};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::RowTime;
use crate::definition::figure::{From, Origin};
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::{Ingested, Table};
use crate::period::Period;

/// The values of all figures that are defined over datasets.
pub fn run(definition: &Definition, ingested: &Ingested, period: &Period, findings: &Findings) -> Figures {
    let mut figures = Figures::default();
    let mut series: IndexMap<String, Vec<PeriodGroups>> = IndexMap::new();
    for statement in statements(definition, period) {
        let Some(table) = ingested.tables.get(&statement.from.dataset) else { continue };
        let result = match execute(&statement.from, &statement.sql, table) {
            Ok(result) => result,
            Err(error) => {
                report_failure(definition, &statement, &error.to_string(), findings);
                continue;
            }
        };
        if statement.key_parts == 0 && statement.from.list.is_none() {
            let rows = |column| cell(&result, column, 0).map_or(0, |rows| rows as u64);
            let used = rows(USED);
            report_empty(definition, &statement.from.dataset, table, rows(IN_PERIOD), period, findings);
            figures.used.insert(statement.from.dataset.clone(), used);
        }
        for output in &statement.outputs {
            let groups: Vec<Group> = (0..result.height())
                .map(|row| {
                    let rows = cell(&result, &rows_alias(&output.alias), row).map_or(0, |rows| rows as u64);
                    let key = key(&result, statement.key_parts, row);
                    Group { key, value: cell(&result, &output.alias, row), rows }
                })
                .collect();
            series
                .entry(output.figure.clone())
                .or_default()
                .push(PeriodGroups { period: output.period.clone(), groups });
        }
    }
    for (id, periods) in series {
        let Some(figure) = definition.figures.get(&id) else { continue };
        figures.values.insert(id, assemble(definition, figure, periods, findings));
    }
    figures
}

/// Polars' SQL reads `DATE '2024-12-31'` by a cast that Polars itself calls deprecated, and would say so on standard error for
/// every date. Its warnings are about Polars' own calls, none of which are the user's.
fn silence_deprecations() {
    polars::error::set_warning_function(|_, _| {});
}

/// What a statement over one table comes to.
pub(super) fn execute(from: &From, sql: &str, table: &Table) -> PolarsResult<DataFrame> {
    silence_deprecations();
    let frame = match &from.list {
        None => table.frame.clone(),
        Some(list) => exploded(table, list)?,
    };
    let mut context = SQLContext::new();
    context.register(&from.table(), frame.lazy());
    context.execute(sql)?.collect()
}

/// The table with a row for each item of the list column, which then holds the item.
fn exploded(table: &Table, list: &str) -> PolarsResult<DataFrame> {
    let items = table.lists.get(list).map_or(&[][..], Vec::as_slice);
    let rows = items.iter().enumerate().flat_map(|(row, items)| items.iter().map(move |_| row as u32));
    let index = IdxCa::from_vec("".into(), rows.collect());
    let texts = StringChunked::from_iter_values(list.into(), items.iter().flatten().map(String::as_str));
    let mut frame = table.frame.take(&index)?;
    frame.with_column(texts.into_column())?;
    Ok(frame)
}

/// A number of the result; None for null.
pub(super) fn cell(result: &DataFrame, column: &str, row: usize) -> Option<f64> {
    let column = result.column(column).ok()?;
    match column.get(row).ok()? {
        AnyValue::Null => None,
        AnyValue::Boolean(value) => Some(f64::from(u8::from(value))),
        value => value.extract::<f64>(),
    }
}

/// The key of a grouping's row, part by part; None for null.
fn key(result: &DataFrame, parts: usize, row: usize) -> Vec<Option<String>> {
    (0..parts)
        .map(|part| {
            let column: &Column = result.column(&member_alias(part)).ok()?;
            let column = if column.dtype() == &DataType::String {
                column.clone()
            } else {
                column.cast(&DataType::String).ok()?
            };
            match column.get(row).ok()? {
                AnyValue::Null => None,
                value => Some(value.str_value().into_owned()),
            }
        })
        .collect()
}

/// A dataset with events, none of them in the period, is most likely last year's export.
fn report_empty(
    definition: &Definition,
    dataset: &str,
    table: &Table,
    in_period: u64,
    period: &Period,
    findings: &Findings,
) {
    let dataset = &definition.datasets[dataset];
    if in_period > 0 || table.frame.height() == 0 || dataset.time == RowTime::Timeless {
        return;
    }
    let needed = definition
        .figures
        .values()
        .any(|figure| matches!(&figure.origin, Origin::Query(query) if query.from.dataset == dataset.id));
    if needed {
        findings.push(
            Finding::error(
                Code::EmptyPeriod,
                Place::Nowhere,
                format!(
                    "»{}« har {}, men ingen i perioden {}.",
                    dataset.label,
                    danish::rows(table.frame.height() as u64),
                    period.label
                ),
            )
            .advise("Er det den rigtige eksport? Perioden skal ligge i det udtræk, der er i datamappen."),
        );
    }
}

fn report_failure(definition: &Definition, statement: &Statement, error: &str, findings: &Findings) {
    let ids: Vec<String> = statement.outputs.iter().map(|output| output.figure.clone()).collect();
    let dataset = definition.datasets.get(&statement.from.dataset).map_or("", |dataset| dataset.label.as_str());
    findings.push(
        Finding::error(
            Code::QueryFailed,
            Place::Figures { ids },
            format!("Nøgletallene over »{dataset}« kunne ikke beregnes: {error}."),
        )
        .advise("Se udtrykkene med »kapreport figures <periode> --sql«."),
    );
}
