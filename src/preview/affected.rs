//! What a finding affects: the figures counted from its export, and the pages that print them.

use std::collections::{BTreeSet, HashSet};

use super::figure_places::FigurePlaces;
use super::model::Preview;
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Finding, Place};
use crate::snapshot::SourceFile;

pub(crate) struct AffectedParts {
    pub(crate) figures: Vec<FigureId>,
    /// Counted from 1.
    pub(crate) pages: BTreeSet<usize>,
}

pub(crate) fn affected(finding: &Finding, preview: &Preview<'_>, places: &FigurePlaces) -> AffectedParts {
    let figures = figures(finding, preview);
    let mut pages: BTreeSet<usize> = figures.iter().flat_map(|id| places.pages(id)).collect();
    // A finding in prose affects the page that shows its line.
    if let (Place::Source { file, line, .. }, Some(typeset)) = (&finding.place, &preview.pages)
        && file.ends_with(".typ")
    {
        pages.extend(typeset.whereabouts.line(file, *line));
    }
    AffectedParts { figures, pages }
}

/// The figures that the finding names, or those computed from the file or sheet that it concerns.
fn figures(finding: &Finding, preview: &Preview<'_>) -> Vec<FigureId> {
    match (&finding.place, &preview.figures) {
        (Place::Figures { ids }, _) => {
            let mut figures: Vec<FigureId> = Vec::new();
            for FigureRef { id, .. } in ids {
                if !figures.contains(id) {
                    figures.push(id.clone());
                }
            }
            figures
        }
        (Place::Data { file, sheet, .. }, Some(known)) => {
            let same = |source: &&SourceFile| source.file == *file && (sheet.is_none() || source.sheet == *sheet);
            let sources = known.snapshot.sources.iter().filter(same);
            let datasets: HashSet<&str> = sources.map(|source| source.dataset.as_str()).collect();
            let ids = known.snapshot.figures.keys();
            let reads = |id: &&FigureId| known.snapshot.datasets_of(id).iter().any(|read| datasets.contains(read));
            ids.filter(reads).cloned().collect()
        }
        _ => Vec::new(),
    }
}
