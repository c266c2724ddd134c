//! Runs the statements with Polars and puts their results together as figures.

use indexmap::IndexMap;
use polars::prelude::{AnyValue, Column, DataFrame, DataType};

use super::body::value_columns;
use super::plan::{IN_PERIOD, Statement, USED, member_alias, rows_alias, statements};
use super::rows::Tables;
use super::series::{Group, PeriodGroups, assemble};
use super::single::singles;
use super::{Figures, account};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::RowTime;
use crate::definition::figure::Origin;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::{DatasetTable, Ingested};
use crate::period::Period;

/// The values of all figures that are defined over datasets.
pub fn run(definition: &Definition, ingested: &Ingested, period: &Period, findings: &Findings) -> Figures {
    let mut figures = Figures::default();
    let mut series: IndexMap<FigureId, Vec<PeriodGroups>> = IndexMap::new();
    let tables = Tables::new(definition, ingested, findings);
    for statement in statements(definition, period) {
        let result = match tables.run(&statement.from, &statement.sql) {
            Ok(Some(result)) => result,
            Ok(None) => continue,
            Err(error) => {
                report_failure(definition, &statement, &error.to_string(), findings);
                continue;
            }
        };
        if statement.accounts
            && let Some(table) = tables.read(&statement.from.dataset)
        {
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
    if let Err(error) = account::joined(definition, ingested, &tables, period, &mut figures, findings) {
        let message = format!("Rækkerne i de sammenkædede datasæt kunne ikke gøres op: {error}.");
        findings.push(Finding::new(Code::QueryFailed, Place::Nowhere, message));
    }
    report_differing(definition, period, &tables, findings);
    for (id, periods) in series {
        let Some(figure) = definition.figures.get(&id) else { continue };
        figures.values.insert(id, assemble(definition, figure, periods, findings));
    }
    figures
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
    table: &DatasetTable,
    in_period: u64,
    period: &Period,
    findings: &Findings,
) {
    let dataset = &definition.datasets[dataset];
    if in_period > 0 || table.frame.height() == 0 || dataset.time == RowTime::Timeless {
        return;
    }
    let known = definition.figures.values().filter(|figure| figure.unknown(&period.label).is_none());
    let needed = known.into_iter().any(|figure| match &figure.origin {
        // Of a joined dataset, that which has no time of its own is not asked for the period's rows.
        Origin::Query(query) => definition.parts(&query.from.dataset).first() == Some(&dataset.id.as_str()),
        Origin::Derived(_) | Origin::Unknown(_) => false,
    });
    if needed {
        findings.push(Finding::new(
            Code::EmptyPeriod,
            Place::Nowhere,
            format!(
                "»{}« har {}, men ingen i perioden {}.",
                dataset.label,
                danish::rows(table.frame.height() as u64),
                period.label
            ),
        ));
    }
}

/// Reports that rows which count once have different values, of which only the latest counts.
fn report_differing(definition: &Definition, period: &Period, tables: &Tables<'_>, findings: &Findings) {
    for figure in definition.figures.values() {
        let Origin::Query(query) = &figure.origin else { continue };
        let all = if query.once.is_empty() { Vec::new() } else { singles(definition, figure, None, period) };
        // A statement that cannot be run was reported with the figure.
        let several: u64 = all.iter().filter_map(|single| single.differing(tables).ok()).sum();
        if several > 0 {
            let columns: Vec<String> = query.once().map(|column| format!("»{column}«")).collect();
            let value: Vec<String> = value_columns(query).iter().map(|column| format!("»{column}«")).collect();
            let times = if several == 1 {
                "Én gang".to_owned()
            } else {
                format!("{} gange", danish::number(several as f64, 0))
            };
            let message = format!(
                "{times} er rækker ens i {}, men forskellige i {}. Den seneste række tæller.",
                danish::list(&columns),
                danish::list(&value)
            );
            findings.push(Finding::new(Code::OnceDiffers, Place::Figures { ids: vec![figure.id.whole()] }, message));
        }
    }
}

fn report_failure(definition: &Definition, statement: &Statement, error: &str, findings: &Findings) {
    let ids = statement.outputs.iter().map(|output| output.figure.whole()).collect();
    let dataset = definition.dataset(&statement.from.dataset).map_or("", |dataset| dataset.label.as_str());
    findings.push(
        Finding::new(
            Code::QueryFailed,
            Place::Figures { ids },
            format!("Nøgletallene over »{dataset}« kunne ikke beregnes: {error}."),
        )
        .advise("Se udtrykkene med »kapreport figures <periode> --sql«."),
    );
}
