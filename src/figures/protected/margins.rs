//! The numbers that figures publish, as sums of inner cells.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use polars::prelude::PolarsResult;

use super::cells::{InnerCells, Slice};
use super::groups::groups;
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, Protection};
use crate::definition::expression::{Expression, quoted};
use crate::definition::figure::Query;
use crate::figures::rows::Tables;
use crate::findings::Findings;
use crate::ingest::{Ingested, ROW_COLUMN};
use crate::protect::Sums;

/// What figures over the dataset publish of a period, as sums of its small cells: for each figure what its condition and its
/// groups select, for every level of a batch. They only decide how well the rounded numbers fit; protection does not depend on
/// them.
pub fn margins(
    definition: &Definition,
    dataset: &Dataset,
    ingested: &Ingested,
    cells: &InnerCells,
    slice: &Slice,
    small: &[usize],
) -> PolarsResult<Sums> {
    let (Some(protection), Some(period)) = (&dataset.protect, &slice.period) else { return Ok(Sums::default()) };
    let instead = IndexMap::from([(dataset.id.clone(), cells.table_of(small, protection)?)]);
    // What is wrong with joins is reported where figures are computed.
    let tables = Tables::instead_of(definition, ingested, &instead, &Findings::default());
    let mut asked: BTreeSet<(String, Vec<String>, String)> = BTreeSet::new();
    let mut all: Vec<Vec<u32>> = Vec::new();
    for query in definition.figures.values().filter_map(|figure| figure.query()) {
        if definition.parts(&query.from.dataset).first().is_none_or(|first| *first != dataset.id) {
            continue;
        }
        let dates = query.dates(period);
        let condition = query.filter.as_ref().map(|filter| format!(" WHERE {}", filter.with_dates(&dates)));
        let condition = condition.unwrap_or_default();
        let own =
            query.by.iter().map(|by| by.with_dates(&dates).to_string()).chain(columns_of_value(query, protection));
        let own: Vec<String> = own.collect();
        for scope in scopes(definition, query) {
            let by: Vec<String> = scope.into_iter().chain(own.iter().cloned()).collect();
            if !asked.insert((query.from.table(), by.clone(), condition.clone())) {
                continue;
            }
            all.extend(sums(&tables, query, &by, &condition)?);
        }
    }
    // In an order that does not depend on that of the chapters.
    all.sort_unstable();
    let mut sums = Sums::default();
    all.into_iter().for_each(|cells| sums.add(cells));
    Ok(sums)
}

/// The cells of each group that the condition selects.
fn sums(tables: &Tables<'_>, query: &Query, by: &[String], condition: &str) -> PolarsResult<Vec<Vec<u32>>> {
    let names: Vec<String> = (0..by.len()).map(|i| format!("_by{i}")).collect();
    let selected: String = by.iter().zip(&names).map(|(by, name)| format!(", {by} AS {}", quoted(name))).collect();
    let sql = format!("SELECT {ROW_COLUMN}{selected} FROM {}{condition}", query.from.table());
    let Some(found) = tables.run(&query.from, &sql)? else { return Ok(Vec::new()) };
    let cells: Vec<u32> = found.column(ROW_COLUMN)?.u32()?.iter().flatten().collect();
    if by.is_empty() {
        return Ok(vec![cells]);
    }
    let groups = groups(&found, names.iter().map(String::as_str))?;
    Ok(groups
        .into_iter()
        .map(|rows| rows.into_iter().filter_map(|row| cells.get(row as usize).copied()).collect())
        .collect())
}

/// Columns by which the figure's value distinguishes rows, such as `b` in `SUM(a) FILTER (WHERE b = 'x')`.
fn columns_of_value(query: &Query, protection: &Protection) -> impl Iterator<Item = String> {
    let value: &Expression = &query.value;
    let names: BTreeSet<String> = value.columns().into_iter().map(|(name, _)| name).collect();
    names.into_iter().filter(|name| !protection.is_number(name))
}

/// The columns by which a batch groups the figure, for every level whose members may get a report, so that cells are rounded in
/// the same way for clusters and for practices.
fn scopes(definition: &Definition, query: &Query) -> Vec<Vec<String>> {
    let Some(batch) = &definition.report.batch else { return vec![Vec::new()] };
    let scopes: BTreeSet<Vec<String>> =
        batch.levels.keys().map(|level| batch.scope_columns(&query.scope, level)).collect();
    scopes.into_iter().collect()
}
