//! Finds what a preview is compared with.

use std::path::Path;

use super::earlier::EarlierPreview;
use super::pages::TypesetPages;
use crate::findings::{Code, Finding, Findings, Place, PublishedFinding, Severity};
use crate::pipeline::{Request, StoredSnapshot};
use crate::preview::baseline::{Baseline, OldPages};
use crate::preview::file_names::{FACTS, SNAPSHOT};
use crate::preview::stored::{StoredFacts, StoredPages};
use crate::preview::time::{moment, short_moment};
use crate::snapshot::Snapshot;

/// A baseline whose pages may still have to be typeset.
pub struct FoundBaseline {
    /// Its name in a sentence: `forhåndsvisningen fra 25. november 2026 kl. 3.12`.
    label: String,
    /// Its name above a column.
    short_label: String,
    snapshot: Snapshot,
    /// All findings of that time; `None` if it is no preview.
    findings: Option<Vec<PublishedFinding>>,
    sha256: String,
    pages: BaselinePages,
}

enum BaselinePages {
    /// Stored by an earlier preview.
    Stored(EarlierPreview),
    /// Can be typeset again with the templates as they are now.
    ToTypeset,
    /// Cannot be compared, for this reason (Danish).
    Incomparable(String),
}

/// Finds what `--against` names, or else the report as it was last built, or else that of the period before. `None` if there is
/// no such report.
///
/// Fails when what is named does not exist or cannot be read; without a name, that is a finding.
pub fn find(named: Option<&str>, request: &Request, findings: &Findings) -> anyhow::Result<Option<FoundBaseline>> {
    if let Some(named) = named {
        return find_named(named, request, findings);
    }
    let periods = std::iter::once(request.period.clone()).chain(request.period.earlier(1));
    let mut candidates = periods.map(|period| StoredSnapshot::of_last_build(&request.report, period, &request.config));
    let Some(stored) = candidates.find(|stored| stored.path.is_file()) else { return Ok(None) };
    match FoundBaseline::read(&stored, request, findings) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(error) => {
            let message = format!("Den tidligere udgave kan ikke læses: {error:#}.");
            findings.push(
                Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message)
                    .advise("Forhåndsvisningen bliver lavet uden sammenligning. Byg rapporten igen, eller nævn en anden udgave med --against."),
            );
            Ok(None)
        }
    }
}

fn find_named(named: &str, request: &Request, findings: &Findings) -> anyhow::Result<Option<FoundBaseline>> {
    let folder = Path::new(named);
    if folder.join(FACTS).is_file() && !folder.join(SNAPSHOT).is_file() {
        let message = format!("{named} har ingen tal at sammenligne med: rapporten kunne ikke bygges den gang.");
        findings.push(Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message).with_severity(Severity::Info));
        return Ok(None);
    }
    let stored = StoredSnapshot::find(named, &request.report, &request.config)?;
    FoundBaseline::read(&stored, request, findings).map(Some)
}

impl FoundBaseline {
    fn read(stored: &StoredSnapshot, request: &Request, findings: &Findings) -> anyhow::Result<Self> {
        let snapshot = stored.read(findings)?;
        let folder = stored.path.parent().unwrap_or(Path::new("."));
        let pages = StoredPages::read(folder);
        anyhow::ensure!(
            snapshot.report == request.report,
            "{} er af rapporten {}. En forhåndsvisning sammenlignes med samme rapport; brug »kapreport compare« til to rapporter",
            stored.path.display(),
            snapshot.report
        );
        let is_same_period = snapshot.period == request.period;
        let facts = StoredFacts::read(folder);
        // The pages first: a preview that could not be built keeps pages and figures of an older one, but has facts of its own.
        let built = pages.as_ref().map(|pages| pages.built).or(facts.as_ref().map(|facts| facts.built));
        let (label, short_label) = match &built {
            Some(built) => (format!("forhåndsvisningen fra {}", moment(built)), short_moment(built)),
            None if is_same_period => ("rapporten, som den sidst er bygget".to_owned(), "Sidst bygget".to_owned()),
            None => (format!("rapporten for {}", snapshot.period), snapshot.period.label.clone()),
        };
        let pages = match pages {
            _ if !is_same_period => BaselinePages::Incomparable(format!(
                "Siderne er ikke sammenlignet: {label} er en anden periode, så alle sider er andre."
            )),
            Some(stored) => BaselinePages::Stored(EarlierPreview { stored, folder: folder.to_owned() }),
            None => BaselinePages::ToTypeset,
        };
        let findings = facts.filter(|_| is_same_period).map(|facts| facts.findings);
        Ok(Self { label, short_label, findings, sha256: stored.sha256()?, snapshot, pages })
    }

    /// The preview that has stored its pages, if the baseline is one.
    pub fn stored(&self) -> Option<&EarlierPreview> {
        match &self.pages {
            BaselinePages::Stored(earlier) => Some(earlier),
            BaselinePages::ToTypeset | BaselinePages::Incomparable(_) => None,
        }
    }

    /// The snapshot, if its pages have to be typeset.
    pub fn snapshot_to_typeset(&self) -> Option<&Snapshot> {
        matches!(self.pages, BaselinePages::ToTypeset).then_some(&self.snapshot)
    }

    /// Completes the baseline. `typeset` are its pages if they had to be typeset and could be.
    pub fn with_pages(self, typeset: Option<TypesetPages>) -> Baseline {
        let pages = match (self.pages, typeset) {
            (BaselinePages::Stored(EarlierPreview { stored, folder }), _) => Ok(OldPages::Stored(stored, folder)),
            (BaselinePages::Incomparable(why), _) => Err(why),
            (BaselinePages::ToTypeset, Some(TypesetPages { pages, typeset: Some(typeset), .. })) => {
                Ok(OldPages::SetNow(pages, Box::new(typeset)))
            }
            (BaselinePages::ToTypeset, _) => Err(
                "Siderne er ikke sammenlignet: de tidligere tal passer ikke til de nuværende tekster, så siderne kan ikke sættes igen."
                    .to_owned(),
            ),
        };
        let Self { label, short_label, snapshot, findings, sha256, .. } = self;
        Baseline { label, short: short_label, snapshot, findings, sha256, pages }
    }
}
