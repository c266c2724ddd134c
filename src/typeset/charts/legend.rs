//! Lays out the names of a legend: side by side if they fit, otherwise below each other.

use super::canvas::{Canvas, Xy};
use super::texts::{ChartLabel, Side};

/// From a mark to its name, and from a name to the next mark.
const TO_NAME: f64 = 13.0;
const AFTER_NAME: f64 = 15.0;
const LINE: f64 = 13.0;
/// From the top to the middle of the first line.
const MIDDLE: f64 = 4.5;

/// The left end of each mark at the middle of its line, and the height of all lines. The first one is at `x0`.
pub fn places<'l>(canvas: &mut Canvas<'_, '_>, names: impl IntoIterator<Item = &'l String>, x0: f64) -> (Vec<Xy>, f64) {
    let (mut x, mut line, ink) = (x0, 0.0, canvas.palette.ink);
    let mut places = Vec::new();
    for name in names {
        let width = TO_NAME + canvas.texts.width(ChartLabel::new(name, ink));
        if !places.is_empty() && x + width > canvas.width {
            (x, line) = (x0, line + LINE);
        }
        // A name that is wider than the chart has the whole width.
        let left = if x + width > canvas.width { 0.0 } else { x };
        places.push((left, MIDDLE + line));
        x = left + width + AFTER_NAME;
    }
    (places, line + LINE)
}

/// Draws the name beside the mark at this place.
pub fn draw_name(canvas: &mut Canvas<'_, '_>, name: &str, (x, y): Xy) {
    let label = ChartLabel::new(name, canvas.palette.ink);
    canvas.label(label, (x + TO_NAME, y), Side::Left, canvas.width - x - TO_NAME);
}
