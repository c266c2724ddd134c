//! What the web pages show, in words: the templates only lay it out.
//!
//! One module for each page. `…Page` is a whole page and `…Item` an entry in one of its lists.

mod changes;
mod figures;
mod findings;
mod frame;
mod links;
mod overview;
mod pages;
mod short_hash;
pub(crate) mod summary;
pub(super) mod web_page;

use serde::Serialize;

use super::scene::Scene;
use figures::FiguresPage;
use findings::FindingsPage;
use frame::SiteFrame;
use overview::OverviewPage;
use pages::PagesPage;
use web_page::WebPage;

/// The context of the templates. All pages are made together, because links need what is on the other pages.
#[derive(Debug, Serialize)]
pub(super) struct Site {
    #[serde(rename = "site")]
    frame: SiteFrame,
    overview: OverviewPage,
    figures: FiguresPage,
    pages: PagesPage,
    findings: FindingsPage,
}

impl Site {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        Self {
            frame: SiteFrame::new(scene.preview),
            overview: OverviewPage::new(scene),
            figures: FiguresPage::new(scene),
            pages: PagesPage::new(scene),
            findings: FindingsPage::new(scene),
        }
    }

    /// Makes this the page that is rendered next.
    pub(super) fn open(&mut self, page: WebPage) {
        self.frame.open(page);
    }
}
