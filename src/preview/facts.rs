//! What a preview says first: how the report stands, and how much has changed.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;

use super::{Counts, Light, Numbers, OldPages, Pages, Preview, State};
use crate::danish;
use crate::definition::usage::{Usage, Use, UsedIn};
use crate::diff::{Comparison, Entry, Kind, Numbers as Compared};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Finding, Place, Severity};
use crate::snapshot::SourceFile;
use crate::typeset::Whereabouts;

impl Preview<'_> {
    /// Whether the report could be built, if only as a draft.
    pub fn is_built(&self) -> bool {
        self.pages.is_some()
    }

    /// How the report stands.
    pub fn light(&self) -> Light {
        let counts = self.counts();
        if counts.errors > 0 || !self.is_built() {
            Light::Red
        } else if counts.warnings > 0 {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    /// How much there is of what an editor asks for first.
    pub fn counts(&self) -> Counts {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let figures = self.numbers.iter().flat_map(|numbers| numbers.diff.entries());
        let changes = self.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
        Counts {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            figures_changed: figures.filter(|entry| has_moved(entry)).count(),
            pages_changed: changes.filter(|change| change.state.is_change()).count(),
        }
    }

    /// One sentence on how the report stands and what has changed.
    pub fn sentence(&self) -> String {
        let counts = self.counts();
        let mend = |errors: usize| format!("{} skal rettes", counted(errors, "fejl", "fejl"));
        let standing = match (self.is_built(), counts.errors, counts.warnings) {
            (false, errors, _) => format!("Rapporten kan ikke bygges: {} først.", mend(errors)),
            (true, 0, 0) => "Rapporten kan bygges, og der er intet at rette.".to_owned(),
            (true, 0, warnings) => {
                format!("Rapporten kan bygges, men se på {}.", counted(warnings, "advarsel", "advarsler"))
            }
            (true, errors, _) => format!("Udkastet er bygget, men {}, før rapporten kan udgives.", mend(errors)),
        };
        match self.change() {
            Some(change) => format!("{standing} {change}"),
            None => standing,
        }
    }

    /// What has changed since the baseline, in a sentence; None where nothing can be compared.
    pub fn change(&self) -> Option<String> {
        let baseline = self.baseline?;
        let counts = self.counts();
        let figures = self.numbers.as_ref().map(|_| (counts.figures_changed, "nøgletal", "nøgletal"));
        let pages = self.pages.as_ref().and_then(|pages| pages.changes.as_ref());
        let pages = pages.map(|_| (counts.pages_changed, "side", "sider"));
        let all: Vec<_> = figures.into_iter().chain(pages).collect();
        let changed: Vec<String> =
            all.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
        let since = &baseline.label;
        match (all.is_empty(), changed.is_empty(), self.compares_words()) {
            (true, ..) => None,
            (false, true, true) => Some(format!("Intet er ændret siden {since}.")),
            (false, true, false) => {
                Some(format!("Ingen nøgletal er ændret siden {since}; teksten er ikke sammenlignet."))
            }
            (false, false, _) => Some(format!("{} er ændret siden {since}.", danish::list(&changed))),
        }
    }

    /// Whether the pages are compared with those of an earlier preview, as they were then.
    fn compares_words(&self) -> bool {
        let stored = self.baseline.is_some_and(|baseline| matches!(baseline.pages, Ok(OldPages::Stored(..))));
        stored && self.pages.as_ref().is_some_and(|pages| pages.changes.is_some())
    }

    /// Whether there is a baseline and all is as it was in it.
    pub fn is_quiet(&self) -> bool {
        let counts = self.counts();
        self.compares_words() && counts.figures_changed == 0 && counts.pages_changed == 0
    }

    /// What was found in the baseline and is not found any more; nothing where the report cannot be built, since not all has been
    /// tried then.
    pub fn solved(&self) -> Vec<&Finding> {
        if !self.is_built() {
            return Vec::new();
        }
        let now: HashSet<String> = self.findings.iter().map(Finding::identity).collect();
        let then = self.baseline.and_then(|baseline| baseline.findings.as_ref());
        then.into_iter().flatten().filter(|finding| !now.contains(&finding.identity())).collect()
    }

    /// Whether the baseline had not this finding.
    pub fn is_new(&self, finding: &Finding) -> bool {
        let then = self.baseline.and_then(|baseline| baseline.findings.as_ref());
        then.is_some_and(|then| !then.iter().any(|then| then.identity() == finding.identity()))
    }
}

/// Whether a figure is not as it was.
pub fn has_moved(entry: &Entry) -> bool {
    match entry.kind() {
        Kind::Changed | Kind::New | Kind::Gone | Kind::Incomparable => true,
        Kind::Unchanged => false,
        // A number that has become known or unknown is another; one that nobody knew or knows is not.
        Kind::Unknown => match &entry.comparison {
            Comparison::Number { numbers, .. } => became_known(*numbers),
            Comparison::Series { members, .. } => members.iter().any(|member| became_known(member.numbers)),
            Comparison::New(_) | Comparison::Gone(_) | Comparison::Incomparable(..) => false,
        },
    }
}

/// Whether one of the two is known and the other is not.
fn became_known(numbers: Compared) -> bool {
    matches!(numbers, Compared::Both(None, Some(_)) | Compared::Both(Some(_), None))
}

impl State {
    /// Whether the content is not as it was.
    pub fn is_change(self) -> bool {
        match self {
            Self::Changed | Self::New | Self::Gone => true,
            Self::Moved | Self::Unchanged => false,
        }
    }
}

/// Where figures are printed.
#[derive(Default)]
pub struct Printed {
    /// For each figure the places and their pages.
    places: IndexMap<FigureId, Vec<PrintedAt>>,
}

/// A place where a figure is printed.
pub struct PrintedAt {
    /// The place in words.
    pub text: String,
    /// The pages, from 1; none where they are not known.
    pub pages: Vec<usize>,
}

impl Printed {
    /// The places of all figures.
    pub fn of(numbers: &Numbers<'_>, pages: Option<&Pages<'_>>) -> Self {
        let usage = Usage::of(numbers.definition);
        let period = numbers.snapshot.period.in_words();
        let places = numbers.snapshot.figures.keys().map(|id| {
            let mut at: Vec<PrintedAt> = Vec::new();
            for used in usage.of_figure(&id.whole()).filter(|used| used.is_printed()) {
                let text = used.describe(&period);
                let found = pages.map(|pages| pages_of(used, pages.whereabouts)).unwrap_or_default();
                if !at.iter().any(|known| known.text == text) {
                    at.push(PrintedAt { text, pages: found });
                }
            }
            (id.clone(), at)
        });
        Self { places: places.collect() }
    }

    /// The places of this figure.
    pub fn places(&self, id: &str) -> &[PrintedAt] {
        self.places.get(id).map_or(&[], Vec::as_slice)
    }

    /// The pages of this figure.
    pub fn pages(&self, id: &str) -> BTreeSet<usize> {
        self.places(id).iter().flat_map(|place| &place.pages).copied().collect()
    }
}

/// The pages where a figure is used in this way.
fn pages_of(used: &Use, whereabouts: &Whereabouts) -> Vec<usize> {
    match &used.what {
        UsedIn::Table(table) | UsedIn::TableText(table) => whereabouts.table(&table.id).into_iter().collect(),
        UsedIn::Chart(chart) | UsedIn::ChartText(chart) => whereabouts.chart(&chart.id).into_iter().collect(),
        UsedIn::Prose { .. } | UsedIn::Tile { .. } => whereabouts.line(&used.at.file, used.at.line),
        UsedIn::Figure { .. } | UsedIn::Check { .. } => Vec::new(),
    }
}

/// The figures and pages that a finding is about or affects.
pub fn affected(finding: &Finding, preview: &Preview<'_>, printed: &Printed) -> (Vec<FigureId>, BTreeSet<usize>) {
    let figures: Vec<FigureId> = match (&finding.place, &preview.numbers) {
        (Place::Figures { ids }, _) => {
            let mut figures: Vec<FigureId> = Vec::new();
            for FigureRef { id, .. } in ids {
                if !figures.contains(id) {
                    figures.push(id.clone());
                }
            }
            figures
        }
        (Place::Data { file, sheet, .. }, Some(numbers)) => {
            let same = |source: &&SourceFile| source.file == *file && (sheet.is_none() || source.sheet == *sheet);
            let sources = numbers.snapshot.sources.iter().filter(same);
            let datasets: HashSet<&str> = sources.map(|source| source.dataset.as_str()).collect();
            let ids = numbers.snapshot.figures.keys();
            ids.filter(|id| numbers.snapshot.datasets_of(id).iter().any(|dataset| datasets.contains(dataset)))
                .cloned()
                .collect()
        }
        _ => Vec::new(),
    };
    let mut pages: BTreeSet<usize> = figures.iter().flat_map(|id| printed.pages(id)).collect();
    if let (Place::Source { file, line, .. }, Some(set)) = (&finding.place, &preview.pages)
        && file.ends_with(".typ")
    {
        pages.extend(set.whereabouts.line(file, *line));
    }
    (figures, pages)
}

/// `1 side`, `4 sider`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    danish::counted(count as u64, one, many)
}
