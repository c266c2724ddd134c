//! Horizontal bars: one for each item or two, with the label to the left and the number at the end.

use typst::diag::SourceResult;
use typst::layout::Frame;

use super::axis::{Axis, are_shares, axis_pen, is_whole, target_pen};
use super::canvas::{Canvas, Finish, Layer, Pen, Xy};
use super::legend;
use super::palette::{WHITE, seen_shade, shade};
use super::texts::{ChartLabel, SIZE, Side};
use crate::compose::view::{BarsView, ItemView};

/// Font size of the second numbers, which are smaller.
const SMALLER: f64 = 7.0;
/// Between a mark and its number.
const GAP: f64 = 4.0;
/// From the legend to the bars.
const BELOW_LEGEND: f64 = 2.0;

/// An item with the measures of its bars.
struct Row<'a> {
    item: &'a ItemView,
    /// Whether it is a number that the others are compared with.
    is_hollow: bool,
    height: f64,
}

/// What all parts of a chart share, which may break across pages.
struct Bars<'a> {
    view: &'a BarsView,
    rows: Vec<Row<'a>>,
    axis: Axis,
    has_own: bool,
    label_width: f64,
    x0: f64,
    x1: f64,
    /// How second bars are filled.
    second: Finish,
}

/// Draws the parts of the chart. The first one has the legend and the name of the target, the last one the axis.
///
/// # Errors
/// When Typst could not set a label.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &BarsView) -> SourceResult<Vec<Frame>> {
    let bars = Bars::new(canvas, view);
    let part = |part| {
        let height = bars.draw(canvas, view.rows_of(part));
        canvas.take(height)
    };
    (0..view.parts()).map(part).collect()
}

fn befores<'a>(rows: &[Row<'a>]) -> impl Iterator<Item = &'a (f64, String)> {
    rows.iter().filter_map(|row| row.item.before.as_ref())
}

impl<'a> Bars<'a> {
    fn new(canvas: &mut Canvas<'_, '_>, view: &'a BarsView) -> Self {
        let hollow = view.compare.iter().map(|item| (item, true));
        let items = view.items.iter().map(|item| (item, false)).chain(hollow);
        let mut rows: Vec<Row<'_>> = items.map(|(item, is_hollow)| Row { item, is_hollow, height: 0.0 }).collect();
        let has_own = rows.iter().any(|row| row.item.own);
        let ink = canvas.palette.ink;
        let label_width = canvas.label_column(rows.iter().map(|row| ChartLabel::new(&row.item.label, ink)));
        for row in &mut rows {
            let least = if view.paired.is_none() || row.is_hollow { 15.5 } else { 19.0 };
            let lines = canvas.texts.line_count(ChartLabel::new(&row.item.label, ink), label_width - 7.0);
            row.height = f64::max(least, lines * SIZE * 1.42 + 4.0);
        }
        let texts = rows.iter().map(|row| &row.item.text).chain(befores(&rows).map(|(_, text)| text));
        let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
        let value_room = longest as f64 * 5.0 + 8.0;
        let goes_below = rows.iter().any(|row| row.item.value < 0.0) || befores(&rows).any(|(value, _)| *value < 0.0);
        let x0 = label_width + if goes_below { value_room } else { 0.0 };
        let x1 = canvas.width - value_room;
        let axis = axis(canvas, view, &rows, x1 - x0);
        let primary = canvas.palette.primary;
        let second = if has_own {
            // Paler than the first bars of the others, so an edge shows where it ends.
            Finish::edged(shade(primary, 0.91, 0.35), 0.4, seen_shade(primary, 0.78, 0.35))
        } else {
            Finish::filled(seen_shade(primary, 0.78, 0.5))
        };
        Self { view, rows, axis, has_own, label_width, x0, x1, second }
    }

