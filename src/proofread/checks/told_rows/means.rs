//! The average of all rows, which is between the least and the greatest of a column of averages: `gennemsnittet for hele året var 25,4
//! dage`.

use super::clause::{TableClause, is_mean};
use crate::proofread::checks::prelude::*;

const FEWEST: usize = 3;
const KNOWN: [WordClass; 3] =
    [EACH, PER, words![gennemsnit gennemsnittet gennemsnitlige gennemsnitligt løbet året måneden samlede vægtet]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).into_iter().collect()
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    clause.tokens().iter().find(|placed| placed.word().starts_with("gennemsnit"))?;
    let [own] = clause.quantities.as_slice() else { return None };
    if !clause.rows.is_empty() || clause.has_word(&[DENIALS, AGAINST, PARTITIVES, words![end]]) {
        return None;
    }
    let is_all = clause.has_word(&[TOGETHER, words![hele alle samlede]]);
    let column = only((0..clause.table.width()).filter(|column| is_mean(clause.table, *column))).filter(|_| is_all)?;
    let values: Option<Vec<PrintedNumber>> = clause.ranked_rows().iter().map(|row| row.value(column)).collect();
    let is_alike = |value: &PrintedNumber| value.percent == own.number.percent;
    let values = values.filter(|values| values.len() >= FEWEST && values.iter().all(is_alike))?;
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
