//! What the builder of a table has to say about the file it reads.

use super::{Batch, Layout, TableBuilder};
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Place, Severity};
use crate::ingest::batch::FOOTER;
use crate::ingest::causes::Cause;
use crate::ingest::cell::Cell;
use crate::ingest::header::{self, Found};

impl TableBuilder<'_> {
    /// A row above the header is a title, unless its cells fit the columns: then it is data in the wrong place.
    pub(super) fn report_above(&self, layout: &Layout, number: u32, cells: &[Cell<'_>]) {
        let filled = cells.iter().filter(|cell| **cell != Cell::Empty).count();
        let mut batch = Batch::new(&std::sync::Arc::new(layout.clone()), self.strictness, 1);
        batch.row(number, cells);
        let looks_like_data = filled > 1 && (batch.len() == 1 || layout.fits_mostly(cells));
        if looks_like_data {
            let place = self.place(Some(number), None, None);
            self.findings.push(Finding::new(
                Code::RowAboveHeader,
                place,
                "Rækken ligner data, men står over overskrifterne og bliver ikke talt.",
            ));
        }
    }

    /// A CPR number in a row above the data.
    pub(super) fn report_persons(&self, number: u32, cells: &[Cell<'_>]) {
        if cells.iter().any(Cell::has_person) {
            let message = "Rækken over tabellen har et CPR-nummer. Det må ikke komme ind i en rapport.";
            let place = self.place(Some(number), None, None);
            self.findings.push(Finding::new(Code::CprNumber, place, message));
        }
    }

    /// A quote opens on this line of the file and swallows the lines below it.
    pub fn stray_quote(&self, line: u32) {
        self.findings.push(Finding::new(
            Code::StrayQuote,
            self.place(Some(line), None, None),
            "Et anførselstegn åbner her og lukkes ikke i samme række. Rækkerne under det ville gå tabt.",
        ));
    }

    /// Something worth knowing of a column of the current file.
    pub fn tell(&self, finding: Finding, column: &str) {
        self.findings.push(Finding { place: self.place(None, Some(column), None), ..finding });
    }

    /// A place in the current file.
    pub(super) fn place(&self, row: Option<u32>, column: Option<&str>, value: Option<&str>) -> Place {
        Place::Data {
            file: self.origin.file.clone(),
            sheet: self.origin.sheet.clone(),
            row,
            column: column.map(str::to_owned),
            value: value.map(str::to_owned),
        }
    }

    /// Says which columns of the file nobody reads, and which cannot be told apart.
    pub(super) fn report_columns(&self, texts: &[String], found: &[Option<Found>]) {
        for found in found.iter().flatten().filter(|found| found.ambiguous) {
            self.findings.push(Finding::new(
                Code::AmbiguousColumn,
                self.place(None, Some(&found.header), None),
                "To kolonner har samme overskrift.",
            ));
        }
        for (i, header) in texts.iter().enumerate() {
            let read = found.iter().flatten().any(|found| found.place == i);
            let ignored = self.dataset.ignored.iter().any(|ignored| header::same(ignored, header));
            if !header.is_empty() && !read && !ignored && !header::is_own(header) {
                let message = "Kolonnen er ikke med i datasættet og bliver ikke læst.";
                self.findings.push(Finding::new(Code::UnreadColumn, self.place(None, Some(header), None), message));
            }
        }
    }

    /// There are no rows of data below the header. An input workbook with its example only is one that nobody has filled in.
    pub(super) fn report_no_rows(&self, examples: u64) {
        let finding = |message: &str| Finding::new(Code::EmptyFile, self.place(None, None, None), message);
        self.findings.push(if examples > 0 {
            finding("Skemaet er ikke udfyldt: kun eksempelrækken står under overskrifterne.")
                .advise("Udfyld det. Er der intet at skrive for perioden, så slet eksempelrækken. Ligger tallene i en anden fil, så slet skemaet.")
        } else {
            finding("Der er overskrifter, men ingen rækker under dem.")
                .with_severity(Severity::Warning)
                .advise("Er det den rigtige eksport?")
        });
    }

    /// Rows with one cell that does not fit are notes where no data follow.
    pub(super) fn report_notes(&mut self) {
        // Without any row of data there is nothing to be below.
        if self.rows_of_file() == self.origin.notes.len() as u64 {
            let layout = self.origin.layout.clone();
            return layout.iter().for_each(|layout| self.notes_are_rows(layout));
        }
        for note in std::mem::take(&mut self.origin.notes) {
            self.read -= 1;
            let text = note.cells.iter().find(|cell| **cell != Cell::Empty).map(|cell| cell.display().into_owned());
            let cause = Cause::noted(Code::FooterRow, FOOTER);
            self.origin.causes.add(cause, note.row, &text.unwrap_or_default());
        }
    }

    /// Says where a column's numbers could be read in two ways.
    pub(super) fn report_numbers(&self, layout: &Layout) {
        for (column, evidence) in self.origin.evidence.iter().enumerate() {
            let header = layout.header_of(column);
            let place = |(row, value): &(u32, String)| self.place(Some(*row), Some(&header), Some(value));
            if let Some(ambiguous) = evidence.ambiguous.as_ref().filter(|_| !evidence.clear) {
                let message = "Tallet kan læses på to måder, med tusinder eller med decimaler, og intet tal i kolonnen viser hvilken.";
                self.findings.push(
                    Finding::new(Code::AmbiguousNumber, place(ambiguous), message).advise(
                        "Skriv decimals = \",\" ved kolonnen i datasets.toml, hvis et komma står før decimalerne, og decimals = \".\", \
                         hvis et punktum gør.",
                    ),
                );
            }
            if let (Some(percent), Some(plain)) = (&evidence.percent, &evidence.plain) {
                let message = format!("Kolonnen har både procenter (»{}«) og tal over 1 uden procenttegn.", percent.1);
                self.findings.push(
                    Finding::new(Code::AmbiguousNumber, place(plain), message)
                        .advise("Skriv alle tal i kolonnen på samme måde."),
                );
            }
        }
    }

    /// Without a header there was nothing to read.
    pub(super) fn report_no_header(&self) {
        let place = || self.place(None, None, None);
        if self.origin.above.is_empty() {
            self.findings.push(Finding::new(Code::EmptyFile, place(), "Der er ingen rækker."));
            return;
        }
        if self.origin.matches == 0 {
            let wanted = self.dataset.columns.values().filter_map(|column| column.headers.first());
            let wanted: Vec<_> = wanted.map(String::as_str).collect();
            let message = format!("Ingen række ligner overskrifterne til »{}«.", self.dataset.label);
            self.findings.push(
                Finding::new(Code::MissingHeader, place(), message)
                    .advise(format!("Ventede overskrifter: {}.", wanted.join(", "))),
            );
            return;
        }
        let headers: Vec<_> = self.origin.best.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        for (column, found) in self.dataset.columns.values().zip(header::find_columns(self.dataset, &self.origin.best))
        {
            if found.is_none() && !column.optional && !column.drop {
                let wanted = column.headers.first().map_or("", String::as_str);
                let free = headers.iter().copied().filter(|header| !header::known(self.dataset, header));
                let message = format!("Kolonnen »{}« mangler.", column.headers.join("« eller »"));
                let advice = format!("Overskrifter i filen: {}. {}", headers.join(", "), did_you_mean(wanted, free));
                self.findings.push(Finding::new(Code::MissingColumn, place(), message).advise(advice.trim()));
            }
        }
    }
}
