//! Finds what a preview is compared with.

use std::path::{Path, PathBuf};

use super::earlier::EarlierPreview;
use super::pages::TypesetPages;
use crate::danish;
use crate::definition::{self, Definition};
use crate::findings::{Code, Finding, Findings, Place, PublishedFinding};
use crate::output::is_missing;
use crate::period::Period;
use crate::pipeline::{ReportPlan, Request, StoredSnapshot};
use crate::preview::baseline::{Baseline, OldPages};
use crate::preview::file_names::{FACTS, SNAPSHOT};
use crate::preview::stored::{StoredBasis, StoredFacts, StoredPages};
use crate::preview::time::{moment, short_moment};
use crate::snapshot::Snapshot;

/// A baseline whose pages may still have to be typeset.
pub struct FoundBaseline {
    /// Its name in a sentence: `forhåndsvisningen fra 25. november 2026 kl. 3.12`.
    label: String,
    /// Its name above a column.
    short_label: String,
    snapshot: Snapshot,
    /// All findings of the baseline; `None` if it is no preview.
    findings: Option<Vec<PublishedFinding>>,
    sha256: String,
    folder: PathBuf,
    pages: BaselinePages,
}

enum BaselinePages {
    /// Stored by an earlier preview.
    Stored(EarlierPreview),
    /// Can be typeset again with the templates as they are now.
    ToTypeset,
    /// Cannot be compared, for this reason, in Danish.
    Incomparable(String),
}

/// Finds what `--against` names, or else the last build of the report, or else that of the period before. `None` if there is
/// none, or, with a warning, if it cannot be read: a preview without a comparison is better than none.
pub fn find(named: Option<&str>, request: &Request, findings: &Findings) -> Option<FoundBaseline> {
    let found = match named {
        Some(named) => find_named(named, request, findings),
        None => find_last(request, findings),
    };
    found.unwrap_or_else(|error| {
        let message = format!("Der er ikke sammenlignet: {}.", danish::causes(&error));
        let advice = "Forhåndsvisningen er lavet uden sammenligning. Byg rapporten igen, eller nævn en anden udgave med --against.";
        findings.push(Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message).advise(advice));
        None
    })
}

fn find_last(request: &Request, findings: &Findings) -> anyhow::Result<Option<FoundBaseline>> {
    let periods = std::iter::once(request.period.clone()).chain(request.period.earlier(1));
    let mut candidates = periods.map(|period| StoredSnapshot::of_last_build(&request.report, period, &request.config));
    let stored = candidates.find(|stored| !is_missing(&stored.path));
    stored.map(|stored| FoundBaseline::read(&stored, request, findings)).transpose()
}

fn find_named(named: &str, request: &Request, findings: &Findings) -> anyhow::Result<Option<FoundBaseline>> {
    let folder = Path::new(named);
    anyhow::ensure!(
        !folder.join(FACTS).is_file() || folder.join(SNAPSHOT).is_file(),
        "{named} har ingen tal at sammenligne med, fordi rapporten ikke kunne bygges den gang"
    );
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
        // The time of the pages first: a preview of a report that could not be built keeps pages and figures of an older one, but
        // has facts of its own.
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
        let sha256 = stored.sha256()?;
        Ok(Self { label, short_label, findings, sha256, snapshot, folder: folder.to_owned(), pages })
    }

    /// The folder of its snapshot.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn is_of(&self, period: &Period) -> bool {
        self.snapshot.period == *period
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

    /// Completes the baseline. `typeset` is `Some` if its pages had to be typeset and could be; `plan` is the current one.
    pub fn complete(self, typeset: Option<TypesetPages>, plan: Option<&ReportPlan<'_>>) -> Baseline {
        let basis = StoredBasis::read(&self.folder);
        let definition = basis.as_ref().zip(plan).and_then(|(basis, plan)| definition_of(basis, plan));
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
        Baseline { label, short: short_label, snapshot, findings, sha256, basis, definition, pages }
    }
}

/// The definition of the baseline. `None` if its files are the current ones, or are no valid definition any more.
fn definition_of(basis: &StoredBasis, plan: &ReportPlan<'_>) -> Option<Definition> {
    let templates = &plan.definition.templates;
    let is_same = |path: &String, text: &str| templates.text(path).ok().flatten().is_some_and(|now| now == text);
    if basis.sources.iter().all(|(path, source)| is_same(path, &source.text)) {
        return None;
    }
    let sources = basis.sources.iter();
    let templates = sources.fold(templates.clone(), |templates, (path, source)| templates.with(path, &source.text));
    definition::read(&basis.report, templates, &Findings::default())
}
