//! Sixth step: the pages, and the workbook with the same tables.

use std::thread;

use super::compose::ComposedReport;
use super::request::TABLES_FILE;
use super::{Feedback, ProgressStep, ReportPlan, Stop};
use crate::compose;
use crate::typeset::{self, Typeset};

pub struct TypesetReport {
    pub pages: Typeset,
    /// The bytes of `tables.xlsx`.
    pub tables: Vec<u8>,
}

/// Typesets the document. Stops where Typst cannot, or where the PDF would break PDF/UA-1 or PDF/A-3a.
pub fn typeset(
    plan: &ReportPlan<'_>,
    composed: &ComposedReport<'_>,
    feedback: Feedback<'_>,
) -> Result<TypesetReport, Stop> {
    let ComposedReport { snapshot, edition, document, .. } = composed;
    feedback.begin(ProgressStep::Typeset);
    // At the same time, because typesetting does not keep every processor busy.
    let (pages, tables) = thread::scope(|scope| {
        let tables = scope.spawn(|| compose::spreadsheet(&plan.definition, snapshot, document, *edition));
        (typeset::typeset(document, edition.date, feedback.findings), tables.join())
    });
    let pages = pages?.ok_or(Stop::Findings)?;
    let tables = tables.map_err(|_| anyhow::anyhow!("{TABLES_FILE} kan ikke laves"))??;
    Ok(TypesetReport { pages, tables })
}
