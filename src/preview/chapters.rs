//! The status of each chapter: its traffic light, and what its owner has to do.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::affected::{AffectedParts, affected};
use super::figure_places::FigurePlaces;
use super::model::Preview;
use super::moved::has_moved;
use super::status::TrafficLight;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Place, Severity};

/// A chapter, or the report as a whole.
#[derive(Debug, Serialize)]
pub(crate) struct ChapterStatus<'a> {
    pub(crate) title: &'a str,
    /// "" if nobody is named.
    pub(crate) owner: &'a str,
    pub(crate) light: TrafficLight,
    /// What it lacks, in Danish.
    pub(crate) notices: Vec<String>,
    /// Indices of its errors and warnings, errors first.
    pub(crate) findings: Vec<usize>,
    pub(crate) figures_changed: usize,
    pub(crate) pages_changed: usize,
}

/// The chapters in the order of the report, and last the report as a whole if something has to be done that belongs to no
/// chapter.
pub(crate) fn chapters<'a>(preview: &Preview<'a>, places: &FigurePlaces) -> Vec<ChapterStatus<'a>> {
    let Some(figures) = &preview.figures else { return Vec::new() };
    let definition = figures.definition;
    let ids: Vec<&str> = definition.chapters.iter().map(|chapter| chapter.id.as_str()).collect();
    let mut of_chapter: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut of_none = Vec::new();
    // The chapters already report missing exports.
    let is_told = |finding: &Finding| finding.code == Code::NoData && !preview.gaps.datasets.is_empty();
    let to_do = preview.findings.iter().enumerate();
    let to_do = to_do.filter(|(_, finding)| finding.severity != Severity::Info && !is_told(finding));
    for (index, finding) in to_do {
        let mine = chapters_of(finding, preview, places);
        let known: Vec<&str> = ids.iter().copied().filter(|id| mine.contains(*id)).collect();
        if known.is_empty() {
            of_none.push(index);
        }
        known.into_iter().for_each(|id| of_chapter.entry(id).or_default().push(index));
    }
    let notices = preview.gaps.notices(definition);
    let changed_titles = changed_titles(preview);
    let mut all: Vec<ChapterStatus<'a>> = Vec::new();
    for chapter in &definition.chapters {
        let findings = of_chapter.remove(chapter.id.as_str()).unwrap_or_default();
        let own = notices.iter().filter(|(id, _)| *id == chapter.id);
        let notices: Vec<String> = own.map(|(_, text)| text.clone()).collect();
        let moved = figures.diff.figures().filter(|entry| has_moved(entry) && entry.id.chapter() == chapter.id);
        all.push(ChapterStatus {
            title: &chapter.title,
            owner: &chapter.owner,
            light: if notices.is_empty() { light(&findings, preview) } else { TrafficLight::Red },
            notices,
            findings,
            figures_changed: if preview.baseline.is_some() { moved.count() } else { 0 },
            pages_changed: changed_titles.iter().filter(|titles| titles.contains(&chapter.title)).count(),
        });
    }
    if !of_none.is_empty() {
        all.push(ChapterStatus {
            title: "Hele rapporten",
            owner: "",
            light: light(&of_none, preview),
            notices: Vec::new(),
            findings: of_none,
            figures_changed: 0,
            pages_changed: 0,
        });
    }
    all
}

/// For each changed page the titles of the chapters that have changed on it.
fn changed_titles(preview: &Preview<'_>) -> Vec<Vec<String>> {
    let old = preview.baseline.and_then(|baseline| baseline.pages.as_ref().ok()).map(|old| old.pages());
    let (Some(pages), Some(old)) = (&preview.pages, old) else { return Vec::new() };
    let changes = pages.changes.iter().flatten().filter(|change| change.state.is_change());
    changes.map(|change| change.titles(old, pages.all)).collect()
}

fn light(findings: &[usize], preview: &Preview<'_>) -> TrafficLight {
    match findings.iter().map(|index| preview.findings[*index].severity).min() {
        Some(Severity::Error) => TrafficLight::Red,
        Some(Severity::Warning) => TrafficLight::Yellow,
        Some(Severity::Info) | None => TrafficLight::Green,
    }
}

/// Ids of the chapters that a finding is about; empty if it is about the report as a whole.
fn chapters_of(finding: &Finding, preview: &Preview<'_>, places: &FigurePlaces) -> BTreeSet<String> {
    if let Place::Source { file, .. } = &finding.place {
        let name = file.strip_prefix(&format!("{}/", preview.report.id)).unwrap_or(file);
        let id = name.strip_suffix(".typ").or_else(|| name.strip_suffix(".toml"));
        return id.map(str::to_owned).into_iter().collect();
    }
    let AffectedParts { figures, .. } = affected(finding, preview, places);
    figures.iter().map(FigureId::chapter).map(str::to_owned).collect()
}
