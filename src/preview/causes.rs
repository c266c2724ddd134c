//! Why a report has changed since the baseline: exports, definitions, structure and texts, each with the figures and pages that
//! it changed. A file for each kind of cause, all of the same shape.

mod definitions;
mod exports;
mod gaps;
mod look;
mod structure;
mod texts;

use std::collections::BTreeSet;

use serde::Serialize;

use super::figure_places::FigurePlaces;
use super::model::Preview;
use crate::danish;
use crate::figure_id::FigureId;
use crate::forms::clean;

/// A cause of changes: something that somebody has done, or that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ChangeCause {
    pub(crate) kind: CauseKind,
    /// In one Danish sentence.
    pub(crate) sentence: String,
    /// Details, a line each: rows, words before and now.
    pub(crate) details: Vec<String>,
    /// The figures that it changed.
    pub(crate) figures: Vec<FigureId>,
    /// The pages that it changed, counted from 1.
    pub(crate) pages: BTreeSet<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CauseKind {
    /// Something is missing or cannot be read.
    Gap,
    Export,
    Definition,
    Structure,
    Text,
    Look,
    /// Figures have changed for no known reason.
    Unknown,
}

impl CauseKind {
    /// The heading of its causes, in Danish.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Gap => "Mangler",
            Self::Export => "Eksporter",
            Self::Definition => "Definitioner",
            Self::Structure => "Opbygning",
            Self::Text => "Tekst",
            Self::Look => "Udseende",
            Self::Unknown => "Andet",
        }
    }
}

impl ChangeCause {
    fn new(kind: CauseKind, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            sentence: clean(&sentence.into()),
            details: Vec::new(),
            figures: Vec::new(),
            pages: BTreeSet::new(),
        }
    }

    fn with_details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details.into_iter().map(|detail| clean(&detail)));
        self
    }

    /// Adds the figures that it changed, and the pages that print them.
    fn moving(mut self, figures: Vec<FigureId>, places: &FigurePlaces) -> Self {
        self.pages.extend(figures.iter().flat_map(|id| places.pages(id)));
        self.figures = figures;
        self
    }

    fn on_pages(mut self, pages: impl IntoIterator<Item = usize>) -> Self {
        self.pages.extend(pages);
        self
    }
}

/// All causes: first what is missing, then exports, definitions, structure and texts.
pub(crate) fn causes(preview: &Preview<'_>, places: &FigurePlaces) -> Vec<ChangeCause> {
    let mut all = gaps::causes(preview, places);
    let Some(baseline) = preview.baseline else { return all };
    if baseline.snapshot.period.label != preview.report.period {
        all.extend(other_period(preview));
        return all;
    }
    for find in [exports::causes, definitions::causes, structure::causes, texts::causes, look::causes] {
        all.extend(find(preview, baseline, places));
    }
    all.extend(unknown(preview, &all, places));
    all
}

/// Figures of another year are other figures, so nothing is told about why. `None` before any of them is there.
fn other_period(preview: &Preview<'_>) -> Option<ChangeCause> {
    preview.present().next()?;
    let then = preview.baseline.map_or("", |baseline| &baseline.snapshot.period.label);
    let changed = match preview.moved().count() as u64 {
        0 => "ingen nøgletal".to_owned(),
        count => danish::counted(count, "nøgletal", "nøgletal"),
    };
    Some(ChangeCause::new(CauseKind::Unknown, format!("Sammenlignet med {then}: {changed} er andre end dengang.")))
}

/// The figures that have changed without a known cause.
fn unknown(preview: &Preview<'_>, known: &[ChangeCause], places: &FigurePlaces) -> Option<ChangeCause> {
    let told: BTreeSet<&FigureId> = known.iter().flat_map(|cause| &cause.figures).collect();
    let others: Vec<FigureId> = preview.moved().map(|entry| entry.id.clone()).filter(|id| !told.contains(id)).collect();
    if others.is_empty() {
        return None;
    }
    let count = danish::counted(others.len() as u64, "nøgletal", "nøgletal");
    let sentence = format!("{count} er ændret, uden at det kan ses på eksporterne hvorfor.");
    Some(ChangeCause::new(CauseKind::Unknown, sentence).moving(others, places))
}
