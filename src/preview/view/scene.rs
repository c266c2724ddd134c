//! What all web pages are made from.

use std::cell::OnceCell;

use crate::diff::Selection;
use crate::diff::page::{Page, Row};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

pub(super) struct Scene<'a> {
    pub(super) preview: &'a Preview<'a>,
    /// Computed when first needed, since a summary needs none.
    places: OnceCell<FigurePlaces>,
    /// The comparison of the figures in words.
    pub(super) comparison: Option<Page>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(preview: &'a Preview<'a>) -> Self {
        let figures = preview.figures.as_ref();
        Self {
            preview,
            places: OnceCell::new(),
            comparison: figures.map(|figures| Page::new(&figures.diff, &Selection::default())),
        }
    }

    /// Where the report prints its figures.
    pub(super) fn places(&self) -> &FigurePlaces {
        let figures = self.preview.figures.as_ref();
        let places = || figures.map(|figures| FigurePlaces::of(figures, self.preview.pages.as_ref()));
        self.places.get_or_init(|| places().unwrap_or_default())
    }

    /// The rows of a figure in the comparison.
    pub(super) fn rows(&self, id: &str) -> impl Iterator<Item = &Row> {
        let sections = self.comparison.iter().flat_map(|comparison| &comparison.sections);
        sections.flat_map(|section| &section.rows).filter(move |row| row.id == id)
    }
}
