//! `Egegården havde ingen fald i maj`, where the table has 7.

use super::clause::TableClause;
use crate::proofread::checks::prelude::*;

const KNOWN: [WordClass; 3] = [NOBODY, MORE, DURATIONS];
const LARGER: [WordClass; 2] = [MORE, words![mere]];
/// Starts of names of columns that have the largest number of each row.
const HIGHEST: [WordClass; 2] = [MOST, words![maks]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).or_else(|| nobody_over(clause)).into_iter().collect()
}

/// `ventede ingen mere end 78 dage`, where a row has 88 below »Størst«.
fn nobody_over(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let at = clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[NOBODY]))?;
    let [bound] = clause.quantities.as_slice() else { return None };
    let [last, before] = [1, 2].map(|back| word(tokens, bound.at.checked_sub(back)));
    let is_over = last == "over" || last == "end" && is_in(before, &LARGER);
    let is_most = |column: &usize| {
        let name = clause.table.column(*column).to_lowercase();
        starts_in(&name, &HIGHEST)
    };
    let column = only((0..clause.table.width()).filter(is_most)).filter(|_| is_over && at < bound.at)?;
    let rows = clause.named_rows();
    let rows = if rows.is_empty() { clause.ranked_rows() } else { rows };
    let most = rows.iter().filter_map(|row| Some((*row, row.value(column)?)));
    let (row, value) = most.max_by(|one, two| one.1.value.total_cmp(&two.1.value))?;
    let holds = value.value <= bound.value();
    if value.percent != bound.number.percent || !clause.is_covered(&KNOWN) {
        return None;
    }
    let link = if holds { "og" } else { "men" };
    let computation = format!(
        "»{}« har {value} i {}, {link} der står ingen over {}.",
        row.name(),
        clause.table.called(),
        bound.number
    );
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(row), [bound.number]))
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let at = clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[NOBODY]))?;
    let noun = word(tokens, Some(at + 1));
    let is_counted = clause.names.has_noun(noun) && !clause.names.is_row_noun(noun);
    let [row] = clause.named_rows()[..] else { return None };
    let [column] = clause.value_columns(false)[..] else { return None };
    let value = row.value(column).filter(|_| is_counted && clause.quantities.is_empty())?;
    let holds = value.value == 0.0;
    if !clause.is_covered(&KNOWN) {
        return None;
    }
    let name = clause.table.column(column);
    let under = if name.is_empty() { String::new() } else { format!(" under »{name}«") };
    let called = clause.table.called();
    let link = if holds { "og" } else { "men" };
    let said = word(tokens, Some(at));
    let computation = format!("»{}« er {value}{under} i {called}, {link} der står »{said}« i teksten.", row.name());
    Some(clause.claim(Code::PrintedTwice, holds, computation, Some(row), None))
}