    fn x(&self, value: f64) -> f64 {
        self.axis.place(value, self.x0, self.x1)
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, part: std::ops::Range<usize>) -> f64 {
        let (is_first, is_last) = (part.start == 0, part.end >= self.rows.len());
        let rows = self.rows.get(part).unwrap_or_default();
        let legend = self.view.paired.as_ref().filter(|_| is_first);
        let (names, mut top) = legend.map_or_else(Default::default, |paired| {
            let (places, height) = legend::places(canvas, &paired.names, self.x0);
            (places, height + BELOW_LEGEND)
        });
        if is_first && self.view.target.is_some() {
            top += 15.0;
        }
        let (head, foot) = (if is_first { 2.0 } else { 0.0 }, if is_last { 2.0 } else { 0.0 });
        let bottom = top + head + rows.iter().map(|row| row.height).sum::<f64>() + foot;
        self.draw_grid(canvas, top, bottom, is_last);
        if let Some(paired) = legend {
            self.draw_legend(canvas, &paired.names, &names);
        }
        let mut y = top + head;
        for row in rows {
            self.draw_row(canvas, row, y + row.height / 2.0);
            y += row.height;
        }
        self.draw_target(canvas, top, bottom, is_first);
        let pen = axis_pen(canvas);
        canvas.on(Layer::Axis).line((self.x(0.0), top), (self.x(0.0), bottom), &pen);
        if !is_last {
            return bottom;
        }
        let interval = self.ends().next().map(|_| "Streg: 95 %-sikkerhedsinterval");
        let title = [Some(self.view.value_label.as_str()), interval];
        let title: Vec<&str> = title.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let place = (self.x1, bottom + 15.0);
        let muted = canvas.palette.muted;
        canvas.label_below(ChartLabel::new(&title.join(". "), muted), place, Side::Right, self.x1 - self.x0);
        bottom + 25.0
    }

    /// The ends of all intervals.
    fn ends(&self) -> impl Iterator<Item = f64> {
        ends(&self.rows)
    }

    fn draw_grid(&self, canvas: &mut Canvas<'_, '_>, top: f64, bottom: f64, has_names: bool) {
        let (grid, muted) = (Pen::new(0.5, canvas.palette.grid), canvas.palette.muted);
        for tick in &self.axis.ticks {
            let x = self.x(*tick);
            canvas.line((x, top), (x, bottom), &grid);
            if has_names {
                canvas.label_below(
                    ChartLabel::new(&self.axis.name(*tick), muted),
                    (x, bottom + GAP),
                    Side::Centre,
                    60.0,
                );
            }
        }
    }

    fn draw_legend(&self, canvas: &mut Canvas<'_, '_>, names: &[String; 2], places: &[Xy]) {
        let first = Finish::filled(canvas.palette.primary);
        for ((&(x, y), finish), name) in places.iter().zip([&first, &self.second]).zip(names) {
            canvas.rect((x, y - 3.0), (9.0, 6.0), finish);
            legend::draw_name(canvas, name, (x, y));
        }
    }

    fn draw_row(&self, canvas: &mut Canvas<'_, '_>, row: &Row<'_>, middle: f64) {
        let (item, ink) = (row.item, canvas.palette.ink);
        let width = self.label_width - 7.0;
        canvas.on(Layer::Marks);
        canvas.label(ChartLabel::new(&item.label, ink).bold_if(item.own), (width, middle), Side::Right, width);
        // The second bar is a thinner one below.
        let (height, rise) = if self.view.paired.is_none() { (9.5, 0.0) } else { (7.5, 3.2) };
        let upper = middle - if row.is_hollow { 0.0 } else { rise };
        self.draw_bar(canvas, item.value, upper, height, &self.finish(canvas, row));
        if let Some((value, text)) = &item.before {
            let lower = middle + 4.4;
            self.draw_bar(canvas, *value, lower, 4.4, &self.second);
            let end = self.draw_interval(canvas, item.before_interval.as_ref(), *value, lower);
            let label = ChartLabel::new(text, canvas.palette.muted).size(SMALLER);
            draw_number(canvas, label, *value, (end, lower), false);
        }
        // The number is behind the interval.
        let end = self.draw_interval(canvas, item.interval.as_ref(), item.value, upper);
        let label = ChartLabel::new(&item.text, ink).bold();
        draw_number(canvas, label, item.value, (end, upper), self.view.target.is_some());
    }

    /// The bar of the reader is dark among light ones; numbers to compare with are hollow.
    fn finish(&self, canvas: &Canvas<'_, '_>, row: &Row<'_>) -> Finish {
        let primary = canvas.palette.primary;
        if row.is_hollow {
            Finish::edged(WHITE, 0.9, primary)
        } else if !self.has_own || row.item.own {
            Finish::filled(primary)
        } else {
            Finish::filled(seen_shade(primary, 0.78, 0.6))
        }
    }

