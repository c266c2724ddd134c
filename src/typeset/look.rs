//! Hashes of how pages look, which show whether a page has changed.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;

use super::margin::Margin;

/// Hash of everything that is drawn in a frame, or of its content only, without the margins.
///
/// Typst's own hash of a frame includes the spans of its text, which change with every edit above.
pub fn hash_frame(frame: &Frame, with_margins: bool) -> String {
    hash(&Look { frame, with_margins })
}

/// A hash that is the same in every run, in hexadecimal.
pub fn hash(of: &impl Hash) -> String {
    format!("{:032x}", hash128(of))
}

struct Look<'a> {
    frame: &'a Frame,
    with_margins: bool,
}

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.add(self.frame, &mut Margin::default(), state);
    }
}

impl Look<'_> {
    fn add<H: Hasher>(&self, frame: &Frame, margin: &mut Margin, state: &mut H) {
        frame.size().hash(state);
        for (position, item) in frame.items() {
            if margin.contains(item) && !self.with_margins {
                continue;
            }
            match item {
                FrameItem::Group(group) => {
                    (0, position, group.transform, &group.clip).hash(state);
                    self.add(&group.frame, margin, state);
                }
                FrameItem::Text(text) => {
                    (1, position, &text.text, text.size, &text.fill, &text.stroke, &text.font).hash(state);
                    for glyph in &text.glyphs {
                        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => (2, position, shape).hash(state),
                FrameItem::Image(image, size, _) => (3, position, image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
