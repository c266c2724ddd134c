//! Overdispersion: units differ by more than chance, because no adjustment captures everything that distinguishes them. Limits
//! that allow only for chance would then mark most units.

use super::{Confidence, ConfidenceInterval};

/// The share of units at each end whose z-scores are pulled in before the spread is estimated, so that a few true outliers do not
/// widen the limits that are to find them.
const WINSORISED: f64 = 0.1;

/// The spread of units around a target, beyond chance.
///
/// `φ = Σz²/I` of Winsorised z-scores; if `φ > 1`, `τ² = (Iφ − (I − 1)) / (Σw − Σw²/Σw)` with `w = 1/s²`.
///
/// Spiegelhalter DJ. Handling over-dispersion of performance indicators. Qual Saf Health Care 2005;14:347–51.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overdispersion {
    /// Mean square of the z-scores: 1 when chance explains all.
    pub phi: f64,
    /// Variance between units.
    pub tau_squared: f64,
}

impl Overdispersion {
    /// Estimates it from each unit's value and standard error at the target. `None` for fewer than two units, or a standard error
    /// of 0.
    pub fn estimate(units: &[(f64, f64)], target: f64) -> Option<Self> {
        let mut scores: Vec<f64> = units.iter().map(|(value, error)| (value - target) / error).collect();
        if scores.len() < 2 || scores.iter().any(|score| !score.is_finite()) {
            return None;
        }
        scores.sort_by(f64::total_cmp);
        let last = scores.len() - 1;
        let cut = (scores.len() as f64 * WINSORISED) as usize;
        let (least, greatest) = (scores[cut], scores[last - cut]);
        let count = scores.len() as f64;
        let phi = scores.iter().map(|score| score.clamp(least, greatest).powi(2)).sum::<f64>() / count;
        let weights = units.iter().map(|(_, error)| 1.0 / (error * error));
        let (sum, squares) = weights.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
        let tau_squared = ((count * phi - (count - 1.0)) / (sum - squares / sum)).max(0.0);
        Some(Self { phi, tau_squared: if phi > 1.0 { tau_squared } else { 0.0 } })
    }

    /// Limits that allow for it: `θ ± z·√(s² + τ²)`. At least 0.
    pub fn limits(self, target: f64, error: f64, confidence: Confidence) -> ConfidenceInterval {
        let half = confidence.z() * (error * error + self.tau_squared).sqrt();
        ConfidenceInterval { lower: (target - half).max(0.0), upper: target + half }
    }
}
