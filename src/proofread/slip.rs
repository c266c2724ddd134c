//! Numbers that differ by a slip of the hand: a wrong digit, or two digits that changed places.

use super::number::PrintedNumber;

/// Greatest difference of two numbers that are taken for the same, as a share of the larger (0–1).
const NEAR: f64 = 0.1;
/// As [`NEAR`], for small numbers, as a plain difference.
const NEAR_COUNT: f64 = 2.0;

/// Whether the numbers are close, or one digit or two neighbours apart: then one is meant to be the other.
pub(crate) fn is_slip(printed: &PrintedNumber, exact: f64) -> bool {
    let difference = (printed.value - exact).abs();
    difference <= NEAR_COUNT.max(NEAR * printed.value.abs().max(exact.abs())) || is_misprint(printed, exact)
}

/// Whether neither number is more than twice the other: two counts of one thing are.
pub(crate) fn are_close(one: f64, two: f64) -> bool {
    2.0 * one.min(two) >= one.max(two)
}

/// Whether the numbers are one digit or two neighbours apart.
pub(crate) fn is_misprint(printed: &PrintedNumber, exact: f64) -> bool {
    let digits = |value: f64| format!("{:.*}", printed.decimals, value.abs()).replace('.', "").into_bytes();
    let (one, two) = (digits(printed.value), digits(exact));
    if one.len() != two.len() {
        return false;
    }
    let differing: Vec<usize> = (0..one.len()).filter(|at| one.get(*at) != two.get(*at)).collect();
    match differing.as_slice() {
        // Most short numbers are one digit from each other.
        [_] => one.len() > 2,
        [first, second] => {
            second - first == 1 && one.get(*first) == two.get(*second) && one.get(*second) == two.get(*first)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_and_wrong_digits_are_slips_and_other_numbers_are_not() {
        let slip = |printed: &str, exact| is_slip(&PrintedNumber::parse(printed).unwrap(), exact);
        assert!(
            slip("1.203", 1023.0) && slip("712", 912.0) && slip("7", 5.0) && slip("245", 254.0) && slip("84", 48.0)
        );
        assert!(!slip("1.203", 2130.0) && !slip("3", 8.0) && !slip("245", 310.0) && !slip("45", 145.0));
    }
}
