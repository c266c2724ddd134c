//! Compares the first and the last day of each row of a register.

use std::collections::BTreeMap;

use chrono::Datelike;
use polars::prelude::{Column, DataType, Int32Type, NewChunkedArray, PlSmallStr, PolarsResult};

use super::{CurrentSource, TableBuilder};
use crate::danish;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding};
use crate::ingest::causes::{Cause, Tally};
use crate::ingest::days::{days_since_1970, to_date};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN};

/// Rows of a file whose end lies before their start.
#[derive(Default)]
struct Reversed {
    /// Rows whose end has a year of two digits, which is read as one of this century.
    short: Tally,
    wrong: Tally,
}

impl TableBuilder<'_> {
    /// Reads a year of two digits in an end date as one of this century if the end would otherwise lie before its start. Reports
    /// ends before their starts.
    pub(super) fn compare_starts_and_ends(&mut self) -> PolarsResult<()> {
        let RowTime::Valid { from, to, .. } = &self.dataset.time else { return Ok(()) };
        let days = |name: &str| -> PolarsResult<Vec<Option<i32>>> {
            Ok(self.frame.column(name)?.cast(&DataType::Int32)?.i32()?.iter().collect())
        };
        let (starts, mut ends) = (days(from)?, days(to)?);
        let (sources, rows) = (self.numbers(SOURCE_COLUMN)?, self.numbers(ROW_COLUMN)?);
        let mut reversed: BTreeMap<u32, Reversed> = BTreeMap::new();
        let places = sources.iter().zip(rows.iter());
        for ((start, end), place) in starts.iter().zip(&mut ends).zip(places) {
            let (Some(first), Some(last), (Some(source), Some(row))) = (*start, *end, place) else { continue };
            if last >= first {
                continue;
            }
            let found = reversed.entry(source).or_default();
            match century_later(last).filter(|later| *later >= first && self.short_ends.contains(&(source, row))) {
                Some(later) => {
                    *end = Some(later);
                    found.short.add(row, &written(later));
                }
                None => found.wrong.add(row, &format!("{} før {}", written(last), written(first))),
            }
        }
        let (from, to) = (self.header_of(from), to.clone());
        if reversed.values().any(|found| found.short.count > 0) {
            let ends = polars::prelude::ChunkedArray::<Int32Type>::from_slice_options(PlSmallStr::from_str(&to), &ends);
            self.frame
                .with_column(Column::from(polars::prelude::IntoSeries::into_series(ends)).cast(&DataType::Date)?)?;
        }
        let to = self.header_of(&to);
        for (source, found) in reversed {
            self.current = CurrentSource { name: self.source_name(source), ..CurrentSource::default() };
            self.report_reversed(&found, &from, &to);
        }
        Ok(())
    }

    fn report_reversed(&mut self, found: &Reversed, from: &str, to: &str) {
        if found.short.count > 0 {
            let message = "Årstallet har to cifre og er læst som 20…, for ellers lå slutdatoen før startdatoen";
            let cause = Cause { column: to.to_owned(), ..Cause::noted(Code::RepairedCell, message) };
            let cause = Cause { advice: "Skriv årstallet med fire cifre.".to_owned(), ..cause };
            self.report(&cause, &found.short);
        }
        if found.wrong.count > 0 {
            let rows = danish::rows(found.wrong.count);
            let message = format!("{rows} slutter før »{from}« og tælles aldrig med.");
            let finding = Finding::new(Code::EndBeforeStart, self.tally_place(&found.wrong, to), message);
            self.findings.push(finding.at_all(found.wrong.occurrences()));
        }
    }

    /// The first header that the column is known under.
    fn header_of(&self, column: &str) -> String {
        let column = self.dataset.columns.get(column);
        column.and_then(|column| column.headers.first()).cloned().unwrap_or_default()
    }
}

fn written(days: i32) -> String {
    to_date(days).map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default()
}

/// The same day a hundred years later.
fn century_later(days: i32) -> Option<i32> {
    let day = to_date(days)?;
    day.with_year(day.year() + 100).map(days_since_1970)
}
