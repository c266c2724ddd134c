//! Indirect standardisation: observed events against those expected at the rates of a reference population.

use super::{Confidence, Estimate, Stratum, count_interval};

/// The events that `persons` of each stratum would have at the reference's rates: `Σ nₖ·Xₖ/Nₖ`. In `reference`, `events` and
/// `persons` are the reference's; `standard` is the number of persons to expect events of.
///
/// `None` if a stratum of the reference has no persons.
pub fn expected(reference: &[Stratum]) -> Option<f64> {
    reference
        .iter()
        .map(|stratum| (stratum.persons > 0.0).then(|| stratum.standard * stratum.events / stratum.persons))
        .sum()
}

/// Observed events over expected ones, with the interval of the observed count: exact below 10, Byar's from 10.
///
/// Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC 1987, pp. 65–72.
pub fn observed_to_expected(observed: f64, expected: f64, confidence: Confidence) -> Option<Estimate> {
    if !(expected.is_finite() && expected > 0.0) {
        return None;
    }
    let interval = count_interval(observed, confidence)?;
    Some(Estimate { value: observed, interval }.times(1.0 / expected))
}
