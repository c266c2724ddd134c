//! The page with the figures: their numbers before and now, and how they were computed.

mod filters;
mod item;

use serde::Serialize;

use crate::danish;
use crate::diff::{DIFFERENCE_AND_CHANGE, DiffChapter};
use crate::forms::clean;
use crate::preview::model::ReportFigures;
use crate::preview::scene::Scene;
use filters::{FilterItem, filters, summary};
use item::FigureItem;

#[derive(Debug, Serialize)]
pub(super) struct FiguresPage {
    compared: bool,
    /// Headers of the columns.
    columns: [String; 5],
    cautions: Vec<String>,
    summary: String,
    filters: Vec<FilterItem>,
    chapters: Vec<ChapterItem>,
}

#[derive(Debug, Serialize)]
struct ChapterItem {
    id: String,
    title: String,
    figures: Vec<FigureItem>,
}

impl FiguresPage {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let Some(figures) = &scene.preview.figures else { return Self::empty() };
        let chapters: Vec<ChapterItem> =
            figures.diff.chapters.iter().map(|chapter| ChapterItem::new(chapter, scene, figures)).collect();
        let all: Vec<&FigureItem> = chapters.iter().flat_map(|chapter| &chapter.figures).collect();
        let Some(baseline) = scene.preview.baseline else {
            let summary = danish::counted(figures.snapshot.figures.len() as u64, "nøgletal.", "nøgletal.");
            return Self { chapters, summary, ..Self::empty() };
        };
        let [difference, percent] = DIFFERENCE_AND_CHANGE.map(str::to_owned);
        Self {
            compared: true,
            columns: ["Nøgletal".to_owned(), baseline.short.clone(), "Nu".to_owned(), difference, percent],
            cautions: figures.diff.cautions.iter().map(|caution| clean(caution)).collect(),
            summary: summary(&all),
            filters: filters(&all),
            chapters,
        }
    }

    fn empty() -> Self {
        Self {
            compared: false,
            columns: Default::default(),
            cautions: Vec::new(),
            summary: "Nøgletallene kunne ikke beregnes.".to_owned(),
            filters: Vec::new(),
            chapters: Vec::new(),
        }
    }
}

impl ChapterItem {
    fn new(chapter: &DiffChapter, scene: &Scene<'_>, figures: &ReportFigures<'_>) -> Self {
        Self {
            id: chapter.id.clone(),
            title: clean(&chapter.title),
            figures: chapter.figures.iter().map(|entry| FigureItem::new(entry, scene, figures)).collect(),
        }
    }
}
