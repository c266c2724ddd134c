//! The page with the findings, and which figures and pages they affect.

use serde::Serialize;

use super::links::PageLink;
use super::web_page::{figure_href, finding_anchor};
use crate::findings::{Finding, Severity, printable};
use crate::forms::clean;
use crate::preview::affected::{AffectedParts, affected};
use crate::preview::scene::Scene;

/// Most figures, and most pages, that are listed for a finding.
const MOST: usize = 12;

#[derive(Debug, Serialize)]
pub(super) struct FindingsPage {
    /// Shown if there are no findings.
    none: Option<&'static str>,
    groups: Vec<FindingGroup>,
    solved: Vec<SolvedItem>,
}

/// The findings of a severity.
#[derive(Debug, Serialize)]
struct FindingGroup {
    id: &'static str,
    title: &'static str,
    intro: &'static str,
    items: Vec<FindingItem>,
}

#[derive(Debug, Serialize)]
struct FindingItem {
    anchor: String,
    severity: Severity,
    word: &'static str,
    code: &'static str,
    message: String,
    place: String,
    /// Where the rule is written that figures break; "" for other findings.
    rule: String,
    advice: Vec<String>,
    is_new: bool,
    pages: Vec<PageLink>,
    figures: Vec<FigureLink>,
    explanation: &'static str,
}

#[derive(Debug, Serialize)]
struct FigureLink {
    id: String,
    href: String,
    label: String,
}

/// A finding of the baseline that is gone.
#[derive(Debug, Serialize)]
struct SolvedItem {
    word: &'static str,
    code: &'static str,
    message: String,
}

impl FindingsPage {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let groups = [
            (Severity::Error, "fejl", "Fejl", "Skal rettes, før rapporten kan udgives."),
            (
                Severity::Warning,
                "advarsler",
                "Advarsler",
                "Rapporten kan udgives, men se efter, om det er, som det skal være.",
            ),
            (Severity::Info, "oplysninger", "Oplysninger", "Godt at vide; kræver ikke noget."),
        ];
        let findings = || scene.preview.findings.iter().enumerate();
        let groups = groups.into_iter().map(|(severity, id, title, intro)| {
            let items = findings().filter(|(_, finding)| finding.severity == severity);
            FindingGroup {
                id,
                title,
                intro,
                items: items.map(|(index, finding)| FindingItem::new(index, finding, scene)).collect(),
            }
        });
        let solved = scene.preview.solved().into_iter().map(|finding| SolvedItem {
            word: finding.severity.danish(),
            code: finding.code.name(),
            message: clean(&finding.message),
        });
        Self {
            none: scene.preview.findings.is_empty().then_some("Der er intet at rette."),
            groups: groups.filter(|group| !group.items.is_empty()).collect(),
            solved: solved.collect(),
        }
    }
}

impl FindingItem {
    fn new(index: usize, finding: &Finding, scene: &Scene<'_>) -> Self {
        let AffectedParts { figures, pages } = affected(finding, scene.preview, scene.places());
        let labels = scene.preview.figures.as_ref().map(|figures| &figures.snapshot.figures);
        let figures = figures.into_iter().filter_map(|id| {
            let label = clean(&labels?.get(&id)?.label);
            Some(FigureLink { href: figure_href(&id), label, id: id.to_string() })
        });
        Self {
            anchor: finding_anchor(index),
            severity: finding.severity,
            word: finding.severity.danish(),
            code: finding.code.name(),
            message: printable(&finding.message),
            place: finding.place_in_words(),
            rule: finding.rule_in_words().unwrap_or_default(),
            advice: finding.advice.lines().map(printable).collect(),
            is_new: scene.preview.is_new(finding),
            pages: PageLink::all(pages.into_iter().take(MOST)),
            figures: figures.take(MOST).collect(),
            explanation: finding.code.explanation().trim_end(),
        }
    }
}
