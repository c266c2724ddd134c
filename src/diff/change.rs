//! By how much a number has changed.

use super::filter::ChangeLimit;
use crate::danish::{self, NBSP};
use crate::definition::figure::NumberFormat;

/// By how much a number has changed. Computed from the numbers as they are printed, so that a reader who subtracts them gets
/// the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    /// The later number minus the earlier one, of shares in percentage points.
    pub difference: f64,
    /// The difference as a share of the earlier number. `None` if that is zero.
    pub relative: Option<f64>,
    format: NumberFormat,
}

impl Change {
    pub(crate) fn between(then: f64, now: f64, format: NumberFormat) -> Self {
        let (then, now) = (format.rounded(then), format.rounded(now));
        let difference = danish::rounded(now - then, format.decimals());
        let relative = (then != 0.0).then(|| difference / then.abs());
        Self { difference, relative, format }
    }

    /// Whether the two numbers are printed the same.
    pub(crate) fn is_zero(&self) -> bool {
        self.difference == 0.0
    }

    /// Whether the change, up or down, exceeds the limit. Any change from zero does, if it is at least as large as the required
    /// absolute change.
    pub(crate) fn exceeds(&self, limit: ChangeLimit) -> bool {
        if !self.format.is_share() && self.difference.abs() < limit.least {
            return false;
        }
        // In binary fractions, 20 % of 15 is slightly more than 3.
        self.relative.map_or(!self.is_zero(), |relative| relative.abs() > limit.share + 1e-12)
    }

    /// The difference with its sign: `+6`, `−1.250`, `+5,9 procentpoint`, `0`.
    pub(crate) fn difference(&self) -> String {
        let number = signed(self.difference, self.format.decimals());
        if self.format.is_share() { format!("{number}{NBSP}procentpoint") } else { number }
    }

    /// The difference without its sign: `6`, `5,9 procentpoint`.
    pub(crate) fn size(&self) -> String {
        let number = danish::number(self.difference.abs(), self.format.decimals());
        if self.format.is_share() { format!("{number}{NBSP}procentpoint") } else { number }
    }

    /// The difference in percent of the earlier number: `+12,8 %`. `None` if that is zero, and for shares, where a percentage
    /// would be mistaken for percentage points.
    pub(crate) fn percent(&self) -> Option<String> {
        let relative = self.relative.filter(|_| !self.format.is_share())?;
        Some(format!("{}{NBSP}%", signed(relative * 100.0, 1)))
    }

    /// [`Self::percent`] without its sign.
    pub(crate) fn percent_size(&self) -> Option<String> {
        let relative = self.relative.filter(|_| !self.format.is_share())?;
        Some(danish::percent(relative.abs(), 1))
    }
}

/// The number with its sign. A number that rounds to zero has no sign.
fn signed(value: f64, decimals: usize) -> String {
    let number = danish::number(value, decimals);
    if danish::rounded(value, decimals) > 0.0 { format!("+{number}") } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(share: f64) -> ChangeLimit {
        ChangeLimit { share, least: 0.0 }
    }

    #[track_caller]
    fn says(then: f64, now: f64, format: NumberFormat, difference: &str, percent: Option<&str>) {
        let change = Change::between(then, now, format);
        assert_eq!((change.difference().as_str(), change.percent().as_deref()), (difference, percent));
    }

    #[test]
    fn numbers_change_by_a_difference_and_by_percent() {
        says(47.0, 53.0, NumberFormat::Decimal(0), "+6", Some("+12,8\u{a0}%"));
        says(2611.0, 1328.0, NumberFormat::Decimal(0), "\u{2212}1.283", Some("\u{2212}49,1\u{a0}%"));
        says(3.0, 3.0, NumberFormat::Decimal(0), "0", Some("0,0\u{a0}%"));
        says(-4.0, -2.0, NumberFormat::Decimal(0), "+2", Some("+50,0\u{a0}%"));
    }

    #[test]
    fn shares_change_by_percentage_points() {
        says(0.640506, 0.699005, NumberFormat::Percent(0), "+6\u{a0}procentpoint", None);
        says(0.5654, 0.5845, NumberFormat::Percent(1), "+2,0\u{a0}procentpoint", None);
        assert!(Change::between(0.5, 0.65, NumberFormat::Percent(0)).exceeds(over(0.29)));
        assert!(!Change::between(0.5, 0.65, NumberFormat::Percent(0)).exceeds(over(0.30)));
    }

    #[test]
    fn a_change_from_zero_has_no_percentage_and_exceeds_any_limit() {
        says(0.0, 22.0, NumberFormat::Decimal(0), "+22", None);
        assert!(Change::between(0.0, 1.0, NumberFormat::Decimal(0)).exceeds(over(100.0)));
        assert!(!Change::between(0.0, 0.0, NumberFormat::Decimal(0)).exceeds(over(0.0)));
        says(22.0, 0.0, NumberFormat::Decimal(0), "\u{2212}22", Some("\u{2212}100,0\u{a0}%"));
    }

    #[test]
    fn a_change_smaller_than_the_least_that_counts_does_not_exceed_any_limit() {
        let limit = ChangeLimit { share: 0.1, least: 5.0 };
        assert!(!Change::between(0.0, 1.0, NumberFormat::Decimal(0)).exceeds(limit));
        assert!(Change::between(0.0, 5.0, NumberFormat::Decimal(0)).exceeds(limit));
        assert!(Change::between(0.1, 0.2, NumberFormat::Percent(0)).exceeds(limit), "a share is no count");
    }

    #[test]
    fn the_difference_is_computed_from_the_printed_numbers() {
        // 1.732 and 1.729 are printed: a reader computes 3, though the numbers behind them differ by 2,4.
        says(1731.58, 1729.21, NumberFormat::Decimal(0), "\u{2212}3", Some("\u{2212}0,2\u{a0}%"));
        says(32.45, 31.76, NumberFormat::Decimal(0), "0", Some("0,0\u{a0}%"));
        says(6.583, 6.333, NumberFormat::Decimal(1), "\u{2212}0,3", Some("\u{2212}4,5\u{a0}%"));
    }

    #[test]
    fn a_change_of_exactly_the_limit_does_not_exceed_it() {
        assert!(!Change::between(15.0, 18.0, NumberFormat::Decimal(0)).exceeds(over(0.2)));
        assert!(!Change::between(15.0, 12.0, NumberFormat::Decimal(0)).exceeds(over(0.2)));
        assert!(Change::between(15.0, 11.0, NumberFormat::Decimal(0)).exceeds(over(0.2)));
    }
}
