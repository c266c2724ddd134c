//! Runs the statements with Polars and puts their results together as figures.

use indexmap::IndexMap;
use polars::prelude::{
    AnyValue, Column, DataFrame, DataType, IdxCa, IntoColumn, IntoLazy, NewChunkedArray, PolarsResult, StringChunked,
};
use polars::sql::SQLContext;

use super::plan::{IN_PERIOD, MEMBER, Statement, USED, rows_alias, statements};
use super::{Computed, Figures, Member, Value};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::RowTime;
use crate::definition::figure::{Figure, From, Origin};
use crate::definition::validate::declared_members;
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::{Ingested, Table};
use crate::period::Period;

/// A cell of a series' result: its member (None where the rows have none), its value and its number of rows.
type Group = (Option<String>, Option<f64>, u64);

/// What a statement gave for one period of a figure: the period, where the figure is a series over time, and its groups.
type PeriodGroups = (Option<String>, Vec<Group>);

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
        if !statement.grouped && statement.from.list.is_none() {
            let rows = |column| cell(&result, column, 0).map_or(0, |rows| rows as u64);
            let used = rows(USED);
            report_empty(definition, &statement.from.dataset, table, rows(IN_PERIOD), period, findings);
            figures.used.insert(statement.from.dataset.clone(), used);
        }
        for output in &statement.outputs {
            let groups: Vec<Group> = (0..result.height())
                .map(|row| {
                    let rows = cell(&result, &rows_alias(&output.alias), row).map_or(0, |rows| rows as u64);
                    (statement.grouped.then(|| text(&result, row)).flatten(), cell(&result, &output.alias, row), rows)
                })
                .collect();
            series.entry(output.figure.clone()).or_default().push((output.period.clone(), groups));
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

/// The member of a grouping's row; None for null.
pub(super) fn text(result: &DataFrame, row: usize) -> Option<String> {
    let column: &Column = result.column(MEMBER).ok()?;
    let column =
        if column.dtype() == &DataType::String { column.clone() } else { column.cast(&DataType::String).ok()? };
    match column.get(row).ok()? {
        AnyValue::Null => None,
        value => Some(value.str_value().into_owned()),
    }
}

/// The figure's value from what its statements gave for each period.
fn assemble(definition: &Definition, figure: &Figure, periods: Vec<PeriodGroups>, findings: &Findings) -> Computed {
    let Origin::Query(query) = &figure.origin else { return Computed { value: Value::Scalar(None), rows: None } };
    let rows = periods.iter().flat_map(|(_, groups)| groups).map(|(_, _, rows)| rows).sum();
    if query.by.is_none() && query.over == 1 {
        let value = periods.first().and_then(|(_, groups)| groups.first()).and_then(|(_, value, _)| *value);
        return Computed { value: Value::Scalar(value), rows: Some(rows) };
    }
    if query.by.is_none() {
        let members = periods.into_iter().map(|(period, groups)| {
            let (_, value, rows) = groups.into_iter().next().unwrap_or_default();
            Member { key: period.into_iter().collect(), value, rows: Some(rows) }
        });
        return Computed { value: Value::Series(members.collect()), rows: Some(rows) };
    }
    let declared = declared_members(definition, figure);
    let names: Vec<String> = if declared.is_empty() {
        let mut found: Vec<String> = periods
            .iter()
            .flat_map(|(_, groups)| groups)
            .filter(|group| group.2 > 0)
            .filter_map(|group| group.0.clone())
            .collect();
        found.sort_by(|a, b| in_order(a, b));
        found.dedup();
        found
    } else {
        declared
    };
    report_strays(figure, &names, &periods, findings);
    let mut members = Vec::new();
    for name in &names {
        for (period, groups) in &periods {
            let group = groups.iter().find(|group| group.0.as_ref() == Some(name));
            let nothing = query.value.empty_is_nought().then_some(0.0);
            let value = group.map_or(nothing, |group| group.1);
            let rows = group.map_or(0, |group| group.2);
            members.push(Member {
                key: std::iter::once(name.clone()).chain(period.clone()).collect(),
                value,
                rows: Some(rows),
            });
        }
    }
    Computed { value: Value::Series(members), rows: Some(rows) }
}

/// Numbers by their size, texts by their letters, numbers first.
fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

/// Rows that count and belong to no member would be lost from a table of the series.
fn report_strays(figure: &Figure, names: &[String], periods: &[PeriodGroups], findings: &Findings) {
    for (period, groups) in periods {
        for (member, _, rows) in groups.iter().filter(|group| group.2 > 0) {
            let stray = match member {
                None => "har ingen værdi".to_owned(),
                Some(member) if !names.contains(member) => format!("har værdien »{member}«"),
                Some(_) => continue,
            };
            let when = period.as_ref().map_or_else(String::new, |period| format!(" ({period})"));
            findings.push(
                Finding::error(
                    Code::SeriesWithoutMember,
                    Place::Figures { ids: vec![figure.id.clone()] },
                    format!(
                        "{} tæller med i serien{when}, men {stray} og står ikke under noget medlem.",
                        danish::rows(*rows)
                    ),
                )
                .advise(match member {
                    None => "Udfyld feltet i rækkerne, eller udelad dem i »where«.".to_owned(),
                    Some(_) => format!(
                        "Ret rækkerne, eller tilføj medlemmet under »members«. Seriens medlemmer: {}.",
                        names.join(", ")
                    ),
                }),
            );
        }
    }
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
