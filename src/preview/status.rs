//! Whether the report can be published, and how much has changed.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::baseline::OldPages;
use super::changes::PageState;
use super::model::Preview;
use super::moved::has_moved;
use super::words::counted;
use crate::danish;
use crate::diff::FigureChange;
use crate::findings::{Finding, PublishedFinding, Severity};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TrafficLight {
    /// There are errors, or the report could not be built.
    Red,
    /// There are warnings.
    Yellow,
    Green,
}

impl TrafficLight {
    /// The light in Danish: `Rødt`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Red => "Rødt",
            Self::Yellow => "Gult",
            Self::Green => "Grønt",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PreviewCounts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// Figures with another number or definition, new figures and figures that are gone.
    pub(crate) figures_changed: usize,
    /// Pages with other content, new pages and pages that are gone.
    pub(crate) pages_changed: usize,
}

impl Preview<'_> {
    /// Whether the report could be built, at least as a draft.
    pub(crate) fn is_built(&self) -> bool {
        self.pages.is_some()
    }

    pub(crate) fn light(&self) -> TrafficLight {
        let counts = self.counts();
        if counts.errors > 0 || !self.is_built() {
            TrafficLight::Red
        } else if counts.warnings > 0 {
            TrafficLight::Yellow
        } else {
            TrafficLight::Green
        }
    }

    /// The comparisons of all figures but those whose export is missing: they are lacking, which the gaps tell, and no other numbers.
    pub(crate) fn present(&self) -> impl Iterator<Item = &FigureChange> {
        let figures = self.figures.iter().flat_map(|figures| figures.diff.figures());
        let is_lacking = |id| self.gaps.figures.get(id).is_some_and(|gap| gap.kept_from.is_none());
        figures.filter(move |entry| !is_lacking(&entry.id))
    }

    /// The figures that have changed since the baseline.
    pub(crate) fn moved(&self) -> impl Iterator<Item = &FigureChange> {
        self.present().filter(|entry| has_moved(entry))
    }

    pub(crate) fn counts(&self) -> PreviewCounts {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let changes = self.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
        PreviewCounts {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            figures_changed: self.moved().count(),
            pages_changed: changes.filter(|change| change.state.is_change()).count(),
        }
    }

    /// The verdict and what has changed, for the top of the overview and for summaries.
    pub(crate) fn sentence(&self) -> String {
        let counts = self.counts();
        let mend = |errors: usize| format!("{} skal rettes", counted(errors, "fejl", "fejl"));
        let verdict = match (self.is_built(), counts.errors, counts.warnings) {
            (false, errors, _) => format!("Rapporten kan ikke bygges: {} først.", mend(errors)),
            (true, 0, 0) => "Rapporten kan bygges, og der er intet at rette.".to_owned(),
            (true, 0, warnings) => {
                format!("Rapporten kan bygges, men se på {}.", counted(warnings, "advarsel", "advarsler"))
            }
            (true, errors, _) if !self.gaps.is_empty() => {
                format!("Udkastet er bygget med det, der er: {}, før rapporten kan udgives.", mend(errors))
            }
            (true, errors, _) => format!("Udkastet er bygget, men {}, før rapporten kan udgives.", mend(errors)),
        };
        match self.change() {
            Some(change) => format!("{verdict} {change}"),
            None => verdict,
        }
    }

    /// A sentence on what has changed since the baseline. `None` if nothing could be compared.
    pub(crate) fn change(&self) -> Option<String> {
        let baseline = self.baseline?;
        let counts = self.counts();
        let figures = self.figures.as_ref().map(|_| (counts.figures_changed, "nøgletal", "nøgletal"));
        let pages = self.pages.as_ref().and_then(|pages| pages.changes.as_ref());
        let pages = pages.map(|_| (counts.pages_changed, "side", "sider"));
        let all: Vec<_> = figures.into_iter().chain(pages).collect();
        let changed: Vec<String> =
            all.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
        let since = &baseline.label;
        match (all.is_empty(), changed.is_empty(), self.compares_words()) {
            (true, ..) => None,
            // What is there is not all of the new period, so there is no rest that is unchanged.
            (false, true, _) if !self.gaps.is_empty() && baseline.snapshot.period.label != self.report.period => None,
            (false, true, true) if !self.gaps.is_empty() => Some(format!("Resten er uændret siden {since}.")),
            (false, true, true) if self.has_new_look() => Some(format!("Kun udseendet er ændret siden {since}.")),
            (false, true, true) => Some(format!("Intet er ændret siden {since}.")),
            (false, true, false) => {
                Some(format!("Ingen nøgletal er ændret siden {since}; teksten er ikke sammenlignet."))
            }
            (false, false, _) => Some(format!("{} er ændret siden {since}.", danish::list(&changed))),
        }
    }

    /// Numbers of the changed pages, from 1.
    pub(crate) fn changed_pages(&self) -> BTreeSet<usize> {
        let changes = self.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
        changes.filter(|change| change.state.is_change()).filter_map(|change| Some(change.new? + 1)).collect()
    }

    /// `13 sider følger med: kun numre, indholdsfortegnelse, bilag eller farver.`; "" if there are none.
    pub(crate) fn following(&self) -> String {
        let changes = self.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
        match changes.filter(|change| change.state == PageState::Follows).count() {
            0 => String::new(),
            count => format!(
                "{} følger med: kun numre, indholdsfortegnelse, bilag eller farver.",
                counted(count, "side", "sider")
            ),
        }
    }

    /// Whether the pages are compared with stored ones. Pages typeset now have today's text, so changed text does not show.
    fn compares_words(&self) -> bool {
        let stored = self.baseline.is_some_and(|baseline| matches!(baseline.pages, Ok(OldPages::Stored(..))));
        stored && self.pages.as_ref().is_some_and(|pages| pages.changes.is_some())
    }

    /// Whether nothing has changed since the baseline.
    pub(crate) fn is_quiet(&self) -> bool {
        let counts = self.counts();
        self.compares_words() && counts.figures_changed == 0 && counts.pages_changed == 0
    }

    /// Findings of the baseline that are gone. Empty if part of the report cannot be made, because some checks did not run then.
    pub(crate) fn solved(&self) -> Vec<&PublishedFinding> {
        if !self.is_built() || !self.gaps.is_empty() {
            return Vec::new();
        }
        let now: HashSet<String> = self.findings.iter().map(|finding| finding.identity()).collect();
        let then = self.baseline.and_then(|baseline| baseline.findings.as_ref());
        then.into_iter().flatten().filter(|finding| !now.contains(&finding.identity())).collect()
    }

    pub(crate) fn is_new(&self, finding: &Finding) -> bool {
        let then = self.baseline.and_then(|baseline| baseline.findings.as_ref());
        then.is_some_and(|then| !then.iter().any(|then| then.identity() == finding.identity()))
    }

    /// Errors that the baseline did not have; all if its findings are not known.
    pub(crate) fn new_errors(&self) -> usize {
        let is_known = self.baseline.is_some_and(|baseline| baseline.findings.is_some());
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|finding| !is_known || self.is_new(finding)).count()
    }
}
