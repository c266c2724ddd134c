//! Reports an export with the content that another file had in the report before: most likely last year's, under a new name.

use super::SignMaterial;
use crate::findings::{Code, Finding, Place};
use crate::snapshot::SourceFile;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let Some(earlier) = evidence.earlier else { return Vec::new() };
    let is_of_dataset = |source: &&SourceFile| source.dataset == evidence.dataset.id;
    let then = || earlier.sources.iter().filter(is_of_dataset);
    let mut findings: Vec<Finding> = Vec::new();
    for source in evidence.sources.iter().filter(is_of_dataset) {
        // A file that keeps its name, such as a register of all years, may be as it was.
        let has_name = |old: &SourceFile| old.file == source.file;
        let Some(old) = then().find(|old| old.sha256 == source.sha256).filter(|_| !then().any(has_name)) else {
            continue;
        };
        let place = Place::data_file(&source.file);
        if findings.iter().all(|finding| finding.place != place) {
            let message =
                format!("Filen er magen til »{}«, som rapporten for {} er lavet af.", old.file, earlier.period.label);
            findings.push(Finding::new(Code::OldExport, place, message));
        }
    }
    findings
}
