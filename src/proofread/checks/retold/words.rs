//! The words of tables, read once for all sentences.

use crate::proofread::checks::prelude::*;

/// Fewest letters of a word that distinguishes one row or table from others.
const TELLING: usize = 5;
/// Words of captions that do not show what is counted.
const PASSED: [WordClass; 2] = [
    COUNTS,
    words![efter fordelt fordeling oversigt nøgletal udvikling udviklingen tabel procent perioden andel samlet],
];

/// The words of a text without their endings.
pub(in crate::proofread::checks) struct TextWords {
    pub(in crate::proofread::checks) stems: Vec<String>,
    /// Whether one of them is long enough to distinguish one thing from others.
    pub(in crate::proofread::checks) is_telling: bool,
}

impl TextWords {
    /// Words in lower case that have more than two letters.
    fn of(text: &str) -> Self {
        let words = tokens(text).into_iter().map(|placed| placed.word().to_owned());
        let words: Vec<String> =
            words.filter(|word| word.chars().count() > 2 && !is_in(word.as_str(), &PASSED)).collect();
        let is_telling = words.iter().any(|word| word.chars().count() >= TELLING);
        Self { stems: words.iter().map(|word| stem(word).to_owned()).collect(), is_telling }
    }

    pub(in crate::proofread::checks) fn has(&self, word: &str) -> bool {
        self.stems.iter().any(|own| own == stem(word))
    }
}

pub(in crate::proofread::checks) struct TableWords<'a> {
    pub(in crate::proofread::checks) table: &'a PrintedTable,
    pub(in crate::proofread::checks) title: TextWords,
    pub(in crate::proofread::checks) columns: Vec<TextWords>,
    /// Rows that a text can name.
    pub(in crate::proofread::checks) rows: Vec<(&'a PrintedRow, TextWords)>,
}

impl<'a> TableWords<'a> {
    pub(in crate::proofread::checks) fn of(table: &'a PrintedTable) -> Self {
        let rows = table.rows.iter().filter(|row| can_be_named(row)).map(|row| (row, TextWords::of(&row.label)));
        Self {
            table,
            title: TextWords::of(&table.title),
            columns: table.columns.iter().map(|name| TextWords::of(name)).collect(),
            rows: rows.filter(|(_, words)| words.is_telling).collect(),
        }
    }
}

/// A total is named by words that may mean anything. A label that is above its numbers may be the title of an axis, and dots
/// lead to a page number.
pub(in crate::proofread::checks) fn can_be_named(row: &PrintedRow) -> bool {
    let is_labelled = row.line.text().contains(char::is_alphabetic);
    let is_listed = row.label.contains("..") || row.label.contains(". .");
    !row.is_heading() && !row.is_total() && is_labelled && !is_listed
}
