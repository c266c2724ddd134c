//! Reads the frames of a typeset page: runs of text and shapes, with their boxes on the page.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::utils::hash128;

use super::bounds::bounding_box;
use super::look::hash;
use super::page::{PageBox, PageShape};
use super::visit::{DrawnItem, Visited, visit};
use super::words::{TextRun, words};

/// Bytes. Words and letters between the digits of a number are shorter.
const LONGEST_BETWEEN: usize = 16;

/// The content of a frame, without the margins.
#[derive(Default)]
pub struct FrameContent {
    pub runs: Vec<TextRun>,
    pub shapes: Vec<PageShape>,
    /// The span in the sources of each run of text.
    pub spans: Vec<Span>,
}

impl FrameContent {
    pub fn read(frame: &Frame) -> Self {
        let mut content = Self::default();
        visit(frame, Visited::Content, &mut |drawn| content.add(drawn));
        content
    }

    fn add(&mut self, drawn: &DrawnItem<'_>) {
        match drawn.item {
            FrameItem::Text(text) => {
                self.spans.extend(text.glyphs.first().map(|glyph| glyph.span.0));
                self.runs.push(run(text, drawn.transform));
            }
            FrameItem::Shape(shape, _) => {
                let bounds = shape.bbox(true);
                let area = bounding_box(bounds.min, bounds.max, drawn.transform);
                self.shapes.push(PageShape { look: hash(shape), area });
            }
            FrameItem::Image(image, size, _) => {
                let area = bounding_box(Point::zero(), size.to_point(), drawn.transform);
                self.shapes.push(PageShape { look: hash(&(image, size)), area });
            }
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

/// The texts of the frame and its margins that may be part of a long number: each run as it is set, and the words that several
/// runs make. Longer runs without a digit, which are most, are replaced by one letter.
pub fn texts_of_numbers(frame: &Frame) -> Vec<String> {
    let mut runs = Vec::new();
    visit(frame, Visited::Everything, &mut |drawn| {
        let FrameItem::Text(text) = drawn.item else { return };
        runs.push(if text.text.len() > LONGEST_BETWEEN && !text.text.chars().any(char::is_numeric) {
            TextRun {
                text: "x".to_owned(),
                ends: Vec::new(),
                size: text.size.to_pt() as f32,
                style: 0,
                area: area(text, drawn.transform),
            }
        } else {
            run(text, drawn.transform)
        });
    });
    let lines: Vec<String> = runs.iter().map(|run| run.text.clone()).collect();
    lines.into_iter().chain(words(runs).into_iter().map(|word| word.text)).collect()
}

/// Roughly the ink of a line: 0.8 of the font size above the baseline and 0.22 below it.
fn area(text: &TextItem, transform: Transform) -> PageBox {
    let size = text.size;
    bounding_box(Point::new(Abs::zero(), -size * 0.8), Point::new(text.width(), size * 0.22), transform)
}

fn run(text: &TextItem, transform: Transform) -> TextRun {
    let size = text.size;
    let ends = text.glyphs.iter().scan(0.0, |end, glyph| {
        *end += glyph.x_advance.at(size).to_pt() as f32;
        Some((glyph.range(), *end))
    });
    let style = hash128(&(&text.font, size, &text.fill, &text.stroke)) as u32;
    TextRun {
        style,
        text: text.text.to_string(),
        ends: ends.collect(),
        size: size.to_pt() as f32,
        area: area(text, transform),
    }
}
