//! Reports what is worth knowing of rows that are kept, and of rows that are not data.

use super::{Batch, FOOTER, repairs};
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
            self.report_repair(number, *column, *repair, &value);
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

    pub(super) fn report_repair(&mut self, row: u32, column: usize, repair: Repair, value: &str) {
        let cause = repairs::cause(repair, &self.layout.schema.columns[column]);
        self.account.causes.add(Cause { column: self.layout.header_of(column), ..cause }, row, value);
    }
}
