//! The boxes on a page that can get in each other's way: runs of text and filled shapes, in the order of painting.

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{self, Shape};

use super::bounds::bounding_box;
use super::page::PageBox;
use super::visit::{DrawnItem, Visited, visit};

/// Colours with no component below this count as white.
const WHITE: f32 = 0.995;
/// The weight of bold letters.
const BOLD: u16 = 700;
/// A shape that lets more than this through does not hide what is below it.
const OPAQUE: f32 = 0.5;

/// The boxes of a page without its running heads, page number and watermark.
#[derive(Default)]
pub struct PageBoxes {
    pub texts: Vec<TextBox>,
    pub shapes: Vec<ShapeBox>,
    /// The source spans of all texts.
    pub spans: Vec<Span>,
}

/// A run of text.
pub struct TextBox {
    pub text: String,
    /// The ink of its letters; zero-width if the run is rotated, because then its box is much larger than its letters.
    pub area: PageBox,
    pub is_upright: bool,
    pub span: Span,
    /// The font size as it is printed, in points.
    pub size: f32,
    pub is_bold: bool,
    pub paint: Paint,
    /// The part of the page to which its groups clip it; `None` if they do not.
    pub clip: Option<PageBox>,
    pub at: BoxPlace,
}

/// A shape or picture.
pub struct ShapeBox {
    pub area: PageBox,
    pub fill: ShapeFill,
    pub paint: Paint,
    pub at: BoxPlace,
}

/// What something is painted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// Only strokes.
    Absent,
    /// Red, green and blue, 0–1, and how opaque it is.
    Colour([f32; 3], f32),
    /// A picture, a gradient or a pattern.
    Many,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ShapeFill {
    /// Only strokes, or nearly transparent.
    Open,
    /// White, as the background of a text.
    White,
    Coloured,
}

/// Where a box belongs.
#[derive(Clone)]
pub struct BoxPlace {
    /// The label of the table or chart that it is a part of.
    pub part: Option<Label>,
    /// How many boxes were painted before it.
    pub order: usize,
}

impl PageBoxes {
    /// The shapes of a page's background and running heads. They are painted before everything else.
    pub fn background(frame: &Frame) -> Vec<ShapeBox> {
        let mut boxes = Self::default();
        visit(frame, Visited::Margin, &mut |drawn| boxes.add(drawn, BoxPlace { part: None, order: 0 }));
        boxes.shapes
    }

    /// Reads a page. `is_part` recognises labels of tables and charts.
    pub fn read(frame: &Frame, is_part: &dyn Fn(&str) -> bool) -> Self {
        let (mut boxes, mut order) = (Self::default(), 0);
        // Most items are in the same part as the one before, and a page has thousands.
        let (mut labels, mut part) = (Vec::new(), None);
        visit(frame, Visited::Content, &mut |drawn| {
            if labels != drawn.labels {
                labels = drawn.labels.to_vec();
                part = labels.iter().rev().copied().find(|label| is_part(&label.resolve()));
            }
            order += 1;
            boxes.add(drawn, BoxPlace { part, order });
        });
        boxes
    }

