//! Looks at the boxes of typeset pages: everything is inside its page, and nothing is on top of something else.

use std::collections::BTreeMap;

use typst::foundations::{Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::Span;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::boxes::{PageBoxes, ShapeBox, ShapeFill, TextBox};
use super::page::PageBox;

/// The label of the margins that the layout tells (`templates/shared/main.typ`).
const MARGINS: &str = "margener";
/// How far something may be off its place, in points: rounding, and letters that are wider than they advance.
const TOLERANCE: f32 = 1.2;
/// How far two texts must share a place to be on top of each other, across and down, in points.
const SHARED: (f32, f32) = (0.8, 1.2);
/// The share of a text that a shape may hide.
const HIDDEN: f32 = 0.15;
/// The number of a heading is in the margin; in points, 15 mm.
const HEADING_NUMBER: f32 = 42.6;
/// The title page reaches further down and up than the text of other pages; in points.
const BEYOND_TEXT: f32 = 29.0;

/// What is wrong with a place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// Cut off by the edge of the paper.
    CutOff,
    /// In the margin.
    InMargin,
    /// Two texts on top of each other.
    TextOnText,
    /// Hidden by a shape that is painted later.
    Hidden,
    /// Partly on a coloured shape and partly beside it.
    OverEdge,
}

/// All flaws of one kind in one table or chart, or in the text of one page.
#[derive(Debug)]
pub struct Flaw {
    pub kind: FlawKind,
    /// The label of the table or chart.
    pub part: Option<String>,
    /// The first page that has it, from 1.
    pub page: usize,
    /// The texts of the first place.
    pub texts: Vec<String>,
    pub count: usize,
    /// How far it reaches beyond its place at most, in points.
    pub distance: f32,
    /// Where the first text comes from.
    pub span: Option<Span>,
}

/// The flaws of all pages, those of tables and charts by their labels.
pub fn find(pages: &PagedDocument, is_part: &dyn Fn(&str) -> bool) -> Vec<Flaw> {
    let margins = Margins::read(pages);
    let mut flaws = FlawList::default();
    for (number, page) in (1..).zip(pages.pages()) {
        let size = page.frame.size();
        let paper = PageBox::new(0.0, 0.0, size.x.to_pt() as f32, size.y.to_pt() as f32);
        let boxes = PageBoxes::read(&page.frame, is_part);
        outside(&boxes, paper, margins.as_ref(), number, &mut flaws);
        overlaps(&boxes, number, &mut flaws);
    }
    flaws.0.into_values().collect()
}

#[derive(Default)]
struct FlawList(BTreeMap<(Option<String>, FlawKind, usize), Flaw>);

impl FlawList {
    fn add(&mut self, kind: FlawKind, part: Option<Label>, page: usize, texts: &[&TextBox], distance: f32) {
        // A table may have the same flaw on many pages; text has a place of its own for each.
        let page_of_text = if part.is_some() { 0 } else { page };
        let part = part.map(|part| part.resolve().to_string());
        let flaw = self.0.entry((part.clone(), kind, page_of_text)).or_insert_with(|| Flaw {
            kind,
            part,
            page,
            texts: texts.iter().map(|text| text.text.clone()).collect(),
            count: 0,
            distance: 0.0,
            span: texts.first().map(|text| text.span),
        });
        flaw.count += 1;
        flaw.distance = flaw.distance.max(distance);
    }
}

/// The margins of the pages, in points.
pub struct Margins {
    left: f32,
    pub top: f32,
    right: f32,
    pub bottom: f32,
}

impl Margins {
    /// `None` if the layout does not tell them.
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

    /// What a part of the page may fill. A table or chart keeps to the column of text.
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
        if beyond(text.area, paper) > TOLERANCE {
            flaws.add(FlawKind::CutOff, part, page, &[text], beyond(text.area, paper));
        } else if let Some(margins) = margins.filter(|_| text.is_upright) {
            let distance = beyond(text.area, margins.room(paper, part.is_some()));
            if distance > TOLERANCE {
                flaws.add(FlawKind::InMargin, part, page, &[text], distance);
            }
        }
    }
    for shape in boxes.shapes.iter().filter(|shape| shape.at.part.is_some()) {
        let distance = beyond(shape.area, paper);
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
                && beyond(text.area, shape.area) > TOLERANCE
                && !has_ground(boxes, shape, text)
            {
                flaws.add(FlawKind::OverEdge, part, page, &[text], beyond(text.area, shape.area));
            }
        }
    }
}

/// Whether the text has a white ground of its own on the shape.
fn has_ground(boxes: &PageBoxes, shape: &ShapeBox, text: &TextBox) -> bool {
    let between = |other: &&ShapeBox| (shape.at.order..text.at.order).contains(&other.at.order);
    let grounds = boxes.shapes.iter().filter(|other| other.fill == ShapeFill::White).filter(between);
    // Tails of letters may hang out of it.
    grounds.into_iter().any(|ground| beyond(text.area, ground.area) < 2.0 * TOLERANCE)
}

/// How far a box reaches out of a room, in points; at most zero if it is inside.
fn beyond(area: PageBox, room: PageBox) -> f32 {
    let sides = [room.left - area.left, room.top - area.top, area.right - room.right, area.bottom - room.bottom];
    sides.into_iter().fold(f32::MIN, f32::max)
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
