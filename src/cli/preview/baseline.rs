//! What a preview is compared with, as its arguments name it.

use std::path::Path;

use super::setting::{Earlier, Set};
use crate::cli::job::Target;
use crate::cli::stored::Place;
use crate::findings::{Code, Finding, Findings, Place as Nowhere, Severity};
use crate::preview::{self, Baseline, OldPages, StoredFacts, StoredPages};
use crate::snapshot::Snapshot;

/// A baseline whose pages may still have to be set.
pub struct Against {
    label: String,
    short: String,
    snapshot: Snapshot,
    findings: Option<Vec<Finding>>,
    sha256: String,
    pages: Known,
}

/// What is known of the pages of a baseline.
enum Known {
    /// An earlier preview has stored them.
    Stored(OldPages),
    /// They can be set again with the templates as they are.
    ToSet,
    /// They cannot be compared, for this reason.
    Apart(String),
}

/// What `--against` names; without it the report as it was built last, or that of the period before. None where neither is
/// there.
///
/// # Errors
/// When what is named is not there or cannot be read.
pub fn find(named: Option<&str>, target: &Target, findings: &Findings) -> anyhow::Result<Option<Against>> {
    if let Some(named) = named {
        let folder = Path::new(named);
        if folder.join(preview::FACTS).is_file() && !folder.join(preview::FIGURES).is_file() {
            let message = format!("{named} har ingen tal at sammenligne med: rapporten kunne ikke bygges den gang.");
            let finding = Finding::error(Code::SnapshotUnreadable, Nowhere::Nowhere, message);
            findings.push(finding.with_severity(Severity::Info));
            return Ok(None);
        }
        let place = Place::find(named, &target.report, &target.config)?;
        return Against::read(&place, target).map(Some);
    }
    let periods = std::iter::once(target.period.clone()).chain(target.period.earlier(1));
    let places = periods.map(|period| Place::of(&target.report, period, &target.config));
    let Some(place) = places.into_iter().find(|place| place.path.is_file()) else { return Ok(None) };
    match Against::read(&place, target) {
        Ok(against) => Ok(Some(against)),
        Err(error) => {
            let message = format!("Den tidligere udgave kan ikke læses: {error:#}.");
            let finding = Finding::error(Code::SnapshotUnreadable, Nowhere::Nowhere, message)
                .with_severity(Severity::Warning)
                .advise("Forhåndsvisningen bliver lavet uden sammenligning. Byg rapporten igen, eller nævn en anden udgave med --against.");
            findings.push(finding);
            Ok(None)
        }
    }
}

impl Against {
    fn read(place: &Place, target: &Target) -> anyhow::Result<Self> {
        let snapshot = place.read()?;
        let folder = place.path.parent().unwrap_or(Path::new("."));
        let stored = StoredPages::read(folder);
        anyhow::ensure!(
            snapshot.report == target.report,
            "{} er af rapporten {}. En forhåndsvisning sammenlignes med samme rapport; brug »kapreport compare« til to rapporter",
            place.path.display(),
            snapshot.report
        );
        let same = snapshot.period == target.period;
        let facts = StoredFacts::read(folder);
        // A night without pages of its own keeps those of another, and their figures.
        let built = stored.as_ref().map(|stored| stored.built).or(facts.as_ref().map(|facts| facts.built));
        let (label, short) = match &built {
            Some(built) => (format!("forhåndsvisningen fra {}", preview::moment(built)), preview::short_moment(built)),
            None if same => ("rapporten, som den sidst er bygget".to_owned(), "Sidst bygget".to_owned()),
            None => (format!("rapporten for {}", snapshot.period), snapshot.period.label.clone()),
        };
        let pages = match stored {
            _ if !same => Known::Apart(format!(
                "Siderne er ikke sammenlignet: {label} er en anden periode, så alle sider er andre."
            )),
            Some(stored) => Known::Stored(OldPages::Stored(stored, folder.to_owned())),
            None => Known::ToSet,
        };
        let findings = facts.filter(|_| same).map(|facts| facts.findings);
        Ok(Self { label, short, findings, sha256: place.sha256()?, snapshot, pages })
    }

    /// The preview that has stored its pages.
    pub fn stored(&self) -> Option<Earlier> {
        match &self.pages {
            Known::Stored(OldPages::Stored(stored, folder)) => Some((stored.clone(), folder.clone())),
            Known::Stored(OldPages::SetNow(..)) | Known::ToSet | Known::Apart(_) => None,
        }
    }

    /// The snapshot, where its pages have to be set.
    pub fn to_set(&self) -> Option<&Snapshot> {
        matches!(self.pages, Known::ToSet).then_some(&self.snapshot)
    }

    /// The baseline with the pages that have been set, where they had to be.
    pub fn with_pages(self, set: Option<Set>) -> Baseline {
        let pages = match (self.pages, set) {
            (Known::Stored(pages), _) => Ok(pages),
            (Known::Apart(why), _) => Err(why),
            (Known::ToSet, Some(Set { pages, typeset: Some(typeset), .. })) => {
                Ok(OldPages::SetNow(pages, Box::new(typeset)))
            }
            (Known::ToSet, _) => Err(
                "Siderne er ikke sammenlignet: de tidligere tal passer ikke til de nuværende tekster, så siderne kan ikke sættes igen."
                    .to_owned(),
            ),
        };
        let Self { label, short, snapshot, findings, sha256, .. } = self;
        Baseline { label, short, snapshot, findings, sha256, pages }
    }
}
