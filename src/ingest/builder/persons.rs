//! Leaves out rows with CPR numbers. Only all cells of a column together distinguish these from other numbers.

use std::collections::BTreeSet;

use polars::prelude::{DataType, PolarsResult};

use super::{FileLayout, TableBuilder};
use crate::cpr::ColumnPersons;
use crate::findings::Code;
use crate::ingest::causes::Cause;
use crate::ingest::column::ColumnReader;
use crate::ingest::rejected::{CellMisfit, RejectedRow, RejectedRows};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN};

/// What to do about a CPR number in an export.
const ADVICE: &str = "Slet det i eksporten, eller erklær kolonnen i datasets.toml: med drop = true bliver den ikke læst, og med \
                      persons = \"none\" og en begrundelse er det ikke personers numre.";

impl TableBuilder<'_> {
    /// Reports the rows of the file with CPR numbers, which stop the build, and leaves them out of the table.
    pub(super) fn leave_out_persons(&mut self, layout: &FileLayout) -> PolarsResult<()> {
        let columns = std::mem::take(&mut self.current.persons);
        let mut all: BTreeSet<u32> = BTreeSet::new();
        let mut reasons: Vec<(u32, CellMisfit)> = Vec::new();
        for (place, persons) in columns.iter().enumerate().filter(|(_, persons)| persons.has_suspects()) {
            let header = layout.header(place);
            let rows = self.rows_with_persons(persons, layout.reader_at(place), &header)?;
            let cause = Cause {
                column: header.clone(),
                advice: ADVICE.to_owned(),
                leaves_out: true,
                ..Cause::noted(Code::CprNumber, "")
            };
            for row in rows {
                self.current.causes.add(cause.clone(), row, "(skjult)");
                all.insert(row);
                reasons.push((row, CellMisfit::cpr_number(header.clone())));
            }
        }
        if all.is_empty() { Ok(()) } else { self.leave_out_rows(&all, reasons) }
    }

    fn rows_with_persons(
        &self,
        persons: &ColumnPersons,
        reader: Option<&ColumnReader>,
        header: &str,
    ) -> PolarsResult<Vec<u32>> {
        Ok(match reader.filter(|reader| reader.is_amount()) {
            Some(reader) => persons.rows_among_amounts(header, self.greatest_amount(&reader.name)?),
            None => persons.rows(header),
        })
    }

    /// The greatest number of a column that has too few digits for a CPR number.
    fn greatest_amount(&self, column: &str) -> PolarsResult<f64> {
        let numbers = self.frame.column(column)?.cast(&DataType::Float64)?;
        Ok(numbers.f64()?.iter().flatten().filter(|number| *number < 1e8).fold(0.0, f64::max))
    }

    /// Leaves these rows of the current file out of the table. Some may not be in it.
    fn leave_out_rows(&mut self, rows: &BTreeSet<u32>, mut reasons: Vec<(u32, CellMisfit)>) -> PolarsResult<()> {
        let (sources, numbers) = (self.numbers(SOURCE_COLUMN)?, self.numbers(ROW_COLUMN)?);
        let current = self.current.name.index;
        let is_kept = |(source, row): (Option<u32>, Option<u32>)| {
            source != Some(current) || row.is_none_or(|row| !rows.contains(&row))
        };
        let keep: Vec<bool> = sources.iter().zip(numbers.iter()).map(is_kept).collect();
        if self.schema.keep_rejects {
            let mut rejected = Vec::new();
            for (index, _) in keep.iter().enumerate().filter(|(_, kept)| !**kept) {
                let row = numbers.get(index).unwrap_or_default();
                let (of_row, others) = reasons.into_iter().partition(|(reason, _)| *reason == row);
                reasons = others;
                let of_row: Vec<(u32, CellMisfit)> = of_row;
                let misfits = of_row.into_iter().map(|(_, misfit)| misfit).collect();
                let cells = self.cells_of(index)?.into_iter().map(|cell| cell.without_cpr_number()).collect();
                rejected.push(RejectedRow { row, control: String::new(), cells, misfits });
            }
            let headers = self.schema.columns.iter().map(|reader| reader.column.headers.first().cloned());
            self.rejected.push(RejectedRows {
                file: self.current.name.file.clone(),
                sheet: self.current.name.sheet.clone(),
                headers: headers.map(Option::unwrap_or_default).collect(),
                rows: rejected,
            });
        }
        self.left_out_rows += keep.iter().filter(|keep| !**keep).count() as u64;
        self.keep_rows(&keep)
    }
}
