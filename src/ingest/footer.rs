//! Recognizes rows that are not data by their own cells: notes about the export, and the example row of an input workbook.
//! Totals are judged when the file ends, with the numbers of other rows: see `builder/totals.rs`.

use super::column::ColumnReader;
use crate::cell::RawCell;

/// Start of the first cell of an example row.
pub const EXAMPLE: &str = "Eksempel:";

/// First words of notes that are alone in their row.
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

/// First cells of rows about the export that have their value in the next cell: »Kilde:;Region Nord«.
const LABELS: [&str; 17] = [
    "bruger",
    "filter",
    "filtre",
    "footer",
    "kilde",
    "kilder",
    "kørt",
    "kørt af",
    "note",
    "noter",
    "oprettet",
    "oprettet af",
    "periode",
    "rapport",
    "records",
    "rækker",
    "trailer",
];
/// Most filled cells of a row about the export, with its label.
const MOST_OF_LABELLED: usize = 3;

/// Whether a row that does not fit describes the export: a label, and its value.
pub fn is_about_export(cells: &[RawCell<'_>]) -> bool {
    let mut filled = cells.iter().filter(|cell| **cell != RawCell::Empty);
    let Some(RawCell::Text(text)) = filled.next() else { return false };
    let label = text.trim_end_matches([':', ' ']).to_lowercase();
    (1..MOST_OF_LABELLED).contains(&filled.count())
        && (LABELS.contains(&label.as_str()) || NOTES.iter().any(|note| label.starts_with(note)))
}

/// Whether the text begins like the explanation of a sign: `*) Heraf to aflyst`.
fn is_footnote(text: &str) -> bool {
    text.starts_with(['*', '†', '¹', '²', '³']) && text.contains(char::is_whitespace)
}

/// Whether the text is a line of signs: `-----`, `=====`.
fn is_rule(text: &str) -> bool {
    text.chars().count() > 2 && text.chars().all(|c| matches!(c, '-' | '=' | '_' | '–' | '—'))
}

/// Whether the text has only characters with which programs draw lines.
fn is_drawn(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '=' | '_' | '–' | '—' | '+' | '|' | ':' | ' '))
}

/// Whether the row only draws a line, as databases and Markdown do below headers: `-----;---`, `|:---|---:|`, `+----+---+`.
pub fn is_ruler(cells: &[RawCell<'_>]) -> bool {
    let (mut filled, mut longest) = (0, 0);
    for cell in cells.iter().filter(|cell| **cell != RawCell::Empty) {
        let RawCell::Text(text) = cell else { return false };
        if !is_drawn(text) {
            return false;
        }
        (filled, longest) = (filled + 1, longest.max(text.chars().filter(|c| !c.is_whitespace()).count()));
    }
    // A single cell may be a line below the table, or a value that is missing.
    longest > 2 && (filled > 1 || cells.iter().any(|cell| matches!(cell, RawCell::Text(text) if text.contains("-+"))))
}

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
        let is_one = (alone
            && (is_footnote(text) || is_rule(text) || NOTES.iter().any(|note| lower.starts_with(note))))
            || self.declared.iter().any(|note| lower.starts_with(note));
        is_one && !reader_at(place).is_some_and(|reader| reader.declares(text))
    }
}
