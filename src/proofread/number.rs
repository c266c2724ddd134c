//! Numbers as they are printed: what they say, and how exactly they say it.

use std::fmt;

use crate::danish;

/// The largest number that is looked for as a word.
const LARGEST_WORD: f64 = 20.0;

/// A number as it is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printed {
    /// What it says; 58,4 for `58,4 %`.
    pub value: f64,
    /// How many decimals it has.
    pub decimals: usize,
    /// Whether it is a percentage.
    pub percent: bool,
    /// Whether it may be a year: four digits without a point.
    pub is_year: bool,
}

impl Printed {
    /// The number that the text is, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, length) = Self::leading(text)?;
        text.get(length..)?.trim().is_empty().then_some(number)
    }

    /// The number that the text is, with a minus before it where it has one: `−53`, `-53`.
    pub fn parse_signed(text: &str) -> Option<Self> {
        match text.trim().strip_prefix(['-', '−', '–']) {
            Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                let number = Self::parse(number)?;
                Some(Self { value: -number.value, is_year: false, ..number })
            }
            _ => Self::parse(text),
        }
    }

    /// The number at the start of the text, and how many bytes it takes with its percent sign.
    ///
    /// A date, a range, a time, a numbered thing (`2x`) and anything with a point where Danish has none is no number.
    pub fn leading(text: &str) -> Option<(Self, usize)> {
        let first = digits(text);
        let mut whole = text.get(..first).filter(|digits| (1..=15).contains(&digits.len()))?.to_owned();
        let mut at = first;
        while let Some(group) = text.get(at..).and_then(|rest| rest.strip_prefix('.')) {
            match digits(group) {
                0 => break,
                3 if first <= 3 && whole.len() <= 12 => {
                    whole.push_str(group.get(..3)?);
                    at += 4;
                }
                _ => return None,
            }
        }
        let is_year = at == 4 && first == 4 && ("1900".."2100").contains(&whole.as_str());
        let mut decimals = 0;
        if let Some(fraction) = text.get(at..).and_then(|rest| rest.strip_prefix(',')) {
            decimals = digits(fraction);
            if decimals > 6 {
                return None;
            }
            if decimals > 0 {
                whole.push('.');
                whole.push_str(fraction.get(..decimals)?);
                at += 1 + decimals;
            }
        }
        let rest = text.get(at..)?;
        let mut following = rest.chars();
        let (next, after) = (following.next(), following.next());
        if next.is_some_and(|c| c.is_alphanumeric() || c == '½') {
            return None;
        }
        if next.is_some_and(|c| "/:-–,".contains(c)) && after.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let sign = percent_sign(rest);
        let number = Self { value: whole.parse().ok()?, decimals, percent: sign > 0, is_year: is_year && sign == 0 };
        Some((number, at + sign))
    }

    /// The number that a Danish word from nought to twenty stands for.
    pub fn word(word: &str) -> Option<Self> {
        // "en" and "et" are articles as a rule, so only the stressed forms stand for one.
        let value = if matches!(word, "én" | "ét") { 1.0 } else { danish::number_word(word)? };
        (value <= LARGEST_WORD && !word.contains(char::is_uppercase)).then(|| Self::whole(value))
    }

    /// A whole number.
    pub fn whole(value: f64) -> Self {
        Self { value, decimals: 0, percent: false, is_year: false }
    }

    /// Half a unit of its last digit: how far what it was rounded from may be.
    pub fn half_unit(&self) -> f64 {
        0.5 * 10f64.powi(-(self.decimals as i32))
    }

    /// How far it may be off as a part of a sum: counts are exact, percentages and decimals are rounded.
    pub fn slack(&self) -> f64 {
        if self.percent || self.decimals > 0 { self.half_unit() } else { 0.0 }
    }

    /// Whether it can be what `exact` was rounded to; a half may go either way.
    pub fn is_rounded_from(&self, exact: f64) -> bool {
        (self.value - exact).abs() <= self.half_unit() + 1e-9 * exact.abs().max(1.0)
    }

    /// `exact` as it would be printed to show that it is not this one.
    pub fn corrected(&self, exact: f64) -> String {
        let shown = |decimals| Self { value: exact, decimals, ..*self }.to_string();
        let correction = shown(if self.percent { self.decimals.max(1) } else { self.decimals });
        if correction == self.to_string() { shown(self.decimals + 2) } else { correction }
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.percent {
            out.write_str(&danish::percent(self.value / 100.0, self.decimals))
        } else if self.is_year {
            write!(out, "{}", self.value)
        } else {
            out.write_str(&danish::number(self.value, self.decimals))
        }
    }
}

/// How many bytes of digits stand at the start.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How many bytes a percent sign or word takes at the start, with the space before it; 0 where there is none.
fn percent_sign(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let spaces = text.len() - rest.len();
    let sign = ["%", "procentpoint", "procent", "pct."].into_iter().find(|sign| rest.starts_with(sign));
    // A difference of percentages is no percentage.
    sign.filter(|sign| *sign != "procentpoint").map_or(0, |sign| spaces + sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_numbers_are_read_with_their_decimals() {
        for (text, value, decimals, percent) in [
            ("1.016", 1016.0, 0, false),
            ("58,4 %", 58.4, 1, true),
            ("58,4\u{a0}procent", 58.4, 1, true),
            ("84%", 84.0, 0, true),
            ("1080", 1080.0, 0, false),
        ] {
            let number = Printed::parse(text).unwrap();
            assert_eq!((number.value, number.decimals, number.percent), (value, decimals, percent), "{text}");
        }
        for text in ["-53", "−53", "–53"] {
            assert_eq!(Printed::parse_signed(text).map(|number| number.value), Some(-53.0), "{text}");
        }
        assert_eq!([Printed::parse("-53"), Printed::parse_signed("--53"), Printed::parse_signed("-")], [None; 3]);
        assert!(Printed::parse("2024").unwrap().is_year && !Printed::parse("2.024").unwrap().is_year);
    }

    #[test]
    fn dates_ranges_times_and_misplaced_points_are_no_numbers() {
        for text in ["31.12", "2.3283", "31/12", "3-4", "9:30", "8x", "2023/2024", "12,", "", "en", "1,2,3"] {
            assert_eq!(Printed::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_half_may_be_rounded_either_way() {
        let printed = |text| Printed::parse(text).unwrap();
        assert!(printed("12 %").is_rounded_from(12.5) && printed("13 %").is_rounded_from(12.5));
        assert!(!printed("58,5 %").is_rounded_from(12800.0 / 219.0));
        assert_eq!(printed("58,5 %").corrected(12800.0 / 219.0), "58,4\u{a0}%");
        assert_eq!(printed("84 %").corrected(19800.0 / 224.0), "88,4\u{a0}%");
    }
}
