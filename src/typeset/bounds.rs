//! Axis-aligned bounding boxes of drawn items.

use typst::layout::{Abs, Point, Transform};

use super::page::PageBox;

/// The smallest axis-aligned rectangle around a transformed one, rounded to tenths of a point.
pub fn bounding_box(min: Point, max: Point, transform: Transform) -> PageBox {
    let corners = [(min.x, min.y), (max.x, min.y), (min.x, max.y), (max.x, max.y)];
    let corners = corners.map(|(x, y)| Point::new(x, y).transform(transform));
    let tenths = |value: Abs| (value.to_pt() * 10.0).round() as f32 / 10.0;
    let least = corners.iter().copied().reduce(Point::min).unwrap_or_default();
    let most = corners.iter().copied().reduce(Point::max).unwrap_or_default();
    PageBox::new(tenths(least.x), tenths(least.y), tenths(most.x), tenths(most.y))
}
