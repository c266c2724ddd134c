//! Quantiles of distributions.

use statrs::distribution::{Continuous, ContinuousCDF, Gamma, Normal};
use statrs::function::gamma::gamma_ur;

/// Quantile of the standard normal distribution. `p` is between 0 and 1.
pub fn normal(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// Quantile of the gamma distribution. `None` if its shape or scale is not a positive number.
pub fn gamma(p: f64, shape: f64, scale: f64) -> Option<f64> {
    let standard = Gamma::new(shape, 1.0).ok().filter(|_| shape.is_finite() && scale.is_finite() && scale > 0.0)?;
    let found = standard.inverse_cdf(p);
    // statrs stops when a step changes less than 1e-9 of the number. One more step of Newton gives the other digits.
    let polished = found - (standard.cdf(found) - p) / standard.pdf(found);
    Some(if polished.is_finite() && polished > 0.0 { polished } else { found } * scale)
}

/// The probability of at most `count` events when `mean` are expected.
pub fn poisson_at_most(count: u64, mean: f64) -> f64 {
    if mean > 0.0 { gamma_ur(count as f64 + 1.0, mean) } else { 1.0 }
}
