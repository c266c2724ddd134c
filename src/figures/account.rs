//! Accounts for rows that a dataset's own statements cannot count: those used through a join, a list or `once`, and those that a
//! join loses.

use std::collections::HashSet;

use indexmap::IndexMap;
use polars::prelude::{DataFrame, DataType, PolarsResult, polars_bail};
use sqlparser::ast::Expr;

use super::Figures;
use super::counted::{CountedRows, RowCondition, counted_rows, counts, is_placed};
use super::join::{JoinedRows, PARTNER_ROW, PARTNER_SOURCE, Why};
use super::rows::Tables;
use super::single::singles;
use super::time::times_of;
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::definition::figure::QueryFrom;
use crate::definition::join::{CalendarSpan, Join};
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::ingest::{DatasetTable, Ingested, ROW_COLUMN, SOURCE_COLUMN, Tally};
use crate::period::Period;
use crate::snapshot::SourceFile;

/// The index of a row's file, and its number there.
type RowKey = (u32, u32);

/// Counts the used rows of datasets that are joined, or whose figures use lists or `once`, and replaces the counts of the
/// statements. Reports rows of a join's first dataset that are in the time of a figure and have no partner.
pub fn count(
    definition: &Definition,
    ingested: &Ingested,
    tables: &Tables<'_>,
    period: &Period,
    figures: &mut Figures,
    findings: &Findings,
) -> PolarsResult<()> {
    let counted = counted_rows(definition, period);
    let rows_of = |table: &str, source: &str, row: &str| {
        counted.get(table).map_or_else(|| Ok(Vec::new()), |counted| rows(tables, table, counted, source, row))
    };
    let mut used: IndexMap<&str, HashSet<RowKey>> = IndexMap::new();
    for join in definition.joins.values() {
        for (dataset, source, row) in origins(definition, &join.rows.id) {
            used.entry(dataset).or_default().extend(rows_of(&join.rows.id, source, row)?);
        }
        report_lost(definition, join, ingested, tables, period, findings)?;
    }
    for figure in definition.figures.values() {
        let Some(query) = figure.query().filter(|query| is_placed(query) && counts(figure, query, period)) else {
            continue;
        };
        for single in singles(definition, figure, None, period) {
            let Some(found) = single.rows(tables)? else { continue };
            for (dataset, source, row) in origins(definition, &query.from.dataset) {
                used.entry(dataset).or_default().extend(places(&found, source, row)?);
            }
        }
    }
    for (id, mut rows_used) in used {
        rows_used.extend(rows_of(id, SOURCE_COLUMN, ROW_COLUMN)?);
        figures.used.insert(id.to_owned(), rows_used.len() as u64);
    }
    Ok(())
}

/// The datasets that the rows of a table come from, each with the columns of the table that name its file and row.
fn origins<'a>(definition: &'a Definition, table: &'a str) -> Vec<(&'a str, &'static str, &'static str)> {
    match definition.joins.get(table) {
        None => vec![(table, SOURCE_COLUMN, ROW_COLUMN)],
        Some(join) => {
            vec![(&join.first, SOURCE_COLUMN, ROW_COLUMN), (&join.second, PARTNER_SOURCE, PARTNER_ROW)]
        }
    }
}

/// The rows of a table that at least one figure counts.
fn rows(tables: &Tables<'_>, table: &str, counted: &CountedRows, source: &str, row: &str) -> PolarsResult<Vec<RowKey>> {
    let condition = match counted.condition(|time| Expr::Nested(Box::new(time))) {
        RowCondition::Never => return Ok(Vec::new()),
        RowCondition::Always => String::new(),
        RowCondition::Where(condition) => format!(" WHERE {condition}"),
    };
    let from = QueryFrom { dataset: table.to_owned(), list: None };
    let found = tables.run(&from, &format!("SELECT {source}, {row} FROM {table}{condition}"))?;
    // A join that could not be made has been reported.
    found.map_or_else(|| Ok(Vec::new()), |found| places(&found, source, row))
}

/// Reports rows of a join's first dataset that are in the time of a figure and have no partner.
fn report_lost(
    definition: &Definition,
    join: &Join,
    ingested: &Ingested,
    tables: &Tables<'_>,
    period: &Period,
    findings: &Findings,
) -> PolarsResult<()> {
    let (Some(first), Some(second), Some(table), Some(joined)) = (
        definition.datasets.get(&join.first),
        definition.datasets.get(&join.second),
        tables.read(&join.first),
        tables.joined(&join.rows.id),
    ) else {
        return Ok(());
    };
    let mut in_time = CountedRows::default();
    times_of(definition, period, &join.rows.id, first).into_iter().for_each(|time| in_time.add(time, None));
    let in_time = rows(tables, &first.id, &in_time, SOURCE_COLUMN, ROW_COLUMN)?.into_iter().collect();
    for ((source, why), lost) in lost(join, table, joined, &in_time)? {
        let source = ingested.sources.get(source as usize);
        findings.push(row_without_partner(join, [first, second], why, &lost, source));
    }
    Ok(())
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
        Why::NotWhole => {
            let (span, spans) = match join.whole {
                Some(CalendarSpan::Month) => ("den måned", "måneder"),
                Some(CalendarSpan::Year) => ("det år", "år"),
                Some(CalendarSpan::Quarter) | None => ("det kvartal", "kvartaler"),
            };
            (
                format!(
                    "{count} i »{first}« er ikke med i »{rows}«: rækken i »{second}« med samme {headers} gjaldt kun en del af {span}."
                ),
                format!("Sådan skal det være, når »whole« er skrevet ved »{rows}«: kun hele {spans} tæller."),
            )
        }
    };
    let place = Place::Data {
        file: source.map_or_else(String::new, |source| source.file.clone()),
        sheet: source.and_then(|source| source.sheet.clone()),
        row: lost.first_row(),
        column: Some(join.headers().join(" + ")),
        value: lost.values.first().filter(|value| !value.is_empty()).cloned(),
    };
    let finding = Finding::new(Code::RowWithoutPartner, place, message).advise(advice).at_all(lost.occurrences());
    if matches!(why, Why::Empty | Why::NotWhole) { finding.with_severity(Severity::Info) } else { finding }
}
