//! How far a row is from the target or the total of its table, and how far the first row is from the last: `ligger 2 procentpoint
//! under målet`, `forskellen mellem den korteste og den længste er 16 dage`.

use super::clause::TableClause;
use crate::proofread::checks::prelude::*;

const KNOWN: [WordClass; 7] = [
    MORE,
    LESS,
    VAGUE,
    MOST,
    LEAST,
    BEST,
    words![procentpoint under over målet gennemsnittet forskellen mellem den det hele samlede point],
];
/// Superlatives of the two ends.
const LOWEST: [WordClass; 2] = [LEAST, words![dårligste]];
const HIGHEST: [WordClass; 2] = [MOST, words![bedste]];
/// Greatest distance at which an amount is meant to be the spread, as a share of it.
const NEAR: f64 = 0.7;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    from_reference(clause).or_else(|| spread(clause)).into_iter().collect()
}

/// `Akutmodtagelsen ligger 2 procentpoint under målet`
fn from_reference(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let [own] = clause.quantities.iter().filter(|own| own.kind == QuantityKind::Points).collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_below = match word(tokens, Some(own.end)) {
        "under" => true,
        "over" => false,
        _ => return None,
    };
    let reference = word(tokens, Some(own.end + 1));
    let [row] = clause.named_rows()[..] else { return None };
    let is_target = |column: &usize| clause.table.column(*column).to_lowercase().starts_with("mål");
    let columns: Vec<usize> = clause.value_columns(true).into_iter().filter(|column| !is_target(column)).collect();
    let [column] = columns[..] else { return None };
    let goal = match reference {
        _ if is_in(reference, &[TARGETS]) => {
            row.value((0..clause.table.width()).find(is_target)?).filter(|goal| goal.percent)?
        }
        "gennemsnittet" => clause.total_row()?.value(column)?,
        _ => return None,
    };
    let value = row.value(column)?;
    let exact = value.value - goal.value;
    let signed = PrintedNumber { value: if is_below { -own.number.value } else { own.number.value }, ..own.number };
    let change = PrintedChange { from: goal, to: value, is_rounded: true };
    let holds = change.agrees(StatedKind::Difference, &signed)?;
    if !own.is_exact || !clause.is_covered(&KNOWN) {
        return None;
    }
    let side = if exact < 0.0 { "under" } else { "over" };
    let far = PrintedNumber { value: exact.abs(), ..own.number };
    let subject = format!("»{}« er {value} i {}, {far} procentpoint {side} {goal}", row.name(), clause.table.called());
    let computation = match holds {
        true => format!("{subject}, som der står."),
        false => format!("{subject}, men der står {} {}.", own.number, word(tokens, Some(own.end))),
    };
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(row), [own.number]))
}

/// `Forskellen mellem den korteste og den længste median er 16 dage`
fn spread(clause: &TableClause<'_>) -> Option<Claim> {
    let [own] = clause.quantities.as_slice() else { return None };
    let is_spread = clause.has_word(&[DIFFERENCES]) && clause.has_word(&LOWEST) && clause.has_word(&HIGHEST);
    let columns = clause.value_columns(own.kind != QuantityKind::Plain && own.kind != QuantityKind::Money);
    let ends = |column: &usize| {
        let values = clause.ranked_rows().iter().map(|row| row.value(*column)).collect::<Option<Vec<_>>>()?;
        let least = values.iter().copied().min_by(|one, two| one.value.total_cmp(&two.value))?;
        let most = values.iter().copied().max_by(|one, two| one.value.total_cmp(&two.value))?;
        Some((least, most))
    };
    let found: Vec<(PrintedNumber, PrintedNumber)> = columns.iter().filter_map(ends).collect();
    let apart = |(least, most): &(PrintedNumber, PrintedNumber)| most.value - least.value;
    let agrees = |pair: &(PrintedNumber, PrintedNumber)| {
        let change = PrintedChange { from: pair.0, to: pair.1, is_rounded: false };
        change.agrees(StatedKind::Difference, &own.number) == Some(true)
    };
    let holds = found.iter().any(agrees);
    let far = |pair: &(PrintedNumber, PrintedNumber)| (apart(pair) - own.value()).abs() / apart(pair).max(1e-9);
    let best = found.iter().filter(|pair| agrees(pair) || !holds && far(pair) <= NEAR);
    let pair = best.min_by(|one, two| far(one).total_cmp(&far(two)))?;
    if !is_spread || !own.is_exact || !clause.rows.is_empty() || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (least, most) = pair;
    let link = if holds { "og" } else { "men" };
    let far = PrintedNumber { value: apart(pair), percent: false, ..*most };
    let called = clause.table.called();
    let computation = format!("Fra {least} til {most} i {called} er {far}, {link} der står {}.", own.number);
    Some(clause.claim(Code::PrintedChange, holds, computation, None, [own.number]))
}
