//! The noise that binary arithmetic leaves in the last digits of decimal numbers.

/// Significant digits that spreadsheet programs show.
const SHOWN: usize = 15;

/// With at least this many zeros at the end of the shown digits, the digits after them are noise.
const ZEROS: usize = 3;

/// The number that a spreadsheet program shows: 16 for 15.999999999999998, and 0.3 for 0.30000000000000004. Numbers that need
/// all their digits, such as a third, stay as they are.
pub fn without_noise(value: f64) -> f64 {
    // Most numbers have few decimals, and writing digits takes time.
    if value.fract() == 0.0 || !value.is_finite() || (value * 1e6).round() / 1e6 == value {
        return value;
    }
    let shown = format!("{value:.*e}", SHOWN - 1);
    let digits = shown.split('e').next().unwrap_or_default();
    let zeros = digits.bytes().rev().take_while(|byte| *byte == b'0').count();
    if zeros >= ZEROS { shown.parse().unwrap_or(value) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_after_the_digits_that_are_shown_is_cut_off() {
        for (value, shown) in
            [(15.999_999_999_999_998, 16.0), (0.1 + 0.2, 0.3), (2.000_000_000_000_000_4, 2.0), (-4.35 * 100.0, -435.0)]
        {
            assert_eq!(without_noise(value), shown);
        }
        for value in [1.0 / 3.0, 0.58, 1e300, 15.999_999, f64::INFINITY] {
            assert_eq!(without_noise(value), value);
        }
    }
}
