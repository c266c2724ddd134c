//! Sums of the rows around a row, to see whether its numbers are computed from theirs.

/// The numbers of a column in a group of rows.
#[derive(Debug, Clone, Copy)]
pub struct GroupSum {
    pub values: u64,
    pub not_zero: u64,
    pub sum: f64,
    squares: f64,
    /// Of the numbers that were added, whatever was taken off afterwards.
    extremes: (f64, f64),
}

impl Default for GroupSum {
    fn default() -> Self {
        Self { values: 0, not_zero: 0, sum: 0.0, squares: 0.0, extremes: (f64::INFINITY, f64::NEG_INFINITY) }
    }
}

impl GroupSum {
    pub fn add(&mut self, value: f64) {
        self.values += 1;
        self.not_zero += u64::from(value != 0.0);
        self.sum += value;
        self.squares += value * value;
        self.extremes = (self.extremes.0.min(value), self.extremes.1.max(value));
    }

    pub fn least(&self) -> f64 {
        self.extremes.0
    }

    pub fn greatest(&self) -> f64 {
        self.extremes.1
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            values: self.values + other.values,
            not_zero: self.not_zero + other.not_zero,
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
            extremes: (self.extremes.0.min(other.extremes.0), self.extremes.1.max(other.extremes.1)),
        }
    }

    pub fn without(self, other: Self) -> Self {
        Self {
            values: self.values.saturating_sub(other.values),
            not_zero: self.not_zero.saturating_sub(other.not_zero),
            sum: self.sum - other.sum,
            squares: self.squares - other.squares,
            extremes: self.extremes,
        }
    }

    /// Whether the values differ, so that their mean is not each of them.
    fn varies(self) -> bool {
        let mean = self.sum / self.values as f64;
        self.values >= 2 && self.squares / self.values as f64 - mean * mean > 1e-9 * mean.abs().max(1.0)
    }
}

/// How the numbers of a row follow from those of a group.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Columns in which the row has a number.
    pub columns: usize,
    /// Columns in which it is the sum of the group.
    pub sums: usize,
    /// Of those, columns with at least two addends that are not zero.
    pub telling_sums: usize,
    /// Columns in which it is the mean of different numbers.
    pub means: usize,
    /// Addends of the column with most.
    pub addends: u64,
    /// Whether some sum is too large to be a coincidence.
    pub is_large: bool,
}

/// Sums below this may be a coincidence.
const LARGE: f64 = 10.0;

impl Agreement {
    /// Compares the numbers of a row with a group's, column by column.
    pub fn of(numbers: &[Option<f64>], group: &[GroupSum]) -> Self {
        let mut found = Self::default();
        for (value, group) in numbers.iter().zip(group) {
            let Some(value) = *value else { continue };
            found.columns += 1;
            if is_sum(value, *group) {
                found.sums += 1;
                found.telling_sums += usize::from(group.not_zero >= 2 && value != 0.0);
                found.addends = found.addends.max(group.not_zero);
                found.is_large |= value.abs() >= LARGE;
            } else if group.varies() && (value - group.sum / group.values as f64).abs() <= half_unit(value) * 1.000_001
            {
                found.means += 1;
            }
        }
        found
    }

    /// Whether every number of the row is the sum, and that is not by chance.
    pub fn is_striking(self, has_gap: bool) -> bool {
        let all_sums = self.sums == self.columns && self.telling_sums > 0;
        let enough = self.telling_sums >= 2 || (self.is_large && (self.addends >= 3 || has_gap));
        let all_means = self.means >= 2 && self.means == self.columns;
        (all_sums && enough) || all_means
    }
}

/// Logarithm of the odds against these numbers being sums by chance.
pub fn surprise(numbers: &[Option<f64>]) -> f64 {
    numbers.iter().flatten().map(|number| number.abs().max(1.0).ln()).sum()
}

/// Whether the value is the sum of the group, up to noise and to the rounding of its decimals.
fn is_sum(value: f64, group: GroupSum) -> bool {
    if group.values == 0 {
        return false;
    }
    let noise = 1e-9 * group.squares.sqrt().max(value.abs());
    let unit = half_unit(value);
    // Whole numbers are added exactly.
    let rounding = if unit >= 0.5 { 0.0 } else { (unit * group.values.min(20) as f64).min(0.002 * value.abs()) };
    (value - group.sum).abs() <= noise.max(rounding)
}

/// Half a unit of the last decimal with which the number is written.
fn half_unit(value: f64) -> f64 {
    let text = value.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(12));
    0.5 * 10f64.powi(-(decimals as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(values: &[f64]) -> GroupSum {
        let mut group = GroupSum::default();
        values.iter().for_each(|value| group.add(*value));
        group
    }

    #[test]
    fn a_sum_of_two_small_numbers_or_of_zeros_tells_nothing() {
        let striking = |value, values: &[f64]| Agreement::of(&[Some(value)], &[group(values)]).is_striking(false);
        assert!(striking(158.0, &[100.0, 20.0, 38.0]));
        assert!(!striking(18.0, &[7.0, 11.0]));
        assert!(!striking(3.0, &[1.0, 1.0, 1.0]));
        assert!(!striking(0.0, &[0.0, 0.0, 0.0]));
        assert!(!striking(40.0, &[40.0, 0.0]));
        assert!(!striking(50.0, &[100.0, 20.0, 30.0]), "one mean may be met by chance");
    }

    #[test]
    fn sums_of_two_columns_tell_more_than_one() {
        let of = |a, b| Agreement::of(&[Some(a), Some(b)], &[group(&[7.0, 11.0]), group(&[2.0, 3.0])]);
        assert!(of(18.0, 5.0).is_striking(false));
        assert!(!of(18.0, 6.0).is_striking(false));
        assert!(of(9.0, 2.5).is_striking(false), "means of both");
    }

    #[test]
    fn decimals_are_added_up_to_noise_and_rounding() {
        assert_eq!(Agreement::of(&[Some(0.3)], &[group(&[0.1, 0.2])]).telling_sums, 1);
        assert_eq!(Agreement::of(&[Some(100.1)], &[group(&[33.34, 33.33, 33.38])]).telling_sums, 1);
        assert_eq!(Agreement::of(&[Some(52.7)], &[group(&[50.0, 55.33])]).means, 1);
        assert_eq!(Agreement::of(&[Some(100.9)], &[group(&[33.34, 33.33, 33.38])]).telling_sums, 0);
    }
}