    fn draw_bar(&self, canvas: &mut Canvas<'_, '_>, value: f64, middle: f64, height: f64, finish: &Finish) {
        let (start, end) = (self.x(0.0), self.x(value));
        canvas.on(Layer::Marks);
        canvas.rect((start.min(end), middle - height / 2.0), ((end - start).abs(), height), finish);
    }

    /// Draws the 95 % interval and returns where the marks of the value end.
    fn draw_interval(
        &self,
        canvas: &mut Canvas<'_, '_>,
        interval: Option<&(f64, f64, String)>,
        value: f64,
        y: f64,
    ) -> f64 {
        let Some((from, to, _)) = interval else { return self.x(value) };
        let (from, to) = (self.x(*from), self.x(*to));
        // White around it, so that it is seen on a dark bar.
        for (half, color) in [(1.1, WHITE), (0.45, canvas.palette.ink)] {
            let line = ((from, y - half), (to - from, 2.0 * half));
            let end = |x: f64| ((x - half, y - 2.2), (2.0 * half, 4.4));
            canvas.rects([line, end(from), end(to)], &Finish::filled(color));
        }
        self.x(value).max(to)
    }

    fn draw_target(&self, canvas: &mut Canvas<'_, '_>, top: f64, bottom: f64, has_name: bool) {
        let Some(target) = &self.view.target else { return };
        let (x, pen) = (self.x(target.value), target_pen(canvas));
        let above = if has_name { 3.0 } else { 0.0 };
        canvas.on(Layer::Target).line((x, top - above), (x, bottom), &pen);
        if has_name {
            let is_right = x > f64::midpoint(self.x0, self.x1);
            let (side, width) = if is_right { (Side::Right, x) } else { (Side::Left, canvas.width - x) };
            let ink = canvas.palette.ink;
            canvas.label(ChartLabel::new(&target.label, ink), (x, top - 9.0), side, width);
        }
    }
}

/// The number of a bar that ends at `end`: to the left of bars below zero. On a white ground if a target's line may cross it.
fn draw_number(canvas: &mut Canvas<'_, '_>, label: ChartLabel<'_>, value: f64, (end, y): Xy, has_ground: bool) {
    let (x, side) = if value < 0.0 { (end - GAP, Side::Right) } else { (end + GAP, Side::Left) };
    canvas.on(Layer::Numbers);
    if has_ground {
        canvas.label_on(label, WHITE, (1.0, 0.0), (x, y), side, 90.0);
    } else {
        canvas.label(label, (x, y), side, 90.0);
    }
}

fn ends(rows: &[Row<'_>]) -> impl Iterator<Item = f64> {
    let intervals = rows.iter().flat_map(|row| [&row.item.interval, &row.item.before_interval]).flatten();
    intervals.flat_map(|(from, to, _)| [*from, *to])
}

/// An axis with as many ticks as have room.
fn axis(canvas: &mut Canvas<'_, '_>, view: &BarsView, rows: &[Row<'_>], width: f64) -> Axis {
    let values: Vec<f64> = rows.iter().map(|row| row.item.value).collect();
    let known = values.iter().copied().chain(befores(rows).map(|(value, _)| *value));
    let known: Vec<f64> = known.chain(view.target.as_ref().map(|target| target.value)).collect();
    let low = known.iter().copied().fold(0.0, f64::min);
    let high = known.iter().copied().chain(ends(rows)).fold(0.0, f64::max);
    let has_shares = are_shares(rows.iter().map(|row| &row.item.text));
    let whole = values.iter().all(|value| is_whole(*value));
    let new = |about| Axis::new(low, high, about, whole, has_shares);
    let mut fits = |axis: &Axis| {
        let muted = canvas.palette.muted;
        let widest = canvas.texts.widest(axis.names().iter().map(|name| ChartLabel::new(name, muted)));
        axis.ticks.len() <= 2 || widest + 8.0 < width / (axis.ticks.len() - 1) as f64
    };
    [5.0, 3.0, 2.0, 1.0].into_iter().map(new).find(|axis| fits(axis)).unwrap_or_else(|| new(1.0))
}
