//! Cells: what stands in an export, before a column's type gives it a meaning.

pub mod date;
pub mod number;
pub mod text;

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::cpr;

/// A cell as it stands in an export.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text that is not only spaces.
    Text(Cow<'a, str>),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Date(NaiveDate),
    /// A truth value of a workbook.
    Boolean(bool),
    /// `#DIV/0!` and its like.
    Error(String),
    /// A formula whose value the file does not have, because no spreadsheet program has computed it.
    Uncomputed,
}

impl<'a> Cell<'a> {
    /// A cell with this text, cleaned of what nobody sees (see [`text::clean`]); one of spaces only is empty.
    pub fn text(text: Cow<'a, str>) -> Self {
        let cleaned = match text {
            Cow::Borrowed(text) => text::clean(text),
            Cow::Owned(text) => Cow::Owned(text::clean(&text).into_owned()),
        };
        if cleaned.is_empty() { Self::Empty } else { Self::Text(cleaned) }
    }

    /// Whether a CPR number stands in it.
    pub fn has_person(&self) -> bool {
        match self {
            Self::Text(text) => cpr::is_in(text),
            Self::Number(number) => cpr::is_number(*number),
            _ => false,
        }
    }

    /// The same, independent of the file it was read from.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Date(date) => Cell::Date(date),
            Self::Boolean(value) => Cell::Boolean(value),
            Self::Error(error) => Cell::Error(error),
            Self::Uncomputed => Cell::Uncomputed,
        }
    }

    /// The cell as a person would read it.
    pub fn display(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string().replace('.', ",")),
            Self::Date(date) => Cow::Owned(date.format("%d-%m-%Y").to_string()),
            Self::Boolean(true) => Cow::Borrowed("SAND"),
            Self::Boolean(false) => Cow::Borrowed("FALSK"),
            Self::Error(error) => Cow::Borrowed(error),
            Self::Uncomputed => Cow::Borrowed("(formel uden værdi)"),
        }
    }
}
