//! Axes: their ticks, gridlines and names; and labels that are moved apart.

use super::canvas::{Canvas, Layer, Pen, Xy};
use super::texts::{ChartLabel, Side};
use crate::compose::view::TickView;
use crate::danish;

/// Distance between two lines of names below an axis.
const LINE: f64 = 11.5;

/// A linear scale from numbers to coordinates.
#[derive(Clone)]
pub struct Axis {
    /// The numbers that the axis names, in order; at least two.
    pub ticks: Vec<f64>,
    /// Whether the numbers are shares, which are named in per cent.
    pub has_shares: bool,
}

impl Axis {
    /// Ticks in steps of 1, 2 or 5 times a power of ten, some `about`, from at or below `low` to at or above `high`. If the numbers
    /// are `whole`, so are the ticks.
    pub fn new(low: f64, high: f64, about: f64, whole: bool, has_shares: bool) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        let raw = span / about;
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0].into_iter().map(|times| times * power).find(|step| *step >= raw * 0.999);
        let mut step = step.unwrap_or(power * 10.0);
        if whole && step < 1.0 {
            step = 1.0;
        }
        let first = (low / step + 0.000_001).floor();
        let last = (high / step - 0.000_001).ceil().max(first + 1.0);
        let count = (last - first).clamp(1.0, 100.0) as u32;
        let ticks = (0..=count).map(|tick| (first + f64::from(tick)) * step).collect();
        Self { ticks, has_shares }
    }

    /// The same axis without the ticks beyond `high`.
    pub fn up_to(mut self, high: f64) -> Self {
        self.ticks.retain(|tick| *tick <= high);
        self
    }

    pub fn first(&self) -> f64 {
        self.ticks.first().copied().unwrap_or(0.0)
    }

    pub fn last(&self) -> f64 {
        self.ticks.last().copied().unwrap_or(1.0)
    }

    /// The place of a number on an axis between two places.
    pub fn place(&self, value: f64, from: f64, to: f64) -> f64 {
        from + (to - from) * (value - self.first()) / (self.last() - self.first())
    }

    /// A tick's number as it is printed: with decimals only if it has some.
    pub fn name(&self, tick: f64) -> String {
        if self.has_shares { format!("{}\u{a0}%", digits(tick * 100.0)) } else { digits(tick) }
    }

    pub fn names(&self) -> Vec<String> {
        self.ticks.iter().map(|tick| self.name(*tick)).collect()
    }

    /// The space that the names need to the left of the axis, estimated from their number of letters.
    pub fn room(&self) -> f64 {
        let longest = self.names().iter().map(|name| name.chars().count()).max().unwrap_or(0);
        longest as f64 * 4.7 + 8.0
    }
}

/// With as many decimals as there are, six at most.
fn digits(value: f64) -> String {
    let is_exact = |decimals: usize| (danish::rounded(value, decimals) - value).abs() < 0.000_000_5;
    danish::number(value, (0..6).find(|decimals| is_exact(*decimals)).unwrap_or(6))
}

pub fn is_whole(value: f64) -> bool {
    value.fract() == 0.0
}

/// Whether all numbers are printed as shares. A number that is not known has no text.
pub fn are_shares<'t>(texts: impl IntoIterator<Item = &'t String>) -> bool {
    let mut known = texts.into_iter().filter(|text| !text.is_empty()).peekable();
    known.peek().is_some() && known.all(|text| text.ends_with('%'))
}

/// The line of a target.
pub fn target_pen(canvas: &Canvas<'_, '_>) -> Pen {
    Pen::new(1.0, canvas.palette.ink).dashed(&[2.0, 2.0])
}

/// The line that marks begin at.
pub fn axis_pen(canvas: &Canvas<'_, '_>) -> Pen {
    Pen::new(0.9, canvas.palette.primary)
}

/// Horizontal gridlines from `x0` to `x1` with their names. `scale` tells the place of a number.
pub fn draw_vertical(canvas: &mut Canvas<'_, '_>, axis: &Axis, scale: impl Fn(f64) -> f64, x0: f64, x1: f64) {
    let (grid, muted) = (Pen::new(0.5, canvas.palette.grid), canvas.palette.muted);
    for tick in &axis.ticks {
        let y = scale(*tick);
        canvas.line((x0, y), (x1, y), &grid);
        canvas.label(ChartLabel::new(&axis.name(*tick), muted), (x0 - 5.0, y), Side::Right, 60.0);
    }
}

/// The periods below a horizontal axis.
pub struct PeriodNames<'a> {
    pub ticks: &'a [TickView],
    /// The middle of the first period's place.
    pub first: f64,
    /// The width of each period's place.
    pub band: f64,
    pub y: f64,
}

