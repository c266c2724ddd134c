//! Sums without rounding errors.
//!
//! Amounts are decimal numbers, but are stored as binary fractions: 0.1 + 0.2 is 0.30000000000000004, and sums of a million
//! amounts are wrong in the printed digits. So numbers are added as integers in units of their last decimal.

/// Most decimals of a number that is added exactly.
const MOST_DECIMALS: usize = 9;
const POWERS: [f64; MOST_DECIMALS + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
/// 2^53: integers below this are exact in an f64.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// The sum of this many integers below [`EXACT`] cannot overflow 64 bits.
const CHUNK: usize = 512;

/// A sum of numbers.
#[derive(Debug, Default)]
pub struct ExactSum {
    /// Decimals of `units`.
    decimals: usize,
    /// The sum of all decimal numbers, in units of the last decimal.
    units: i128,
    /// The sum of the other numbers, such as thirds, and what it lost by rounding.
    rest: f64,
    lost: f64,
}

impl ExactSum {
    pub fn add_all(&mut self, numbers: &[f64]) {
        for chunk in numbers.chunks(CHUNK) {
            let scale = POWERS[self.decimals];
            let (mut units, mut is_decimal) = (0_i64, true);
            for number in chunk {
                let scaled = (number * scale).round();
                is_decimal &= scaled / scale == *number && scaled.abs() < EXACT;
                units = units.wrapping_add(scaled as i64);
            }
            if is_decimal {
                self.units += i128::from(units);
            } else {
                chunk.iter().for_each(|number| self.add(*number));
            }
        }
    }

    pub fn add_whole(&mut self, number: i64) {
        self.units += i128::from(number) * 10_i128.pow(self.decimals as u32);
    }

    /// Adds a number. Division is correctly rounded, so if an integer divided by a power of ten gives the number, the number was
    /// read from that decimal.
    fn add(&mut self, number: f64) {
        let found = POWERS.iter().enumerate().find_map(|(decimals, scale)| {
            let scaled = (number * scale).round();
            (scaled / scale == number && scaled.abs() < EXACT).then_some((decimals, scaled as i64))
        });
        let Some((decimals, units)) = found else {
            // Neumaier's sum: `lost` collects the rounding errors.
            let sum = self.rest + number;
            let (large, small) =
                if self.rest.abs() >= number.abs() { (self.rest, number) } else { (number, self.rest) };
            self.lost += (large - sum) + small;
            self.rest = sum;
            return;
        };
        if decimals > self.decimals {
            self.units *= 10_i128.pow((decimals - self.decimals) as u32);
            self.decimals = decimals;
        }
        self.units += i128::from(units) * 10_i128.pow((self.decimals - decimals) as u32);
    }

    /// The number nearest to the sum.
    pub fn value(&self) -> f64 {
        let decimal = if self.units.unsigned_abs() < EXACT as u128 {
            self.units as f64 / POWERS[self.decimals]
        } else {
            format!("{}e-{}", self.units, self.decimals).parse().unwrap_or(f64::NAN)
        };
        // NaN and infinity have no rounding error.
        let rest = if self.rest.is_finite() { self.rest + self.lost } else { self.rest };
        decimal + rest
    }
}

#[cfg(test)]
mod tests {
    use super::ExactSum;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        sum.add_all(numbers);
        sum.value()
    }

    #[test]
    fn a_million_amounts_are_added_without_rounding_errors() {
        let amounts: Vec<f64> = (0..1_000_000).map(|i| f64::from(i * 7 % 999_983) / 100.0).collect();
        let ore: i64 = (0..1_000_000_i64).map(|i| i * 7 % 999_983).sum();
        assert_eq!(sum(&amounts), ore as f64 / 100.0);
        assert_ne!(amounts.iter().sum::<f64>(), ore as f64 / 100.0);
    }

    #[test]
    fn decimals_of_any_number_are_kept_beside_large_numbers() {
        assert_eq!(sum(&[0.1, 0.2, 0.3]), 0.6);
        assert_eq!(sum(&[1e15, 0.001, -1e15]), 0.001);
        assert_eq!(sum(&[0.123_456_789, 1.5, 2.0]), 3.623_456_789);
        assert_eq!(sum(&[]), 0.0);
    }

    #[test]
    fn sums_beyond_64_bits_do_not_wrap_around() {
        let mut sum = ExactSum::default();
        (0..10).for_each(|_| sum.add_whole(i64::MAX));
        assert_eq!(sum.value(), 9.223_372_036_854_776e19);
    }

    #[test]
    fn numbers_that_are_no_decimals_are_added_as_precisely_as_they_are() {
        let thirds = vec![1.0 / 3.0; 3_000];
        assert!((sum(&thirds) - 1_000.0).abs() < 1e-9);
        assert!(sum(&[f64::NAN, 1.0]).is_nan());
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    }
}
