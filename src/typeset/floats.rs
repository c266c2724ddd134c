//! Finds tables and charts that left a gap: they did not fit on their page, and the text after them moved with them to the next.

use std::collections::{BTreeSet, HashSet};

use typst::foundations::Label;
use typst_layout::PagedDocument;

use super::boxes::{BoxPlace, PageBoxes};
use super::flaws::Margins;
use super::page::PageBox;

/// The virtual file with the tables and charts that may float to the edge of a page while the text continues (`report.typ`).
pub const FILE: &str = "/floats.json";
/// A smaller rest of a page is no gap; in points, 30 mm.
const HOLE: f32 = 85.0;

/// The labels of tables and charts, other than `floats`, with which a page begins although the page before has space left.
/// `boxes` are those of the pages.
pub fn find(pages: &PagedDocument, boxes: &[PageBoxes], floats: &BTreeSet<String>) -> BTreeSet<String> {
    let Some(margins) = Margins::read(pages) else { return BTreeSet::new() };
    let mut found = BTreeSet::new();
    // The parts of the page before, and where it ends.
    let mut before: Option<(HashSet<Label>, f32)> = None;
    for (page, boxes) in pages.pages().iter().zip(boxes) {
        let texts = boxes.texts.iter().map(|text| (text.area, &text.at));
        let all: Vec<_> = texts.chain(boxes.shapes.iter().map(|shape| (shape.area, &shape.at))).collect();
        let end = all.iter().map(|(area, _)| area.bottom).fold(margins.top, f32::max);
        let bottom = page.frame.size().y.to_pt() as f32 - margins.bottom;
        if let Some((earlier, end)) = &before
            && bottom - end > HOLE
        {
            let first = first_part(&all, floats).filter(|part| !earlier.contains(part));
            found.extend(first.map(|part| part.resolve().to_string()));
        }
        before = Some((all.iter().filter_map(|(_, at)| at.part).collect(), end));
    }
    found
}

/// The table or chart that the page begins with in the order of the text, if it begins with one.
fn first_part(boxes: &[(PageBox, &BoxPlace)], floats: &BTreeSet<String>) -> Option<Label> {
    let is_in_place = |at: &BoxPlace| at.part.is_none_or(|part| !floats.contains(part.resolve().as_str()));
    let in_place = boxes.iter().filter(|(_, at)| is_in_place(at));
    let (_, first) = in_place.min_by(|(a, at), (b, other)| a.top.total_cmp(&b.top).then(at.order.cmp(&other.order)))?;
    first.part
}
