//! Runs the statements with Polars and assembles figures from their results.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use polars::prelude::{DataFrame, PolarsError, PolarsResult};

use super::columns::value_columns;
use super::history::History;
use super::numbers::{cell, keys};
use super::plan::statements;
use super::protected::protected;
use super::rows::Tables;
use super::series::{Group, PeriodGroups, assemble};
use super::single::singles;
use super::statement::{IN_PERIOD, Output, SqlStatement, USED, met_alias, rows_alias};
use super::{Computed, Figures, account, calendar, fixed_year, repeated, spellings, suppressed, years};
use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::Scope;
use crate::definition::dataset::{OwnNumbers, RowTime};
use crate::definition::figure::{FigureDefinition, FigureOrigin, QueryTime};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place};
use crate::guard::caught;
use crate::ingest::{DatasetTable, Ingested};
use crate::period::Period;
use crate::snapshot::{Snapshot, Value, years_in_words};

/// The results of all statements, before figures are assembled from them.
pub struct CountedGroups {
    /// For each figure the groups of each of its periods. The keys of a figure with a scope begin with that of its group.
    pub series: IndexMap<FigureId, Vec<PeriodGroups>>,
    /// Number of rows by dataset that at least one figure is computed from.
    pub used: IndexMap<String, u64>,
}

/// Computes all figures that are counted from rows.
pub fn run(
    definition: &Definition,
    ingested: &Ingested,
    earlier: &[Snapshot],
    period: &Period,
    findings: &Findings,
) -> Figures {
    let statements = statements(definition, period);
    let CountedGroups { series, used } =
        count_groups(definition, ingested, earlier, period, statements, OwnNumbers::Rounded, findings);
    let mut figures = Figures { used, ..Figures::default() };
    for (id, periods) in series {
        let Some(figure) = definition.figures.get(&id) else { continue };
        let declared = declared_values(definition, figure, period, findings);
        let mut computed = assemble(figure, &declared, periods, findings);
        hide_rows(definition, figure, &mut computed);
        figures.values.insert(id, computed);
    }
    figures
}

/// Runs the statements, and takes numbers of earlier periods from their snapshots. If `own` is exact, and the dataset allows it,
/// figures of a member's own rows are not computed from rounded cells.
pub fn count_groups(
    definition: &Definition,
    ingested: &Ingested,
    earlier: &[Snapshot],
    period: &Period,
    statements: Vec<SqlStatement>,
    own: OwnNumbers,
    findings: &Findings,
) -> CountedGroups {
    let (mut figures, mut series) = (Figures::default(), IndexMap::<FigureId, Vec<PeriodGroups>>::new());
    let tables = Tables::new(definition, ingested, findings);
    let protected = protected(definition, ingested, period, findings);
    let published = Tables::instead_of(definition, ingested, &protected, findings);
    let mut empty: BTreeSet<String> = BTreeSet::new();
    for statement in statements {
        let dataset = &statement.from.dataset;
        let is_protected = definition.protection_of(dataset).is_some_and(|protect| !protect.is_suppressed());
        let is_exact = |output: &Output| own == OwnNumbers::Exact && is_exact_own(definition, &output.figure);
        let answer = match is_protected {
            true => Answer::protected(&statement, &tables, &published, is_exact),
            false => Answer::of(&statement, &tables),
        };
        let answer = match answer {
            Ok(Some(answer)) => answer,
            // A join that could not be made has been reported.
            Ok(None) => continue,
            Err(_) => {
                report_failure(definition, &statement, findings);
                continue;
            }
        };
        if let (Some(rows), Some(table)) = (answer.rows, tables.read(dataset)) {
            if rows.in_period == 0 && report_empty(definition, ingested, dataset, table, period, findings) {
                empty.insert(dataset.clone());
            }
            figures.used.insert(dataset.clone(), rows.used);
        }
        for (output, groups) in statement.outputs.into_iter().zip(answer.groups) {
            series.entry(output.figure).or_default().push(PeriodGroups {
                period: output.period,
                groups,
                is_unknown: false,
            });
        }
    }
    forget_empty(definition, period, &empty, &mut series);
    if account::count(definition, ingested, &tables, period, &mut figures, findings).is_err() {
        let message = "Rækkerne i datasættene kunne ikke gøres op.";
        findings.push(Finding::new(Code::QueryFailed, Place::Nowhere, message));
    }
    report_differing(definition, period, &tables, findings);
    spellings::report(definition, ingested, period, &tables, findings);
    fixed_year::report(definition, period, findings);
    repeated::report(definition, period, &tables, findings);
    suppressed::hide(definition, ingested, earlier, period, &mut series, findings);
    let history = History::new(definition, earlier, &tables, period, findings);
    settle(definition, &history, &mut series, findings);
    CountedGroups { series, used: figures.used }
}

