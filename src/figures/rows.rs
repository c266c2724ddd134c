//! The tables for statements: datasets as they were read, the items of their lists, and joined datasets.

use indexmap::IndexMap;
use polars::prelude::{DataFrame, IdxCa, IntoColumn, NewChunkedArray, PolarsResult, StringChunked};

use super::columns::columns_of;
use super::engine;
use super::join::{self, JoinedRows, MOST_ROWS};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::QueryFrom;
use crate::definition::join::Join;
use crate::findings::{Code, Finding, Findings};
use crate::ingest::{DatasetTable, Ingested};

/// The tables of all datasets.
pub struct Tables<'a> {
    read: &'a IndexMap<String, DatasetTable>,
    /// Tables that take the place of those that were read.
    instead: Option<&'a IndexMap<String, DatasetTable>>,
    /// The joined datasets that figures use.
    joined: IndexMap<String, JoinedRows>,
}

impl<'a> Tables<'a> {
    /// Joins the datasets that figures need. A join that cannot be made is a finding.
    pub fn new(definition: &Definition, ingested: &'a Ingested, findings: &Findings) -> Self {
        Self::with(definition, ingested, None, findings)
    }

    /// [`Self::new`] with some tables in place of those that were read. Makes only joins whose first dataset is one of them.
    pub fn instead_of(
        definition: &Definition,
        ingested: &'a Ingested,
        instead: &'a IndexMap<String, DatasetTable>,
        findings: &Findings,
    ) -> Self {
        Self::with(definition, ingested, Some(instead), findings)
    }

    fn with(
        definition: &Definition,
        ingested: &'a Ingested,
        instead: Option<&'a IndexMap<String, DatasetTable>>,
        findings: &Findings,
    ) -> Self {
        let mut joined = IndexMap::new();
        let read = |id: &str| instead.and_then(|tables| tables.get(id)).or_else(|| ingested.tables.get(id));
        let is_needed = |join: &&Join| instead.is_none_or(|tables| tables.contains_key(&join.first));
        for join in definition.joins.values().filter(is_needed) {
            let columns = columns_of(definition, &join.rows.id);
            let (first, second) = (read(&join.first), read(&join.second));
            let (Some(columns), Some(first), Some(second)) = (columns, first, second) else { continue };
            let finding = match join::rows(join, first, second, &columns) {
                Ok(Some(rows)) => {
                    joined.insert(join.rows.id.clone(), rows);
                    continue;
                }
                Ok(None) => too_many(definition, join),
                Err(_) => {
                    let message = format!("»{}« kunne ikke kædes sammen.", join.rows.label);
                    Finding::new(Code::QueryFailed, join.rows.at.place(), message)
                }
            };
            findings.push(finding);
        }
        Self { read: &ingested.tables, instead, joined }
    }

    /// The rows of a dataset that was read, or those that replace them; `None` for a joined or unknown dataset.
    pub fn read(&self, dataset: &str) -> Option<&'a DatasetTable> {
        self.instead.and_then(|tables| tables.get(dataset)).or_else(|| self.read.get(dataset))
    }

    /// The rows of a joined dataset; `None` for one that was read itself or is unknown.
    pub fn joined(&self, dataset: &str) -> Option<&JoinedRows> {
        self.joined.get(dataset)
    }

    /// Runs a statement over one table. `None` if there is no such table.
    ///
    /// # Errors
    /// The message of Polars.
    pub fn run(&self, from: &QueryFrom, sql: &str) -> PolarsResult<Option<DataFrame>> {
        let frame = match (self.joined.get(&from.dataset), self.read(&from.dataset), &from.list) {
            (Some(joined), ..) => joined.frame.clone(),
            (None, Some(table), None) => table.frame.clone(),
            (None, Some(table), Some(list)) => exploded(table, list)?,
            (None, None, _) => return Ok(None),
        };
        engine::run(&from.table(), frame, sql).map(Some)
    }
}

fn too_many(definition: &Definition, join: &Join) -> Finding {
    let [first, second] = definition.joined_by(join);
    let message = format!(
        "»{}« får flere end {} rækker, når »{}« og »{}« kædes sammen efter {}.",
        join.rows.label,
        danish::number(MOST_ROWS as f64, 0),
        first.label,
        second.label,
        join.equal_in()
    );
    Finding::new(Code::TooMuch, join.rows.at.place(), message)
        .advise("Skriv flere kolonner i »on«, så en række kun får de modparter, den skal have.")
}

/// The table with a row for each item of the list column, and the item in that column.
fn exploded(table: &DatasetTable, list: &str) -> PolarsResult<DataFrame> {
    let items = table.lists.get(list).map_or(&[][..], Vec::as_slice);
    let rows = items.iter().enumerate().flat_map(|(row, items)| items.iter().map(move |_| row as u32));
    let index = IdxCa::from_vec("".into(), rows.collect());
    let texts = StringChunked::from_iter_values(list.into(), items.iter().flatten().map(String::as_str));
    let mut frame = table.frame.take(&index)?;
    frame.with_column(texts.into_column())?;
    Ok(frame)
}
