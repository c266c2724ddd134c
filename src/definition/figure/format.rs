//! How figures are printed: their units, and the form of their digits.

use serde::{Deserialize, Serialize};

use super::super::reader::{Located, TomlTable};
use crate::danish::{self, Gender};
use crate::findings::Code;

/// What a figure counts, in singular and plural.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// "besøg" in "ét besøg".
    pub one: String,
    /// "besøg" in "to besøg".
    pub many: String,
    /// en or et.
    pub gender: Gender,
}

/// How a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFormat {
    Decimal(u8),
    /// A share (0–1), printed as a percentage.
    Percent(u8),
}

impl NumberFormat {
    /// The number in digits, as tables print it.
    pub fn print(self, value: f64) -> String {
        match self {
            Self::Decimal(decimals) => danish::number(value, decimals.into()),
            Self::Percent(decimals) => danish::percent(value, decimals.into()),
        }
    }

    /// The number that is printed: rounded, and a share as a percentage (0–100).
    pub fn rounded(self, value: f64) -> f64 {
        match self {
            Self::Decimal(decimals) => danish::rounded(value, decimals.into()),
            Self::Percent(decimals) => danish::rounded(value * 100.0, decimals.into()),
        }
    }

    /// The value that a reader sees, in the figure's own unit: 0.9 for the share 0.8996 without decimals.
    pub fn seen(self, value: f64) -> f64 {
        match self {
            Self::Decimal(_) => self.rounded(value),
            Self::Percent(_) => self.rounded(value) / 100.0,
        }
    }

    /// The number of decimals that are printed.
    pub fn decimals(self) -> usize {
        match self {
            Self::Decimal(decimals) | Self::Percent(decimals) => decimals.into(),
        }
    }

    /// Whether it is a share.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Percent(_))
    }
}

/// `unit = "et besøg|besøg"`.
pub(in crate::definition) fn read_unit(table: &TomlTable<'_>, text: &Located<String>) -> Option<Unit> {
    let unit = text.value.split_once('|').and_then(|(one, many)| {
        let (gender, one) = match one.split_once(' ')? {
            ("en", one) => (Gender::Common, one),
            ("et", one) => (Gender::Neuter, one),
            _ => return None,
        };
        Some(Unit { one: one.to_owned(), many: many.to_owned(), gender })
    });
    if unit.is_none() {
        table.report(
            Code::BadValue,
            &text.at,
            format!("»{}« er ikke en enhed.", text.value),
            "Skriv ental med en/et og flertal, adskilt af |: \"et besøg|besøg\".",
        );
    }
    unit
}

pub(super) fn read_format(table: &TomlTable<'_>) -> NumberFormat {
    let decimals = table.count_within("decimals", 0, 6);
    let percent =
        table.choice("format", &[("integer", None), ("decimal", Some(false)), ("percent", Some(true))]).flatten();
    let digits = |default: u32| u8::try_from(decimals.unwrap_or(default)).unwrap_or(0);
    match percent {
        None => NumberFormat::Decimal(digits(0)),
        Some(false) => NumberFormat::Decimal(digits(1)),
        Some(true) => NumberFormat::Percent(digits(1)),
    }
}
