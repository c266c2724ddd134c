//! What all web pages are made from.

use crate::diff::Selection;
use crate::diff::page::{Page, Row};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

pub(super) struct Scene<'a> {
    pub(super) preview: &'a Preview<'a>,
    pub(super) places: FigurePlaces,
    /// The comparison of the figures in words.
    pub(super) comparison: Option<Page>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(preview: &'a Preview<'a>) -> Self {
        let figures = preview.figures.as_ref();
        Self {
            preview,
            places: figures.map(|figures| FigurePlaces::of(figures, preview.pages.as_ref())).unwrap_or_default(),
            comparison: figures.map(|figures| Page::new(&figures.diff, &Selection::default())),
        }
    }

    /// The rows of a figure in the comparison.
    pub(super) fn rows(&self, id: &str) -> impl Iterator<Item = &Row> {
        let sections = self.comparison.iter().flat_map(|comparison| &comparison.sections);
        sections.flat_map(|section| &section.rows).filter(move |row| row.id == id)
    }
}
