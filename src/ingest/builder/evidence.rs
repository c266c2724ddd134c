//! Findings that only the cells of a column together can show: checks of whole columns of a file.

use super::{FileLayout, TableBuilder};
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Finding, Place};
use crate::ingest::column::date::DateRole;
use crate::ingest::column::{ColumnReader, NumberEvidence, Sample};

impl TableBuilder<'_> {
    /// Judges the evidence of each column of the file.
    pub(super) fn report_evidence(&mut self, layout: &FileLayout) {
        let source = self.current.name.index;
        for (column, (evidence, reader)) in self.current.evidence.iter().zip(&layout.schema.columns).enumerate() {
            let header = layout.header_of(column);
            self.report_numbers(reader, &evidence.numbers, &header);
            self.report_texts(&evidence.texts, &header);
            self.report_lists(reader, &evidence.lists, &header);
            self.report_dates(reader, &evidence.dates, &header);
            if matches!(reader.role, DateRole::LastDay | DateRole::End) {
                self.short_ends.extend(evidence.dates.short_years.iter().map(|row| (source, *row)));
            }
        }
    }

    /// Reports numbers that can be read in two ways, and percentages among plain numbers.
    fn report_numbers(&self, reader: &ColumnReader, numbers: &NumberEvidence, header: &str) {
        // Thousandths in a column of whole numbers are no whole numbers, unless they are all zero.
        let is_settled = match reader.column.kind {
            ColumnKind::Integer(_) => (numbers.clear || numbers.has_other_digits) && !numbers.has_points,
            _ => numbers.clear,
        };
        if let Some(ambiguous) = numbers.ambiguous.as_ref().filter(|_| !is_settled) {
            let message = "Tallet kan læses på to måder, med tusinder eller med decimaler, og intet tal i kolonnen viser hvilken.";
            self.findings.push(
                Finding::new(Code::AmbiguousNumber, self.sample_place(ambiguous, header), message).advise(
                    "Skriv decimals = \",\" ved kolonnen i datasets.toml, hvis et komma står før decimalerne, og decimals = \".\", \
                     hvis et punktum gør.",
                ),
            );
        }
        let plain = numbers.plain.as_ref().or_else(|| numbers.fraction.as_ref().filter(|_| numbers.has_small_percent));
        if let (Some(percent), Some(plain)) = (&numbers.percent, plain) {
            let message = format!("Kolonnen har både procenter (»{}«) og tal uden procenttegn.", percent.value);
            self.findings.push(
                Finding::new(Code::AmbiguousNumber, self.sample_place(plain, header), message)
                    .quoting([percent.value.clone()])
                    .advise("Skriv alle tal i kolonnen på samme måde."),
            );
        }
    }

    pub(super) fn sample_place(&self, sample: &Sample, header: &str) -> Place {
        self.place(Some(sample.row), Some(header), Some(&sample.value))
    }
}
