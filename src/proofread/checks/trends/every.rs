//! `Alle typer er vokset fra 2022 til 2023`: each row of a table changed the same way between two years.

use super::super::about_tables::{TableSentence, names_whole, year_columns};
use super::super::changes::words::direction;
use super::super::retold::words::TableWords;
use crate::proofread::checks::prelude::*;

const OTHERWISE: [WordClass; 4] = [EXCEPT, DENIALS, PER, words![næsten mest]];
const FEWEST_ROWS: usize = 3;

pub(super) fn check(prose: &[&PrintedSentence], at: usize, tables: &[TableWords<'_>]) -> Option<Claim> {
    let about = TableSentence::of(prose, at, tables)?;
    let sentence = about.sentence;
    let tokens = &sentence.tokens;
    let is_all = is_in(word(tokens, Some(0)), &[ALL]);
    let is_other = has_any(tokens, &OTHERWISE);
    let years = about.years();
    let [one, two] = years[..] else { return None };
    // »Mere« may be of anything.
    let moved: Vec<bool> =
        tokens.iter().filter(|placed| !placed.is_in(&[VAGUE])).filter_map(|placed| direction(placed.word())).collect();
    let [rises] = moved[..] else { return None };
    // »Lavere i 2022 end i 2020« has the later year first.
    let (from, to) = if tokens.iter().any(|placed| placed.word() == "end") { (two, one) } else { (one, two) };
    let count = sentence.quantities().first().filter(|own| own.at == 1).map(|own| own.value());
    if !is_all || is_other || from == to {
        return None;
    }
    let mut found = tables.iter().filter_map(|words| {
        let columns = year_columns(words.table);
        let column = |year: f64| columns.iter().find(|(_, own)| *own == year).map(|(column, _)| *column);
        Some((words, column(from)?, column(to)?))
    });
    let (words, from, to) = found.next().filter(|_| found.next().is_none())?;
    let rows: Vec<_> = words
        .table
        .rows
        .iter()
        .filter(|row| !row.is_heading() && !row.is_total() && !row.is_item && !names_whole(row))
        .collect();
    let is_whole = rows.len() >= FEWEST_ROWS && count.is_none_or(|count| count == rows.len() as f64);
    let values = |row: &crate::proofread::table::PrintedRow| Some((row.value(from)?.value, row.value(to)?.value));
    let other = rows.iter().find(|row| values(row).is_some_and(|(from, to)| if rises { to < from } else { to > from }));
    let called = words.table.called();
    let (verdict, computation) = match other {
        Some(row) => {
            let (from, to) = (row.value(from)?, row.value(to)?);
            let label = row.name();
            (
                ClaimVerdict::MayContradict,
                format!("Teksten siger »alle«, men »{label}« går fra {from} til {to} i {called}."),
            )
        }
        None => (ClaimVerdict::Agrees, format!("Alle rækker i {called} passer til teksten.")),
    };
    let passage = sentence.passage(0, tokens.len());
    is_whole.then(|| Claim::new(Code::PrintedWords, verdict, computation, passage))
}
