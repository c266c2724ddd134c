//! Control limits of funnel plots: the range in which a unit of this size lies by chance if it does not differ from the others.
//!
//! Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185–202.

use super::{Confidence, ConfidenceInterval, quantile};

/// With more events, a difference of one is invisible in a chart, and the exact quantile takes long.
const LARGEST_EXACT: f64 = 1e9;

/// Limits of a share around the overall share `target`: `θ ± z·√(θ(1−θ)/n)`, within 0–1. `None` without persons.
pub fn funnel_share(target: f64, persons: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    if !(persons > 0.0 && (0.0..=1.0).contains(&target)) {
        return None;
    }
    let half = confidence.z() * (target * (1.0 - target) / persons).sqrt();
    Some(ConfidenceInterval { lower: (target - half).max(0.0), upper: (target + half).min(1.0) })
}

/// Limits of a rate around the overall rate `target` (events per person), or of observed over expected around 1 with the expected
/// events as `persons`. Exact: the quantile `r` of the Poisson distribution with mean `θn`, interpolated between `r − 1` and `r` so
/// that the curve has no steps (appendix A.1.1 of the paper). The normal `θ ± z·√(θ/n)` would fall below 0 for small practices.
pub fn funnel_rate(target: f64, persons: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    let mean = target * persons;
    if !(persons > 0.0 && target >= 0.0 && mean.is_finite()) {
        return None;
    }
    let limit = |p: f64| poisson_quantile(p, mean) / persons;
    Some(ConfidenceInterval { lower: limit(confidence.tail()), upper: limit(1.0 - confidence.tail()) })
}

/// The interpolated quantile: `r − (P(X ≤ r) − p) / P(X = r)` with the least `r` of `P(X ≤ r) ≥ p`. At least 0.
fn poisson_quantile(p: f64, mean: f64) -> f64 {
    let z = quantile::normal(p);
    // The normal quantile, corrected for skewness (Cornish–Fisher), is rarely more than one count away.
    let near = (mean + z * mean.sqrt() + (z * z - 1.0) / 6.0).max(0.0);
    if mean > LARGEST_EXACT {
        return near;
    }
    let reaches = |count: u64| quantile::poisson_at_most(count, mean) >= p;
    let mut above = near as u64;
    while !reaches(above) {
        above += 1;
    }
    while above > 0 && reaches(above - 1) {
        above -= 1;
    }
    let at_most = quantile::poisson_at_most(above, mean);
    let less = above.checked_sub(1).map_or(0.0, |less| quantile::poisson_at_most(less, mean));
    let share = if at_most > less { (at_most - p) / (at_most - less) } else { 0.0 };
    (above as f64 - share).max(0.0)
}
