//! Finds rows that may be totals, by their label or their place, and sums the rows before each.

use polars::prelude::{AnyValue, DataType, Float64Chunked, PolarsResult};

use super::groups::GroupSum;
use super::{PossibleTotal, TableBuilder, TotalCandidate, Verdict};
use crate::definition::dataset::ColumnKind;
use crate::ingest::ROW_COLUMN;
use crate::ingest::builder::keys::as_cell;
use crate::ingest::header::RowLabel;
use crate::ingest::total_words::{TotalLabel, names_average, total_label};

/// Candidates of a file at most. With more, the label is an ordinary value of a long list.
const MAX_CANDIDATES: usize = 20_000;

/// Most rows with a gap among their texts that are examined.
const MAX_GAPS: usize = 200;

impl TableBuilder<'_> {
    /// Rows of the file with the label of a total, rows that do not fit, and rows that fit in the places of totals.
    pub(super) fn candidates(&mut self) -> PolarsResult<Vec<TotalCandidate>> {
        let mut possible = std::mem::take(&mut self.current.possible_totals);
        if possible.len() > MAX_CANDIDATES {
            possible.retain(|total| total.misfit.is_some());
        }
        let rows = self.frame.column(ROW_COLUMN)?.slice(self.current.first_row as i64, usize::MAX);
        let rows: Vec<u32> = if possible.is_empty() { Vec::new() } else { rows.u32()?.into_no_null_iter().collect() };
        let mut found: Vec<(PossibleTotal, usize, bool)> = Vec::new();
        for total in possible {
            let at = rows.partition_point(|row| *row < total.row);
            found.push((total, at, false));
        }
        for (at, has_gap) in self.places_of_totals()? {
            match found.iter_mut().find(|(total, place, _)| *place == at && total.misfit.is_none()) {
                Some((_, _, gap)) => *gap = has_gap,
                None => found.extend(self.in_place(at)?.map(|total| (total, at, has_gap))),
            }
        }
        found.sort_by_key(|(total, at, _)| (*at, total.row));
        let amounts: Vec<usize> = self.amounts().collect();
        let candidate = |(total, at, has_gap): (PossibleTotal, usize, bool)| TotalCandidate {
            numbers: amounts.iter().map(|column| total.numbers.get(*column).copied().flatten()).collect(),
            total,
            at,
            has_gap,
            is_settled: false,
            before: Vec::new(),
            verdict: Verdict::Data,
            disagrees: false,
        };
        Ok(found.into_iter().map(candidate).collect())
    }

    /// Indexes of the dataset's columns of numbers.
    pub(super) fn amounts(&self) -> impl Iterator<Item = usize> {
        let readers = self.schema.columns.iter().enumerate();
        readers.filter(|(_, reader)| reader.is_amount() && !reader.column.drop).map(|(column, _)| column)
    }

    /// The first and the last row, and rows that lack a text which most rows have.
    fn places_of_totals(&self) -> PolarsResult<Vec<(usize, bool)>> {
        let rows = self.frame.height() - self.current.first_row;
        if rows < 3 || self.amounts().next().is_none() {
            return Ok(Vec::new());
        }
        let mut places = std::collections::BTreeMap::from([(0, false), (rows - 1, false)]);
        for (column, reader) in self.frame.columns().iter().zip(&self.schema.columns) {
            if !matches!(reader.column.kind, ColumnKind::Text | ColumnKind::Category(_)) {
                continue;
            }
            let cells = column.slice(self.current.first_row as i64, rows);
            let gaps = cells.null_count();
            if gaps == 0 || gaps > MAX_GAPS || gaps * 2 > rows {
                continue;
            }
            let is_null = cells.is_null();
            let empty = is_null.iter().enumerate().filter(|(_, is_null)| *is_null == Some(true));
            places.extend(empty.map(|(at, _)| (at, true)));
        }
        Ok(places.into_iter().collect())
    }

    /// A row of the file that fits, as a possible total; `None` if it has no number, or a date and no label.
    fn in_place(&self, at: usize) -> PolarsResult<Option<PossibleTotal>> {
        let total = PossibleTotal { label: self.certain_label(at)?, ..self.kept_row(at)? };
        let may_be_total = !total.is_dated || total.label.is_some();
        Ok((may_be_total && total.numbers.iter().any(Option::is_some)).then_some(total))
    }

    /// The certain label of a total in a row of the file. The fast path does not look for labels in rows that start with a digit.
    fn certain_label(&self, at: usize) -> PolarsResult<Option<RowLabel>> {
        for (place, (column, reader)) in self.frame.columns().iter().zip(&self.schema.columns).enumerate() {
            let value = column.get(self.current.first_row + at)?;
            let Some(text) =
                value.get_str().filter(|text| reader.column.kind == ColumnKind::Text && !reader.declares(text))
            else {
                continue;
            };
            if let Some(label) = total_label(text).filter(|label| *label == TotalLabel::Certain) {
                return Ok(Some(RowLabel { label, place, is_read: true, is_average: names_average(text) }));
            }
        }
        Ok(None)
    }

    /// A row of the file that fits, as a possible total without a label.
    pub(super) fn kept_row(&self, at: usize) -> PolarsResult<PossibleTotal> {
        let index = self.current.first_row + at;
        let columns = self.frame.columns().iter().zip(&self.schema.columns);
        let mut numbers = Vec::with_capacity(self.schema.columns.len());
        let mut shown = Vec::new();
        let mut is_dated = false;
        for (column, reader) in columns {
            let value = column.get(index)?;
            if value != AnyValue::Null {
                is_dated |= reader.is_singular();
                shown.push(as_cell(&value).display().into_owned());
            }
            numbers.push(match value {
                AnyValue::Int64(number) => Some(number as f64),
                AnyValue::Float64(number) => Some(number),
                _ => None,
            });
        }
        let row = self.frame.column(ROW_COLUMN)?.u32()?.get(index).unwrap_or_default();
        let shown = shown.join(" · ");
        Ok(PossibleTotal { row, label: None, shown, misfit: None, numbers, is_dated, has_texts: true })
    }

    /// Computes the sums before each candidate, and returns those of all rows that are no candidates.
    pub(super) fn sum_up(&self, candidates: &mut [TotalCandidate]) -> PolarsResult<Vec<GroupSum>> {
        let mut whole = Vec::new();
        if candidates.is_empty() {
            return Ok(whole);
        }
        for column in self.amounts() {
            let column =
                self.frame.columns().get(column).map(|column| column.slice(self.current.first_row as i64, usize::MAX));
            let column = column.map(|column| column.cast(&DataType::Float64)).transpose()?;
            let numbers: Option<&Float64Chunked> = column.as_ref().map(|column| column.f64()).transpose()?;
            let mut sum = GroupSum::default();
            let mut next = 0;
            for (at, number) in numbers.into_iter().flat_map(|numbers| numbers.iter()).enumerate() {
                let mut is_candidate = false;
                while let Some(candidate) = candidates.get_mut(next).filter(|candidate| candidate.at <= at) {
                    candidate.before.push(sum);
                    is_candidate |= candidate.is_kept();
                    next += 1;
                }
                if let (Some(number), false) = (number, is_candidate) {
                    sum.add(number);
                }
            }
            candidates.iter_mut().skip(next).for_each(|candidate| candidate.before.push(sum));
            whole.push(sum);
        }
        Ok(whole)
    }
}
