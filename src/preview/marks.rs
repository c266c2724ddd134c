//! The rectangles that show where a page has changed.

use std::collections::HashSet;

use crate::typeset::{Area, Shape};

/// How far a mark stands from what it marks, in points.
const AROUND: f32 = 1.5;
/// How far apart two words of a line may be and still have one mark, in points.
const SPACE: f32 = 6.0;
/// How many marks a page may have; more say no more than one around them all.
const MOST: usize = 60;

/// The places of the shapes that are nowhere among these others.
pub fn others(shapes: &[Shape], others: &HashSet<&str>) -> Vec<Area> {
    shapes.iter().filter(|shape| !others.contains(shape.0.as_str())).map(|shape| shape.1).collect()
}

/// Marks around these words, one for neighbours on a line, and around these shapes, one for those that overlap.
pub fn merged(words: Vec<Area>, shapes: Vec<Area>) -> Vec<Area> {
    let mut marks: Vec<Area> = Vec::new();
    for word in words {
        match marks.last_mut() {
            Some(last) if last.is_followed_by(&word) => *last = last.with(&word),
            _ => marks.push(word),
        }
    }
    for shape in shapes {
        let mut mark = shape;
        // A mark that grows may reach others that it did not before.
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
    marks.sort_by(|a, b| (a.1, a.0).partial_cmp(&(b.1, b.0)).unwrap_or(std::cmp::Ordering::Equal));
    marks.into_iter().map(Area::widened).collect()
}

impl Area {
    /// Whether the next word of the line is there.
    fn is_followed_by(&self, next: &Self) -> bool {
        let same_line = (self.3 - next.3).abs() < 1.0;
        same_line && next.0 >= self.0 && next.0 - self.2 < SPACE
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.0 <= other.2 && other.0 <= self.2 && self.1 <= other.3 && other.1 <= self.3
    }

    fn with(&self, other: &Self) -> Self {
        Self(self.0.min(other.0), self.1.min(other.1), self.2.max(other.2), self.3.max(other.3))
    }

    fn widened(self) -> Self {
        Self(self.0 - AROUND, self.1 - AROUND, self.2 + AROUND, self.3 + AROUND)
    }
}
