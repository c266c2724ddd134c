//! Sixth step: the pages, and the workbook with the same tables.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::thread;

use chrono::NaiveDate;

use super::compose::ComposedReport;
use super::request::TABLES_FILE;
use super::{Feedback, ProgressStep, ReportPlan, Stop};
use crate::compose::{self, Document};
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::typeset::{self, Typeset};

pub struct TypesetReport {
    pub pages: Typeset,
    /// The bytes of `tables.xlsx`.
    pub tables: Vec<u8>,
}

/// Typesets the document, and makes the workbook. Stops if Typst cannot, or if the PDF would break PDF/UA-1 or PDF/A-3a.
pub fn typeset(
    plan: &ReportPlan<'_>,
    composed: &ComposedReport<'_>,
    feedback: Feedback<'_>,
) -> Result<TypesetReport, Stop> {
    let ComposedReport { snapshot, earlier, edition, document } = composed;
    // In parallel, because typesetting does not keep every processor busy.
    let (pages, tables) = thread::scope(|scope| {
        let tables = scope.spawn(|| compose::spreadsheet(&plan.definition, snapshot, earlier, document, *edition));
        (pages(composed, feedback), tables.join())
    });
    let pages = pages?.ok_or(Stop::Findings)?;
    let tables = tables.map_err(|_| anyhow::anyhow!("{TABLES_FILE} kan ikke laves"))??;
    Ok(TypesetReport { pages, tables })
}

/// Typesets the document. `None` if that failed; see the findings.
pub fn pages(composed: &ComposedReport<'_>, feedback: Feedback<'_>) -> anyhow::Result<Option<Typeset>> {
    feedback.begin(ProgressStep::Typeset);
    let ComposedReport { edition, document, .. } = composed;
    if edition.is_draft() {
        draft_pages(document, edition.date, feedback.findings)
    } else {
        typeset::typeset(document, edition.date, feedback.findings)
    }
}

/// Typesets a draft. A chapter that Typst cannot set is printed as its source text.
pub fn draft_pages(document: &Document, date: NaiveDate, findings: &Findings) -> anyhow::Result<Option<Typeset>> {
    let mut document = Cow::Borrowed(document);
    loop {
        let own = Findings::default();
        let typeset = typeset::typeset(&document, date, &own)?;
        let own = own.sorted();
        own.iter().for_each(|finding| findings.push(finding.clone()));
        // An endless template is not tried again: it may still hold memory and locks.
        let errors =
            own.iter().filter(|finding| finding.severity == Severity::Error && finding.code != Code::EndlessTemplate);
        let files: BTreeSet<&str> = errors
            .filter_map(|finding| match &finding.place {
                Place::Source { file, .. } => Some(file.as_str()),
                _ => None,
            })
            .collect();
        let is_set = typeset.is_some();
        if !is_set && !document.to_mut().print_as_text(&files) {
            return Ok(None);
        }
        if is_set && !own.iter().any(|finding| finding.severity == Severity::Error) {
            return Ok(typeset);
        }
        if !is_set {
            let notices: Vec<(String, String)> = own.iter().filter_map(|finding| unset(finding, &document)).collect();
            document.to_mut().add_notices(notices)?;
        }
        document.to_mut().list_findings(&findings.published())?;
        if is_set {
            // Once more, so that the draft lists what is off its pages.
            return typeset::typeset(&document, date, &Findings::default());
        }
    }
}

/// Id of the chapter that an error keeps from being typeset, and the Danish notice to print in its place.
pub fn unset(finding: &Finding, document: &Document) -> Option<(String, String)> {
    let Place::Source { file, line, .. } = &finding.place else { return None };
    let chapter = document.chapters.values().find(|chapter| chapter.template == *file)?.id();
    let text =
        format!("Kapitlet kan ikke sættes: linje {line}. {} Herunder står det, som det er skrevet.", finding.message);
    (finding.severity == Severity::Error).then(|| (chapter.to_owned(), text))
}
