//! What the web pages and the facts are made from.

use std::cell::OnceCell;

use super::causes::{ChangeCause, causes};
use super::chapters::{ChapterStatus, chapters};
use super::figure_places::FigurePlaces;
use super::model::Preview;
use crate::diff::{ChangeRow, FigureChange};

pub(crate) struct Scene<'a> {
    pub(crate) preview: &'a Preview<'a>,
    /// Computed on demand, because a summary does not need it.
    places: OnceCell<FigurePlaces>,
    causes: OnceCell<Vec<ChangeCause>>,
    chapters: OnceCell<Vec<ChapterStatus<'a>>>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(preview: &'a Preview<'a>) -> Self {
        Self { preview, places: OnceCell::new(), causes: OnceCell::new(), chapters: OnceCell::new() }
    }

    /// Where the report prints its figures.
    pub(crate) fn places(&self) -> &FigurePlaces {
        let figures = self.preview.figures.as_ref();
        let places = || figures.map(|figures| FigurePlaces::of(figures, self.preview.pages.as_ref()));
        self.places.get_or_init(|| places().unwrap_or_default())
    }

    /// Why the report has changed.
    pub(crate) fn causes(&self) -> &[ChangeCause] {
        self.causes.get_or_init(|| causes(self.preview, self.places()))
    }

    /// The status of each chapter.
    pub(crate) fn chapters(&self) -> &[ChapterStatus<'a>] {
        self.chapters.get_or_init(|| chapters(self.preview, self.places()))
    }

    /// The rows of a figure in the comparison.
    pub(crate) fn rows(&self, figure: &FigureChange) -> Vec<ChangeRow> {
        self.preview.figures.as_ref().map(|figures| figure.rows(&figures.diff)).unwrap_or_default()
    }
}
