//! Rows of an export that are no data: totals, notes on where and when it was made, and the example in an input workbook.

use super::cell::Cell;
use super::column::ColumnReader;

/// The start of the first cell of a row that shows how others are filled in.
pub const EXAMPLE: &str = "Eksempel:";

/// The first cell of a row with a total.
const TOTALS: [&str; 9] = ["i alt", "ialt", "total", "totalt", "totaler", "sum", "hovedtotal", "subtotal", "samlet"];
/// The start of a note that stands alone in its row.
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

/// Whether the row shows how others are filled in, by its first cell that is not empty. A declared value of a category is data.
pub fn is_example<'r>(cells: &[Cell<'_>], reader_at: impl Fn(usize) -> Option<&'r ColumnReader>) -> bool {
    let first = cells.iter().enumerate().find(|(_, cell)| **cell != Cell::Empty);
    let Some((place, Cell::Text(text))) = first else { return false };
    let start = text.get(..EXAMPLE.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(EXAMPLE))
        && !reader_at(place).is_some_and(|reader| reader.declares(text))
}

/// Knows the rows that are no data.
#[derive(Debug)]
pub struct Footers {
    /// What the definition adds, in lower case.
    declared: Vec<String>,
}

impl Footers {
    /// What every dataset knows, and these first words.
    pub fn new(declared: &[String]) -> Self {
        Self { declared: declared.iter().map(|text| text.to_lowercase()).collect() }
    }

    /// Whether the definition adds any.
    pub fn has_declared(&self) -> bool {
        !self.declared.is_empty()
    }

    /// Whether the row is a total or a note, by its first cell that is not empty. A declared value of a category is data.
    pub fn is_footer<'r>(&self, cells: &[Cell<'_>], reader_at: impl Fn(usize) -> Option<&'r ColumnReader>) -> bool {
        // Most rows start with a number or a date.
        let starts_with_digit = |text: &str| text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if matches!(cells.first(), Some(Cell::Text(text)) if starts_with_digit(text)) && self.declared.is_empty() {
            return false;
        }
        let Some((place, Cell::Text(text))) = cells.iter().enumerate().find(|(_, cell)| **cell != Cell::Empty) else {
            return false;
        };
        let lower = text.to_lowercase();
        let alone = cells.iter().filter(|cell| **cell != Cell::Empty).count() == 1;
        let has_date = cells
            .iter()
            .enumerate()
            .skip(place + 1)
            .any(|(place, cell)| *cell != Cell::Empty && reader_at(place).is_some_and(ColumnReader::is_date));
        let is_one = (TOTALS.contains(&lower.trim_end_matches(':').trim_end()) && !has_date)
            || (alone && NOTES.iter().any(|note| lower.starts_with(note)))
            || self.declared.iter().any(|note| lower.starts_with(note));
        is_one && !reader_at(place).is_some_and(|reader| reader.declares(text))
    }
}
