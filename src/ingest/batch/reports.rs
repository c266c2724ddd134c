//! Reports what is worth knowing of rows that are kept, and of rows that are not data.

use super::{Batch, FOOTER};
use crate::cell::RawCell;
use crate::findings::{Code, Severity};
use crate::ingest::causes::Cause;
use crate::ingest::column::Repair;

impl Batch {
    /// Reports what is worth knowing of a row that was kept.
    pub(super) fn report_kept(&mut self, number: u32, cells: &[RawCell<'_>], repairs: &[(usize, Repair)]) {
        for (column, repair) in repairs {
            let place = self.layout.found[*column].as_ref().map_or(0, |found| found.place);
            let value = cells.get(place).map(|cell| cell.display().into_owned()).unwrap_or_default();
            self.repaired(number, *column, *repair, &value);
        }
        if self.lacks_fields(cells) {
            let message = "Rækken har færre felter, end der er overskrifter. De sidste kolonner er læst som tomme";
            self.tell(Cause { severity: Severity::Info, ..Cause::noted(Code::ShortRow, message) }, number, "");
        }
        let mut outside = cells.iter().enumerate().skip(self.layout.headers.len());
        if let Some((place, cell)) = outside.find(|(_, cell)| **cell != RawCell::Empty) {
            let message =
                format!("Der står noget i kolonne nr. {}, som ikke har en overskrift. Det er ikke læst", place + 1);
            self.note(Code::UnreadColumn, &message, number, &cell.display());
        }
    }

    pub(super) fn footer(&mut self, row: u32, cells: &[RawCell<'_>]) {
        let texts: Vec<String> = self.shown(cells).collect();
        self.note(Code::FooterRow, FOOTER, row, &texts.join(" · "));
    }

    /// Texts of the row's filled cells that may be shown.
    pub(super) fn shown(&self, cells: &[RawCell<'_>]) -> impl Iterator<Item = String> {
        let places = cells
            .iter()
            .enumerate()
            .filter(|(place, cell)| **cell != RawCell::Empty && !self.layout.is_dropped(*place));
        places.map(|(_, cell)| cell.display().into_owned())
    }

    /// Reports something about a row.
    pub fn tell(&mut self, cause: Cause, row: u32, value: &str) {
        self.account.causes.add(cause, row, value);
    }

    pub(super) fn note(&mut self, code: Code, message: &str, row: u32, value: &str) {
        self.tell(Cause::noted(code, message), row, value);
    }

    fn repaired(&mut self, row: u32, column: usize, repair: Repair, value: &str) {
        let is_number = self.layout.schema.columns[column].is_amount();
        let cause = match repair {
            Repair::LeadingZeros => Cause {
                advice: "Formatér kolonnen som tekst i regnearket, så bliver de stående.".to_owned(),
                ..Cause::noted(Code::RepairedCell, "Ydernummeret mangler nuller foran og er læst med dem")
            },
            Repair::SerialDate => Cause {
                advice: "Formatér kolonnen som dato i regnearket.".to_owned(),
                ..Cause::noted(Code::RepairedCell, "Datoen står som et tal uden datoformat og er læst som dato")
            },
            Repair::NoValue => {
                let cause = Cause::noted(Code::NoValue, "Cellen siger, at der ingen værdi er, og er læst som tom");
                if is_number { Cause { severity: Severity::Warning, ..cause } } else { cause }
            }
        };
        self.account.causes.add(Cause { column: self.layout.header_of(column), ..cause }, row, value);
    }
}
