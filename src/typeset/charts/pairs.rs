//! A row for each item: a hollow point before and a filled one now, joined by a line.

use super::axis::{Axis, are_shares, axis_pen, is_whole};
use super::canvas::{Canvas, Finish, Pen, Xy};
use super::legend;
use super::palette::WHITE;
use super::texts::{ChartLabel, Side};
use crate::compose::view::{PairView, PairsView};

const ROW: f64 = 14.5;
/// From the legend to the rows.
const BELOW_LEGEND: f64 = 3.0;
/// Points that are nearer than this hide each other.
const NEAR: f64 = 3.0;

/// Draws the chart and returns its height.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &PairsView) -> f64 {
    let (ink, muted) = (canvas.palette.ink, canvas.palette.muted);
    let known: Vec<f64> = view.items.iter().flat_map(|item| [item.before, item.now]).flatten().collect();
    let has_shares = are_shares(view.items.iter().map(|item| &item.now_text).filter(|text| *text != "*"));
    let whole = known.iter().all(|value| is_whole(*value)) && !has_shares;
    let axis = Axis::new(0.0, known.iter().copied().fold(0.0, f64::max), 5.0, whole, has_shares);
    let x0 = canvas.label_column(view.items.iter().map(|item| ChartLabel::new(&item.label, ink).bold()));
    let x1 = canvas.width - 34.0;
    let x = |value: f64| axis.place(value, x0, x1);
    let (names, height) = legend::places(canvas, [&view.before_label, &view.now_label], x0);
    let top = height + BELOW_LEGEND;
    let bottom = top + ROW * view.items.len() as f64 + 2.0;
    let grid = Pen::new(0.5, canvas.palette.grid);
    for tick in &axis.ticks {
        canvas.line((x(*tick), top), (x(*tick), bottom), &grid);
        canvas.label_below(ChartLabel::new(&axis.name(*tick), muted), (x(*tick), bottom + 4.0), Side::Centre, 60.0);
    }
    for (index, item) in view.items.iter().enumerate() {
        let y = top + ROW * (index as f64 + 0.5);
        canvas.label(ChartLabel::new(&item.label, ink).bold_if(item.own), (x0 - 7.0, y), Side::Right, x0 - 7.0);
        draw_pair(canvas, item, (item.before.map(x), item.now.map(x)), y);
        if item.own {
            draw_own_number(canvas, item, (x0, y), x);
        }
    }
    draw_legend(canvas, view, &names);
    let pen = axis_pen(canvas);
    canvas.line((x0, top), (x0, bottom), &pen);
    canvas.label_below(ChartLabel::new(&view.value_label, muted), (x1, bottom + 15.0), Side::Right, x1 - x0);
    bottom + 26.0
}

fn draw_pair(canvas: &mut Canvas<'_, '_>, item: &PairView, (before, now): (Option<f64>, Option<f64>), y: f64) {
    if let Some((before, now)) = before.zip(now) {
        let pen = Pen::new(if item.own { 2.0 } else { 1.1 }, canvas.palette.rule);
        canvas.line((before, y), (now, y), &pen);
    }
    if let Some(before) = before {
        // As a ring around the current point if that hides it; otherwise the number before would seem unknown.
        let is_hidden = now.is_some_and(|now| (now - before).abs() < NEAR);
        draw_before(canvas, (before, y), if is_hidden { 5.6 } else { 3.4 });
    }
    if let Some(now) = now {
        draw_now(canvas, (now, y));
    }
}

/// The number of the reader's own item, to the right of its points.
fn draw_own_number(canvas: &mut Canvas<'_, '_>, item: &PairView, (x0, y): Xy, x: impl Fn(f64) -> f64) {
    let from = match (item.before, item.now) {
        (None, None) => x0,
        (before, Some(now)) => x(before.map_or(now, |before| before.max(now))),
        (Some(_), None) => return,
    };
    let label = ChartLabel::new(&item.now_text, canvas.palette.ink).bold();
    canvas.label(label, (from + 7.0, y), Side::Left, 60.0);
}

fn draw_before(canvas: &mut Canvas<'_, '_>, place: Xy, radius: f64) {
    let finish = Finish::edged(WHITE, 1.4, canvas.palette.primary);
    canvas.disc(place, radius, &finish);
}

fn draw_now(canvas: &mut Canvas<'_, '_>, place: Xy) {
    let finish = Finish::filled(canvas.palette.secondary);
    canvas.disc(place, 3.9, &finish);
}

fn draw_legend(canvas: &mut Canvas<'_, '_>, view: &PairsView, places: &[Xy]) {
    let names = [(&view.before_label, true), (&view.now_label, false)];
    for (&(x, y), (name, is_before)) in places.iter().zip(names) {
        if is_before {
            draw_before(canvas, (x + 4.0, y), 3.4);
        } else {
            draw_now(canvas, (x + 4.0, y));
        }
        legend::draw_name(canvas, name, (x, y));
    }
}
