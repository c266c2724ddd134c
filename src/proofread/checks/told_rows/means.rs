//! Averages of a table that a text tells: `i gennemsnit 24,7 fald om måneden`, `gennemsnittet for hele året var 25,4 dage`.

use super::clause::{TableClause, is_mean};
use crate::proofread::checks::prelude::*;

const FEWEST: usize = 3;
const KNOWN: [WordClass; 3] =
    [EACH, PER, words![gennemsnit gennemsnittet gennemsnitlige gennemsnitligt løbet året måneden samlede vægtet]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let is_mean = clause.tokens().iter().any(|placed| placed.word().starts_with("gennemsnit"));
    if !is_mean || !clause.rows.is_empty() || clause.has_word(&[DENIALS, AGAINST, PARTITIVES, words![end]]) {
        return Vec::new();
    }
    between(clause).into_iter().collect()
}

/// The average of all rows is between the least and the greatest of a column of averages.
fn between(clause: &TableClause<'_>) -> Option<Claim> {
    let [own] = clause.quantities.as_slice() else { return None };
    let is_all = clause.has_word(&[TOGETHER, words![hele alle samlede]]);
    let column = only((0..clause.table.width()).filter(|column| is_mean(clause.table, *column))).filter(|_| is_all)?;
    let values: Option<Vec<PrintedNumber>> = clause.ranked_rows().iter().map(|row| row.value(column)).collect();
    let values = values.filter(|values| values.len() >= FEWEST && values.iter().all(|value| is_alike(value, own)))?;
    if !own.is_exact || values.iter().all(|value| value.percent) && are_hundred(&values) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let least = values.iter().copied().min_by(|one, two| one.value.total_cmp(&two.value))?;
    let most = values.iter().copied().max_by(|one, two| one.value.total_cmp(&two.value))?;
    let printed = own.number;
    let slack = printed.half_unit() + most.half_unit();
    let holds = printed.value >= least.value - slack && printed.value <= most.value + slack;
    let link = if holds { "og" } else { "men" };
    let called = clause.table.called();
    let computation =
        format!("Gennemsnittet er {printed} i teksten, {link} rækkerne i {called} går fra {least} til {most}.");
    Some(clause.claim(Code::PrintedSum, holds, computation, None, [printed]))
}

fn is_alike(value: &PrintedNumber, own: &Quantity<'_>) -> bool {
    value.percent == own.number.percent
}
