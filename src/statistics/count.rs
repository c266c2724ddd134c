//! Intervals of counts. Divided by persons they are those of rates.

use super::{Confidence, ConfidenceInterval, quantile};

/// For counts of at least this, Byar's approximation is as good as the exact interval.
const BYAR_FROM: f64 = 10.0;

/// The interval of a count: exact below 10, Byar's from 10 on. `None` for a negative count.
pub fn count_interval(count: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    if count < BYAR_FROM { poisson_exact(count, confidence) } else { byar(count, confidence) }
}

/// The exact Poisson interval: quantiles of gamma distributions with shapes `x` and `x + 1`, which are half those of χ² with `2x` and
/// `2x + 2` degrees of freedom. The lower end for 0 is 0.
///
/// Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437–42.
pub fn poisson_exact(count: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    if count.is_nan() || count < 0.0 {
        return None;
    }
    let tail = confidence.tail();
    let lower = if count > 0.0 { quantile::gamma(tail, count, 1.0)? } else { 0.0 };
    Some(ConfidenceInterval { lower, upper: quantile::gamma(1.0 - tail, count + 1.0, 1.0)? })
}

/// Byar's approximation to the exact interval.
///
/// `x(1 − 1/9x − z/3√x)³` and `(x+1)(1 − 1/9(x+1) + z/3√(x+1))³`
///
/// Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC 1987, p. 69.
pub fn byar(count: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    if !(count.is_finite() && count > 0.0) {
        return None;
    }
    let end = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    let z = confidence.z();
    Some(ConfidenceInterval { lower: end(count, -z).max(0.0), upper: end(count + 1.0, z) })
}