    fn add(&mut self, drawn: &DrawnItem<'_>, at: BoxPlace) {
        match drawn.item {
            FrameItem::Text(text) => {
                for glyph in &text.glyphs {
                    if self.spans.last() != Some(&glyph.span.0) {
                        self.spans.push(glyph.span.0);
                    }
                }
                self.texts.extend(text_box(text, drawn, at));
            }
            FrameItem::Shape(shape, _) => {
                let (area, fill) = (shape_area(shape, drawn.transform), fill(shape));
                let paint = shape.fill.as_ref().map_or(Paint::Absent, paint);
                self.shapes.push(ShapeBox { area, fill, paint, at });
            }
            FrameItem::Image(_, size, _) => {
                let area = image_area(*size, drawn.transform);
                self.shapes.push(ShapeBox { area, fill: ShapeFill::Coloured, paint: Paint::Many, at });
            }
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn shape_area(shape: &Shape, transform: Transform) -> PageBox {
    let bounds = shape.bbox(false);
    // Exact but for pointed corners; Typst's own box of the strokes computes their outlines, which takes long.
    let pen = shape.stroke.as_ref().map_or(Abs::zero(), |stroke| stroke.thickness / 2.0);
    bounding_box(bounds.min - Point::splat(pen), bounds.max + Point::splat(pen), transform)
}

fn image_area(size: Size, transform: Transform) -> PageBox {
    bounding_box(Point::zero(), size.to_point(), transform)
}

/// The box of the ink of a run, without spaces at its ends; `None` if it has only spaces.
fn text_area(item: &TextItem, transform: Transform) -> Option<PageBox> {
    let is_space = |range: std::ops::Range<usize>| {
        item.text.get(range).is_some_and(|text| !text.is_empty() && text.chars().all(char::is_whitespace))
    };
    let (mut end, mut ink) = (Abs::zero(), None);
    for glyph in &item.glyphs {
        let start = end;
        end += glyph.x_advance.at(item.size);
        if !is_space(glyph.range()) {
            ink = Some((ink.map_or(start, |(first, _)| first), end));
        }
    }
    let (left, right) = ink?;
    let (above, below) = extent(&item.text);
    Some(bounding_box(Point::new(left, -item.size * above), Point::new(right, item.size * below), transform))
}

fn text_box(item: &TextItem, drawn: &DrawnItem<'_>, at: BoxPlace) -> Option<TextBox> {
    let transform = drawn.transform;
    Some(TextBox {
        area: text_area(item, transform)?,
        text: item.text.trim().to_owned(),
        is_upright: transform.kx.is_zero() && transform.ky.is_zero(),
        span: item.glyphs.first()?.span.0,
        size: item.size.to_pt() as f32 * scale(transform),
        is_bold: item.font.info().variant.weight.to_number() >= BOLD,
        paint: paint(&item.fill),
        clip: drawn.clip,
        at,
    })
}

/// The scale of a transformation; the smaller of both directions.
fn scale(transform: Transform) -> f32 {
    let [sx, kx, ky, sy] = [transform.sx, transform.kx, transform.ky, transform.sy].map(|part| part.get() as f32);
    sx.hypot(ky).min(kx.hypot(sy))
}

fn paint(paint: &visualize::Paint) -> Paint {
    let visualize::Paint::Solid(colour) = paint else { return Paint::Many };
    let colour = colour.to_rgb();
    Paint::Colour([colour.red, colour.green, colour.blue], colour.alpha)
}

/// How far the letters reach above and below the baseline, as shares of the font size. Measured on Noto Sans.
fn extent(text: &str) -> (f64, f64) {
    let is_low =
        |c: char| matches!(c, 'a' | 'c' | 'e' | 'g' | 'm'..='s' | 'u'..='z' | 'æ' | 'ø' | ' ' | '.' | ',' | '-' | '–');
    let hangs =
        |c: char| matches!(c, 'g' | 'j' | 'p' | 'q' | 'y' | 'Q' | ',' | ';' | '(' | ')' | '[' | ']' | '/' | '|');
    let above = if text.chars().all(is_low) { 0.55 } else { 0.72 };
    let below = if text.chars().any(hangs) { 0.2 } else { 0.01 };
    (above, below)
}

fn fill(shape: &Shape) -> ShapeFill {
    match &shape.fill {
        None => ShapeFill::Open,
        Some(visualize::Paint::Solid(colour)) if colour.alpha().unwrap_or(1.0) < OPAQUE => ShapeFill::Open,
        Some(visualize::Paint::Solid(colour)) if is_white(colour) => ShapeFill::White,
        Some(_) => ShapeFill::Coloured,
    }
}

fn is_white(colour: &typst::visualize::Color) -> bool {
    let colour = colour.to_rgb();
    [colour.red, colour.green, colour.blue].into_iter().all(|part| part > WHITE)
}
