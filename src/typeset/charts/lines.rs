//! Lines over time, distinguished by dashes, markers and a name at the end of each. An unknown number leaves a gap.

use typst::visualize::LineJoin;

use super::axis::{Axis, PeriodNames, are_shares, axis_pen, draw_titles, draw_vertical, is_whole, target_pen};
use super::canvas::{Canvas, Layer, Pen, Xy};
use super::line_names::{Kink, LineName, LineNames, draw_marker};
use super::palette::WHITE;
use super::texts::{ChartLabel, Side};
use super::value_places::{Spot, ValuePoint, value_places};
use crate::compose::view::OverTimeView;

/// The height between the axis and the top gridline of charts over time; with the rest, about 62 mm.
pub const PLOT: f64 = 128.0;
/// Strokes and gaps of the lines, from the first one.
const DASHES: [&[f64]; 6] = [&[], &[6.0, 2.5], &[1.6, 2.0], &[8.0, 2.0, 1.6, 2.0], &[12.0, 3.0], &[]];

struct Lines<'a> {
    view: &'a OverTimeView,
    /// Whether there are so many points that only the last number of each line is shown, beside its name.
    is_crowded: bool,
    /// Whether the axis does not begin at 0.
    is_cut: bool,
    axis: Axis,
    x0: f64,
    x1: f64,
    band: f64,
    top: f64,
    base: f64,
}

/// Draws the chart and returns its height.
pub fn draw(canvas: &mut Canvas<'_, '_>, view: &OverTimeView) -> f64 {
    let points = view.series.iter().flat_map(|series| &series.values).flatten().count();
    let is_crowded = view.ticks.len() > 8 || points > 30;
    let texts = names(view, is_crowded);
    let ink = canvas.palette.ink;
    let target = view.target.as_ref().map(|target| ChartLabel::new(&target.label, ink));
    let labels: Vec<ChartLabel<'_>> =
        texts.iter().map(|text| ChartLabel::new(text, ink).bold()).chain(target).collect();
    let names = LineNames::new(canvas, &labels, 0.27, Kink { before: 1.0, end: 8.0, text: 16.0 });
    Lines::new(canvas, view, is_crowded, &names).draw(canvas, &names, &texts)
}

