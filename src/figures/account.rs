//! Accounts for the rows of joined datasets: which are used through a join, and which are lost by it.

use std::collections::HashSet;

use indexmap::IndexMap;
use polars::prelude::{DataFrame, DataType, PolarsResult, polars_bail};
use sqlparser::ast::{BinaryOperator, Expr};

use super::Figures;
use super::join::{JoinedRows, PARTNER_ROW, PARTNER_SOURCE, Why};
use super::rows::Tables;
use super::time::times_of;
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::definition::expression::binary;
use crate::definition::figure::QueryFrom;
use crate::definition::join::Join;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::ingest::{DatasetTable, Ingested, ROW_COLUMN, SOURCE_COLUMN, Tally};
use crate::period::Period;
use crate::snapshot::SourceFile;

/// The index of a row's file, and its number there.
type RowKey = (u32, u32);

/// Counts a row as used if a joined row of it is in the time of a figure. Reports rows of a join's first dataset that are in the
/// time of a figure and have no partner.
pub fn joined(
    definition: &Definition,
    ingested: &Ingested,
    tables: &Tables<'_>,
    period: &Period,
    figures: &mut Figures,
    findings: &Findings,
) -> PolarsResult<()> {
    let mut used: IndexMap<&str, HashSet<RowKey>> = IndexMap::new();
    for join in definition.joins.values() {
        let id = join.rows.id.as_str();
        let times = times_of(definition, period, id, &join.rows);
        for (dataset, source, row) in
            [(&join.first, SOURCE_COLUMN, ROW_COLUMN), (&join.second, PARTNER_SOURCE, PARTNER_ROW)]
        {
            used.entry(dataset).or_default().extend(rows(tables, id, &times, source, row)?);
        }
        if let (Some(first), Some(second), Some(table), Some(joined)) = (
            definition.datasets.get(&join.first),
            definition.datasets.get(&join.second),
            tables.read(&join.first),
            tables.joined(id),
        ) {
            let times = times_of(definition, period, id, first);
            let in_time = rows(tables, &first.id, &times, SOURCE_COLUMN, ROW_COLUMN)?.into_iter().collect();
            for ((source, why), lost) in lost(join, table, joined, &in_time)? {
                let source = ingested.sources.get(source as usize);
                findings.push(row_without_partner(join, [first, second], why, &lost, source));
            }
        }
    }
    for (id, mut rows_used) in used {
        let Some(dataset) = definition.datasets.get(id) else { continue };
        let times = times_of(definition, period, id, dataset);
        rows_used.extend(rows(tables, id, &times, SOURCE_COLUMN, ROW_COLUMN)?);
        figures.used.insert(id.to_owned(), rows_used.len() as u64);
    }
    Ok(())
}

/// The rows of a table in at least one of the times. `None` is all time.
fn rows(
    tables: &Tables<'_>,
    dataset: &str,
    times: &[Option<Expr>],
    source: &str,
    row: &str,
) -> PolarsResult<Vec<RowKey>> {
    let Some(first) = times.first() else { return Ok(Vec::new()) };
    let any = times.iter().skip(1).fold(first.clone(), |any, time| {
        Some(binary(Expr::Nested(Box::new(any?)), BinaryOperator::Or, Expr::Nested(Box::new(time.clone()?))))
    });
    let condition = any.map_or_else(String::new, |any| format!(" WHERE {any}"));
    let from = QueryFrom { dataset: dataset.to_owned(), list: None };
    let sql = format!("SELECT {source}, {row} FROM {dataset}{condition}");
    let found = tables.run(&from, &sql)?;
    match found {
        Some(found) => places(&found, source, row),
        // A join that could not be made has been reported.
        None => Ok(Vec::new()),
    }
}

fn places(frame: &DataFrame, source: &str, row: &str) -> PolarsResult<Vec<RowKey>> {
    let numbers = |column: &str| -> PolarsResult<Option<Vec<u32>>> {
        Ok(frame.column(column)?.strict_cast(&DataType::UInt32)?.u32()?.iter().collect())
    };
    let (Some(sources), Some(rows)) = (numbers(source)?, numbers(row)?) else {
        polars_bail!(ComputeError: "en række mangler sit sted i {source} eller {row}");
    };
    Ok(sources.into_iter().zip(rows).collect())
}

/// The rows in the time of a figure that have no partner, by file and reason.
fn lost(
    join: &Join,
    first: &DatasetTable,
    joined: &JoinedRows,
    in_time: &HashSet<RowKey>,
) -> PolarsResult<IndexMap<(u32, Why), Tally>> {
    let all = places(&first.frame, SOURCE_COLUMN, ROW_COLUMN)?;
    let mut lost: IndexMap<(u32, Why), Tally> = IndexMap::new();
    for alone in &joined.alone {
        let Some(place) = all.get(alone.row).filter(|place| in_time.contains(*place)) else { continue };
        let text = |column: &String| Ok(first.frame.column(column)?.get(alone.row)?.str_value().into_owned());
        let value: Vec<String> = join.on.iter().map(text).collect::<PolarsResult<_>>()?;
        let value = if alone.why == Why::Empty { String::new() } else { value.join(", ") };
        lost.entry((place.0, alone.why)).or_default().add(place.1, &value);
    }
    Ok(lost)
}

fn row_without_partner(
    join: &Join,
    [first, second]: [&Dataset; 2],
    why: Why,
    lost: &Tally,
    source: Option<&SourceFile>,
) -> Finding {
    let (headers, count) = (join.equal_in(), danish::rows(lost.count));
    let (first, second, rows) = (&first.label, &second.label, &join.rows.label);
    let (message, advice) = match why {
        Why::Empty => (
            format!("{count} i »{first}« har ingen {headers} og er ikke med i »{rows}«."),
            "Udfyld cellerne, hvis rækkerne skal tælle med.".to_owned(),
        ),
        Why::NoneEqual => (
            format!("{count} i »{first}« er ikke med i »{rows}«: »{second}« har ingen række med samme {headers}."),
            format!("Ret stavemåden i den ene fil, eller tilføj det, der mangler, i »{second}«."),
        ),
        Why::NoneValid => (
            format!(
                "{count} i »{first}« er ikke med i »{rows}«: ingen række i »{second}« med samme {headers} gjaldt den dag."
            ),
            format!("Ret datoen, eller ret fra- og tildatoerne i »{second}«."),
        ),
    };
    let place = Place::Data {
        file: source.map_or_else(String::new, |source| source.file.clone()),
        sheet: source.and_then(|source| source.sheet.clone()),
        row: lost.first_row(),
        column: Some(join.headers().join(" + ")),
        value: lost.values.first().filter(|value| !value.is_empty()).cloned(),
    };
    let finding = Finding::new(Code::RowWithoutPartner, place, message).advise(advice).at_all(lost.occurrences());
    if why == Why::Empty { finding.with_severity(Severity::Info) } else { finding }
}
