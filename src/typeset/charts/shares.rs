//! Bars of the same length, each divided into shares, with the names of the parts above.

use super::canvas::{Canvas, Finish};
use super::texts::{ChartLabel, SIZE, Side};
use crate::compose::view::{DividedBarView, SharesView};

/// From the left edge of a part's square to its name.
const TO_NAME: f64 = 10.0;
/// Between a name and the next square.
const AFTER_NAME: f64 = 11.0;
/// From one line of names to the next.
const LINE: f64 = 11.3;
/// A part with less room has no number.
const LEAST: f64 = 24.0;

/// Draws the chart and returns its height.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &SharesView) -> f64 {
    let ink = canvas.palette.ink;
    let x0 = canvas.label_column(view.items.iter().map(|item| ChartLabel::new(&item.label, ink)));
    let x1 = canvas.width - 2.0;
    let mut y = draw_legend(canvas, &view.parts) + 7.0;
    for item in &view.items {
        let label = ChartLabel::new(&item.label, ink);
        let height = f64::max(19.0, canvas.texts.line_count(label, x0 - 7.0) * SIZE * 1.42 + 4.0);
        canvas.label(label, (x0 - 7.0, y + height / 2.0), Side::Right, x0 - 7.0);
        draw_bar(canvas, item, (x0, x1), y + height / 2.0);
        y += height;
    }
    y + 2.0
}

/// The names of the parts, in as many lines as they need. Returns where the last one ends.
fn draw_legend(canvas: &mut Canvas<'_, '_>, parts: &[String]) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    let (ink, deep, whole) = (canvas.palette.ink, canvas.palette.deep, canvas.width);
    for (part, fill) in parts.iter().zip(canvas.palette.scale(parts.len())) {
        let label = ChartLabel::new(part, ink);
        let width = TO_NAME + canvas.texts.width(label);
        if x > 0.0 && x + width > whole {
            (x, y) = (0.0, y + LINE);
        }
        canvas.rect((x, y - 0.6), (7.0, 7.0), &Finish::edged(fill, 0.5, deep));
        canvas.label_below(label, (x + TO_NAME, y), Side::Left, whole - TO_NAME);
        x += width + AFTER_NAME;
    }
    y + 7.0
}

fn draw_bar(canvas: &mut Canvas<'_, '_>, item: &DividedBarView, (x0, x1): (f64, f64), middle: f64) {
    if let Some(instead) = &item.instead {
        let label = ChartLabel::new(instead, canvas.palette.muted);
        return canvas.label(label, (x0 + 2.0, middle), Side::Left, x1 - x0);
    }
    let fills = canvas.palette.scale(item.shares.len());
    let mut from = x0;
    for ((share, text), fill) in item.shares.iter().zip(&item.texts).zip(fills) {
        let length = (x1 - x0) * share;
        if *share > 0.0 {
            let finish = Finish::edged(fill, 0.5, canvas.palette.deep);
            canvas.rect((from, middle - 6.5), (length, 13.0), &finish);
            if length > LEAST {
                let ink = canvas.palette.ink_on(fill);
                canvas.label(ChartLabel::new(text, ink), (from + length / 2.0, middle), Side::Centre, 40.0);
            }
        }
        from += length;
    }
}
