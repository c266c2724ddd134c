//! The row and the column that a clause is about.

use super::clause::Clause;
use super::words::{TableWords, TextWords};
use crate::proofread::checks::prelude::*;

/// Fewest letters of a word of a caption that shows what a number without a noun counts.
const LONG: usize = 5;

pub(super) struct NamedRow<'a> {
    pub(super) words: &'a TableWords<'a>,
    pub(super) row: &'a PrintedRow,
    pub(super) label: &'a TextWords,
    /// `None` if the clause does not determine the column.
    pub(super) column: Option<usize>,
}

/// The only row that the clause names, in a table that counts what the clause counts. A sentence that refers to a table need
/// not tell what it counts.
pub(super) fn named_row<'a>(
    clause: &Clause<'_>,
    tables: &[&'a TableWords<'a>],
    is_referred: bool,
) -> Option<NamedRow<'a>> {
    let stems = stems(clause.tokens());
    let rows = tables.iter().flat_map(|words| words.rows.iter().map(move |(row, label)| (*words, row, label)));
    let named: Vec<_> = rows.filter(|(.., label)| has_all(&stems, label)).collect();
    let most = named.iter().map(|(.., label)| label.stems.len()).max()?;
    let (words, row, label) = only(named.into_iter().filter(|(.., label)| label.stems.len() == most))?;
    let fits = has_years(words.table, clause) && (is_referred || counts(words, label, clause));
    let column = counted_column(words, clause).or_else(|| column(words, clause, &stems).filter(|_| clause.is_alone));
    // In a sentence with more numbers, only its noun shows what a number belongs to.
    let fits = fits && (clause.is_alone || is_referred || column.is_some());
    fits.then_some(NamedRow { words, row, label, column })
}

fn stems(tokens: &[PlacedToken]) -> Vec<&str> {
    tokens.iter().map(|placed| stem(placed.word())).filter(|stem| !stem.is_empty()).collect()
}

fn has_all(stems: &[&str], words: &TextWords) -> bool {
    words.is_telling && words.stems.iter().all(|word| stems.contains(&word.as_str()))
}

/// Whether the years of the caption, if any, are those of the clause.
fn has_years(table: &PrintedTable, clause: &Clause<'_>) -> bool {
    let titled: Vec<PrintedNumber> =
        tokens(&table.title).iter().filter_map(PlacedToken::number).filter(|number| number.is_year).collect();
    let said = clause.years();
    titled.is_empty() || said.is_empty() || said.iter().all(|year| titled.contains(year))
}

/// Whether the noun of the number is in the caption, the label or the name of a column; without a noun, whether the sentence has
/// a word of the caption.
fn counts(words: &TableWords<'_>, label: &TextWords, clause: &Clause<'_>) -> bool {
    let noun = clause.noun();
    if noun.is_empty() {
        let said = stems(&clause.sentence.tokens);
        return words.title.stems.iter().any(|word| word.chars().count() >= LONG && said.contains(&word.as_str()));
    }
    // Other checks compare what a label of one word counts, if the word is long enough to mean one thing.
    let is_label = label.stems.len() == 1 && label.has(noun);
    !is_label && (words.title.has(noun) || label.has(noun) || words.columns.iter().any(|name| name.has(noun)))
}

/// The only column whose name is the noun of the number: `Deltagere` for »126 deltagere«.
fn counted_column(words: &TableWords<'_>, clause: &Clause<'_>) -> Option<usize> {
    let noun = Some(clause.noun()).filter(|noun| !noun.is_empty())?;
    only(
        (0..words.table.width())
            .filter(|column| words.columns.get(*column).is_some_and(|name| name.stems.len() == 1 && name.has(noun))),
    )
}

/// The column of the year of the clause, the column that the clause names, or the only column of counts or percentages.
fn column(words: &TableWords<'_>, clause: &Clause<'_>, stems: &[&str]) -> Option<usize> {
    let table = words.table;
    let year = |column: &usize| PrintedNumber::parse(table.column(*column)).filter(|number| number.is_year);
    let columns: Vec<usize> = (0..table.width()).filter(|column| !is_change(table.column(*column))).collect();
    let years = clause.years();
    let only = |mut found: Vec<usize>| found.pop().filter(|_| found.is_empty());
    if columns.iter().any(|column| year(column).is_some()) {
        return only(
            columns.into_iter().filter(|column| year(column).is_some_and(|year| years.contains(&year))).collect(),
        );
    }
    let is_named = |column: &usize| words.columns.get(*column).is_some_and(|name| has_all(stems, name));
    let named: Vec<usize> = columns.iter().copied().filter(is_named).collect();
    if !named.is_empty() {
        return only(named);
    }
    let is_alike = |column: &usize| {
        let mut values = table.rows.iter().filter_map(|row| row.value(*column));
        let is_total = total_kind(table.column(*column)).is_some();
        !is_total && values.any(|value| value.percent == clause.number.percent)
    };
    only(columns.into_iter().filter(is_alike).collect())
}
