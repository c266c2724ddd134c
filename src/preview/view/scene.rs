//! What all web pages are made from.

use std::cell::OnceCell;

use crate::diff::{ChangeRow, FigureChange};
use crate::preview::causes::{ChangeCause, causes};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

pub(super) struct Scene<'a> {
    pub(super) preview: &'a Preview<'a>,
    /// Computed when first needed, since a summary needs none.
    places: OnceCell<FigurePlaces>,
    causes: OnceCell<Vec<ChangeCause>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(preview: &'a Preview<'a>) -> Self {
        Self { preview, places: OnceCell::new(), causes: OnceCell::new() }
    }

    /// Where the report prints its figures.
    pub(super) fn places(&self) -> &FigurePlaces {
        let figures = self.preview.figures.as_ref();
        let places = || figures.map(|figures| FigurePlaces::of(figures, self.preview.pages.as_ref()));
        self.places.get_or_init(|| places().unwrap_or_default())
    }

    /// Why the report has changed.
    pub(super) fn causes(&self) -> &[ChangeCause] {
        self.causes.get_or_init(|| causes(self.preview, self.places()))
    }

    /// The rows of a figure in the comparison.
    pub(super) fn rows(&self, figure: &FigureChange) -> Vec<ChangeRow> {
        self.preview.figures.as_ref().map(|figures| figure.rows(&figures.diff)).unwrap_or_default()
    }
}
