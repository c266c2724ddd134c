//! Statistics by published formulas: intervals, rates, standardisation, funnel limits. Pure functions over numbers, which know
//! nothing of reports.
//!
//! | what | method | source |
//! |---|---|---|
//! | shares | [`wilson`] | Wilson 1927 |
//! | counts below 10 | [`poisson_exact`] | Garwood 1936 |
//! | counts from 10 | [`byar`] | Breslow & Day 1987 |
//! | directly standardised rates | [`dobson`], [`fay_feuer`] | Dobson 1991, Fay & Feuer 1997 |
//! | observed against expected | [`observed_to_expected`] | Breslow & Day 1987 |
//! | funnels | [`funnel_share`], [`funnel_rate`], [`Overdispersion`] | Spiegelhalter 2005 |
//!
//! A function returns `None` when its formula has no answer: no persons, or fewer events than the method is made for.

mod count;
mod direct;
mod funnel;
mod indirect;
mod overdispersion;
mod quantile;
mod quartiles;
mod share;

pub use count::{byar, count_interval, poisson_exact};
pub use direct::{Stratum, dobson, fay_feuer};
pub use funnel::{funnel_rate, funnel_share};
pub use indirect::{expected, observed_to_expected};
pub use overdispersion::Overdispersion;
pub use quartiles::Quartiles;
pub use share::wilson;

/// How certain an interval is: the two levels that funnel plots have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// 95 %: about two standard deviations.
    P95,
    /// 99.8 %: about three.
    P998,
}

/// The two ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceInterval {
    pub lower: f64,
    pub upper: f64,
}

/// A number and how certain it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub interval: ConfidenceInterval,
}

impl Confidence {
    /// The probability below the lower end, and likewise above the upper one.
    fn tail(self) -> f64 {
        match self {
            Self::P95 => 0.025,
            Self::P998 => 0.001,
        }
    }

    /// The distance of the ends from the middle of a standard normal distribution.
    fn z(self) -> f64 {
        quantile::normal(1.0 - self.tail())
    }
}

impl ConfidenceInterval {
    /// Both ends times a factor, for example from events to events per 1,000 persons.
    pub fn times(self, factor: f64) -> Self {
        Self { lower: self.lower * factor, upper: self.upper * factor }
    }
}

impl Estimate {
    /// The number and both ends times a number.
    pub fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, interval: self.interval.times(factor) }
    }
}
