//! The chapter that each page belongs to.

use typst::foundations::{NativeElement, Packed, StyleChain};
use typst::introspection::Introspector;
use typst::model::HeadingElem;
use typst_layout::{PagedDocument, PagedIntrospector};

/// A page starts with the chapter whose heading is at most this far down, in points: 60 mm.
const TOP: f64 = 170.08;

/// For each page the title of the chapter that it starts with or continues; before the first chapter, of the first on the page.
pub fn titles(pages: &PagedDocument) -> Vec<String> {
    let introspector = pages.introspector();
    let headings = introspector.query(&HeadingElem::ELEM.select());
    let chapters = headings.iter().filter_map(Packed::<HeadingElem>::from_ref);
    let chapters = chapters.filter(|heading| heading.resolve_level(StyleChain::default()).get() == 1);
    let starts: Vec<(usize, bool, String)> = chapters
        .filter_map(|heading| {
            let at = PagedIntrospector::position(introspector, heading.location()?)?;
            Some((at.page.get(), at.point.y.to_pt() < TOP, heading.body.plain_text().trim().to_owned()))
        })
        .collect();
    // The running heads of the layout follow the same rule.
    let title = |number: usize| {
        let at_its_top = starts.iter().find(|(page, top, _)| *page == number && *top);
        let before = || starts.iter().rev().find(|(page, ..)| *page < number);
        let on_it = || starts.iter().find(|(page, ..)| *page == number);
        let found = at_its_top.or_else(before).or_else(on_it);
        found.map(|(.., title)| title.clone()).unwrap_or_default()
    };
    (1..=pages.pages().len()).map(title).collect()
}
