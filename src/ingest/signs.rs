//! Signs of a faulty export: what a careful reader would notice in it.
//!
//! A file for each sign, which examines the rows that were read and returns findings. A sign is never certain, so it is a warning
//! with a threshold in `report.toml`, and it is reported only if chance is an improbable explanation.

mod alike_rows;
mod date_order;
mod empty_month;
mod far_numbers;
mod fewer_rows;
mod file_months;
mod first_of_group;
mod header_words;
mod missing_numbers;
mod mixed_measures;
mod multiplied_rows;
mod negative_numbers;
mod numbering;
mod old_export;
mod overlapping_versions;
mod percent_conditions;
mod row_codes;
mod running_sums;
mod several_years;
mod summed_columns;
mod two_editions;
mod unweighted_mean;
mod void_rows;

use std::cell::OnceCell;
use std::ops::Range;

use polars::prelude::UInt32Chunked;

use super::days::days_since_1970;
use super::{DatasetTable, Ingested, ROW_COLUMN, SOURCE_COLUMN};
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::figure::{FigureDefinition, Query};
use crate::definition::report::SignLimits;
use crate::findings::{Code, Finding, Findings, Place};
use crate::period::Period;
use crate::snapshot::{Snapshot, SourceFile};
use numbering::Numbering;

/// What every sign examines.
struct SignMaterial<'a> {
    definition: &'a Definition,
    dataset: &'a Dataset,
    table: &'a DatasetTable,
    /// All files of all datasets, by the index in the table's provenance.
    sources: &'a [SourceFile],
    period: &'a Period,
    /// The snapshot of the period before.
    earlier: Option<&'a Snapshot>,
    limits: SignLimits,
    /// Computed once, because several signs use them.
    numberings: OnceCell<Vec<Numbering>>,
    files: OnceCell<Vec<Range<usize>>>,
}

/// Looks at the rows of one dataset.
type Sign = fn(&SignMaterial<'_>) -> Vec<Finding>;

const SIGNS: [Sign; 19] = [
    old_export::look,
    fewer_rows::look,
    missing_numbers::look,
    date_order::look,
    empty_month::look,
    two_editions::look,
    alike_rows::look,
    overlapping_versions::look,
    negative_numbers::look,
    far_numbers::look,
    unweighted_mean::look,
    percent_conditions::look,
    file_months::look,
    first_of_group::look,
    multiplied_rows::look,
    mixed_measures::look,
    running_sums::look,
    several_years::look,
    void_rows::look,
];

/// Reports the signs in each dataset.
pub fn report(
    definition: &Definition,
    ingested: &Ingested,
    period: &Period,
    earlier: Option<&Snapshot>,
    findings: &Findings,
) {
    for (id, table) in &ingested.tables {
        let Some(dataset) = definition.datasets.get(id) else { continue };
        let (sources, limits) = (ingested.sources.as_slice(), definition.report.signs);
        let (numberings, files) = (OnceCell::new(), OnceCell::new());
        let evidence = SignMaterial { definition, dataset, table, sources, period, earlier, limits, numberings, files };
        let mut found: Vec<Finding> = SIGNS.iter().flat_map(|look| look(&evidence)).collect();
        // A missing month explains missing numbers.
        if found.iter().any(|finding| finding.code == Code::EmptyMonth) {
            found.retain(|finding| finding.code != Code::MissingNumber);
        }
        // A month without rows is reported once.
        let mut told = false;
        found.retain(|finding| finding.code != Code::EmptyMonth || !std::mem::replace(&mut told, true));
        // Two editions of one export explain all their alike rows.
        if found.iter().any(|finding| finding.code == Code::TwoEditions) {
            found.retain(|finding| finding.code != Code::AlikeRows);
        }
        found.into_iter().for_each(|finding| findings.push(finding));
    }
}

impl<'a> SignMaterial<'a> {
    /// The queries of the figures that are counted from the dataset.
    fn queries(&self) -> impl Iterator<Item = &'a Query> {
        let queries = self.definition.figures.values().filter_map(FigureDefinition::query);
        queries.filter(|query| query.from.dataset == self.dataset.id)
    }

    /// The columns that number the rows.
    fn numberings(&self) -> &[Numbering] {
        self.numberings.get_or_init(|| numbering::find(self))
    }

    fn provenance(&self, column: &str) -> Option<&UInt32Chunked> {
        self.table.frame.column(column).ok()?.u32().ok()
    }

    /// The rows of each file, which follow each other.
    fn rows_by_source(&self) -> &[Range<usize>] {
        self.files.get_or_init(|| {
            let chunks = self.provenance(SOURCE_COLUMN).into_iter().flat_map(UInt32Chunked::downcast_iter);
            let mut files: Vec<(u32, Range<usize>)> = Vec::new();
            let mut start = 0;
            for run in chunks.flat_map(|chunk| chunk.values().chunk_by(|a, b| a == b)) {
                let rows = start..start + run.len();
                start = rows.end;
                match files.last_mut() {
                    Some((source, earlier)) if run.first() == Some(source) => earlier.end = rows.end,
                    _ => files.extend(run.first().map(|source| (*source, rows))),
                }
            }
            files.into_iter().map(|(_, rows)| rows).collect()
        })
    }

    /// A test for rows that count in the period: events by their day, all rows of other datasets.
    fn rows_that_count(&self) -> impl Fn(usize) -> bool {
        let days = match &self.dataset.time {
            RowTime::Event(day) => self.table.days(day).ok(),
            RowTime::Valid { .. } | RowTime::Timeless => None,
        };
        let period = days_since_1970(self.period.start)..days_since_1970(self.period.end);
        move |row| days.is_none_or(|days| days.get(row).is_some_and(|day| period.contains(&day)))
    }

    /// The number of a row in its file.
    fn row_number(&self, row: usize) -> Option<u32> {
        self.provenance(ROW_COLUMN)?.get(row)
    }

    /// The place of a cell in its file.
    fn place(&self, row: usize, column: Option<&str>, value: Option<String>) -> Place {
        let source = self.provenance(SOURCE_COLUMN).and_then(|sources| sources.get(row));
        let source = source.and_then(|source| self.sources.get(source as usize));
        let header = column.and_then(|name| self.dataset.columns.get(name)?.headers.first().cloned());
        Place::Data {
            file: source.map_or_else(String::new, |source| source.file.clone()),
            sheet: source.and_then(|source| source.sheet.clone()),
            row: self.row_number(row),
            column: header,
            value,
        }
    }

    /// The first file of the dataset.
    fn file(&self) -> Place {
        let own = self.sources.iter().find(|source| source.dataset == self.dataset.id);
        own.map_or(Place::Nowhere, |source| Place::Data {
            file: source.file.clone(),
            sheet: source.sheet.clone(),
            row: None,
            column: None,
            value: None,
        })
    }
}
