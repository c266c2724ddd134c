//! Rows that replace others: see [`crate::ingest::mended`].

use super::Batch;
use crate::cell::RawCell;
use crate::findings::{Code, Severity};
use crate::ingest::causes::Cause;
use crate::ingest::mended::control;

impl Batch {
    /// Whether a corrected row is read instead of this one. Reports that, and a row that has changed since it was written out.
    pub(super) fn is_replaced(&mut self, number: u32, cells: &[RawCell<'_>]) -> bool {
        let Some(wanted) = self.layout.replaced.get(&number) else { return false };
        let is_same = wanted.is_empty() || *wanted == control(&self.rejected_cells(cells));
        let shown: Vec<String> = self.shown(cells).collect();
        let cause = if is_same {
            Cause::noted(Code::ReplacedRow, "En rettet række er læst i stedet for denne")
        } else {
            let message = "Rækken er ikke længere den, som er rettet i en fil fra --rejects, og begge er læst";
            Cause { severity: Severity::Warning, ..Cause::noted(Code::ReplacedRow, message) }
        };
        self.tell(cause, number, &shown.join(" · "));
        is_same
    }

    /// Records which row this row replaces, if the file is one of corrected rows.
    pub(super) fn note_mended(&mut self, cells: &[RawCell<'_>]) {
        let replaced = self.layout.own.and_then(|own| own.replaced(cells));
        self.account.replaced.extend(replaced);
    }

    /// The row as it is written to the workbook of rejected rows.
    pub(super) fn rejected_cells(&self, cells: &[RawCell<'_>]) -> Vec<RawCell<'static>> {
        cells.iter().enumerate().map(|(place, cell)| self.rejected_cell(place, cell)).collect()
    }
}
