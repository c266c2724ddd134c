//! Averages of a table that a text tells: `i gennemsnit 24,7 fald om måneden`, `gennemsnittet for hele året var 25,4 dage`.

use super::clause::{TableClause, is_mean};
use super::form::is_form;
use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// Words before what an average is for each of.
const FOR_EACH: [WordClass; 3] = [EACH, PER, words![om]];
/// Greatest distance at which a number is meant to be the average, as a share of it.
const NEAR: f64 = 0.5;
const FEWEST: usize = 3;
const KNOWN: [WordClass; 3] =
    [EACH, PER, words![gennemsnit gennemsnittet gennemsnitlige gennemsnitligt løbet året måneden samlede vægtet]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let is_mean = clause.tokens().iter().any(|placed| placed.word().starts_with("gennemsnit"));
    if !is_mean || !clause.rows.is_empty() || clause.has_word(&[DENIALS, AGAINST, PARTITIVES, words![end]]) {
        return Vec::new();
    }
    each(clause).or_else(|| between(clause)).into_iter().collect()
}

/// The average for each row or month: the total divided by how many there are.
fn each(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let per = clause.range.clone().rev().find(|at| is_in(word(tokens, Some(*at)), &FOR_EACH))?;
    let noun = (per + 1..clause.range.end).map(|at| word(tokens, Some(at))).find(|word| !word.is_empty())?;
    let own = clause.quantities.iter().rev().find(|own| own.at < per && own.kind == QuantityKind::Plain)?;
    // »De seks måneder« is how many there are.
    let count = |others: usize| {
        clause.quantities.iter().filter(|other| other.at != own.at).all(|other| other.value() == others as f64)
    };
    let candidates = totals(clause, noun).into_iter().filter(|(_, parts)| count(*parts));
    let exact = |(total, parts): &(f64, usize)| total / *parts as f64;
    let candidates: Vec<(f64, usize)> = candidates.filter(|found| exact(found).is_finite()).collect();
    let holds = |found: &(f64, usize)| own.number.is_rounded_from(exact(found));
    let far = |found: &(f64, usize)| (own.number.value - exact(found)).abs() / exact(found).abs().max(1e-9);
    let best = candidates.iter().min_by(|one, two| far(one).total_cmp(&far(two)))?;
    let agreeing = candidates.iter().find(|found| holds(found));
    let (total, parts) = agreeing.or(Some(best).filter(|best| far(best) <= NEAR))?;
    if !own.is_exact || !clause.is_covered(&KNOWN) {
        return None;
    }
    let subject = format!("{} delt med {}", PrintedNumber::whole(*total), PrintedNumber::whole(*parts as f64));
    let computed = own.number.corrected(total / *parts as f64);
    let computation = match agreeing {
        Some(_) => format!("{subject} er {}, som der står.", own.number),
        None => format!("{subject} er {computed}, men der står {}.", own.number),
    };
    Some(clause.claim(Code::PrintedSum, agreeing.is_some(), computation, None, [own.number]))
}

/// The totals that an average for each of the noun may divide, and by how many: the rows that it names, or months in columns.
fn totals(clause: &TableClause<'_>, noun: &str) -> Vec<(f64, usize)> {
    let rows = clause.ranked_rows();
    let is_month = |name: &str| MONTHS.contains(&name.to_lowercase().as_str());
    let months = (0..clause.table.width()).filter(|column| is_month(clause.table.column(*column))).count();
    let are_rows_months = rows.iter().all(|row| is_month(row.plain_label().trim()));
    let mut found = Vec::new();
    if clause.names.is_row_noun(noun) || are_rows_months && is_form(noun, "måned") {
        let columns = clause.value_columns(false).into_iter().filter(|column| !is_mean(clause.table, *column));
        found.extend(columns.filter_map(|column| Some((sum(&rows, column)?, rows.len()))));
    }
    if months >= FEWEST && is_form(noun, "måned") {
        found.extend(clause.total_column().and_then(|column| Some((sum(&rows, column)?, months))));
    }
    found.retain(|(_, parts)| *parts >= FEWEST);
    found
}

fn sum(rows: &[&PrintedRow], column: usize) -> Option<f64> {
    let values: Option<Vec<PrintedNumber>> = rows.iter().map(|row| row.value(column)).collect();
    values
        .filter(|values| values.iter().all(|value| !value.percent))
        .map(|values| values.iter().map(|own| own.value).sum())
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
