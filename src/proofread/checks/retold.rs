//! Numbers of a table that running text repeats: »I 2024 kom der 246 henvendelser om neurologi«.
//!
//! The text has the label of a row, and the table or the name of a column. A difference is only a possible contradiction: the
//! sentence may count something else.

mod charts;
pub(super) mod clause;
mod deviation;
pub(super) mod money;
mod row;
mod shares;
pub(super) mod words;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::NumberPlace;
use clause::{Clause, clauses};
use row::{NamedRow, named_row};
use words::TableWords;

use super::references::named::references;

/// Smaller numbers are often one apart by accident.
const LEAST: f64 = 10.0;
/// Sentences after the one that names a table, which may be about it too.
const STILL: usize = 1;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    let words = report.words();
    charts::check(report, claims);
    for (at, sentence) in prose.iter().enumerate() {
        claims.extend(money::check(sentence, words));
        claims.extend(deviation::check(sentence, words).filter(|claim| !claim.is_told_by(claims)));
        claims.extend(shares::check(sentence, words).filter(|claim| !claim.is_told_by(claims)));
        let named = named_table(words, sentence);
        let earlier = || prose.get(at.saturating_sub(STILL)..at)?.iter().find_map(|before| named_table(words, before));
        let tables: Vec<&TableWords<'_>> = match named.or_else(earlier) {
            Some(table) => vec![table],
            None => words.iter().collect(),
        };
        for clause in clauses(sentence) {
            let Some(named_row) = named_row(&clause, &tables, named.is_some()) else { continue };
            let claim = compare(&clause, &named_row, named.is_some(), prose, at);
            claims.extend(claim.filter(|claim| !is_told(claim, claims)));
        }
    }
}

/// The only table that the sentence names.
fn named_table<'a>(tables: &'a [TableWords<'a>], sentence: &PrintedSentence) -> Option<&'a TableWords<'a>> {
    let named = references(sentence, "tabel");
    let [reference] = named.as_slice() else { return None };
    let name = reference.name();
    tables.iter().find(|words| words.table.name == name)
}

/// Whether another check compared the same two places.
fn is_told(claim: &Claim, claims: &[Claim]) -> bool {
    let is_same = |other: &NumberPlace| claim.numbers.contains(other);
    claims
        .iter()
        .any(|other| other.code == claim.code && !other.numbers.is_empty() && other.numbers.iter().all(is_same))
}

fn compare(
    clause: &Clause<'_>,
    named: &NamedRow<'_>,
    is_referred: bool,
    prose: &[&PrintedSentence],
    at: usize,
) -> Option<Claim> {
    let NamedRow { words, row, .. } = named;
    let said = clause.number;
    let values = || row.cells.iter().filter_map(|cell| cell.value).filter(|value| is_alike(value, &said));
    let printed = match named.column {
        Some(column) => row.value(column).filter(|value| is_alike(value, &said))?,
        None if is_referred => values().find(|value| is_meant(&said, value))?,
        None => return None,
    };
    let is_known = named.column.is_some() && clause.is_covered_by(words, named.label);
    let is_printed = |rows: &[PrintedRow]| {
        rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.numbers).any(|number| number.value == said.value)
    };
    let name = row.name();
    let called = words.table.called();
    let (verdict, computation) = match () {
        () if said.is_rounded_from(printed.value) => {
            (ClaimVerdict::Agrees, format!("»{name}« er {printed} i både {called} og teksten."))
        }
        // A number of the table may be about another row or column than it seems.
        () if !is_known && is_printed(&words.table.rows) => return None,
        () if is_derived(row, &said) || is_explained(prose, at, printed) => return None,
        () if is_known || is_meant(&said, &printed) => {
            (ClaimVerdict::MayContradict, format!("»{name}« er {printed} i {called} og {said} i teksten."))
        }
        () => return None,
    };
    let sentence = clause.sentence;
    let passage = sentence.passage(clause.start, clause.end);
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, passage);
    let claim = Claim { other: Some(row.passage()), ..claim };
    Some(claim.about(sentence.index, [said]).about(row.index, [printed]))
}

fn is_alike(value: &PrintedNumber, said: &PrintedNumber) -> bool {
    value.percent == said.percent && !value.is_year
}

/// Whether the number is meant to be the printed one: a slip of the hand.
fn is_meant(said: &PrintedNumber, printed: &PrintedNumber) -> bool {
    printed.value >= LEAST && is_slip(said, printed.value)
}

/// Whether the number is a sum or a difference of the row's numbers, which a text may state in its own words.
fn is_derived(row: &PrintedRow, said: &PrintedNumber) -> bool {
    let values: Vec<f64> = row.cells.iter().filter_map(|cell| cell.value).map(|value| value.value).collect();
    let is_of = |one: &f64, two: &f64| one + two == said.value || (one - two).abs() == said.value;
    values.iter().enumerate().any(|(at, one)| values.iter().skip(at + 1).any(|two| is_of(one, two)))
}

/// Whether the sentence or one beside it has the printed number too, and a word that shows how it was counted.
fn is_explained(prose: &[&PrintedSentence], at: usize, printed: PrintedNumber) -> bool {
    let near = prose.get(at.saturating_sub(1)..(at + 2).min(prose.len())).unwrap_or_default();
    let explains = |sentence: &&PrintedSentence| {
        let has = |placed: &PlacedToken| placed.number().is_some_and(|number| number.value == printed.value);
        let is_told = |placed: &PlacedToken| placed.is_in(&[COUNTING]);
        sentence.tokens.iter().any(has) && sentence.tokens.iter().any(is_told)
    };
    near.iter().any(explains)
}
