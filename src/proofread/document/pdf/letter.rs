//! A letter on a page of a PDF. All measures are in points.

#[derive(Debug, Clone)]
pub(super) struct Letter {
    /// Left edge.
    pub(super) x: f64,
    /// Baseline, from the top of the page.
    pub(super) y: f64,
    pub(super) width: f64,
    /// Height of its font.
    pub(super) size: f64,
    /// More than one character for a ligature.
    pub(super) text: String,
}
