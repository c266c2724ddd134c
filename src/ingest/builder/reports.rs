//! What the builder of a table has to say about the file it reads.

use super::{Header, TableBuilder, typed};
use crate::danish::did_you_mean;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Finding, Place, Severity};
use crate::ingest::cell::Cell;
use crate::ingest::cpr;
use crate::ingest::header::{self, Found};

impl TableBuilder<'_> {
    /// A row above the header is a title; one that has a value for every column is data in the wrong place.
    pub(super) fn report_above(&self, number: u32, cells: &[Cell<'_>]) {
        let Header::Found { columns, .. } = &self.file.header else { return };
        let fits = self.dataset.columns.values().zip(columns).all(|(column, found)| {
            let cell = found.as_ref().and_then(|found| cells.get(found.place)).unwrap_or(&Cell::Empty);
            typed(cell, column, found.is_some()).is_ok()
        });
        if fits && cells.iter().filter(|cell| **cell != Cell::Empty).count() > 1 {
            let place = self.place(Some(number), None, None);
            self.findings.push(
                Finding::error(
                    Code::RowAboveHeader,
                    place,
                    "Rækken ligner data, men står over overskrifterne og bliver ikke talt.",
                )
                .advise("Flyt overskrifterne op over rækken, eller slet den."),
            );
        }
    }

    /// A quote opens on this line of the file and swallows the lines below it.
    pub fn stray_quote(&self, line: u32) {
        self.findings.push(
            Finding::error(
                Code::StrayQuote,
                self.place(Some(line), None, None),
                "Et anførselstegn åbner her og lukkes ikke i samme række. Rækkerne under det ville gå tabt.",
            )
            .advise("Slet anførselstegnet, eller skriv det to gange."),
        );
    }

    /// A place in the current file.
    pub(super) fn place(&self, row: Option<u32>, column: Option<&str>, value: Option<&str>) -> Place {
        Place::Data {
            file: self.file.name.clone(),
            sheet: self.file.sheet.clone(),
            row,
            column: column.map(cpr::masked),
            value: value.map(cpr::masked),
        }
    }

    /// The headers of the row's cells in which a CPR number stands, whether the column is read or not.
    pub(super) fn cells_with_persons(&self, columns: &[Option<Found>], cells: &[Cell<'_>]) -> Vec<String> {
        let column = |place: usize| {
            let found = columns.iter().zip(self.dataset.columns.values());
            found.filter_map(|(found, column)| Some((found.as_ref()?, column))).find(|(found, _)| found.place == place)
        };
        let mut headers = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            let number = || {
                column(place)
                    .is_some_and(|(_, column)| matches!(column.kind, ColumnKind::Integer | ColumnKind::Decimal))
            };
            let is_person = match cell {
                Cell::Text(text) => cpr::is_in(text),
                // In a column of numbers it is an amount.
                Cell::Number(value) => cpr::is_number(*value) && !number(),
                _ => false,
            };
            if is_person && !column(place).is_some_and(|(_, column)| column.drop) {
                headers.push(
                    column(place)
                        .map_or_else(|| format!("kolonne nr. {}", place + 1), |(found, _)| found.header.clone()),
                );
            }
        }
        headers
    }

    /// A CPR number is an error however lenient the reading is, and it is shown nowhere.
    pub(super) fn report_person(&self, row: u32, column: &str) {
        let message = "Cellen har et CPR-nummer. Det må ikke komme ind i en rapport.";
        let place = self.place(Some(row), Some(column), Some("(skjult)"));
        self.findings.push(Finding::error(Code::CprNumber, place, message).advise(
            "Slet det i eksporten, eller erklær kolonnen med drop = true i datasets.toml: så bliver den ikke læst.",
        ));
    }

    /// Says which columns of the file nobody reads, and which cannot be told apart.
    pub(super) fn report_columns(&self, texts: &[String], found: &[Option<Found>]) {
        for found in found.iter().flatten().filter(|found| found.ambiguous) {
            self.findings.push(
                Finding::error(
                    Code::AmbiguousColumn,
                    self.place(None, Some(&found.header), None),
                    "To kolonner har samme overskrift.",
                )
                .advise("Slet den ene, eller giv den en anden overskrift."),
            );
        }
        for (i, header) in texts.iter().enumerate() {
            let read = found.iter().flatten().any(|found| found.place == i);
            let ignored = self.dataset.ignored.iter().any(|ignored| header::same(ignored, header));
            if !header.is_empty() && !read && !ignored {
                let message = "Kolonnen er ikke med i datasættet og bliver ikke læst.";
                self.findings.push(
                    Finding::error(Code::UnreadColumn, self.place(None, Some(header), None), message)
                        .with_severity(Severity::Info),
                );
            }
        }
    }

    /// Ends a file: without a header there was nothing to read.
    pub fn finish_file(&mut self) {
        let Header::Seeking { above, best, matches } = &self.file.header else { return };
        let place = || self.place(None, None, None);
        if above.is_empty() {
            self.findings
                .push(Finding::error(Code::EmptyFile, place(), "Der er ingen rækker.").advise("Hent eksporten igen."));
            return;
        }
        if *matches == 0 {
            let wanted = self.dataset.columns.values().filter_map(|column| column.headers.first());
            let wanted: Vec<_> = wanted.map(String::as_str).collect();
            let message = format!("Ingen række ligner overskrifterne til »{}«.", self.dataset.label);
            self.findings.push(
                Finding::error(Code::MissingHeader, place(), message)
                    .advise(format!("Ventede overskrifter: {}.", wanted.join(", "))),
            );
            return;
        }
        let headers: Vec<_> = best.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        for (column, found) in self.dataset.columns.values().zip(header::find_columns(self.dataset, best)) {
            if found.is_none() && !column.optional {
                let wanted = column.headers.first().map_or("", String::as_str);
                let free = headers.iter().copied().filter(|header| !header::known(self.dataset, header));
                let message = format!("Kolonnen »{}« mangler.", column.headers.join("« eller »"));
                let advice = format!("Overskrifter i filen: {}. {}", headers.join(", "), did_you_mean(wanted, free));
                self.findings.push(Finding::error(Code::MissingColumn, place(), message).advise(advice.trim()));
            }
        }
    }
}
