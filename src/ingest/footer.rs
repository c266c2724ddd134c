//! Recognizes rows that are not data by their own cells: notes about the export, and the example row of an input workbook.
//! Totals are judged when the file ends, with the numbers of other rows: see `builder/totals.rs`.

use super::column::ColumnReader;
use crate::cell::RawCell;

/// Start of the first cell of an example row.
pub const EXAMPLE: &str = "Eksempel:";

/// Start of a note that is alone in its row.
const NOTES: [&str; 22] = [
    "udtrukket",
    "udtræk",
    "udskrevet",
    "genereret",
    "dannet",
    "eksporteret",
    "hentet den",
    "opdateret",
    "kilde:",
    "kilder:",
    "note:",
    "noter:",
    "bemærk",
    "antal rækker",
    "antal poster",
    "antal resultater",
    "rapport dannet",
    "rapporten er",
    "anvendte filtre",
    "applied filters",
    "data er",
    "side ",
];

/// Whether the row is the example of an input workbook, by its first filled cell. A declared value of a category is data.
pub fn is_example<'r>(cells: &[RawCell<'_>], reader_at: impl Fn(usize) -> Option<&'r ColumnReader>) -> bool {
    let first = cells.iter().enumerate().find(|(_, cell)| **cell != RawCell::Empty);
    let Some((place, RawCell::Text(text))) = first else { return false };
    let start = text.get(..EXAMPLE.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(EXAMPLE))
        && !reader_at(place).is_some_and(|reader| reader.declares(text))
}

/// Recognizes rows below the data.
#[derive(Debug)]
pub struct Footers {
    /// First words that the definition declares, in lower case.
    declared: Vec<String>,
}

impl Footers {
    pub fn new(declared: &[String]) -> Self {
        Self { declared: declared.iter().map(|text| text.to_lowercase()).collect() }
    }

    pub fn has_declared(&self) -> bool {
        !self.declared.is_empty()
    }

    /// Whether the row is a note or has a declared first word, by its first filled cell. A declared value of a category is data.
    pub fn is_footer<'r>(&self, cells: &[RawCell<'_>], reader_at: impl Fn(usize) -> Option<&'r ColumnReader>) -> bool {
        // Most rows start with a number or a date.
        let starts_with_digit = |text: &str| text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if matches!(cells.first(), Some(RawCell::Text(text)) if starts_with_digit(text)) && self.declared.is_empty() {
            return false;
        }
        let Some((place, RawCell::Text(text))) = cells.iter().enumerate().find(|(_, cell)| **cell != RawCell::Empty)
        else {
            return false;
        };
        let lower = text.to_lowercase();
        let alone = cells.iter().filter(|cell| **cell != RawCell::Empty).count() == 1;
        let is_one = (alone && NOTES.iter().any(|note| lower.starts_with(note)))
            || self.declared.iter().any(|note| lower.starts_with(note));
        is_one && !reader_at(place).is_some_and(|reader| reader.declares(text))
    }
}
