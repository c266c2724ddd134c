//! The walk over everything that is drawn on a page.

use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, Transform};

use super::bounds::bounding_box;
use super::margin::Margin;
use super::page::PageBox;

/// Which items of a page are visited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Visited {
    Everything,
    /// Without running heads, page number and watermark.
    Content,
    /// Running heads, page number, background and watermark alone.
    Margin,
}

/// A text, shape or picture on a page.
pub struct DrawnItem<'a> {
    pub item: &'a FrameItem,
    /// From the item's own coordinates to those of the page.
    pub transform: Transform,
    /// The labels of the groups that it is in, from the outermost.
    pub labels: &'a [Label],
    /// The part of the page to which its groups clip it; `None` if they do not.
    pub clip: Option<PageBox>,
}

/// Calls `see` for each text, shape and picture of a frame, in the order of painting.
pub fn visit(frame: &Frame, visited: Visited, see: &mut dyn FnMut(&DrawnItem<'_>)) {
    let mut visitor = FrameVisitor { visited, margin: Margin::default(), labels: Vec::new(), see };
    visitor.add(frame, Transform::identity(), None);
}

struct FrameVisitor<'s> {
    visited: Visited,
    margin: Margin,
    labels: Vec<Label>,
    see: &'s mut dyn FnMut(&DrawnItem<'_>),
}

impl FrameVisitor<'_> {
    fn add(&mut self, frame: &Frame, transform: Transform, clip: Option<PageBox>) {
        for (position, item) in frame.items() {
            let is_group = matches!(item, FrameItem::Group(_));
            match self.visited {
                Visited::Everything => {}
                Visited::Content if self.margin.contains(item) => continue,
                Visited::Margin if !self.margin.contains(item) && !is_group => continue,
                Visited::Content | Visited::Margin => {}
            }
            let transform = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    self.labels.extend(group.label);
                    let transform = transform.pre_concat(group.transform);
                    let own = group.clip.as_ref().map(|curve| {
                        let bounds = curve.bbox(None);
                        bounding_box(bounds.min, bounds.max, transform)
                    });
                    let clip = match (clip, own) {
                        (Some(outer), Some(own)) => Some(outer.within(own)),
                        (outer, own) => outer.or(own),
                    };
                    self.add(&group.frame, transform, clip);
                    self.labels.truncate(self.labels.len() - usize::from(group.label.is_some()));
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
                    (self.see)(&DrawnItem { item, transform, labels: &self.labels, clip });
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
