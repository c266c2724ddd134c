//! Parses numbers as Danish exports write them.

mod advice;

use crate::cell::text::is_space;
use crate::definition::dataset::DecimalMark;

pub use advice::{DITTO, ENGLISH, advice, is_ditto};

/// Largest whole number of a cell: small enough that the sum of millions of them is exact.
pub const MAX_INTEGER: f64 = 1e12;

/// What the notation of a number says about its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    Plain,
    /// Only one reading is possible: a decimal mark that cannot be a thousands separator, or groups of thousands.
    Clear,
    /// `1.299` or `1,299`: thousands in one language, decimals in another.
    Ambiguous,
}

/// A number parsed from text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParsedNumber {
    /// `58,4 %` is 0.584.
    pub value: f64,
    pub notation: Notation,
    /// Whether it has a percent sign.
    pub percent: bool,
}

/// Parses a number with `mark` before its decimals, and points (commas, if the mark is a point) or spaces between thousands.
///
/// `kr.`, `kr`, `DKK`, `,-` and a percent sign may stand around it. Thousands are groups of three digits after a group that
/// does not start with 0; anything else (`0.585`, `4 5`) is not a number.
pub fn number(text: &str, mark: DecimalMark) -> Option<ParsedNumber> {
    if let Some((value, notation)) = simple(text, mark) {
        return Some(ParsedNumber { value, notation, percent: false });
    }
    let mut rest = without_currency(text.trim_matches(is_space));
    let percent = rest.ends_with('%');
    rest = rest.trim_end_matches('%').trim_end_matches(is_space);
    let (sign, digits) = match rest.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start_matches(is_space)),
        None => (1.0, rest),
    };
    let (decimal, thousands) = match mark {
        DecimalMark::Comma | DecimalMark::Undeclared => (',', '.'),
        DecimalMark::Point => ('.', ','),
    };
    let (whole, fraction) = digits.split_once(decimal).map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    // `1.250,-` is a whole amount: the dash after the comma replaces the decimals.
    let is_whole_amount = fraction.is_some_and(|fraction| matches!(fraction, "-" | "\u{2013}"));
    let fraction = fraction.filter(|_| !is_whole_amount);
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(|c: char| c == thousands || (is_space(c) && !c.is_control())).collect();
    let (first, later) = groups.split_first()?;
    let grouped =
        later.is_empty() || (first.len() <= 3 && !first.starts_with('0') && later.iter().all(|group| group.len() == 3));
    if !grouped || !fraction.is_none_or(is_digits) || !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    let notation = match (later.len(), fraction) {
        _ if is_whole_amount => Notation::Clear,
        (0, None) => Notation::Plain,
        (1, None) if whole.contains(thousands) => Notation::Ambiguous,
        (0, Some(fraction)) if fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') => {
            Notation::Ambiguous
        }
        _ => Notation::Clear,
    };
    let value = format!("{}.{}", groups.concat(), fraction.unwrap_or("0")).parse::<f64>().ok()? * sign;
    Some(ParsedNumber { value: if percent { value / 100.0 } else { value }, notation, percent })
}

/// Parses a whole number with a point and zeros, as databases and programs write it: `16.0`, `0.000`. Three zeros behind one to
/// three digits may be thousands, so that is `None`.
pub fn pointed_whole(text: &str) -> Option<f64> {
    let (whole, zeros) = text.trim_matches(is_space).split_once('.')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_zero = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    let may_be_thousands = zeros.len() == 3 && digits.len() <= 3 && !digits.starts_with('0');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_zero && is_number && !may_be_thousands).then(|| whole.parse().ok()).flatten()
}

/// Parses up to fifteen digits, with or without a decimal mark between two of them. Fast, and enough for most numbers.
///
/// Fifteen digits and powers of ten are exact in an f64, so their quotient is the nearest f64 to what is written.
#[inline]
pub fn simple(text: &str, mark: DecimalMark) -> Option<(f64, Notation)> {
    let mark = if mark == DecimalMark::Point { b'.' } else { b',' };
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 16 || bytes[0] == mark || bytes[bytes.len() - 1] == mark {
        return None;
    }
    let (mut digits, mut scale) = (0_u64, 0_u64);
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                scale *= 10;
            }
            byte if *byte == mark && scale == 0 => scale = 1,
            _ => return None,
        }
    }
    match scale {
        0 if bytes.len() < 16 => Some((digits as f64, Notation::Plain)),
        0 => None,
        // `1,299` is a thousand in English.
        1000 if bytes.len() <= 7 && bytes[0] != b'0' => Some((digits as f64 / 1000.0, Notation::Ambiguous)),
        scale => Some((digits as f64 / scale as f64, Notation::Clear)),
    }
}

