//! Direct standardisation: the rate that persons would have if their ages and sexes were those of a standard population.

use super::{Confidence, ConfidenceInterval, Estimate, count_interval, quantile};

/// A standardised rate of fewer events is too uncertain to be published.
///
/// Public Health England. Technical guide: confidence intervals, 2018.
const FEWEST_EVENTS: f64 = 10.0;

/// One age group and sex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    pub events: f64,
    pub persons: f64,
    /// Persons of the standard population.
    pub standard: f64,
}

/// The directly standardised rate `Σ wₖxₖ/nₖ` with weights `wₖ` that sum to 1, its variance `Σ wₖ²xₖ/nₖ²`, and its events.
struct Weighted {
    rate: f64,
    variance: f64,
    events: f64,
    /// The greatest `wₖ/nₖ`: what one more event could add to the rate.
    greatest: f64,
}

impl Weighted {
    /// `None` if there are too few events, or if a stratum has a weight and no persons: its rate is not 0 but unknown.
    fn of(strata: &[Stratum]) -> Option<Self> {
        let total: f64 = strata.iter().map(|stratum| stratum.standard).sum();
        let mut all = Self { rate: 0.0, variance: 0.0, events: 0.0, greatest: 0.0 };
        for Stratum { events, persons, standard } in strata.iter().filter(|stratum| stratum.standard > 0.0) {
            if !(*persons > 0.0 && *events >= 0.0) {
                return None;
            }
            let weight = standard / total / persons;
            all.rate += weight * events;
            all.variance += weight * weight * events;
            all.events += events;
            all.greatest = all.greatest.max(weight);
        }
        (all.events >= FEWEST_EVENTS && all.variance > 0.0).then_some(all)
    }
}

/// The standardised rate with an interval scaled from that of the number of events. `None` below 10 events.
///
/// `rate + √(Var(rate)/x)·(end of x − x)`
///
/// Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters. Stat Med
/// 1991;10:457–62.
pub fn dobson(strata: &[Stratum], confidence: Confidence) -> Option<Estimate> {
    let Weighted { rate, variance, events, .. } = Weighted::of(strata)?;
    let ends = count_interval(events, confidence)?;
    let end = |end: f64| rate + (variance / events).sqrt() * (end - events);
    let interval = ConfidenceInterval { lower: end(ends.lower).max(0.0), upper: end(ends.upper) };
    Some(Estimate { value: rate, interval })
}

/// The standardised rate with the gamma interval. It is never too narrow, and much wider than [`dobson`]'s where a stratum with few
/// persons has a great weight, which is usual in one practice.
///
/// With `y` the rate, `v` its variance and `m` the greatest weight of one event: quantiles of gamma distributions with mean `y` and
/// variance `v`, and with mean `y + m` and variance `v + m²`.
///
/// Fay MP, Feuer EJ. Confidence intervals for directly standardized rates: a method based on the gamma distribution. Stat Med
/// 1997;16:791–801.
pub fn fay_feuer(strata: &[Stratum], confidence: Confidence) -> Option<Estimate> {
    let Weighted { rate, variance, greatest, .. } = Weighted::of(strata)?;
    let end = |p: f64, mean: f64, variance: f64| quantile::gamma(p, mean * mean / variance, variance / mean);
    let lower = end(confidence.tail(), rate, variance)?;
    let upper = end(1.0 - confidence.tail(), rate + greatest, variance + greatest * greatest)?;
    Some(Estimate { value: rate, interval: ConfidenceInterval { lower, upper } })
}
