//! A line of a printed report, whatever file it came from.

use kurbo::Rect;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PrintedLine {
    /// Counted from 1; `None` in a text file without form feeds.
    pub(crate) page: Option<u32>,
    /// Counted from 1; `None` in a PDF.
    pub(crate) number: Option<u32>,
    /// Distance from the left edge: in letters in a text file, in points in a PDF.
    pub(crate) indent: f64,
    /// Empty for the blank line between two paragraphs.
    pub(crate) cells: Vec<String>,
    /// Where it is on its page, from 0 to 1 across and down. A sentence has an area on each of its lines; without a PDF there are
    /// no areas.
    pub(crate) areas: Vec<Rect>,
}

impl PrintedLine {
    pub(crate) fn text(&self) -> String {
        self.cells.join(" ")
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}
