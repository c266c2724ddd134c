//! Leaves out rows with the key of an earlier row, so that nothing counts twice.

use std::collections::BTreeMap;

use polars::prelude::{AnyValue, BooleanChunked, NewChunkedArray, PolarsError, PolarsResult, UInt32Chunked};

use super::{CurrentSource, SourceName, TableBuilder};
use crate::cell::RawCell;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Severity};
use crate::ingest::causes::{Cause, Causes};
use crate::ingest::column::Misfit;
use crate::ingest::days::to_date;
use crate::ingest::rejected::{CellMisfit, RejectedRow, RejectedRows};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN, Strictness};

/// With at least this many rows that have keys of another file, both files are editions of one export.
const LEAST_OF_EDITION: usize = 4;

/// Indexes of two rows with the same key.
struct Duplicate {
    later: usize,
    earlier: usize,
}

impl TableBuilder<'_> {
    /// Leaves out each row with the key of an earlier row, and reports it.
    pub(super) fn leave_out_duplicates(&mut self) -> PolarsResult<()> {
        let sources = self.numbers(SOURCE_COLUMN)?;
        let mut by_source: BTreeMap<u32, Vec<Duplicate>> = BTreeMap::new();
        for duplicate in self.duplicates()? {
            by_source.entry(number(&sources, duplicate.later)?).or_default().push(duplicate);
        }
        if by_source.is_empty() {
            return Ok(());
        }
        let mut keep = vec![true; self.frame.height()];
        for (source, duplicates) in by_source {
            self.current = CurrentSource { name: self.source_name(source), ..CurrentSource::default() };
            for duplicate in &duplicates {
                keep[duplicate.later] = false;
            }
            self.report_duplicates(&duplicates)?;
        }
        self.left_out_rows += keep.iter().filter(|keep| !**keep).count() as u64;
        self.keep_rows(&keep)
    }

    /// Drops rows that turned out to be totals.
    pub(super) fn drop_totals(&mut self) -> PolarsResult<()> {
        if self.totals.is_empty() {
            return Ok(());
        }
        let mut keep = vec![true; self.frame.height()];
        for at in std::mem::take(&mut self.totals) {
            keep[at] = false;
        }
        self.keep_rows(&keep)
    }

    pub(super) fn keep_rows(&mut self, keep: &[bool]) -> PolarsResult<()> {
        fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
            let mut kept = keep.iter();
            items.retain(|_| kept.next().copied().unwrap_or(true));
        }
        self.lists.values_mut().for_each(|items| retain(items, keep));
        retain(&mut self.keys, keep);
        let mask = BooleanChunked::from_iter_values("".into(), keep.iter().copied());
        self.frame = self.frame.filter(&mask)?;
        Ok(())
    }

    /// Rows with the key of an earlier row, in order.
    fn duplicates(&self) -> PolarsResult<Vec<Duplicate>> {
        let mut hashed: Vec<(u64, u32)> = self.keys.iter().copied().zip(0..).collect();
        hashed.sort_unstable();
        let mut found = Vec::new();
        for same in hashed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            // Different keys may have the same hash.
            let mut firsts: Vec<(Vec<AnyValue<'_>>, usize)> = Vec::new();
            for later in same.iter().map(|(_, row)| *row as usize) {
                let key = self.key_of(later)?;
                match firsts.iter().find(|(first, _)| *first == key) {
                    Some((_, earlier)) => found.push(Duplicate { later, earlier: *earlier }),
                    None => firsts.push((key, later)),
                }
            }
        }
        found.sort_unstable_by_key(|duplicate| duplicate.later);
        Ok(found)
    }

    fn key_of(&self, row: usize) -> PolarsResult<Vec<AnyValue<'_>>> {
        self.schema.key.iter().map(|column| self.frame.columns()[*column].get(row)).collect()
    }

    /// The other file that has the keys of all these rows, if there are several: then both are editions of one export.
    fn other_edition(&self, duplicates: &[Duplicate]) -> PolarsResult<Option<SourceName>> {
        let sources = self.numbers(SOURCE_COLUMN)?;
        let earlier = duplicates.iter().map(|duplicate| number(&sources, duplicate.earlier));
        let earlier = earlier.collect::<PolarsResult<Vec<u32>>>()?;
        let is_one = earlier.len() >= LEAST_OF_EDITION && earlier.iter().all(|source| Some(source) == earlier.first());
        let other = earlier.first().filter(|source| is_one && **source != self.current.name.index);
        Ok(other.map(|source| self.source_name(*source)))
    }

    /// Reports all duplicates of the current file as one finding.
    fn report_duplicates(&mut self, duplicates: &[Duplicate]) -> PolarsResult<()> {
        let key = self.schema.key.iter().map(|column| self.schema.columns[*column].column.headers.first());
        let key: Vec<_> = key.flatten().cloned().collect();
        let edition = self.other_edition(duplicates)?;
        let base = match &edition {
            Some(SourceName { file, .. }) => Cause {
                advice: "Er det to udgaver af samme udtræk, så slet den ældste. Ellers slet rækkerne i den ene fil."
                    .to_owned(),
                ..Cause::noted(Code::DuplicateRow, &format!("Rækken har samme nøgle som en række i »{file}«"))
            },
            None => Cause::noted(Code::DuplicateRow, "Rækken har samme nøgle som en tidligere række"),
        };
        let cause = Cause {
            severity: match self.strictness {
                Strictness::Strict => Code::DuplicateRow.severity(),
                Strictness::Lenient => Severity::Warning,
            },
            column: key.join(" + "),
            leaves_out: true,
            ..base
        };
        let numbers = self.numbers(ROW_COLUMN)?;
        let mut causes = Causes::default();
        let mut rows = Vec::new();
        for duplicate in duplicates {
            let row = number(&numbers, duplicate.later)?;
            let value = match edition {
                Some(_) => self.shown_key(duplicate)?,
                None => self.key_and_earlier_row(duplicate)?,
            };
            causes.add(cause.clone(), row, &value);
            if self.schema.keep_rejects {
                let misfit =
                    Misfit { code: cause.code, expected: cause.expected.clone(), advice: cause.advice.clone() };
                let misfits = vec![CellMisfit { header: cause.column.clone(), value, misfit }];
                rows.push(RejectedRow { row, control: String::new(), cells: self.cells_of(duplicate.later)?, misfits });
            }
        }
        for (cause, tally) in causes.take() {
            self.report(&cause, &tally);
        }
        if !rows.is_empty() {
            let headers =
                self.schema.columns.iter().map(|reader| reader.column.headers.first().cloned().unwrap_or_default());
            let SourceName { file, sheet, .. } = self.current.name.clone();
            self.rejected.push(RejectedRows { file, sheet, headers: headers.collect(), rows });
        }
        Ok(())
    }

    /// The key as a finding shows it, with the place of the row that had it first.
    fn key_and_earlier_row(&self, duplicate: &Duplicate) -> PolarsResult<String> {
        let earlier = number(&self.numbers(ROW_COLUMN)?, duplicate.earlier)?;
        let earlier_source = number(&self.numbers(SOURCE_COLUMN)?, duplicate.earlier)?;
        let place = match self.source_name(earlier_source) {
            _ if earlier_source == self.current.name.index => String::new(),
            SourceName { file, sheet: Some(sheet), .. } => format!(" i {file}, ark {sheet}"),
            SourceName { file, sheet: None, .. } => format!(" i {file}"),
        };
        Ok(format!("{} (den står også i række {earlier}{place})", self.shown_key(duplicate)?))
    }

    fn shown_key(&self, duplicate: &Duplicate) -> PolarsResult<String> {
        let key = self.key_of(duplicate.later)?;
        let key: Vec<String> = key.iter().map(|value| as_cell(value).display().into_owned()).collect();
        Ok(key.join(" + "))
    }

    /// The row as cells, as it could be in an export.
    pub(super) fn cells_of(&self, row: usize) -> PolarsResult<Vec<RawCell<'static>>> {
        let columns = self.frame.columns().iter().zip(&self.schema.columns);
        columns
            .map(|(column, reader)| {
                Ok(match (as_cell(&column.get(row)?), &reader.column.kind) {
                    (RawCell::Text(text), ColumnKind::List { separator, .. }) => {
                        RawCell::Text(text.replace("; ", separator).into())
                    }
                    (cell, _) => cell,
                })
            })
            .collect()
    }

    pub(super) fn source_name(&self, source: u32) -> SourceName {
        self.sources.iter().find(|name| name.index == source).cloned().unwrap_or_default()
    }

    /// One of the provenance columns.
    pub(super) fn numbers(&self, column: &str) -> PolarsResult<UInt32Chunked> {
        self.frame.column(column)?.u32().cloned()
    }
}

fn number(numbers: &UInt32Chunked, row: usize) -> PolarsResult<u32> {
    numbers.get(row).ok_or_else(|| PolarsError::OutOfBounds(format!("row {row} has no source").into()))
}

/// A typed value as it could be in an export.
pub fn as_cell(value: &AnyValue<'_>) -> RawCell<'static> {
    match value {
        AnyValue::Null => RawCell::Empty,
        AnyValue::Boolean(value) => RawCell::Boolean(*value),
        AnyValue::Date(days) => to_date(*days).map_or(RawCell::Empty, RawCell::Date),
        AnyValue::Int64(value) => RawCell::Number(*value as f64),
        AnyValue::Float64(value) => RawCell::Number(*value),
        value => RawCell::text(value.str_value().into_owned().into()),
    }
}
