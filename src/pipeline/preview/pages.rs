//! The pages of a preview, typeset or taken from an earlier preview of the same document.

use std::fs;
use std::thread;

use chrono::NaiveDate;

use super::earlier::EarlierPreview;
use crate::compose::{Document, Stage};
use crate::findings::{Code, Finding, Findings};
use crate::pipeline::typeset::{draft_pages, unset};
use crate::pipeline::{Feedback, ProgressStep, ReportPlan, compose, edition, stored};
use crate::snapshot::{Gaps, Snapshot};
use crate::typeset::{Page, Typeset, Whereabouts};

/// The pages of the report as it is now, and of its baseline if they had to be typeset.
#[derive(Default)]
pub struct PreviewPages {
    /// `None` if the report could not be typeset; see the findings.
    pub now: Option<TypesetPages>,
    pub baseline: Option<TypesetPages>,
}

pub struct TypesetPages {
    pub title: String,
    pub document: String,
    pub pages: Vec<Page>,
    /// The page of each table, chart and line.
    pub whereabouts: Whereabouts,
    pub warnings: Vec<Finding>,
    pub pdf: Vec<u8>,
    /// For drawing pictures; `None` if an earlier preview has all of them.
    pub typeset: Option<Typeset>,
}

/// Typesets the report, and `baseline` with the templates as they are now. An `Err` is a mistake in the program.
pub fn typeset(
    plan: &ReportPlan<'_>,
    snapshot: &Snapshot,
    gaps: &Gaps,
    baseline: Option<&Snapshot>,
    previews: &[EarlierPreview],
    feedback: Feedback<'_>,
) -> anyhow::Result<PreviewPages> {
    let edition = edition::edition(plan, Stage::Preview)?;
    let earlier = stored::read_earlier(plan, feedback.findings);
    let mut document = compose::compose(plan, snapshot, &earlier, edition, feedback)?.document;
    document.add_notices(gaps.notices(&plan.definition))?;
    let as_text = feedback.findings.sorted().into_iter().filter(|finding| finding.code == Code::ProseSyntax);
    let as_text: Vec<_> = as_text.filter_map(|finding| unset(&finding, &document)).collect();
    document.add_notices(as_text)?;
    let baseline = baseline.map(|baseline| {
        // Discarded, because this report is no longer published.
        let findings = Findings::default();
        baseline.findings.iter().for_each(|finding| findings.push((**finding).clone()));
        let composed =
            compose::compose(plan, baseline, &earlier, edition, Feedback { findings: &findings, ..feedback })?;
        anyhow::Ok((!findings.stop(true)).then_some(composed.document))
    });
    let baseline = baseline.transpose()?.flatten();
    feedback.begin(ProgressStep::Typeset);
    thread::scope(|scope| {
        let baseline = baseline
            .map(|document| scope.spawn(move || TypesetPages::typeset(&document, edition.date, &Findings::default())));
        let now = TypesetPages::known_or_typeset(&document, edition.date, previews, feedback.findings)?;
        // Without the pages of the baseline there is still a preview.
        let baseline = baseline.and_then(|thread| thread.join().ok()).and_then(Result::ok).flatten();
        Ok(PreviewPages { now, baseline })
    })
}

impl TypesetPages {
    fn known_or_typeset(
        document: &Document,
        date: NaiveDate,
        previews: &[EarlierPreview],
        findings: &Findings,
    ) -> anyhow::Result<Option<Self>> {
        let fingerprint = document.fingerprint();
        let Some(known) = previews.iter().find_map(|preview| Self::known(document, &fingerprint, preview)) else {
            return Self::typeset(document, date, findings);
        };
        known.warnings.iter().for_each(|finding| findings.push(finding.clone()));
        Ok(Some(known))
    }

    /// The pages that an earlier preview has typeset of this document. `None` if its document differs.
    fn known(document: &Document, fingerprint: &str, preview: &EarlierPreview) -> Option<Self> {
        let EarlierPreview { stored, folder } = preview;
        if stored.document != fingerprint {
            return None;
        }
        Some(Self {
            title: document.title.clone(),
            document: stored.document.clone(),
            pages: stored.pages.clone(),
            whereabouts: stored.whereabouts.clone(),
            warnings: stored.warnings.clone(),
            pdf: fs::read(folder.join(&stored.pdf)).ok()?,
            typeset: None,
        })
    }

    /// Typesets the document. `None` if that failed; see the findings.
    fn typeset(document: &Document, date: NaiveDate, findings: &Findings) -> anyhow::Result<Option<Self>> {
        let own = Findings::default();
        let typeset = draft_pages(document, date, &own)?;
        let warnings = own.sorted();
        warnings.iter().for_each(|finding| findings.push(finding.clone()));
        let Some(mut typeset) = typeset else { return Ok(None) };
        let (pages, whereabouts) = typeset.read(document);
        Ok(Some(Self {
            title: document.title.clone(),
            document: document.fingerprint(),
            pages,
            whereabouts,
            warnings,
            pdf: std::mem::take(&mut typeset.pdf),
            typeset: Some(typeset),
        }))
    }
}
