//! Keys: the same key twice is the same thing twice, which must not count twice.

use std::collections::BTreeMap;

use polars::prelude::{AnyValue, BooleanChunked, DataFrame, NewChunkedArray};

use super::{Origin, TableBuilder};
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Severity};
use crate::ingest::batch::Rejected;
use crate::ingest::causes::{Cause, Causes};
use crate::ingest::cell::Cell;
use crate::ingest::column::Misfit;
use crate::ingest::rejects::RejectedRows;
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN, Strictness};

impl TableBuilder<'_> {
    /// Leaves out each row whose key an earlier row has, and says so.
    pub(super) fn leave_out_duplicates(&mut self) {
        let mut by_source: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
        for (later, earlier) in self.duplicates() {
            by_source.entry(number(&self.frame, SOURCE_COLUMN, later)).or_default().push((later, earlier));
        }
        if by_source.is_empty() {
            return;
        }
        let mut keep = vec![true; self.frame.height()];
        for (source, duplicates) in by_source {
            self.origin = self.origin_of(source);
            for (later, _) in &duplicates {
                keep[*later] = false;
            }
            self.report_duplicates(source, &duplicates);
        }
        self.left_out_rows += keep.iter().filter(|keep| !**keep).count() as u64;
        let mut kept = keep.iter();
        for items in self.lists.values_mut() {
            let mut kept = keep.iter();
            items.retain(|_| kept.next().copied().unwrap_or(true));
        }
        let mask = BooleanChunked::from_iter_values("".into(), kept.by_ref().copied());
        // The mask has a value for each row, so it cannot be refused.
        if let Ok(frame) = self.frame.filter(&mask) {
            self.frame = frame;
        }
    }

    /// The rows that have the key of an earlier one, each with the first that has it.
    fn duplicates(&self) -> Vec<(usize, usize)> {
        let mut hashed: Vec<(u64, u32)> = self.keys.iter().copied().zip(0..).collect();
        hashed.sort_unstable();
        let mut found = Vec::new();
        for same in hashed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            // Different keys may have one hash.
            let mut firsts: Vec<(Vec<AnyValue<'_>>, usize)> = Vec::new();
            for row in same.iter().map(|(_, row)| *row as usize) {
                let key = self.key_of(row);
                match firsts.iter().find(|(first, _)| *first == key) {
                    Some((_, earlier)) => found.push((row, *earlier)),
                    None => firsts.push((key, row)),
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn key_of(&self, row: usize) -> Vec<AnyValue<'_>> {
        self.schema.key.iter().map(|column| self.frame.columns()[*column].get(row).unwrap_or(AnyValue::Null)).collect()
    }

    /// One finding for all rows of a file whose key is there before.
    fn report_duplicates(&mut self, source: u32, duplicates: &[(usize, usize)]) {
        let headers: Vec<_> = self
            .schema
            .key
            .iter()
            .filter_map(|column| self.schema.columns[*column].column.headers.first())
            .cloned()
            .collect();
        let cause = Cause {
            severity: match self.strictness {
                Strictness::Strict => Code::DuplicateRow.severity(),
                Strictness::Lenient => Severity::Warning,
            },
            column: headers.join(" + "),
            leaves_out: true,
            ..Cause::noted(Code::DuplicateRow, "Rækken har samme nøgle som en tidligere række")
        };
        let mut causes = Causes::default();
        let mut rows = Vec::new();
        for (later, earlier) in duplicates {
            let row = number(&self.frame, ROW_COLUMN, *later);
            let earlier_source = number(&self.frame, SOURCE_COLUMN, *earlier);
            let place = match self.origin_of(earlier_source) {
                _ if earlier_source == source => String::new(),
                Origin { file, sheet: Some(sheet), .. } => format!(" i {file}, ark {sheet}"),
                Origin { file, sheet: None, .. } => format!(" i {file}"),
            };
            let key: Vec<String> =
                self.key_of(*later).iter().map(|value| as_cell(value).display().into_owned()).collect();
            let earlier = number(&self.frame, ROW_COLUMN, *earlier);
            let value = format!("{} (den står også i række {earlier}{place})", key.join(" + "));
            causes.add(cause.clone(), row, &value);
            if self.schema.keep_rejects {
                let columns = self.frame.columns().iter().zip(&self.schema.columns);
                let cells = columns.map(|(column, reader)| {
                    let cell = column.get(*later).map_or(Cell::Empty, |value| as_cell(&value));
                    match (cell, &reader.column.kind) {
                        (Cell::Text(text), ColumnKind::List { separator, .. }) => {
                            Cell::Text(text.replace("; ", separator).into())
                        }
                        (cell, _) => cell,
                    }
                });
                let cells = cells.collect();
                let misfit =
                    Misfit { code: cause.code, expected: cause.expected.clone(), advice: cause.advice.clone() };
                rows.push(Rejected { row, cells, misfits: vec![(cause.column.clone(), value, misfit)] });
            }
        }
        for (cause, met) in causes.take() {
            self.report(&cause, &met);
        }
        if !rows.is_empty() {
            let headers =
                self.schema.columns.iter().map(|reader| reader.column.headers.first().cloned().unwrap_or_default());
            let (file, sheet) = (self.origin.file.clone(), self.origin.sheet.clone());
            self.rejected.push(RejectedRows { file, sheet, headers: headers.collect(), rows });
        }
    }

    /// The file and sheet of a source.
    fn origin_of(&self, source: u32) -> Origin {
        let found = self.origins.iter().find(|(index, _, _)| *index == source);
        let (file, sheet) = found.map(|(_, file, sheet)| (file.clone(), sheet.clone())).unwrap_or_default();
        Origin { file, sheet, index: source, ..Origin::default() }
    }
}

/// A number of one of the columns that say where a row comes from.
fn number(frame: &DataFrame, column: &str, row: usize) -> u32 {
    match frame.column(column).and_then(|column| column.get(row)) {
        Ok(AnyValue::UInt32(number)) => number,
        _ => 0,
    }
}

/// A typed value as it could stand in an export.
fn as_cell(value: &AnyValue<'_>) -> Cell<'static> {
    match value {
        AnyValue::Null => Cell::Empty,
        AnyValue::Boolean(value) => Cell::Boolean(*value),
        AnyValue::Date(days) => chrono::NaiveDate::default()
            .checked_add_signed(chrono::Duration::days(i64::from(*days)))
            .map_or(Cell::Empty, Cell::Date),
        AnyValue::Int64(value) => Cell::Number(*value as f64),
        AnyValue::Float64(value) => Cell::Number(*value),
        value => Cell::text(value.str_value().into_owned().into()),
    }
}
