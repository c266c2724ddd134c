//! Numbers in definition files.

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::TomlTable;
use crate::findings::Code;

const NOT_NEGATIVE: &str = "et tal, der ikke er negativt";

fn is_not_negative(number: f64) -> bool {
    number >= 0.0
}

impl TomlTable<'_> {
    /// A whole number that is not negative.
    pub fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "et helt tal");
        }
        number
    }

    /// A whole number from `least` to `most`. One outside is reported and clamped.
    pub fn count_within(&self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        let count = self.count(key)?;
        if !(least..=most).contains(&count) {
            let message = format!("»{key}« skal være fra {least} til {most}.");
            self.report(Code::BadValue, &self.at_key(key), message, "");
        }
        Some(count.clamp(least, most))
    }

    pub fn number(&self, key: &'static str) -> Option<f64> {
        self.number_that(key, "et tal", |_| true)
    }

    /// A number that is not negative.
    pub fn non_negative_number(&self, key: &'static str) -> Option<f64> {
        self.number_that(key, NOT_NEGATIVE, is_not_negative)
    }

    fn number_that(&self, key: &'static str, expected: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
        self.as_number(key, self.get(key)?, expected, fits)
    }

    fn as_number(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
        fits: impl Fn(f64) -> bool,
    ) -> Option<f64> {
        let (integer, float) = (value.get_ref().as_integer(), value.get_ref().as_float());
        let text = integer.map(|n| n.as_str()).or_else(|| float.map(|n| n.as_str()));
        let number = text.and_then(|text| text.parse::<f64>().ok()).filter(|n| n.is_finite() && fits(*n));
        if number.is_none() {
            self.wrong_type(key, value, expected);
        }
        number
    }

    /// Every entry as a number that is not negative: for a table that maps names to numbers.
    pub fn number_entries(&self) -> IndexMap<String, f64> {
        let number = |(name, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            let number = self.as_number(name.get_ref(), value, NOT_NEGATIVE, is_not_negative)?;
            Some((name.get_ref().to_string(), number))
        };
        self.table.iter().filter_map(number).collect()
    }
}
