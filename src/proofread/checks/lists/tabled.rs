//! A list of what a row of a table counts: »I 2023 har vi udviklet klyngepakker om:« and `Nye klyngepakker | 4 | 3`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::list::PrintedList;

/// Words of a label that do not show what is counted.
const PASSED: [WordClass; 4] = [COUNTS, NEW, PREPOSITIONS, words![og]];
/// Fewest letters of the noun that is listed.
const NOUN: usize = 8;
/// Most tokens between that noun and the colon.
const NEAR: usize = 3;

/// Compares the list with the only row that counts what it lists. `None` if there is none.
pub(super) fn compare(report: &ReadReport<'_>, list: &PrintedList) -> Option<Claim> {
    let intro = report.sentences.get(list.intro)?;
    if intro.tokens.iter().any(|placed| placed.number().is_some_and(|number| !number.is_year)) {
        return None;
    }
    let rows = report.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    let counted: Vec<_> = rows.filter(|(_, row)| !row.is_heading() && counts(row, intro)).collect();
    let [(table, row)] = counted.as_slice() else { return None };
    let printed = value(table, row, intro).filter(|value| !value.percent && value.decimals == 0)?;
    let listed = PrintedNumber::whole(list.items.len() as f64);
    if list.is_cut && listed.value < printed.value {
        return None;
    }
    let name = row.name();
    let called = table.called();
    let items = word_of(&listed);
    let (verdict, computation) = if printed.value == listed.value {
        (ClaimVerdict::Agrees, format!("»{name}« er {printed} i {called}, og listen har {items}."))
    } else {
        (ClaimVerdict::MayContradict, format!("»{name}« er {printed} i {called}, men listen har {items}."))
    };
    let passage = intro.passage(0, intro.tokens.len());
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, passage);
    let claim = Claim { other: Some(row.passage()), ..claim };
    Some(claim.about(row.index, [printed]))
}

/// Whether the sentence has all words of the label, and its noun shortly before the colon.
fn counts(row: &PrintedRow, intro: &PrintedSentence) -> bool {
    let label = tokens(&row.label);
    let words: Vec<&str> =
        label.iter().map(PlacedToken::word).filter(|word| !word.is_empty() && !is_in(word, &PASSED)).collect();
    let is_said = |word: &str| {
        let same = |placed: &PlacedToken| {
            stem(placed.word()) == stem(word) || is_in(word, &[MAKING]) && placed.is_in(&[MAKING])
        };
        intro.tokens.iter().any(same)
    };
    let last = intro.tokens.iter().rev().take(NEAR + 1);
    let is_listed = |word: &&str| word.chars().count() >= NOUN && last.clone().any(|placed| placed.word() == *word);
    words.len() >= 2 && words.iter().all(|word| is_said(word)) && words.iter().any(is_listed)
}

/// The number of the year that the sentence names, or the only number of the row.
fn value(table: &PrintedTable, row: &PrintedRow, intro: &PrintedSentence) -> Option<PrintedNumber> {
    if table.width() == 1 {
        return row.value(0);
    }
    let years = intro.tokens.iter().filter_map(PlacedToken::number).filter(|number| number.is_year);
    let mut columns = years.filter_map(|year| {
        let is_named = |column: &usize| PrintedNumber::parse(table.column(*column)) == Some(year);
        (0..table.width()).find(is_named)
    });
    let column = columns.next().filter(|_| columns.next().is_none())?;
    row.value(column)
}