/// Takes the numbers of earlier periods from their snapshots.
fn settle(
    definition: &Definition,
    history: &History<'_>,
    series: &mut IndexMap<FigureId, Vec<PeriodGroups>>,
    findings: &Findings,
) {
    for (id, periods) in series {
        let Some((figure, hash)) = definition.figures.get(id).zip(definition.hashes.get(id)) else { continue };
        if history.settle(figure, hash, periods).is_err() {
            let message = "Tallene for de tidligere perioder kunne ikke findes.";
            findings.push(Finding::new(Code::QueryFailed, Place::Figures { ids: vec![id.whole()] }, message));
        }
    }
}

/// Makes figures of the period unknown if their datasets have no rows in it, because last year's export says nothing about this
/// year.
fn forget_empty(
    definition: &Definition,
    period: &Period,
    empty: &BTreeSet<String>,
    series: &mut IndexMap<FigureId, Vec<PeriodGroups>>,
) {
    let is_empty = |id: &FigureId| {
        let query = definition.figures.get(id).and_then(FigureDefinition::query);
        query.is_some_and(|query| {
            // Only the first of two joined datasets has events.
            let events = definition.parts(&query.from.dataset).first().is_some_and(|part| empty.contains(*part));
            events && query.time != QueryTime::All
        })
    };
    for (_, periods) in series.iter_mut().filter(|(id, _)| is_empty(id)) {
        let of_period = |groups: &&mut PeriodGroups| groups.period.as_ref().is_none_or(|label| *label == period.label);
        for groups in periods.iter_mut().filter(of_period) {
            groups.is_unknown = true;
            groups.groups = Vec::new();
        }
    }
}

/// For each part of a member's key, its values in order if they do not depend on the rows: those of a category, and the parts of
/// dates that lie in the period.
pub fn declared_values(
    definition: &Definition,
    figure: &FigureDefinition,
    period: &Period,
    findings: &Findings,
) -> Vec<Vec<String>> {
    let declared = definition.declared_values(figure);
    let Some(query) = figure.query().filter(|_| declared.iter().any(Vec::is_empty)) else { return declared };
    match calendar::values(query, definition.dataset_of(query), period) {
        Ok(values) => declared
            .into_iter()
            .zip(values)
            .map(|(declared, values)| if declared.is_empty() { values } else { declared })
            .collect(),
        Err(_) => {
            let message = "Seriens medlemmer i perioden kunne ikke findes.";
            findings.push(Finding::new(Code::QueryFailed, Place::Figures { ids: vec![figure.id.whole()] }, message));
            declared
        }
    }
}

/// Whether a member sees the figure of its own rows exactly.
fn is_exact_own(definition: &Definition, id: &FigureId) -> bool {
    let Some(query) = definition.figures.get(id).and_then(FigureDefinition::query) else { return false };
    let protection = definition.protection_of(&query.from.dataset);
    query.scope == Scope::Own && protection.is_some_and(|protection| protection.own == OwnNumbers::Exact)
}

/// Removes the numbers of rows of figures over protected datasets, because they would be numbers of cells.
pub fn hide_rows(definition: &Definition, figure: &FigureDefinition, computed: &mut Computed) {
    if figure.query().is_some_and(|query| definition.protection_of(&query.from.dataset).is_some()) {
        computed.rows = None;
        if let Value::Series(members) = &mut computed.value {
            Arc::make_mut(members).iter_mut().for_each(|member| member.rows = None);
        }
    }
}

/// Result of a statement.
struct Answer {
    /// The rows of the dataset, if the statement accounts for them.
    rows: Option<DatasetRows>,
    /// The rows of the result, for each of the statement's outputs.
    groups: Vec<Vec<Group>>,
}

struct DatasetRows {
    used: u64,
    in_period: u64,
}

impl Answer {
    /// Runs the statement. `None` if its table could not be made.
    fn of(statement: &SqlStatement, tables: &Tables<'_>) -> PolarsResult<Option<Self>> {
        let result = caught(|| tables.run(&statement.from, &statement.sql))
            .unwrap_or_else(|panicked| Err(PolarsError::ComputeError(panicked.at.into())))?;
        result.map(|result| Self::read(statement, &result)).transpose()
    }

    /// The answer from rounded cells, with exact numbers for some outputs. Accounts for the rows that were read, not for the
    /// cells.
    fn protected(
        statement: &SqlStatement,
        read: &Tables<'_>,
        published: &Tables<'_>,
        is_exact: impl Fn(&Output) -> bool,
    ) -> PolarsResult<Option<Self>> {
        let Some(rounded) = Self::of(statement, published)? else { return Ok(None) };
        if !statement.accounts && !statement.outputs.iter().any(&is_exact) {
            return Ok(Some(rounded));
        }
        let Some(exact) = Self::of(statement, read)? else { return Ok(None) };
        let groups = statement.outputs.iter().zip(rounded.groups).zip(exact.groups);
        let groups = groups.map(|((output, rounded), exact)| if is_exact(output) { exact } else { rounded });
        Ok(Some(Self { groups: groups.collect(), rows: exact.rows }))
    }

