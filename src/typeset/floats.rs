//! Tables and charts that left a hole: they did not fit on their page and took the text after them along to the next one.

use std::collections::{BTreeSet, HashSet};

use typst::foundations::Label;
use typst_layout::PagedDocument;

use super::boxes::{area, visit_parts};
use super::flaws::Margins;

/// The virtual file with the tables and charts that may go to the edge of a page while the text goes on (`report.typ`).
pub const FILE: &str = "/floats.json";
/// A smaller rest of a page is no hole; in points, 30 mm.
const HOLE: f32 = 85.0;

/// The labels of the tables and charts that a page begins with, apart from `floats`, although its predecessor has room left.
pub fn find(pages: &PagedDocument, is_part: &dyn Fn(&str) -> bool, floats: &BTreeSet<String>) -> BTreeSet<String> {
    let Some(margins) = Margins::read(pages) else { return BTreeSet::new() };
    let mut found = BTreeSet::new();
    // The parts of the page before, and where it ends.
    let mut before: Option<(HashSet<Label>, f32)> = None;
    for page in pages.pages() {
        let (mut parts, mut end) = (HashSet::new(), margins.top);
        // What the page begins with in the order of the text: how far down it is, and its part.
        let mut first: Option<(f32, Option<Label>)> = None;
        visit_parts(&page.frame, is_part, &mut |drawn, part| {
            let Some(area) = area(drawn) else { return };
            parts.extend(part);
            end = end.max(area.bottom);
            let is_in_place = || part.is_none_or(|part| !floats.contains(part.resolve().as_str()));
            if first.is_none_or(|(top, _)| area.top < top) && is_in_place() {
                first = Some((area.top, part));
            }
        });
        let bottom = page.frame.size().y.to_pt() as f32 - margins.bottom;
        if let Some((earlier, end)) = &before
            && bottom - end > HOLE
        {
            let first = first.and_then(|(_, part)| part).filter(|part| !earlier.contains(part));
            found.extend(first.map(|part| part.resolve().to_string()));
        }
        before = Some((parts, end));
    }
    found
}
