//! The chapters of each page.

use typst::foundations::{NativeElement, Packed, StyleChain};
use typst::introspection::Introspector;
use typst::model::HeadingElem;
use typst_layout::{PagedDocument, PagedIntrospector};

/// A page starts with the chapter whose heading is at most this far down, in points: 60 mm.
const TOP: f64 = 170.08;

/// The chapters of a page.
pub struct PageTitles {
    /// The title of the chapter that it starts with or continues; before the first chapter, of the first on the page.
    pub title: String,
    /// The chapters that begin on it, by how far down in points.
    pub chapters: Vec<(f32, String)>,
}

/// The chapters of each page.
pub fn titles(pages: &PagedDocument) -> Vec<PageTitles> {
    let introspector = pages.introspector();
    let headings = introspector.query(&HeadingElem::ELEM.select());
    let chapters = headings.iter().filter_map(Packed::<HeadingElem>::from_ref);
    let chapters = chapters.filter(|heading| heading.resolve_level(StyleChain::default()).get() == 1);
    let starts: Vec<(usize, f64, String)> = chapters
        .filter_map(|heading| {
            let at = PagedIntrospector::position(introspector, heading.location()?)?;
            Some((at.page.get(), at.point.y.to_pt(), heading.body.plain_text().trim().to_owned()))
        })
        .collect();
    // The running heads of the layout follow the same rule.
    let title = |number: usize| {
        let at_its_top = starts.iter().find(|(page, top, _)| *page == number && *top < TOP);
        let before = || starts.iter().rev().find(|(page, ..)| *page < number);
        let on_it = || starts.iter().find(|(page, ..)| *page == number);
        let found = at_its_top.or_else(before).or_else(on_it);
        let title = found.map(|(.., title)| title.clone()).unwrap_or_default();
        let here = starts.iter().filter(|(page, ..)| *page == number);
        PageTitles { title, chapters: here.map(|(_, top, title)| (*top as f32, title.clone())).collect() }
    };
    (1..=pages.pages().len()).map(title).collect()
}
