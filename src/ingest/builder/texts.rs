//! Findings that only the texts of a column together can show.

use super::TableBuilder;
use crate::findings::{Code, Finding, Severity};
use crate::ingest::causes::Tally;
use crate::ingest::column::TextEvidence;

impl TableBuilder<'_> {
    /// Reports dates that were most likely other texts, and apostrophes in front of all texts.
    pub(super) fn report_texts(&self, texts: &TextEvidence, header: &str) {
        if let Some(dates) = texts.made_dates() {
            let message = if dates.count == 1 {
                "En celle er en dato, men de andre er tekster.".to_owned()
            } else {
                format!("{} celler er datoer, men de andre er tekster.", dates.count)
            };
            let severity = if texts.are_prose() { Severity::Info } else { Severity::Warning };
            self.push_texts(Code::DateAmongTexts, &message, dates, header, severity);
        }
        if texts.all_have_apostrophes() {
            let message = "Alle kolonnens tekster begynder med en apostrof.";
            self.push_texts(Code::GarbledText, message, &texts.apostrophes, header, Severity::Warning);
        }
    }

    /// Reports that the file is in a character set that only old systems use.
    pub fn report_old_encoding(&self, name: &str) {
        let message = format!("Filen er skrevet i {name} og er læst sådan.");
        self.findings.push(Finding::new(Code::OldEncoding, self.place(None, None, None), message));
    }

    fn push_texts(&self, code: Code, message: &str, tally: &Tally, header: &str, severity: Severity) {
        let place = self.place(tally.first_row(), Some(header), tally.values.first().map(String::as_str));
        self.findings.push(Finding::new(code, place, message).with_severity(severity).at_all(tally.occurrences()));
    }
}
