//! Funnel plots: a point for each member, and the limits around the overall number.

use typst::visualize::LineJoin;

use super::axis::{Axis, axis_pen, draw_vertical, target_pen};
use super::canvas::{Canvas, Finish, Layer, Pen, Xy};
use super::palette::{WHITE, seen_shade};
use super::texts::{ChartLabel, Side};
use crate::compose::view::{FunnelView, PointView};

const TOP: f64 = 14.0;
const PLOT: f64 = 138.0;
const BASE: f64 = TOP + PLOT;
/// Half the side of another member's point: hundreds of circles would be most of the page's file.
const POINT: f64 = 1.5;

/// Draws the chart and returns its height.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &FunnelView) -> f64 {
    let has_shares = view.target.label.ends_with('%');
    let vertical = Axis::new(0.0, view.y_end, 5.0, false, has_shares).up_to(view.y_end);
    let horizontal = Axis::new(0.0, view.x_end, 5.0, true, false).up_to(view.x_end);
    let (x0, x1) = (vertical.room(), canvas.width - 6.0);
    let x = |persons: f64| x0 + (x1 - x0) * persons / view.x_end;
    let y = |value: f64| BASE - PLOT * value / view.y_end;
    let muted = canvas.palette.muted;
    draw_vertical(canvas, &vertical, y, x0, x1);
    draw_limits(canvas, view, |(persons, value)| (x(persons), y(value)));
    draw_points(canvas, view, |(persons, value)| (x(persons), y(value)));
    let pen = axis_pen(canvas);
    canvas.line((x0, BASE), (x1, BASE), &pen);
    for tick in &horizontal.ticks {
        canvas.label_below(ChartLabel::new(&horizontal.name(*tick), muted), (x(*tick), BASE + 4.0), Side::Centre, 60.0);
    }
    let target = y(view.target.value);
    let pen = target_pen(canvas);
    canvas.line((x0, target), (x1, target), &pen);
    if let Some(own) = &view.own {
        draw_own(canvas, own, (x(own.x), y(own.y)), (f64::midpoint(x0, x1), target));
    }
    let width = canvas.width;
    canvas.on(Layer::Axis).label_below(ChartLabel::new(&view.y_label, muted), (0.0, 0.0), Side::Left, width);
    canvas.label_below(ChartLabel::new(&view.x_label, muted), (x1, BASE + 15.0), Side::Right, x1 - x0);
    // The names of the lines are below the chart: beside them they would be on points and limits.
    let target = &view.target.label;
    let names = format!("Prikket linje: {target}; stiplet: grænse ved 95\u{a0}%; hel: grænse ved 99,8\u{a0}%");
    canvas.label_below(ChartLabel::new(&names, muted), (x1, BASE + 26.0), Side::Right, width);
    BASE + 38.0
}

fn draw_limits(canvas: &mut Canvas<'_, '_>, view: &FunnelView, place: impl Fn(Xy) -> Xy) {
    let muted = canvas.palette.muted;
    let inner = Pen::new(0.75, muted).dashed(&[3.3, 2.2]);
    for (limits, pen) in [(&view.inner, inner), (&view.outer, Pen::new(0.9, muted))] {
        let curves: Vec<Vec<Xy>> = limits.iter().map(|curve| curve.iter().copied().map(&place).collect()).collect();
        canvas.paths(curves.iter().map(Vec::as_slice), &pen, LineJoin::Miter);
    }
}

fn draw_points(canvas: &mut Canvas<'_, '_>, view: &FunnelView, place: impl Fn(Xy) -> Xy) {
    let finish = Finish::filled(seen_shade(canvas.palette.primary, 0.72, 0.7));
    let square = |(x, y): Xy| ((x - POINT, y - POINT), (2.0 * POINT, 2.0 * POINT));
    canvas.rects(view.points.iter().map(|point| square(place(*point))), &finish);
}

/// The reader's point with its name, on the side where there is room and away from the line of the target.
fn draw_own(canvas: &mut Canvas<'_, '_>, own: &PointView, (x, y): Xy, (middle, target): (f64, f64)) {
    let finish = Finish::edged(canvas.palette.secondary, 1.0, WHITE);
    canvas.disc((x, y), 4.2, &finish);
    let name = format!("{} {}", own.label, own.text);
    let label = ChartLabel::new(&name, canvas.palette.ink).bold();
    let (x, side) = if x > middle { (x - 8.0, Side::Right) } else { (x + 8.0, Side::Left) };
    let is_below = y > target + 2.0;
    let ground = WHITE.with_alpha(0.85);
    canvas.label_on(label, ground, (1.0, 1.0), (x, if is_below { y + 9.0 } else { y - 9.0 }), side, 180.0);
}
