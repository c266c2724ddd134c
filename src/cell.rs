//! Cells as they are in a file, before the type of a column gives them a meaning.

pub mod code_page;
pub mod mended;
mod noise;
pub mod text;

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};

use crate::cpr;
pub use noise::without_noise;

/// A cell as it is in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum RawCell<'a> {
    Empty,
    /// A text that is more than spaces. Every cell of delimited text is this or `Empty`.
    Text(Cow<'a, str>),
    Number(f64),
    /// A number that is shown as a percentage: 0.58 for 58 %.
    Percent(f64),
    Date(NaiveDate),
    /// A date with a time of day.
    Moment(NaiveDateTime),
    Boolean(bool),
    /// `#DIV/0!` and other errors of formulas.
    Error(String),
    /// A formula without a stored value: no spreadsheet program has computed it.
    Uncomputed,
}

impl<'a> RawCell<'a> {
    /// A text cell, cleaned of invisible differences (see [`text::clean`]); an empty cell if only spaces are left.
    pub fn text(text: Cow<'a, str>) -> Self {
        let cleaned = match text {
            Cow::Borrowed(text) => text::clean(text),
            Cow::Owned(text) => Cow::Owned(text::clean(&text).into_owned()),
        };
        if cleaned.is_empty() { Self::Empty } else { Self::Text(cleaned) }
    }

    pub fn has_cpr_number(&self) -> bool {
        match self {
            Self::Text(text) => cpr::is_in(text),
            Self::Number(number) => cpr::is_number(*number),
            _ => false,
        }
    }

    /// The cell with its CPR numbers masked.
    pub fn without_cpr_number(self) -> Self {
        match self {
            Self::Text(text) if cpr::is_in(&text) => Self::Text(cpr::masked(&text).into()),
            Self::Number(number) if cpr::is_number(number) => Self::Text(cpr::MASK.into()),
            cell => cell,
        }
    }

    pub fn into_owned(self) -> RawCell<'static> {
        match self {
            Self::Empty => RawCell::Empty,
            Self::Text(text) => RawCell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => RawCell::Number(number),
            Self::Percent(number) => RawCell::Percent(number),
            Self::Date(date) => RawCell::Date(date),
            Self::Moment(moment) => RawCell::Moment(moment),
            Self::Boolean(value) => RawCell::Boolean(value),
            Self::Error(error) => RawCell::Error(error),
            Self::Uncomputed => RawCell::Uncomputed,
        }
    }

    /// The cell as a Danish spreadsheet program shows it.
    pub fn display(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(danish(*number)),
            Self::Percent(share) => Cow::Owned(format!("{} %", danish(share * 100.0))),
            Self::Date(date) => Cow::Owned(date.format("%d-%m-%Y").to_string()),
            Self::Moment(moment) => Cow::Owned(moment.format("%d-%m-%Y %H:%M:%S").to_string()),
            Self::Boolean(true) => Cow::Borrowed("SAND"),
            Self::Boolean(false) => Cow::Borrowed("FALSK"),
            Self::Error(error) => Cow::Borrowed(error),
            Self::Uncomputed => Cow::Borrowed("(formel uden værdi)"),
        }
    }
}

fn danish(number: f64) -> String {
    without_noise(number).to_string().replace('.', ",")
}
