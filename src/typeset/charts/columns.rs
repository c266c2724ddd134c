//! Stacked columns: the numbers in the parts, totals on top, the names of the parts to the right of the last column.

use typst::visualize::ProcessColor;

use super::axis::{
    Axis, PeriodNames, Wanted, are_shares, axis_pen, draw_titles, draw_vertical, is_whole, spread, target_pen,
};
use super::canvas::{Canvas, Finish, Layer};
use super::line_names::{Kink, LineName, LineNames};
use super::lines::PLOT;
use super::palette::WHITE;
use super::texts::{ChartLabel, Side};
use crate::compose::view::{ColumnsView, SeriesView};

/// Font size of the numbers of thin parts.
const SMALLER: f64 = 7.5;

/// A part of a column: the numbers at its two ends, the lower one first.
struct ColumnPart<'a> {
    series: usize,
    value: f64,
    low: f64,
    high: f64,
    text: &'a str,
}

struct ColumnChart<'a> {
    view: &'a ColumnsView,
    /// The parts of each column, from the axis outwards.
    columns: Vec<Vec<ColumnPart<'a>>>,
    axis: Axis,
    x0: f64,
    x1: f64,
    band: f64,
    /// The width of a column.
    wide: f64,
    top: f64,
    base: f64,
}

/// Draws the chart and returns its height.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &ColumnsView) -> f64 {
    let ink = canvas.palette.ink;
    let series = view.data.series.iter().filter(|_| view.data.series.len() > 1);
    let series = series.map(|series| ChartLabel::new(&series.label, ink).bold());
    let target = view.data.target.as_ref().map(|target| ChartLabel::new(&target.label, ink));
    let names = LineNames::new(
        canvas,
        &series.chain(target).collect::<Vec<_>>(),
        0.26,
        Kink { before: 2.0, end: 10.0, text: 14.0 },
    );
    ColumnChart::new(canvas, view, &names).draw(canvas, &names)
}

impl<'a> ColumnChart<'a> {
    fn new(canvas: &Canvas<'_, '_>, view: &'a ColumnsView, names: &LineNames) -> Self {
        let data = &view.data;
        let columns: Vec<_> = (0..data.ticks.len()).map(|column| parts(&data.series, column)).collect();
        let ends = || {
            columns.iter().flatten().flat_map(|part| [part.low, part.high]).chain(data.target.as_ref().map(|t| t.value))
        };
        let whole = columns.iter().flatten().all(|part| is_whole(part.value));
        let has_shares = are_shares(data.series.iter().flat_map(|series| &series.texts));
        let axis = Axis::new(ends().fold(0.0, f64::min), ends().fold(0.0, f64::max), 5.0, whole, has_shares);
        let x0 = axis.room();
        let x1 = canvas.width - names.width - if names.width > 0.0 { 14.0 } else { 0.0 };
        let band = (x1 - x0) / columns.len().max(1) as f64;
        let top = 18.0;
        Self {
            view,
            columns,
            axis,
            x0,
            x1,
            band,
            wide: f64::min(46.0, band * 0.6),
            top,
            base: top + PLOT.max(names.height),
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.base, self.top)
    }

    fn centre(&self, column: usize) -> f64 {
        self.x0 + self.band * (column as f64 + 0.5)
    }

    fn is_stacked(&self) -> bool {
        self.view.data.series.len() > 1
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, names: &LineNames) -> f64 {
        let data = &self.view.data;
        draw_vertical(canvas, &self.axis, |tick| self.y(tick), self.x0, self.x1);
        // The number of a column below zero is between it and the periods.
        let foot = self.base + if self.axis.first() < 0.0 { 11.0 } else { 0.0 };
        let periods = PeriodNames { ticks: &data.ticks, first: self.centre(0), band: self.band, y: foot };
        let below = periods.draw(canvas);
        for (column, parts) in self.columns.iter().enumerate() {
            self.draw_column(canvas, column, parts);
        }
        self.draw_tops(canvas, names.width > 0.0);
        let pen = axis_pen(canvas);
        canvas.on(Layer::Marks).line((self.x0, self.y(0.0)), (self.x1, self.y(0.0)), &pen);
        self.draw_names(canvas, names);
        let place = (f64::midpoint(self.x0, self.x1), foot + below);
        draw_titles(canvas, &data.y_label, &data.x_label, place, self.x1 - self.x0);
        foot + below + 10.0
    }

