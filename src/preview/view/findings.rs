//! The page with the findings, as the terminal tells them, and what they affect.

use serde::Serialize;

use super::{PageLink, Scene, figure_href, finding_anchor};
use crate::findings::{Finding, Severity, printable};
use crate::forms::clean;
use crate::preview::facts::affected;

/// How many figures and pages are named that a finding affects.
const MOST: usize = 12;

/// The page.
#[derive(Debug, Serialize)]
pub struct FindingsView {
    none: Option<&'static str>,
    groups: Vec<GroupView>,
    solved: Vec<SolvedView>,
}

/// The findings of a severity.
#[derive(Debug, Serialize)]
struct GroupView {
    id: &'static str,
    title: &'static str,
    intro: &'static str,
    items: Vec<FindingView>,
}

/// A finding.
#[derive(Debug, Serialize)]
struct FindingView {
    anchor: String,
    severity: Severity,
    word: &'static str,
    code: &'static str,
    message: String,
    place: String,
    advice: Vec<String>,
    is_new: bool,
    pages: Vec<PageLink>,
    figures: Vec<FigureLink>,
    explanation: &'static str,
}

/// A link to a figure.
#[derive(Debug, Serialize)]
struct FigureLink {
    id: String,
    href: String,
    label: String,
}

/// A finding that is there no more.
#[derive(Debug, Serialize)]
struct SolvedView {
    word: &'static str,
    code: &'static str,
    message: String,
}

impl FindingsView {
    /// The findings of a preview.
    pub fn new(scene: &Scene<'_>) -> Self {
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
            GroupView {
                id,
                title,
                intro,
                items: items.map(|(index, finding)| FindingView::new(index, finding, scene)).collect(),
            }
        });
        let solved = scene.preview.solved().into_iter().map(|finding| SolvedView {
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

impl FindingView {
    fn new(index: usize, finding: &Finding, scene: &Scene<'_>) -> Self {
        let (figures, pages) = affected(finding, scene.preview, &scene.printed);
        let labels = scene.preview.numbers.as_ref().map(|numbers| &numbers.snapshot.figures);
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
            advice: finding.advice.lines().map(printable).collect(),
            is_new: scene.preview.is_new(finding),
            pages: PageLink::all(pages.into_iter().take(MOST)),
            figures: figures.take(MOST).collect(),
            explanation: finding.code.explanation().trim_end(),
        }
    }
}