    fn read(statement: &SqlStatement, result: &DataFrame) -> PolarsResult<Self> {
        let rows = || -> PolarsResult<DatasetRows> {
            Ok(DatasetRows { used: count(result, USED, 0)?, in_period: count(result, IN_PERIOD, 0)? })
        };
        let groups = statement.outputs.iter().map(|output| groups(result, output, statement.key_parts));
        Ok(Self { rows: statement.accounts.then(rows).transpose()?, groups: groups.collect::<PolarsResult<_>>()? })
    }
}

/// A number of rows in the result.
fn count(result: &DataFrame, column: &str, row: usize) -> PolarsResult<u64> {
    Ok(cell(result, column, row)?.map_or(0, |rows| rows as u64))
}

/// The rows of the result that belong to one figure.
fn groups(result: &DataFrame, output: &Output, key_parts: usize) -> PolarsResult<Vec<Group>> {
    let (rows, met) = (rows_alias(&output.alias), met_alias(&output.alias));
    let met = if result.column(&met).is_ok() { &met } else { &rows };
    let keys = keys(result, key_parts)?.into_iter().enumerate();
    keys.map(|(row, key)| {
        Ok(Group {
            key,
            value: cell(result, &output.alias, row)?,
            rows: count(result, &rows, row)?,
            met: count(result, met, row)?,
            hidden: false,
        })
    })
    .collect()
}

/// Reports a dataset without events in the period, which is most likely last year's export. Returns `false` if no figure needs
/// any.
fn report_empty(
    definition: &Definition,
    ingested: &Ingested,
    dataset: &str,
    table: &DatasetTable,
    period: &Period,
    findings: &Findings,
) -> bool {
    let dataset = &definition.datasets[dataset];
    if table.frame.height() == 0 || dataset.time == RowTime::Timeless {
        return false;
    }
    let known = definition.figures.values().filter(|figure| figure.unknown(&period.label).is_none());
    let needed = known.into_iter().any(|figure| match &figure.origin {
        // Only the first of two joined datasets has events.
        FigureOrigin::Query(query) => definition.parts(&query.from.dataset).first() == Some(&dataset.id.as_str()),
        FigureOrigin::Derived(_) | FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => false,
    });
    if needed {
        let outside = years::outside(definition, period, dataset, table).unwrap_or_default();
        let years = years_in_words(&outside).map_or_else(String::new, |years| format!(" De er {years}."));
        let message = format!(
            "»{}« har {}, men ingen i perioden {}.{years}",
            dataset.label,
            danish::rows(table.frame.height() as u64),
            period.label
        );
        let file = ingested.sources.iter().find(|source| source.dataset == dataset.id);
        let place = file.map_or(Place::Nowhere, |file| Place::data_file(&file.file));
        findings.push(Finding::new(Code::EmptyPeriod, place, message));
    }
    needed
}

/// Reports rows that count once and differ in the value, because only the latest of them counts.
fn report_differing(definition: &Definition, period: &Period, tables: &Tables<'_>, findings: &Findings) {
    for figure in definition.figures.values() {
        let FigureOrigin::Query(query) = &figure.origin else { continue };
        let all = if query.once.is_empty() { Vec::new() } else { singles(definition, figure, None, period) };
        let several = match all.iter().map(|single| single.differing(tables)).sum::<PolarsResult<u64>>() {
            Ok(several) => several,
            Err(_) => {
                let message = "Rækker, der kun tælles én gang, kunne ikke sammenlignes.";
                findings.push(Finding::new(
                    Code::QueryFailed,
                    Place::Figures { ids: vec![figure.id.whole()] },
                    message,
                ));
                continue;
            }
        };
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

/// Reports a statement that Polars refuses, without Polars' message, which is English and may quote cells.
fn report_failure(definition: &Definition, statement: &SqlStatement, findings: &Findings) {
    let ids = statement.outputs.iter().map(|output| output.figure.whole()).collect();
    let dataset = definition.dataset(&statement.from.dataset).map_or("", |dataset| dataset.label.as_str());
    findings.push(
        Finding::new(
            Code::QueryFailed,
            Place::Figures { ids },
            format!("Nøgletallene over »{dataset}« kunne ikke beregnes."),
        )
        .advise(
            "Se udtrykkene med »kapreport figures <periode> --sql«, og skriv dem enklere. Det er en fejl i kapreport.",
        ),
    );
}
