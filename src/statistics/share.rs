//! Intervals of shares.

use super::{Confidence, ConfidenceInterval};

/// The score interval of a share `p = x / n`, between 0 and 1. Unlike `p ± z·√(p(1−p)/n)` it never leaves 0–1, and it has a width
/// where `x` is 0 or `n`. `None` without persons.
///
/// `(2x + z² ± z·√(z² + 4x(1 − p))) / 2(n + z²)`
///
/// Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209–12.
pub fn wilson(events: f64, persons: f64, confidence: Confidence) -> Option<ConfidenceInterval> {
    if !(persons > 0.0 && (0.0..=persons).contains(&events)) {
        return None;
    }
    let z = confidence.z();
    let (middle, whole) = (2.0 * events + z * z, 2.0 * (persons + z * z));
    let half = z * (z * z + 4.0 * events * (1.0 - events / persons)).sqrt();
    Some(ConfidenceInterval { lower: ((middle - half) / whole).max(0.0), upper: ((middle + half) / whole).min(1.0) })
}
