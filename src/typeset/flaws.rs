//! Examines the boxes of typeset pages: everything must be inside its page, and nothing on top of something else.

use std::collections::HashSet;

use typst::foundations::{Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::Span;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::boxes::{PageBoxes, ShapeBox, ShapeFill, TextBox};
use super::flaw_list::{Flaw, FlawKind, FlawList};
use super::page::PageBox;
use super::unseen;
use crate::compose::Document;

/// The label under which the layout gives its margins (`templates/shared/main.typ`).
const MARGINS: &str = "margener";
/// How far something may be out of place, in points, because of rounding and letters that are wider than their advance.
const TOLERANCE: f32 = 1.2;
/// How much two texts must overlap to be reported, across and down, in points.
const SHARED: (f32, f32) = (0.8, 1.2);
/// The share (0–1) of a text that a shape may hide.
const HIDDEN: f32 = 0.15;
/// The number of a heading is in the margin; in points, 15 mm.
const HEADING_NUMBER: f32 = 42.6;
/// The title page reaches further down and up than the text of other pages; in points.
const BEYOND_TEXT: f32 = 29.0;

/// The flaws of all pages, and the source spans of the texts on the pages. `boxes` are those of the pages.
pub fn find(pages: &PagedDocument, boxes: &[PageBoxes], document: &Document) -> (Vec<Flaw>, HashSet<Span>) {
    let margins = Margins::read(pages);
    let mut flaws = FlawList::default();
    let mut spans = HashSet::new();
    let dark_tint = unseen::dark_tint(document);
    for (number, (page, boxes)) in (1..).zip(pages.pages().iter().zip(boxes)) {
        let size = page.frame.size();
        let paper = PageBox::new(0.0, 0.0, size.x.to_pt() as f32, size.y.to_pt() as f32);
        outside(boxes, paper, margins.as_ref(), number, &mut flaws);
        overlaps(boxes, number, &mut flaws);
        unseen::find(&page.frame, boxes, dark_tint, number, &mut flaws);
        spans.extend(&boxes.spans);
    }
    (flaws.into_flaws(), spans)
}

/// The margins of the pages, in points.
pub struct Margins {
    left: f32,
    pub top: f32,
    right: f32,
    pub bottom: f32,
}

impl Margins {
    /// Reads the margins; `None` if the layout does not give them.
    pub fn read(pages: &PagedDocument) -> Option<Self> {
        let label = Label::new(PicoStr::intern(MARGINS))?;
        let told = pages.introspector().query_label(label).ok()?.to_packed::<MetadataElem>()?.value.clone();
        let Value::Dict(told) = told else { return None };
        let side = |name: &str| match told.get(name) {
            Ok(Value::Length(length)) => Some(length.abs.to_pt() as f32),
            _ => None,
        };
        Some(Self { left: side("left")?, top: side("top")?, right: side("right")?, bottom: side("bottom")? })
    }

    /// The area that a box may fill. A table or chart must stay in the text column.
    fn room(&self, paper: PageBox, in_part: bool) -> PageBox {
        let hanging = if in_part { 0.0 } else { HEADING_NUMBER };
        PageBox::new(
            self.left - hanging,
            self.top - BEYOND_TEXT,
            paper.right - self.right,
            paper.bottom - self.bottom + BEYOND_TEXT / 2.0,
        )
    }
}

fn outside(boxes: &PageBoxes, paper: PageBox, margins: Option<&Margins>, page: usize, flaws: &mut FlawList) {
    for text in &boxes.texts {
        let part = text.at.part;
        if text.area.beyond(paper) > TOLERANCE {
            flaws.add(FlawKind::CutOff, part, page, &[text], text.area.beyond(paper));
        } else if let Some(margins) = margins.filter(|_| text.is_upright) {
            let distance = text.area.beyond(margins.room(paper, part.is_some()));
            if distance > TOLERANCE {
                flaws.add(FlawKind::InMargin, part, page, &[text], distance);
            }
        }
    }
    for shape in boxes.shapes.iter().filter(|shape| shape.at.part.is_some()) {
        let distance = shape.area.beyond(paper);
        if distance > TOLERANCE {
            flaws.add(FlawKind::CutOff, shape.at.part, page, &[], distance);
        }
    }
}

fn overlaps(boxes: &PageBoxes, page: usize, flaws: &mut FlawList) {
    let mut texts: Vec<&TextBox> = boxes.texts.iter().filter(|text| text.is_upright).collect();
    texts.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    for (i, text) in texts.iter().enumerate() {
        let below = texts.iter().skip(i + 1).take_while(|other| other.area.top < text.area.bottom);
        for other in below.filter(|other| is_shared(text.area, other.area, SHARED)) {
            let part = text.at.part.or(other.at.part);
            flaws.add(FlawKind::TextOnText, part, page, &[text, other], 0.0);
        }
    }
    for shape in boxes.shapes.iter().filter(|shape| shape.fill != ShapeFill::Open) {
        for text in texts.iter().filter(|text| is_shared(text.area, shape.area, SHARED)) {
            let part = text.at.part.or(shape.at.part);
            let is_below = text.at.order < shape.at.order;
            if is_below && shared_part(text.area, shape.area) > HIDDEN {
                flaws.add(FlawKind::Hidden, part, page, &[text], 0.0);
            } else if !is_below
                && shape.fill == ShapeFill::Coloured
                && text.area.beyond(shape.area) > TOLERANCE
                && !has_ground(boxes, shape, text)
            {
                flaws.add(FlawKind::OverEdge, part, page, &[text], text.area.beyond(shape.area));
            }
        }
    }
}

/// Whether the text has a white background of its own on the shape.
fn has_ground(boxes: &PageBoxes, shape: &ShapeBox, text: &TextBox) -> bool {
    let between = |other: &&ShapeBox| (shape.at.order..text.at.order).contains(&other.at.order);
    let grounds = boxes.shapes.iter().filter(|other| other.fill == ShapeFill::White).filter(between);
    // Tails of letters may hang out of it.
    grounds.into_iter().any(|ground| text.area.beyond(ground.area) < 2.0 * TOLERANCE)
}

/// The width and height that two boxes share.
fn shared(a: PageBox, b: PageBox) -> (f32, f32) {
    (a.right.min(b.right) - a.left.max(b.left), a.bottom.min(b.bottom) - a.top.max(b.top))
}

fn is_shared(a: PageBox, b: PageBox, least: (f32, f32)) -> bool {
    let (across, down) = shared(a, b);
    across > least.0 && down > least.1
}

/// The share of the first box that is in the second one.
fn shared_part(a: PageBox, b: PageBox) -> f32 {
    let (across, down) = shared(a, b);
    let whole = (a.right - a.left) * (a.bottom - a.top);
    if whole > 0.0 { across.max(0.0) * down.max(0.0) / whole } else { 0.0 }
}
