//! Tables as the layout reads them: with the lengths of their texts, from which it computes the widths of columns. Measuring them
//! in Typst would take a thirtieth of a build.

use indexmap::IndexMap;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::{ColumnView, NoteView, RowView, TableView};

/// In bytes. The layout breaks longer words that have digits or signs anywhere (`is-code` in `templates/shared/theme.typ`).
const LONG_CODE: usize = 24;

/// Lengths are numbers of letters, at least 1.
#[derive(Serialize)]
pub struct MeasuredTable<'a> {
    caption: &'a str,
    summary: &'a str,
    columns: Vec<MeasuredColumn<'a>>,
    rows: Vec<MeasuredRow<'a>>,
    notes: &'a [NoteView],
    nothing: Option<&'a str>,
    /// Whether it has long words with digits or signs, such as addresses of pages.
    has_codes: bool,
}

#[derive(Serialize)]
struct MeasuredColumn<'a> {
    #[serde(flatten)]
    column: &'a ColumnView,
    length: usize,
    longest_word: usize,
    /// Of its cells; 1 in the column of labels.
    longest_cell: usize,
}

#[derive(Serialize)]
struct MeasuredRow<'a> {
    #[serde(flatten)]
    row: &'a RowView,
    length: usize,
    longest_word: usize,
}

impl<'a> From<&'a TableView> for MeasuredTable<'a> {
    fn from(table: &'a TableView) -> Self {
        let columns = table.columns.iter().enumerate().map(|(index, column)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(index.checked_sub(1)?));
            MeasuredColumn {
                column,
                length: length(&column.label),
                longest_word: longest_word(&column.label),
                longest_cell: cells.map(|cell| length(&cell.text)).max().unwrap_or(1),
            }
        });
        let rows = table.rows.iter().map(|row| MeasuredRow {
            row,
            length: length(&row.label),
            longest_word: longest_word(&row.label),
        });
        let labels = table.columns.iter().map(|column| &column.label);
        let texts = table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.text).chain([&row.label]));
        Self {
            caption: &table.caption,
            summary: &table.summary,
            columns: columns.collect(),
            rows: rows.collect(),
            notes: &table.notes,
            nothing: table.nothing.as_deref(),
            has_codes: labels.chain(texts).any(|text| text.split(' ').any(is_code)),
        }
    }
}

/// All tables by their ids.
pub fn measured(tables: &IndexMap<String, TableView>) -> IndexMap<&str, MeasuredTable<'_>> {
    tables.iter().map(|(id, table)| (id.as_str(), MeasuredTable::from(table))).collect()
}

/// Number of letters as readers see them.
fn length(text: &str) -> usize {
    text.graphemes(true).count().max(1)
}

/// Length of the longest part that a line may not break inside.
fn longest_word(text: &str) -> usize {
    text.split([' ', '/', '-']).map(length).max().unwrap_or(1)
}

fn is_code(word: &str) -> bool {
    word.len() >= LONG_CODE && word.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_letters_as_readers_see_them_and_words_end_where_a_line_may_break() {
        assert_eq!(length("Ærø"), 3);
        assert_eq!(length("A\u{30a}r"), 2);
        assert_eq!(longest_word("Læge-/sygeplejersker i alt"), "sygeplejersker".len());
        assert_eq!((length(""), longest_word("")), (1, 1));
    }

    #[test]
    fn only_long_words_with_digits_or_signs_are_codes() {
        assert!(is_code("https://example.org/forloebsbeskrivelser"));
        assert!(!is_code("forløbsbeskrivelseskoordinator"));
        assert!(!is_code("kapnord.dk/nyheder"));
    }
}