impl PeriodNames<'_> {
    /// Draws the names and returns their height. Quarters and months are above their year, as many as fit; if other periods do
    /// not fit, at least the last one is named.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>) -> f64 {
        if self.ticks.iter().all(|tick| !tick.group.is_empty()) {
            self.draw_by_year(canvas)
        } else {
            self.draw_each(canvas)
        }
    }

    fn centre(&self, index: usize) -> f64 {
        self.first + self.band * index as f64
    }

    fn widest(&self, canvas: &mut Canvas<'_, '_>) -> f64 {
        let ink = canvas.palette.ink;
        canvas.texts.widest(self.ticks.iter().map(|tick| ChartLabel::new(&tick.label, ink)))
    }

    fn draw_by_year(&self, canvas: &mut Canvas<'_, '_>) -> f64 {
        let ink = canvas.palette.ink;
        let widest = self.widest(canvas) + 3.0;
        let step = [1, 2, 3, 6, 12].into_iter().find(|step| widest <= self.band * f64::from(*step));
        let step = step.filter(|step| self.ticks.iter().any(|tick| tick.place % step == 0 && tick.place > 0));
        let row = if step.is_some() { LINE } else { 0.0 };
        for (index, tick) in self.ticks.iter().enumerate() {
            if step.is_some_and(|step| tick.place % step == 0) {
                let place = (self.centre(index), self.y + 5.0);
                canvas.label_below(ChartLabel::new(&tick.label, ink), place, Side::Centre, 40.0);
            }
        }
        let rule = Pen::new(0.5, canvas.palette.rule);
        let mut from = 0;
        for year in self.ticks.chunk_by(|a, b| a.group == b.group) {
            let left = self.centre(from) - self.band / 2.0;
            let right = left + self.band * year.len() as f64;
            from += year.len();
            canvas.line((left, self.y), (left, self.y + row + 16.0), &rule);
            let Some(name) = year.first().map(|tick| tick.group.as_str()) else { continue };
            if right - left > canvas.texts.width(ChartLabel::new(name, ink)) {
                let place = (f64::midpoint(left, right), self.y + 5.0 + row);
                canvas.label_below(ChartLabel::new(name, ink).bold(), place, Side::Centre, 60.0);
            }
        }
        5.0 + row + LINE
    }

    fn draw_each(&self, canvas: &mut Canvas<'_, '_>) -> f64 {
        let ink = canvas.palette.ink;
        // Only names that cannot be broken into lines are left out.
        let breaks = self.ticks.iter().any(|tick| tick.label.contains(' '));
        let step = if breaks { 1.0 } else { ((self.widest(canvas) + 2.0) / self.band).ceil().max(1.0) };
        let width = self.band * step - 3.0;
        let (mut lines, last) = (1.0_f64, self.ticks.len().saturating_sub(1));
        for (index, tick) in self.ticks.iter().enumerate().filter(|(index, _)| (last - index) % step as usize == 0) {
            let label = ChartLabel::new(&tick.label, ink);
            lines = lines.max(canvas.texts.line_count(label, width));
            canvas.label_below(label, (self.centre(index), self.y + 5.0), Side::Centre, width);
        }
        5.0 + lines * LINE
    }
}

/// The names of the axes: of the numbers at the top left corner, of the periods below `place`.
pub fn draw_titles(canvas: &mut Canvas<'_, '_>, of_numbers: &str, of_periods: &str, place: Xy, width: f64) {
    let muted = canvas.palette.muted;
    canvas.on(Layer::Axis);
    let whole = canvas.width;
    canvas.label_below(ChartLabel::new(of_numbers, muted), (0.0, 0.0), Side::Left, whole);
    canvas.label_below(ChartLabel::new(of_periods, muted), place, Side::Centre, width);
}

/// A label that wants to be at a place, with its height.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub at: f64,
    pub size: f64,
}

/// The places of labels that are moved apart between `low` and `high` so that they do not overlap, in the order of `wanted`.
pub fn spread(wanted: &[Wanted], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let size = |index: usize| wanted.get(index).map_or(0.0, |label| label.size);
    let mut places: Vec<f64> = wanted.iter().map(|label| label.at).collect();
    order.sort_by(|a, b| wanted[*a].at.total_cmp(&wanted[*b].at));
    let mut end = low;
    for index in &order {
        places[*index] = places[*index].max(end + size(*index) / 2.0);
        end = places[*index] + size(*index) / 2.0;
    }
    let mut start = high;
    for index in order.iter().rev() {
        places[*index] = places[*index].min(start - size(*index) / 2.0);
        start = places[*index] - size(*index) / 2.0;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_go_in_steps_of_one_two_or_five_and_have_danish_names() {
        let names = |low, high, whole, has_shares| Axis::new(low, high, 5.0, whole, has_shares).names().join(" ");
        assert_eq!(names(0.0, 27.0, true, false), "0 10 20 30");
        assert_eq!(names(0.0, 2.0, true, false), "0 1 2");
        assert_eq!(names(0.0, 0.9, false, false), "0 0,2 0,4 0,6 0,8 1");
        assert_eq!(names(0.0, 5321.0, true, false), "0 2.000 4.000 6.000");
        assert_eq!(names(-12.0, 7.0, true, false), "\u{2212}15 \u{2212}10 \u{2212}5 0 5 10");
        assert_eq!(names(0.0, 0.25, false, true).replace('\u{a0}', ""), "0% 5% 10% 15% 20% 25%");
        assert_eq!(names(0.0, 0.0, true, false), "0 1");
    }

    #[test]
    fn an_axis_without_room_between_its_numbers_still_has_two_ticks() {
        for (low, high) in [(5.0, 5.0), (0.0, 1e-9), (1e300, 1e301)] {
            assert!(Axis::new(low, high, 5.0, false, false).ticks.len() >= 2, "{low} to {high}");
        }
    }

    #[test]
    fn labels_that_want_the_same_place_are_below_each_other() {
        let wanted = [50.0, 50.0, 10.0, 98.0].map(|at| Wanted { at, size: 10.0 });
        let places = spread(&wanted, 0.0, 100.0);
        assert_eq!(places, [50.0, 60.0, 10.0, 95.0]);
    }
}
