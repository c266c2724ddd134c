//! Rectangles that mark where a page has changed.

use std::collections::HashSet;

use crate::typeset::{PageBox, PageShape};

/// Margin around what is marked, in points.
const AROUND: f32 = 1.5;
/// Greatest gap between two words of a line that share a mark, in points.
const SPACE: f32 = 6.0;
/// With more marks than this, a page gets a single mark around all of them.
const MOST: usize = 60;

/// Areas of the shapes that the other version does not have.
pub(crate) fn others(shapes: &[PageShape], others: &HashSet<&str>) -> Vec<PageBox> {
    shapes.iter().filter(|shape| !others.contains(shape.look.as_str())).map(|shape| shape.area).collect()
}

/// Marks around words and shapes: one for neighbours on a line, one for shapes that overlap.
pub(crate) fn merged(words: Vec<PageBox>, shapes: Vec<PageBox>) -> Vec<PageBox> {
    let mut marks: Vec<PageBox> = Vec::new();
    for word in words {
        match marks.last_mut() {
            Some(last) if last.is_followed_by(&word) => *last = last.with(&word),
            _ => marks.push(word),
        }
    }
    for shape in shapes {
        let mut mark = shape;
        // A larger mark may overlap others than the smaller did.
        while let Some(at) = marks.iter().position(|other| mark.overlaps(other)) {
            mark = mark.with(&marks.swap_remove(at));
        }
        marks.push(mark);
    }
    if marks.len() > MOST
        && let Some(all) = marks.iter().copied().reduce(|all, mark| all.with(&mark))
    {
        marks = vec![all];
    }
    marks.sort_by(|a, b| (a.top, a.left).partial_cmp(&(b.top, b.left)).unwrap_or(std::cmp::Ordering::Equal));
    marks.into_iter().map(PageBox::widened).collect()
}

impl PageBox {
    fn is_followed_by(&self, next: &Self) -> bool {
        let same_line = (self.bottom - next.bottom).abs() < 1.0;
        same_line && next.left >= self.left && next.left - self.right < SPACE
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn widened(self) -> Self {
        Self::new(self.left - AROUND, self.top - AROUND, self.right + AROUND, self.bottom + AROUND)
    }
}
