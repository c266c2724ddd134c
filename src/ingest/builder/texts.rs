//! Findings that only the texts of a column together can show.

use super::TableBuilder;
use crate::danish;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Finding, Severity};
use crate::ingest::causes::Tally;
use crate::ingest::column::{ColumnReader, ListEvidence, TextEvidence, quoted_separator, separator_name};

impl TableBuilder<'_> {
    /// Reports dates that were most likely other texts, lost letters, rounded numbers, and apostrophes in front of all texts.
    pub(super) fn report_texts(&self, texts: &TextEvidence, header: &str) {
        if let Some(dates) = texts.made_dates() {
            self.findings.push(self.made_dates(texts, dates, header));
        }
        if let Some(lost) = texts.lost_letters() {
            let message =
                "Teksten har et spørgsmålstegn inde i et ord, som ser ud til at være et bogstav, der er gået tabt.";
            self.findings.push(self.about(Code::GarbledText, message, lost, header));
        }
        if let Some(garbled) = texts.central_letters() {
            let message =
                "Kolonnen har bogstaver som »ř« og »ć« og ingen æ, ø og å: den er nok læst i et forkert tegnsæt.";
            self.findings.push(self.about(Code::GarbledText, message, garbled, header));
        }
        if let Some(rounded) = texts.rounded() {
            let message = "Alle lange numre i kolonnen ender på nuller, som når et regneark har afrundet dem.";
            self.findings.push(self.about(Code::RoundedId, message, rounded, header));
        }
        if texts.all_have_apostrophes() {
            let message = "Alle kolonnens tekster begynder med en apostrof.";
            self.findings.push(self.about(Code::GarbledText, message, &texts.apostrophes, header));
        }
    }

    /// Reports a list whose values are separated by something else than the definition says.
    pub(super) fn report_lists(&self, reader: &ColumnReader, lists: &ListEvidence, header: &str) {
        let ColumnKind::List { separator, .. } = &reader.column.kind else { return };
        let Some((other, cells)) = lists.other_separator() else { return };
        let message = format!(
            "Ingen celle i listen har {} mellem værdierne, men {} har {}, så de er læst som én værdi.",
            separator_name(separator),
            danish::counted(cells.count, "celle", "celler"),
            separator_name(other)
        );
        let advice = format!(
            "Skriv separator = {} ved kolonnen i datasets.toml, hvis det er det, der skiller værdierne.",
            quoted_separator(other)
        );
        self.findings.push(self.about(Code::OtherSeparator, &message, cells, header).advise(advice));
    }

    /// Reports that the file is in a character set that only old systems use.
    pub fn report_old_encoding(&self, name: &str) {
        let message = format!("Filen er skrevet i {name} og er læst sådan.");
        self.findings.push(Finding::new(Code::OldEncoding, self.place(None, None, None), message));
    }

    fn made_dates(&self, texts: &TextEvidence, dates: &Tally, header: &str) -> Finding {
        let count = danish::number(dates.count as f64, 0);
        if texts.are_all_dates() {
            let cells = if dates.count == 1 {
                "den eneste celle er en dato"
            } else {
                &format!("alle {count} celler er datoer")
            };
            let message = format!("Kolonnen er erklæret som tekst, men {cells}.");
            let finding = self.about(Code::DateAmongTexts, &message, dates, header).advise(
                "Er det datoer, så skriv type = \"date\" ved kolonnen i datasets.toml. Ellers har Excel lavet dem af tekster som »1-2«: \
                 formatér kolonnen som tekst, og skriv cellerne igen.",
            );
            // A single date may be a note.
            return if dates.count == 1 { finding.with_severity(Severity::Info) } else { finding };
        }
        let message = if dates.count == 1 {
            "En celle er en dato, men de andre er tekster.".to_owned()
        } else {
            format!("{count} celler er datoer, men de andre er tekster.")
        };
        let finding = self.about(Code::DateAmongTexts, &message, dates, header);
        if texts.are_prose() { finding.with_severity(Severity::Info) } else { finding }
    }

    /// A finding about these cells of a column.
    fn about(&self, code: Code, message: &str, cells: &Tally, header: &str) -> Finding {
        let place = self.place(cells.first_row(), Some(header), cells.values.first().map(String::as_str));
        Finding::new(code, place, message).at_all(cells.occurrences())
    }
}
