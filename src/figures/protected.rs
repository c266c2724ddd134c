//! Tables of rounded inner cells, in which few persons cannot be recognised. Figures over a protected dataset are computed from
//! these only, except a member's own exact numbers.
//!
//! The rows of a dataset are added up to inner cells (`cells`). The small ones are rounded such that the numbers that figures
//! publish (`margins`) stay close to the true ones, and the rounded cells are the rows of the new table.

mod cells;
mod groups;
mod margins;

use indexmap::IndexMap;
use polars::prelude::PolarsResult;
use sha2::{Digest, Sha256};

use super::few_of_many::{self, is_few_of_many};
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings};
use crate::ingest::{DatasetTable, Ingested};
use crate::period::Period;
use crate::protect::{CountedCell, follow, round};
use cells::InnerCells;
pub use cells::table;
use margins::margins;

/// The tables of all protected datasets. If one cannot be protected, its table is empty and a finding is reported.
pub fn protected(
    definition: &Definition,
    ingested: &Ingested,
    period: &Period,
    findings: &Findings,
) -> IndexMap<String, DatasetTable> {
    let mut tables = IndexMap::new();
    for dataset in definition.datasets.values().filter(|dataset| is_rounded(dataset)) {
        let Some(table) = ingested.tables.get(&dataset.id) else { continue };
        let protected = rounded(definition, dataset, table, ingested, period, findings).unwrap_or_else(|_| {
            let message = format!("»{}« kunne ikke beskyttes, og dets tal vises ikke.", dataset.label);
            findings.push(Finding::new(Code::QueryFailed, dataset.at.place(), message));
            cells::table(table.frame.clear())
        });
        tables.insert(dataset.id.clone(), protected);
    }
    tables
}

fn is_rounded(dataset: &Dataset) -> bool {
    dataset.protect.as_ref().is_some_and(|protect| !protect.is_suppressed())
}

fn rounded(
    definition: &Definition,
    dataset: &Dataset,
    table: &DatasetTable,
    ingested: &Ingested,
    period: &Period,
    findings: &Findings,
) -> PolarsResult<DatasetTable> {
    let Some(protection) = &dataset.protect else { return Ok(cells::table(table.frame.clone())) };
    let base = u64::from(protection.threshold);
    let mut cells = InnerCells::of(dataset, protection, table, period)?;
    for (count, events) in protection.counts.iter().zip(&cells.events) {
        let cells = cells.persons.iter().zip(events);
        let few = cells.filter(|(persons, events)| is_few_of_many(**persons, **events as u64, base)).count();
        few_of_many::report(dataset, count, few, findings);
    }
    // Each period is rounded by itself: a later report over the same rows then rounds them in the same way, and reveals nothing
    // more.
    for slice in cells.slices() {
        let small = cells.small(&slice, base);
        let sums = margins(definition, dataset, ingested, &cells, &slice, &small)?;
        let persons: Vec<u64> = small.iter().map(|cell| cells.persons[*cell]).collect();
        let rounded = round(&persons, &sums, base, seed(&cells.persons[slice.rows.clone()]));
        for (cell, rounded) in small.into_iter().zip(rounded) {
            cells.rounded[cell] = rounded;
        }
        for events in &mut cells.events {
            let counted = slice.rows.clone().map(|cell| CountedCell {
                persons: cells.persons[cell],
                rounded: cells.rounded[cell],
                events: events[cell],
                kind: cells.kinds[cell],
            });
            let followed = follow(&counted.collect::<Vec<_>>());
            events[slice.rows.clone()].copy_from_slice(&followed);
        }
    }
    cells.into_table(protection)
}

/// Seed from the true counts: without them nobody can reproduce how ties were decided.
fn seed(persons: &[u64]) -> u64 {
    let mut hash = Sha256::new();
    persons.iter().for_each(|persons| hash.update(persons.to_le_bytes()));
    hash.finalize().iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
