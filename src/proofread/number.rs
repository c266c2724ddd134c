//! Numbers as they are printed: their value and how exactly it is given.

use std::fmt;

use crate::danish;

/// Larger numbers are rarely written out.
const LARGEST_WORD: f64 = 100.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PrintedNumber {
    /// 58.4 for `58,4 %`.
    pub(crate) value: f64,
    pub(crate) decimals: usize,
    pub(crate) percent: bool,
    /// Four digits from 1900 to 2099 without a thousands point: a year as likely as a count.
    pub(crate) is_year: bool,
    /// Whether it is a whole number that may be rounded, as an amount of money in a table is. A count is exact.
    pub(crate) is_rounded: bool,
}

impl PrintedNumber {
    /// `None` if the text is anything but a number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, length) = Self::leading(text)?;
        text.get(length..)?.trim().is_empty().then_some(number)
    }

    /// As [`Self::parse`], and allows a minus: `−53`, `-53`.
    pub fn parse_signed(text: &str) -> Option<Self> {
        match text.trim().strip_prefix(['-', '−', '–']) {
            Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                let number = Self::parse(number)?;
                Some(Self { value: -number.value, is_year: false, ..number })
            }
            _ => Self::parse(text),
        }
    }

    /// Reads the number at the start of the text. Returns how many bytes it takes, with its percent sign.
    ///
    /// `None` for a date, a range, a time, a name (`2x`) and a point where Danish has none.
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
        // »Højeste 5-pct. fraktil« names a quantile and is no share.
        let is_fractile = ["-pct", "-procent"].iter().any(|end| rest.starts_with(end));
        if is_fractile || next.is_some_and(|c| c.is_alphanumeric() || c == '½') {
            return None;
        }
        if next.is_some_and(|c| "/:-–,".contains(c)) && after.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let sign = percent_sign(rest);
        let number =
            Self { decimals, percent: sign > 0, is_year: is_year && sign == 0, ..Self::whole(whole.parse().ok()?) };
        Some((number, at + sign))
    }

    /// Reads a Danish number word up to a hundred.
    pub fn word(word: &str) -> Option<Self> {
        // "en" and "et" are mostly articles, so only the stressed forms are numbers.
        if matches!(word, "halvanden" | "halvandet") {
            return Some(Self { decimals: 1, ..Self::whole(1.5) });
        }
        let value = if matches!(word, "én" | "ét") { 1.0 } else { danish::number_word(word)? };
        (value <= LARGEST_WORD && !word.contains(char::is_uppercase)).then(|| Self::whole(value))
    }

    /// The number as a count: in a column of numbers, four digits are not a year.
    pub fn plain(self) -> Self {
        Self { is_year: false, ..self }
    }

    pub fn whole(value: f64) -> Self {
        Self { value, decimals: 0, percent: false, is_year: false, is_rounded: false }
    }

    /// Half a unit of its last digit: the greatest rounding error.
    pub fn half_unit(&self) -> f64 {
        0.5 * 10f64.powi(-(self.decimals as i32))
    }

    /// Greatest rounding error of the number as part of a sum: half a unit for percentages, decimals and amounts, 0 for counts.
    pub fn slack(&self) -> f64 {
        if self.percent || self.decimals > 0 || self.is_rounded { self.half_unit() } else { 0.0 }
    }

    /// Whether `exact` can be rounded to this number. A half may be rounded up or down.
    pub fn is_rounded_from(&self, exact: f64) -> bool {
        (self.value - exact).abs() <= self.half_unit() + 1e-9 * exact.abs().max(1.0)
    }

    /// Prints `exact` with enough decimals to differ from this number.
    pub fn corrected(&self, exact: f64) -> String {
        let shown = |decimals| Self { value: exact, decimals, ..*self }.to_string();
        let correction = shown(if self.percent { self.decimals.max(1) } else { self.decimals });
        if correction == self.to_string() { shown(self.decimals + 2) } else { correction }
    }
}

impl fmt::Display for PrintedNumber {
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

/// The word for a small whole number, or its digits.
pub(crate) fn word_of(number: &PrintedNumber) -> String {
    danish::small_number_word(number.value, danish::Gender::Common).map_or_else(|| number.to_string(), str::to_owned)
}

/// Counts the digits at the start.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Length in bytes of the percent sign or word at the start, with the space before it; 0 without one.
fn percent_sign(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let spaces = text.len() - rest.len();
    let sign = ["%", "procent", "pct.", "pct"].into_iter().find(|sign| rest.starts_with(sign));
    let Some((sign, after)) = sign.and_then(|sign| Some((sign, rest.get(sign.len()..)?))) else { return 0 };
    // Percentage points measure a difference, not a share: `4 procentpoint`, `4 %-point`.
    let is_points = after.trim_start_matches([' ', '\u{a0}', '-', '.']).starts_with("point");
    let is_word = sign == "%" || sign.ends_with('.') || !after.starts_with(char::is_alphabetic);
    if is_points || !is_word { 0 } else { spaces + sign.len() }
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
            ("85 pct", 85.0, 0, true),
            ("85 pct.", 85.0, 0, true),
            ("1080", 1080.0, 0, false),
        ] {
            let number = PrintedNumber::parse(text).unwrap();
            assert_eq!((number.value, number.decimals, number.percent), (value, decimals, percent), "{text}");
        }
        for text in ["4 procentpoint", "4 %-point", "4 pct.-point", "4 pct. point", "4 % point"] {
            assert!(PrintedNumber::leading(text).is_some_and(|(number, _)| !number.percent), "{text}");
        }
        for text in ["-53", "−53", "–53"] {
            assert_eq!(PrintedNumber::parse_signed(text).map(|number| number.value), Some(-53.0), "{text}");
        }
        assert_eq!(
            [PrintedNumber::parse("-53"), PrintedNumber::parse_signed("--53"), PrintedNumber::parse_signed("-")],
            [None; 3]
        );
        assert!(PrintedNumber::parse("2024").unwrap().is_year && !PrintedNumber::parse("2.024").unwrap().is_year);
    }

    #[test]
    fn dates_ranges_times_and_misplaced_points_are_not_numbers() {
        for text in ["31.12", "2.3283", "31/12", "3-4", "9:30", "8x", "5-pct", "2023/2024", "12,", "", "en", "1,2,3"] {
            assert_eq!(PrintedNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_half_may_be_rounded_either_way() {
        let printed = |text| PrintedNumber::parse(text).unwrap();
        assert!(printed("12 %").is_rounded_from(12.5) && printed("13 %").is_rounded_from(12.5));
        assert!(!printed("58,5 %").is_rounded_from(12800.0 / 219.0));
        assert_eq!(printed("58,5 %").corrected(12800.0 / 219.0), "58,4\u{a0}%");
        assert_eq!(printed("84 %").corrected(19800.0 / 224.0), "88,4\u{a0}%");
    }
}