/// The names of the series, with their last number if it is shown there.
fn names(view: &OverTimeView, is_crowded: bool) -> Vec<String> {
    let name = |series: &crate::compose::view::SeriesView| {
        let last = series.values.iter().rposition(Option::is_some).filter(|_| is_crowded);
        let number = last.map(|last| series.texts.get(last).map_or("", String::as_str));
        [Some(series.label.as_str()), number].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    view.series.iter().map(name).collect()
}

impl<'a> Lines<'a> {
    fn new(canvas: &Canvas<'_, '_>, view: &'a OverTimeView, is_crowded: bool, names: &LineNames) -> Self {
        let known: Vec<f64> = view.series.iter().flat_map(|series| &series.values).flatten().copied().collect();
        let whole = known.iter().all(|value| is_whole(*value));
        let all = known.into_iter().chain(view.target.as_ref().map(|target| target.value));
        let (least, most) =
            all.map(|value| (value, value)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
        // The axis begins at 0 unless the lines would be squeezed into the top of it.
        let is_cut = least > 0.0 && least >= most * if is_crowded { 0.5 } else { 0.72 } && most > least;
        let low = if is_cut { least - (most - least) * 0.35 } else { least.min(0.0) };
        let has_shares = are_shares(view.series.iter().flat_map(|series| &series.texts));
        let axis = Axis::new(low, most, 5.0, whole, has_shares);
        let (x0, x1) = (axis.room(), canvas.width - names.width - 16.0);
        let usual = if is_crowded && view.series.len() > 2 { PLOT * 1.45 } else { PLOT };
        let band = (x1 - x0) / view.ticks.len().max(1) as f64;
        let top = 18.0;
        Self { view, is_crowded, is_cut, axis, x0, x1, band, top, base: top + usual.max(names.height) }
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.base, self.top)
    }

    fn centre(&self, column: usize) -> f64 {
        self.x0 + self.band * (column as f64 + 0.5)
    }

    fn points(&self) -> Vec<ValuePoint<'a>> {
        let mut points = Vec::new();
        for (index, series) in self.view.series.iter().enumerate() {
            let values = series.values.iter().take(self.view.ticks.len()).enumerate();
            for (column, value) in values.filter_map(|(column, value)| Some((column, (*value)?))) {
                let text = series.texts.get(column).map_or("", String::as_str);
                points.push(ValuePoint { column, series: index, x: self.centre(column), y: self.y(value), text });
            }
        }
        points
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, names: &LineNames, texts: &[String]) -> f64 {
        draw_vertical(canvas, &self.axis, |tick| self.y(tick), self.x0, self.x1);
        let periods = PeriodNames { ticks: &self.view.ticks, first: self.centre(0), band: self.band, y: self.base };
        let below = periods.draw(canvas);
        let pen = axis_pen(canvas);
        canvas.line((self.x0, self.base), (self.x1, self.base), &pen);
        if let Some(target) = &self.view.target {
            let (y, pen) = (self.y(target.value), target_pen(canvas));
            canvas.line((self.x0, y), (self.x1, y), &pen);
        }
        let points = self.points();
        self.draw_lines(canvas, &points);
        self.draw_points(canvas, &points);
        self.draw_names(canvas, names, texts, &points);
        let mut title = self.view.y_label.clone();
        if self.is_cut && !title.is_empty() {
            title += &format!(" (aksen begynder ved {})", self.axis.name(self.axis.first()));
        }
        let place = (f64::midpoint(self.x0, self.x1), self.base + below);
        draw_titles(canvas, &title, &self.view.x_label, place, self.x1 - self.x0);
        self.base + below + 10.0
    }

    fn draw_lines(&self, canvas: &mut Canvas<'_, '_>, points: &[ValuePoint<'_>]) {
        for line in points.chunk_by(|a, b| a.series == b.series && a.column + 1 == b.column) {
            let Some(series) = line.first().map(|point| point.series).filter(|_| line.len() > 1) else { continue };
            let dashes = DASHES.get(series % DASHES.len()).copied().unwrap_or_default();
            let pen = Pen::new(1.7, canvas.palette.stroke(series)).dashed(dashes);
            let places: Vec<Xy> = line.iter().map(|point| (point.x, point.y)).collect();
            canvas.paths([places.as_slice()], &pen, LineJoin::Round);
        }
    }

    /// The markers, and the numbers that have room beside them.
    fn draw_points(&self, canvas: &mut Canvas<'_, '_>, points: &[ValuePoint<'_>]) {
        // Markers keep a distance along the line; the last point always has one.
        let every = if self.is_crowded { (12.0 / self.band).ceil().max(1.0) as usize } else { 1 };
        let last = self.view.ticks.len().saturating_sub(1);
        for point in points.iter().filter(|point| (last - point.column).is_multiple_of(every)) {
            draw_marker(canvas, (point.x, point.y), point.series, if self.is_crowded { 2.5 } else { 3.1 });
        }
        if self.is_crowded {
            return;
        }
        // Digits on a nearly white ground are clear of a line behind them.
        let ground = WHITE.with_alpha(0.75);
        canvas.on(Layer::Numbers);
        for Spot { text, series, x, y, w, h } in value_places(points, (6.0, self.base + 1.0), self.band * 0.36) {
            let label = ChartLabel::new(text, canvas.palette.stroke(series)).bold();
            canvas.label_on(label, ground, (0.6, -0.6), (x + w / 2.0, y + h / 2.0), Side::Centre, 60.0);
        }
    }

    /// The names of the lines at the height of their last number, and that of the target among them.
    fn draw_names(&self, canvas: &mut Canvas<'_, '_>, names: &LineNames, texts: &[String], points: &[ValuePoint<'_>]) {
        let mut shown = Vec::new();
        for (series, text) in texts.iter().enumerate() {
            let Some(end) = points.iter().rfind(|point| point.series == series) else { continue };
            let line = canvas.palette.stroke(series);
            let x = (end.x + self.band * 0.36).min(self.x1);
            shown.push(LineName {
                label: ChartLabel::new(text, line).bold(),
                x,
                at: end.y,
                line,
                marker: Some(series),
            });
        }
        if let Some(target) = &self.view.target {
            let ink = canvas.palette.ink;
            let label = ChartLabel::new(&target.label, ink);
            shown.push(LineName { label, x: self.x1, at: self.y(target.value), line: ink, marker: None });
        }
        names.draw(canvas, &shown, self.x1, (self.top - 8.0, self.base + 6.0));
    }
}
