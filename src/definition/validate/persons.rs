//! Finds CPR numbers in the files of a report: labels, prose and notes get into the report as they are.

use crate::cpr;
use crate::definition::unchecked::UncheckedDefinition;
use crate::findings::{Code, Finding, Findings, Place};

/// Reports every line with a CPR number.
pub fn check(definition: &UncheckedDefinition, findings: &Findings) {
    let report = &definition.report.id;
    for name in [".toml", ".typ"].iter().flat_map(|extension| definition.templates.names(report, extension)) {
        let path = format!("{report}/{name}");
        // A file that cannot be read has been reported.
        let Ok(Some(text)) = definition.templates.text(&path) else { continue };
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !cpr::numbers_in_print(text).is_empty()) {
            let column = 1 + text.chars().take_while(|c| c.is_whitespace()).count() as u32;
            let place = Place::Source { file: path.clone(), line, column };
            let message = "Linjen har et CPR-nummer. Det må ikke komme ind i en rapport.";
            findings.push(Finding::new(Code::CprNumber, place, message).advise("Slet nummeret i filen."));
        }
    }
}
