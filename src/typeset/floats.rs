//! Tables and charts that left a hole: they did not fit on their page and took the text after them along to the next one.

use std::collections::{BTreeSet, HashSet};

use typst::foundations::Label;
use typst_layout::PagedDocument;

use super::boxes::PageBoxes;
use super::flaws::Margins;
use super::page::PageBox;

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
        let boxes = PageBoxes::read(&page.frame, is_part);
        let areas = || {
            let texts = boxes.texts.iter().map(|text| (text.at.part, text.area));
            texts.chain(boxes.shapes.iter().map(|shape| (shape.at.part, shape.area)))
        };
        let bottom = page.frame.size().y.to_pt() as f32 - margins.bottom;
        if let Some((earlier, end)) = &before
            && bottom - end > HOLE
        {
            let in_place =
                areas().filter(|(part, _)| part.is_none_or(|part| !floats.contains(part.resolve().as_str())));
            let first = in_place.min_by(|(_, a), (_, b)| a.top.total_cmp(&b.top)).and_then(|(part, _)| part);
            found.extend(first.filter(|part| !earlier.contains(part)).map(|part| part.resolve().to_string()));
        }
        let parts = areas().filter_map(|(part, _)| part).collect();
        let end = areas().map(|(_, area): (_, PageBox)| area.bottom).fold(margins.top, f32::max);
        before = Some((parts, end));
    }
    found
}
