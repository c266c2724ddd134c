//! The pages of the report: set by Typst, or taken from an earlier preview that has set the same document.

use std::fs;
use std::path::PathBuf;
use std::thread;

use chrono::NaiveDate;

use crate::cli::job::Job;
use crate::cli::publication;
use crate::compose::{self, Document, Edition, Stage};
use crate::findings::{Finding, Findings};
use crate::preview::StoredPages;
use crate::snapshot::Snapshot;
use crate::typeset::{self, Page, Typeset, Whereabouts};

/// An earlier preview with pages, and its folder.
pub type Earlier = (StoredPages, PathBuf);

/// A report whose pages are set.
pub struct Set {
    /// The title.
    pub title: String,
    /// The fingerprint of its document.
    pub document: String,
    /// The pages.
    pub pages: Vec<Page>,
    /// Where they show what.
    pub whereabouts: Whereabouts,
    /// What Typst found.
    pub warnings: Vec<Finding>,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What pictures are drawn from; None where an earlier preview has them all.
    pub typeset: Option<Typeset>,
}

impl Set {
    /// Sets a document; None where Typst cannot, which is among the findings.
    fn new(document: &Document, date: NaiveDate, findings: &Findings) -> anyhow::Result<Option<Self>> {
        let own = Findings::default();
        let typeset = typeset::typeset(document, date, &own)?;
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

    /// The pages that an earlier preview has set of this document; None where it has set another.
    fn known(document: &Document, fingerprint: &str, (stored, folder): &Earlier) -> Option<Self> {
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
}

/// The report's pages and, where `old` are figures whose pages are to be compared with them, those of these figures, set with the
/// templates as they are. None where there are none, which is among the findings.
///
/// # Errors
/// When the report cannot be composed, which is a mistake of the program's.
pub fn set(
    job: &Job,
    snapshot: &Snapshot,
    old: Option<&Snapshot>,
    earlier: &[Earlier],
    findings: &Findings,
) -> anyhow::Result<(Option<Set>, Option<Set>)> {
    // The date that the report will bear, so that the pages of two days can be compared.
    let edition = Edition { date: publication::edition_date(false, job)?, stage: Stage::Preview };
    let periods = job.earlier(findings);
    let document = compose::compose(&job.definition, snapshot, &periods, edition, findings)?;
    if findings.stop(true) {
        return Ok((None, None));
    }
    let old = old.map(|old| {
        // What is wrong with figures that nobody prints any more need not be told.
        let own = Findings::default();
        old.findings.iter().for_each(|finding| own.push(finding.clone()));
        let document = compose::compose(&job.definition, old, &periods, edition, &own)?;
        anyhow::Ok((!own.stop(true)).then_some(document))
    });
    let old = old.transpose()?.flatten();
    let fingerprint = document.fingerprint();
    let known = earlier.iter().find_map(|earlier| Set::known(&document, &fingerprint, earlier));
    thread::scope(|scope| {
        let then = old.map(|old| scope.spawn(move || Set::new(&old, edition.date, &Findings::default())));
        let now = match known {
            Some(known) => {
                known.warnings.iter().for_each(|finding| findings.push(finding.clone()));
                Some(known)
            }
            None => Set::new(&document, edition.date, findings)?,
        };
        // Without the old pages there is still a preview.
        let then = then.and_then(|then| then.join().ok()).and_then(Result::ok).flatten();
        Ok((now, then))
    })
}