    fn draw_column(&self, canvas: &mut Canvas<'_, '_>, column: usize, parts: &[ColumnPart<'_>]) {
        let left = self.centre(column) - self.wide / 2.0;
        let mut beside = Vec::new();
        for part in parts {
            if part.value == 0.0 && self.is_stacked() {
                continue;
            }
            let (top, bottom) = (self.y(part.high), self.y(part.low));
            let fill = canvas.palette.fill(part.series);
            let finish = Finish::edged(fill, 0.7, canvas.palette.deep);
            canvas.on(Layer::Marks).rect((left, top), (self.wide, bottom - top), &finish);
            if !self.is_stacked() {
                continue;
            }
            let label = ChartLabel::new(part.text, canvas.palette.ink);
            let room = canvas.texts.width(label.size(SMALLER)) + 3.0;
            let free = (self.band - self.wide) / if column == 0 { 2.0 } else { 1.0 };
            let middle = f64::midpoint(top, bottom);
            if bottom - top >= 10.5 && room < self.wide {
                let ink = canvas.palette.ink_on(fill);
                self.draw_number(canvas, ChartLabel::new(part.text, ink), fill, (self.centre(column), middle), 60.0);
            } else if room < free - 1.0 {
                beside.push((Wanted { at: middle, size: 9.0 }, label.size(SMALLER)));
            }
        }
        // The numbers of parts that are too thin for them are to the left of the column if there is room; the names are to the right.
        if beside.len() as f64 * 9.0 > self.base - self.top {
            return;
        }
        let wanted: Vec<Wanted> = beside.iter().map(|(wanted, _)| *wanted).collect();
        canvas.on(Layer::Numbers);
        for ((_, label), y) in beside.into_iter().zip(spread(&wanted, self.top, self.base)) {
            canvas.label(label, (left - 3.0, y), Side::Right, 40.0);
        }
    }

    /// A number, on a ground if a target's line may cross it.
    fn draw_number(
        &self,
        canvas: &mut Canvas<'_, '_>,
        label: ChartLabel<'_>,
        ground: ProcessColor,
        place: (f64, f64),
        width: f64,
    ) {
        canvas.on(Layer::Numbers);
        if self.view.data.target.is_some() {
            canvas.label_on(label, ground, (1.0, 0.0), place, Side::Centre, width);
        } else {
            canvas.label(label, place, Side::Centre, width);
        }
    }

    /// The numbers on top of the columns: of all, or, if they are too wide, of the last one and every n-th before it.
    fn draw_tops(&self, canvas: &mut Canvas<'_, '_>, has_names: bool) {
        let single = self.view.data.series.first().filter(|_| !self.is_stacked());
        let texts = single.map_or(&self.view.totals, |series| &series.texts);
        let ink = canvas.palette.ink;
        let widest = canvas.texts.widest(texts.iter().map(|text| ChartLabel::new(text, ink).bold()));
        let every = ((widest + 3.0) / self.band).ceil().max(1.0) as usize;
        let right = if has_names { self.x1 + 8.0 } else { canvas.width };
        let (least, most) = (self.x0 - 4.0 + widest / 2.0, right - widest / 2.0);
        let middle = |column: usize| self.centre(column).min(most).max(least);
        let last = self.columns.len().saturating_sub(1);
        for (column, text) in texts.iter().enumerate().take(self.columns.len()) {
            let (low, high) = self.ends(column);
            let is_below = high == 0.0 && low < 0.0;
            // They are not printed across a higher neighbouring column either.
            let is_crossed = (0..self.columns.len()).filter(|other| *other != column).any(|other| {
                let is_near = (self.centre(other) - middle(column)).abs() < (widest + self.wide) / 2.0;
                let (other_low, other_high) = self.ends(other);
                let goes_beyond = if is_below {
                    self.y(other_low) > self.y(low) + 2.0
                } else {
                    self.y(other_high) < self.y(high) - 2.0
                };
                is_near && goes_beyond
            });
            if !(last - column).is_multiple_of(every) || is_crossed {
                continue;
            }
            let y = if is_below { self.y(low) + 14.0 } else { self.y(high) };
            let place = (middle(column), y - 7.0);
            self.draw_number(canvas, ChartLabel::new(text, ink).bold(), WHITE, place, f64::max(80.0, widest + 4.0));
        }
    }

    /// The lowest and the highest number of a column; 0 is always between them.
    fn ends(&self, column: usize) -> (f64, f64) {
        let parts = self.columns.get(column).map_or(&[][..], Vec::as_slice);
        let low = parts.iter().map(|part| part.low).fold(0.0, f64::min);
        (low, parts.iter().map(|part| part.high).fold(0.0, f64::max))
    }

    /// The names of the parts at the height of the last column's, and that of the target among them.
    fn draw_names(&self, canvas: &mut Canvas<'_, '_>, names: &LineNames) {
        let data = &self.view.data;
        let edge = self.centre(self.columns.len().saturating_sub(1)) + self.wide / 2.0 + 1.0;
        let mut shown = Vec::new();
        let last = self.columns.last().filter(|_| self.is_stacked());
        for part in last.into_iter().flatten() {
            let at = f64::midpoint(self.y(part.low), self.y(part.high));
            let Some(series) = data.series.get(part.series) else { continue };
            let label = ChartLabel::new(&series.label, canvas.palette.ink).bold();
            shown.push(LineName { at, x: edge, label, line: canvas.palette.rule, marker: None });
        }
        if let Some(target) = &data.target {
            let (at, pen) = (self.y(target.value), target_pen(canvas));
            canvas.on(Layer::Target).line((self.x0, at), (self.x1, at), &pen);
            let label = ChartLabel::new(&target.label, canvas.palette.ink);
            shown.push(LineName { at, x: self.x1 - 2.0, label, line: canvas.palette.rule, marker: None });
        }
        names.draw(canvas, &shown, self.x1, (self.top - 8.0, self.base + 6.0));
    }
}

/// The parts of a column; those below zero hang down from the axis.
fn parts(series: &[SeriesView], column: usize) -> Vec<ColumnPart<'_>> {
    let (mut up, mut down) = (0.0, 0.0);
    let part =
        |(index, series): (usize, &'_ SeriesView)| (index, series.values.get(column).copied().flatten().unwrap_or(0.0));
    let texts = series.iter().map(|series| series.texts.get(column).map_or("", String::as_str));
    let stack = |((series, value), text)| {
        let end = if value < 0.0 { &mut down } else { &mut up };
        let start = *end;
        *end += value;
        ColumnPart { series, value, low: start.min(*end), high: start.max(*end), text }
    };
    series.iter().enumerate().map(part).zip(texts).map(stack).collect()
}
