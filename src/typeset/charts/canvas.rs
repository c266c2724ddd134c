//! A chart while it is drawn: shapes and words at places in points, from the top left corner.

use typst::diag::SourceResult;
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Size};
use typst::syntax::Span;
use typst::visualize::{Curve, DashPattern, FixedStroke, Geometry, LineCap, LineJoin, Paint, ProcessColor, Shape};

use super::palette::Palette;
use super::texts::{ChartLabel, Side, Typesetter, Words};

/// From the left and from the top, in points.
pub type Xy = (f64, f64);

/// Layers, each on top of those before it, regardless of the order of drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Marks,
    /// A target's line, on the marks.
    Target,
    /// Numbers, on the target's line.
    Numbers,
    Axis,
}

/// How a line is drawn. Its measures are in points.
#[derive(Clone)]
pub struct Pen {
    pub color: ProcessColor,
    pub thickness: f64,
    /// Lengths of strokes and gaps by turns; empty for a solid line.
    pub dashes: &'static [f64],
}

impl Pen {
    pub fn new(thickness: f64, color: ProcessColor) -> Self {
        Self { color, thickness, dashes: &[] }
    }

    pub fn dashed(self, dashes: &'static [f64]) -> Self {
        Self { dashes, ..self }
    }

    fn stroke(&self, join: LineJoin) -> FixedStroke {
        let array = self.dashes.iter().map(|length| Abs::pt(*length)).collect();
        let dash = (!self.dashes.is_empty()).then(|| DashPattern { array, phase: Abs::zero() });
        FixedStroke {
            paint: Paint::from(self.color),
            thickness: Abs::pt(self.thickness),
            cap: LineCap::Butt,
            join,
            dash,
            miter_limit: Ratio::new(4.0),
        }
    }
}

/// How the inside and the edge of a shape look.
#[derive(Clone)]
pub struct Finish {
    pub fill: ProcessColor,
    pub edge: Option<Pen>,
}

impl Finish {
    pub fn filled(fill: ProcessColor) -> Self {
        Self { fill, edge: None }
    }

    pub fn edged(fill: ProcessColor, thickness: f64, color: ProcessColor) -> Self {
        Self { fill, edge: Some(Pen::new(thickness, color)) }
    }
}

/// A chart while it is drawn: what is on it, and what is needed to draw more.
pub struct Canvas<'a, 'e> {
    /// Of the whole chart, in points.
    pub width: f64,
    pub palette: Palette,
    pub texts: Typesetter<'a, 'e>,
    layer: Layer,
    items: Vec<(Layer, Point, FrameItem)>,
}

impl<'a, 'e> Canvas<'a, 'e> {
    pub fn new(width: f64, palette: Palette, texts: Typesetter<'a, 'e>) -> Self {
        Self { width, palette, texts, layer: Layer::Marks, items: Vec::new() }
    }

