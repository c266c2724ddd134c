//! The rows that a figure counts in one export.

use std::collections::{HashMap, HashSet};

use polars::prelude::{DataFrame, PolarsResult};

use super::exports::ExportRows;
use crate::definition::Definition;
use crate::definition::figure::FigureDefinition;
use crate::diff::RowForm;
use crate::figures::{Single, Tables, singles};
use crate::ingest::{DatasetTable, ROW_COLUMN, SOURCE_COLUMN};
use crate::snapshot::{RowDigest, RowPlace, SourceFile};
use crate::trace::{TracedCell, TracedRow, traced_columns, traced_rows};

/// The rows of an export that a figure counts, and the cells of all rows.
pub(super) struct CountedExport<'a> {
    pub single: Single,
    pub digests: Vec<RowDigest>,
    cells: RowCells<'a>,
}

/// Where the cells of a row are.
enum RowCells<'a> {
    /// Of any row of the dataset: a row that counts on one side only is shown as it is on both.
    Table { table: &'a DatasetTable, sources: &'a [SourceFile], index: HashMap<(u32, u32), usize> },
    /// Of pairs of rows of two datasets. Their digests have the number of the pair as `row`.
    Joined(Vec<TracedRow>),
}

impl<'a> CountedExport<'a> {
    /// `None` if the figure is not counted from rows, or if they could not be read.
    pub(super) fn of(
        definition: &Definition,
        figure: &FigureDefinition,
        side: &'a ExportRows<'_>,
        tables: &Tables<'_>,
    ) -> anyhow::Result<Option<Self>> {
        let period = &side.snapshot.period;
        let is_of_period = |single: &Single| single.period.as_ref().is_none_or(|label| *label == period.label);
        // Only the current period of a series over time: earlier ones have reports of their own.
        let single = singles(definition, figure, None, period).into_iter().rfind(is_of_period);
        let Some(single) = single else { return Ok(None) };
        let parts = side.snapshot.parts(&single.from.dataset);
        if parts.iter().any(|part| !side.digests.contains_key(*part)) {
            return Ok(None);
        }
        let Some(frame) = single.rows(tables)? else { return Ok(None) };
        let sources = &side.ingested.sources;
        let (digests, cells) = match parts.as_slice() {
            [first, second] => {
                let traced = traced_rows(&frame, &single, sources, usize::MAX)?;
                (pairs(&traced, &side.digests[*first], &side.digests[*second], sources), RowCells::Joined(traced))
            }
            _ => {
                let dataset = &single.from.dataset;
                let (Some(all), Some(table)) = (side.digests.get(dataset), side.ingested.tables.get(dataset)) else {
                    return Ok(None);
                };
                let counted = places(&frame)?;
                let index = all.iter().enumerate().map(|(index, row)| ((row.source, row.row), index)).collect();
                let digests = all.iter().filter(|row| counted.contains(&(row.source, row.row))).copied().collect();
                (digests, RowCells::Table { table, sources, index })
            }
        };
        Ok(Some(Self { single, digests, cells }))
    }

    /// The headers of the columns that the figure uses.
    pub(super) fn headers(&self, definition: &Definition) -> Vec<String> {
        let columns = traced_columns(definition, &self.single.from.dataset, &self.single.columns);
        columns.into_iter().map(|column| column.header).collect()
    }

    /// A row with its cells.
    pub(super) fn form(&self, digest: &RowDigest) -> Option<RowForm> {
        match &self.cells {
            RowCells::Joined(rows) => {
                let TracedRow { at, partner, cells, .. } = rows.get(digest.row as usize)?.clone();
                Some(RowForm { at, partner, cells: cells.iter().map(TracedCell::text).collect() })
            }
            RowCells::Table { table, sources, index } => {
                let SourceFile { file, sheet, .. } = sources.get(digest.source as usize)?;
                let at = RowPlace { file: file.clone(), sheet: sheet.clone(), row: digest.row };
                let row = *index.get(&(digest.source, digest.row))?;
                let cells = self.single.columns.iter().map(|name| cell(table, name, row)).collect();
                Some(RowForm { at, partner: None, cells })
            }
        }
    }
}

/// The cell as text; all items of a list.
fn cell(table: &DatasetTable, name: &str, row: usize) -> String {
    if let Some(items) = table.lists.get(name).and_then(|rows| rows.get(row)) {
        return items.join("; ");
    }
    let value = table.frame.column(name).and_then(|column| column.get(row).map(|value| TracedCell::of(&value).text()));
    value.unwrap_or_default()
}

/// Source and number of the rows in a result of [`Single::rows`].
fn places(frame: &DataFrame) -> PolarsResult<HashSet<(u32, u32)>> {
    let (sources, rows) = (frame.column(SOURCE_COLUMN)?, frame.column(ROW_COLUMN)?);
    let place = |row: usize| -> PolarsResult<Option<(u32, u32)>> {
        Ok(sources.get(row)?.extract::<u32>().zip(rows.get(row)?.extract::<u32>()))
    };
    (0..frame.height()).filter_map(|row| place(row).transpose()).collect()
}

/// Digests of pairs of rows: a pair has changed if one of its rows has.
fn pairs(traced: &[TracedRow], first: &[RowDigest], second: &[RowDigest], sources: &[SourceFile]) -> Vec<RowDigest> {
    let by_place = |rows: &[RowDigest]| -> HashMap<(String, Option<String>, u32), RowDigest> {
        let place = |row: &RowDigest| {
            let SourceFile { file, sheet, .. } = sources.get(row.source as usize)?;
            Some(((file.clone(), sheet.clone(), row.row), *row))
        };
        rows.iter().filter_map(place).collect()
    };
    let (first, second) = (by_place(first), by_place(second));
    let key = |RowPlace { file, sheet, row }: &RowPlace| (file.clone(), sheet.clone(), *row);
    let pair = |(number, row): (u32, &TracedRow)| {
        let own = first.get(&key(&row.at))?;
        let other = row.partner.as_ref().and_then(|partner| second.get(&key(partner)));
        let [content, partner_key] = other.map_or([0, 0], |other| [other.content, other.key]);
        let join = |a: u32, b: u32| a.rotate_left(5) ^ b;
        // Unless both rows have a key, the pair has none.
        let key = if own.key == 0 || partner_key == 0 { 0 } else { join(own.key, partner_key).max(1) };
        Some(RowDigest { source: own.source, row: number, content: join(own.content, content), key })
    };
    (0..).zip(traced).filter_map(pair).collect()
}