/// Cuts off the currency before or after the amount.
fn without_currency(text: &str) -> &str {
    const NAMES: [&str; 3] = ["kr.", "kr", "dkk"];
    let before = NAMES.iter().find(|name| starts_with(text, name)).map_or(text, |name| &text[name.len()..]);
    let before = before.trim_start_matches(is_space);
    let after =
        NAMES.iter().find(|name| ends_with(before, name)).map_or(before, |name| &before[..before.len() - name.len()]);
    after.trim_end_matches(is_space)
}

fn starts_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn ends_with(text: &str, name: &str) -> bool {
    let start = text.len().checked_sub(name.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn danish(text: &str) -> Option<f64> {
        number(text, DecimalMark::Undeclared).map(|number| number.value)
    }

    #[test]
    fn danish_numbers_are_read_and_others_refused() {
        for (text, value) in [
            ("1.299,99", 1299.99),
            ("1 299,99", 1299.99),
            ("1.938.440", 1_938_440.0),
            ("0,5", 0.5),
            ("-12", -12.0),
            ("007", 7.0),
            ("kr. 1.250,-", 1250.0),
            ("1.250,50 kr.", 1250.5),
            ("DKK 12", 12.0),
            ("-kr", f64::NAN),
            ("58,4 %", 0.584),
            ("100%", 1.0),
        ] {
            if value.is_nan() {
                assert_eq!(danish(text), None, "{text}");
            } else {
                assert_eq!(danish(text), Some(value), "{text}");
            }
        }
        for text in [
            "",
            "1.29",
            "12.34.567",
            "1,2,3",
            "1.299.9",
            "5,",
            "abc",
            "1e5",
            "NaN",
            "inf",
            "0x10",
            "1234.567",
            "4 5",
            "4\n5",
            "0.585",
            "1..299",
            "%",
            "kr.",
            ",-",
            "kr. kr. 5",
        ] {
            assert_eq!(danish(text), None, "{text}");
        }
    }

    #[test]
    fn a_whole_number_with_a_point_and_zeros_is_one_unless_they_may_be_thousands() {
        for (text, value) in [("16.0", 16.0), ("0.000", 0.0), ("-2.00", -2.0), ("1234.000", 1234.0)] {
            assert_eq!(pointed_whole(text), Some(value), "{text}");
        }
        for text in ["16.000", "16.5", "16.", ".0", "1.234.0", "16"] {
            assert_eq!(pointed_whole(text), None, "{text}");
        }
    }

    #[test]
    fn where_the_point_is_declared_the_comma_stands_between_thousands() {
        let english = |text| number(text, DecimalMark::Point).map(|number| number.value);
        assert_eq!(english("1.299"), Some(1.299));
        assert_eq!(english("1,299.5"), Some(1299.5));
        assert_eq!(english("0.585"), Some(0.585));
        assert_eq!(english("1,5"), None);
    }

    #[test]
    fn only_one_group_of_thousands_without_decimals_is_ambiguous() {
        let notation = |text| number(text, DecimalMark::Undeclared).map(|number| number.notation);
        assert_eq!(notation("1.299"), Some(Notation::Ambiguous));
        assert_eq!(notation("1,299"), Some(Notation::Ambiguous));
        assert_eq!(notation("-1,299"), Some(Notation::Ambiguous));
        assert_eq!(notation("0,299"), Some(Notation::Clear));
        assert_eq!(notation("1299,123"), Some(Notation::Clear));
        assert_eq!(notation("1.938.440"), Some(Notation::Clear));
        assert_eq!(notation("1.299,00"), Some(Notation::Clear));
        assert_eq!(notation("kr. 1.250,-"), Some(Notation::Clear));
        assert_eq!(notation("1299"), Some(Notation::Plain));
        assert_eq!(notation("1 299"), Some(Notation::Clear));
    }
}