    /// The width of the column that labels take to the left of bars or points: as wide as they are, up to two fifths of the chart.
    pub fn label_column<'l>(&mut self, labels: impl IntoIterator<Item = ChartLabel<'l>>) -> f64 {
        (self.width * 0.42).min(self.texts.widest(labels) + 8.0)
    }

    /// Draws on this layer from now on.
    pub fn on(&mut self, layer: Layer) -> &mut Self {
        self.layer = layer;
        self
    }

    /// The frame with everything that was drawn since the last one. What comes next begins at the bottom again, so that the gridlines of a
    /// chart's second part are not on its bars.
    ///
    /// # Errors
    /// When Typst could not set a label.
    pub fn take(&mut self, height: f64) -> SourceResult<Frame> {
        let errors = self.texts.take_errors();
        if !errors.is_empty() {
            return Err(errors);
        }
        self.layer = Layer::Marks;
        self.items.sort_by_key(|(layer, ..)| *layer);
        let mut frame = Frame::hard(Size::new(Abs::pt(self.width), Abs::pt(height)));
        frame.push_multiple(self.items.drain(..).map(|(_, place, item)| (place, item)));
        Ok(frame)
    }

    fn push(&mut self, place: Xy, item: FrameItem) {
        self.items.push((self.layer, point(place), item));
    }

    fn shape(&mut self, place: Xy, geometry: Geometry, finish: &Finish) {
        let mut shape = geometry.filled(Paint::from(finish.fill));
        shape.stroke = finish.edge.as_ref().map(|pen| pen.stroke(LineJoin::Miter));
        self.push(place, FrameItem::Shape(shape, Span::detached()));
    }

    fn stroke(&mut self, place: Xy, shape: Shape) {
        self.push(place, FrameItem::Shape(shape, Span::detached()));
    }

    pub fn line(&mut self, from: Xy, to: Xy, pen: &Pen) {
        let end = point((to.0 - from.0, to.1 - from.1));
        self.stroke(from, Geometry::Line(end).stroked(pen.stroke(LineJoin::Miter)));
    }

    /// A line through the places.
    pub fn path(&mut self, places: &[Xy], pen: &Pen) {
        self.paths([places], pen, LineJoin::Miter);
    }

    /// Lines through places, in one shape.
    pub fn paths<'p>(&mut self, lines: impl IntoIterator<Item = &'p [Xy]>, pen: &Pen, join: LineJoin) {
        let mut curve = Curve::new();
        lines.into_iter().for_each(|places| add_line(&mut curve, places));
        self.stroke((0.0, 0.0), Geometry::Curve(curve).stroked(pen.stroke(join)));
    }

    /// Its top left corner is at `place`.
    pub fn rect(&mut self, place: Xy, (width, height): (f64, f64), finish: &Finish) {
        self.shape(place, Geometry::Rect(Size::new(Abs::pt(width), Abs::pt(height))), finish);
    }

    /// A disc. Its edge is a larger disc behind it, because outlines of strokes take long to compute.
    pub fn disc(&mut self, (x, y): Xy, radius: f64, finish: &Finish) {
        let mut fill = |color, radius: f64| {
            let size = Size::splat(Abs::pt(2.0 * radius));
            let finish = Finish::filled(color);
            self.shape((x - radius, y - radius), Geometry::Curve(Curve::ellipse(size)), &finish);
        };
        let half = finish.edge.as_ref().map_or(0.0, |pen| pen.thickness / 2.0);
        finish.edge.iter().for_each(|pen| fill(pen.color, radius + half));
        fill(finish.fill, radius - half);
    }

    /// Rectangles in one shape, which is quicker than a shape for each: places of their top left corners, and sizes.
    pub fn rects(&mut self, rects: impl IntoIterator<Item = (Xy, (f64, f64))>, finish: &Finish) {
        let corners = rects.into_iter().map(|((left, top), (width, height))| {
            let (right, bottom) = (left + width, top + height);
            [(left, top), (right, top), (right, bottom), (left, bottom)]
        });
        self.polygons(corners, finish);
    }

    pub fn polygon(&mut self, corners: &[Xy], finish: &Finish) {
        self.polygons([corners], finish);
    }

    fn polygons(&mut self, polygons: impl IntoIterator<Item = impl AsRef<[Xy]>>, finish: &Finish) {
        let mut curve = Curve::new();
        for corners in polygons {
            add_line(&mut curve, corners.as_ref());
            curve.close();
        }
        self.shape((0.0, 0.0), Geometry::Curve(curve), finish);
    }

    /// The label in a column of `width`; `place` is the middle of its left edge, of itself, or of its right edge.
    pub fn label(&mut self, label: ChartLabel<'_>, (x, y): Xy, side: Side, width: f64) {
        let words = self.texts.set(label, width, side);
        let top = y - words.height() / 2.0;
        self.words(words, (x, top), side);
    }

    /// The label in a column of `width` below `place`.
    pub fn label_below(&mut self, label: ChartLabel<'_>, place: Xy, side: Side, width: f64) {
        let words = self.texts.set(label, width, side);
        self.words(words, place, side);
    }

    /// The label on a ground that goes beyond it by `(x, y)`. Otherwise as [`Canvas::label`].
    pub fn label_on(
        &mut self,
        label: ChartLabel<'_>,
        ground: ProcessColor,
        beyond: (f64, f64),
        (x, y): Xy,
        side: Side,
        width: f64,
    ) {
        if label.is_empty() {
            return;
        }
        let words = self.texts.set(label, width, side);
        let (wide, high) = (words.width(), words.height());
        let (left, top) = (x - wide * part_before(side), y - high / 2.0);
        let size = (wide + 2.0 * beyond.0, high + 2.0 * beyond.1);
        self.rect((left - beyond.0, top - beyond.1), size, &Finish::filled(ground));
        self.words(words, (x, top), side);
    }

    fn words(&mut self, words: Words, (x, y): Xy, side: Side) {
        let left = x - words.width() * part_before(side);
        let (place, item) = words.item(Point::new(Abs::pt(left), Abs::pt(y)));
        self.items.push((self.layer, place, item));
    }
}

/// A place rounded to a hundredth of a point, which is not visible: numbers of many digits would make up most of the page's data.
fn point((x, y): Xy) -> Point {
    let hundredths = |length: f64| Abs::pt((length * 100.0).round() / 100.0);
    Point::new(hundredths(x), hundredths(y))
}

/// The share of a label's width to the left of its place.
fn part_before(side: Side) -> f64 {
    match side {
        Side::Left => 0.0,
        Side::Centre => 0.5,
        Side::Right => 1.0,
    }
}

fn add_line(curve: &mut Curve, places: &[Xy]) {
    for (index, place) in places.iter().enumerate() {
        let point = point(*place);
        if index == 0 { curve.move_(point) } else { curve.line(point) }
    }
}
