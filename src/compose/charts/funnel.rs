//! Funnel plots: whether a member differs from the others by more than chance, given its size.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::super::lexicon::Lexicon;
use super::super::view::{DrawingView, FunnelView, PointView};
use super::{members, target_line};
use crate::definition::chart::Drawing;
use crate::snapshot::Snapshot;
use crate::statistics::{Confidence, ConfidenceInterval, funnel_rate, funnel_share};

/// Points of a limit's curve.
const STEPS: u32 = 60;

/// Persons and numbers along a limit.
type Curve = Vec<(f64, f64)>;

struct Funnel {
    target: f64,
    per: Option<u32>,
    x_end: f64,
    y_end: f64,
}

impl Hash for Funnel {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { target, per, x_end, y_end } = self;
        per.hash(state);
        [target, x_end, y_end].map(|number| number.to_bits()).hash(state);
    }
}

struct Point {
    persons: f64,
    value: f64,
}

impl Hash for Point {
    fn hash<H: Hasher>(&self, state: &mut H) {
        [self.persons, self.value].map(f64::to_bits).hash(state);
    }
}

pub fn view(drawing: &Drawing, snapshot: &Snapshot, lexicon: &Lexicon) -> DrawingView {
    let Drawing::Funnel { series, size, target, per, x_label, y_label } = drawing else {
        return DrawingView::nothing();
    };
    let series = &series.value.id;
    // Around an unknown number there are no limits, and without limits a funnel would say nothing true.
    let Some(target) = target_line(Some(target), snapshot, lexicon) else {
        return DrawingView::nothing();
    };
    let sizes: HashMap<&[String], Option<f64>> =
        members(&size.value.id, snapshot).iter().map(|size| (size.key.as_slice(), size.value)).collect();
    let mut points = Vec::new();
    let mut own = None;
    for member in members(series, snapshot) {
        let persons = sizes.get(member.key.as_slice()).copied().flatten();
        let Some((persons, value)) = persons.zip(member.value).filter(|(persons, _)| *persons > 0.0) else { continue };
        points.push(Point { persons, value });
        if snapshot.is_own(series, member) {
            let text = lexicon.print(series, Some(value));
            own = Some(PointView { x: persons, y: value, label: member.label.clone(), text, place: "" });
        }
    }
    let largest = points.iter().map(|point| point.persons).fold(1.0, f64::max);
    let highest = points.iter().map(|point| point.value).fold(0.0, f64::max);
    let level = target.value;
    let funnel = Funnel { target: level, per: *per, x_end: largest * 1.04, y_end: highest.max(level * 1.6) * 1.06 };
    if let Some(own) = &mut own {
        own.place = funnel.place(own.x, own.y);
    }
    let ([inner, outer], outside) = limited(&funnel, &points);
    DrawingView::Funnel(FunnelView {
        x_label: x_label.clone(),
        y_label: y_label.clone(),
        points: points.iter().map(|point| (point.persons, point.value)).collect(),
        inner,
        outer,
        outside,
        x_end: funnel.x_end,
        y_end: funnel.y_end,
        own,
        target,
    })
}

/// The curves of the inner and of the outer limits, and how many points are outside both. Memoised, because all members of a
/// region have the same funnel, and exact limits of hundreds of points take milliseconds.
#[comemo::memoize]
fn limited(funnel: &Funnel, points: &[Point]) -> ([Vec<Curve>; 2], usize) {
    let outside = points.iter().filter(|point| funnel.place(point.persons, point.value) == OUTSIDE).count();
    ([Confidence::P95, Confidence::P998].map(|confidence| funnel.curves(confidence)), outside)
}

const OUTSIDE: &str = "uden for begge grænser";

impl Funnel {
    /// The limits for a member with this many persons, in the unit of the series.
    fn limits(&self, persons: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
        let Some(per) = self.per.map(f64::from) else { return funnel_share(self.target, persons, confidence) };
        let limits = funnel_rate(self.target / per, persons, confidence)?;
        Some(ConfidenceInterval { lower: limits.lower * per, upper: limits.upper * per })
    }

    fn place(&self, persons: f64, value: f64) -> &'static str {
        let within = |confidence| {
            self.limits(persons, confidence).is_none_or(|limits| limits.lower <= value && value <= limits.upper)
        };
        if within(Confidence::P95) {
            "inden for begge grænser"
        } else if within(Confidence::P998) {
            "mellem de to grænser"
        } else {
            OUTSIDE
        }
    }

    /// The curves of the lower and of the upper limit, as far as they are on the axes.
    fn curves(&self, confidence: Confidence) -> Vec<Curve> {
        let curve = |is_upper: bool| {
            // Denser where the curve bends.
            let persons = (1..=STEPS).map(|step| self.x_end * (f64::from(step) / f64::from(STEPS)).powi(2));
            let limits = persons.filter_map(|persons| Some((persons, self.limits(persons, confidence)?)));
            let limits = limits.map(|(persons, limits)| (persons, if is_upper { limits.upper } else { limits.lower }));
            limits.filter(|(_, limit)| *limit <= self.y_end).collect()
        };
        vec![curve(false), curve(true)]
    }
}
