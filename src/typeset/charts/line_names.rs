//! Names to the right of lines and columns, each joined to what it names.

use typst::visualize::ProcessColor;

use super::axis::{Wanted, spread};
use super::canvas::{Canvas, Finish, Layer, Pen, Xy};
use super::palette::WHITE;
use super::texts::{ChartLabel, Side};

/// The least height of a name with the room around it.
const LEAST: f64 = 14.0;

/// Where the line to a name bends, and where it and the name are, to the right of the chart.
pub struct Kink {
    /// The bend is this much before the right edge of the chart.
    pub before: f64,
    pub end: f64,
    pub text: f64,
}

pub struct LineNames {
    /// The width of the column of names; 0 if there are none.
    pub width: f64,
    /// From the middle of the first name to the middle of the last, if they are below each other.
    pub height: f64,
    kink: Kink,
}

/// A name, and the end of what it names.
pub struct LineName<'a> {
    pub label: ChartLabel<'a>,
    pub x: f64,
    pub at: f64,
    /// The colour of the line that joins them.
    pub line: ProcessColor,
    /// The number of the series whose marker is before the name.
    pub marker: Option<usize>,
}

impl LineNames {
    /// The names take at most `share` of the chart's width.
    pub fn new(canvas: &mut Canvas<'_, '_>, names: &[ChartLabel<'_>], share: f64, kink: Kink) -> Self {
        let Some(widest) = names.iter().map(|name| canvas.texts.width(*name)).reduce(f64::max) else {
            return Self { width: 0.0, height: 0.0, kink };
        };
        let width = (canvas.width * share).min(widest + 2.0);
        let height = names.iter().map(|name| height(canvas, *name, width)).sum::<f64>() - LEAST;
        Self { width, height, kink }
    }

    /// Draws the names between `low` and `high`, moved apart. The chart ends at `x1`.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, names: &[LineName<'_>], x1: f64, (low, high): (f64, f64)) {
        let wanted: Vec<Wanted> =
            names.iter().map(|name| Wanted { at: name.at, size: height(canvas, name.label, self.width) }).collect();
        canvas.on(Layer::Axis);
        for (name, y) in names.iter().zip(spread(&wanted, low, high)) {
            let end = (x1 + self.kink.end, y);
            canvas.path(&[(name.x, name.at), (x1 - self.kink.before, name.at), end], &Pen::new(0.6, name.line));
            if let Some(series) = name.marker {
                draw_marker(canvas, (end.0 + 1.0, y), series, 2.6);
            }
            canvas.label(name.label, (x1 + self.kink.text, y), Side::Left, self.width);
        }
    }
}

fn height(canvas: &mut Canvas<'_, '_>, name: ChartLabel<'_>, width: f64) -> f64 {
    f64::max(LEAST, canvas.texts.height(name.bold(), width) + 8.0)
}

/// The marker of a series: disc, square, triangle, diamond, then the same hollow.
pub fn draw_marker(canvas: &mut Canvas<'_, '_>, (x, y): Xy, series: usize, radius: f64) {
    let color = canvas.palette.stroke(series);
    let is_hollow = (series / 4 + series % 2) % 2 == 1;
    let finish = Finish::edged(if is_hollow { WHITE } else { color }, 1.3, color);
    let (left, top, wide) = (x - radius, y - radius, radius * 1.3);
    match series % 4 {
        0 => canvas.disc((x, y), radius, &finish),
        1 => canvas.rect((left, top), (2.0 * radius, 2.0 * radius), &finish),
        2 => {
            let foot = y - wide + 2.0 * wide * 0.9;
            canvas.polygon(&[(x - wide, foot), (x, y - wide), (x + wide, foot)], &finish);
        }
        _ => canvas.polygon(&[(x - wide, y), (x, y - wide), (x + wide, y), (x, y + wide)], &finish),
    }
}
