//! The walk over everything that is drawn on a page.

use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, Transform};

use super::margin::Margin;

/// Which items of a page are visited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Visited {
    Everything,
    /// Without running heads, page number and watermark.
    Content,
}

/// A text, shape or picture on a page.
pub struct DrawnItem<'a> {
    pub item: &'a FrameItem,
    /// From the item's own coordinates to those of the page.
    pub transform: Transform,
    /// The labels of the groups that it is in, from the outermost.
    pub labels: &'a [Label],
}

/// Calls `see` for each text, shape and picture of a frame, in the order of painting.
pub fn visit(frame: &Frame, visited: Visited, see: &mut dyn FnMut(&DrawnItem<'_>)) {
    let mut visitor = FrameVisitor { visited, margin: Margin::default(), labels: Vec::new(), see };
    visitor.add(frame, Transform::identity());
}

struct FrameVisitor<'s> {
    visited: Visited,
    margin: Margin,
    labels: Vec<Label>,
    see: &'s mut dyn FnMut(&DrawnItem<'_>),
}

impl FrameVisitor<'_> {
    fn add(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            if self.visited == Visited::Content && self.margin.contains(item) {
                continue;
            }
            let transform = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    self.labels.extend(group.label);
                    self.add(&group.frame, transform.pre_concat(group.transform));
                    self.labels.truncate(self.labels.len() - usize::from(group.label.is_some()));
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
                    (self.see)(&DrawnItem { item, transform, labels: &self.labels });
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
