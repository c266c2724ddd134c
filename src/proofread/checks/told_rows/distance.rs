//! How far a row is from the target or the total of its table, and how far the first row is from the last: `ligger 2 procentpoint
//! under målet`, `forskellen mellem den korteste og den længste er 16 dage`.

use super::clause::TableClause;
use crate::proofread::checks::explained::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;

const KNOWN: [WordClass; 7] = [
    MORE,
    LESS,
    VAGUE,
    MOST,
    LEAST,
    BEST,
    words![dage døgn minutter timer procentpoint under over målet gennemsnittet forskellen mellem den det hele samlede point],
];
/// Superlatives of the two ends.
const LOWEST: [WordClass; 2] = [LEAST, words![dårligste]];
const HIGHEST: [WordClass; 2] = [MOST, words![bedste]];
/// Greatest distance at which an amount is meant to be the spread, as a share of it.
const NEAR: f64 = 0.7;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    from_reference(clause)
        .or_else(|| from_average(clause))
        .or_else(|| from_row(clause))
        .or_else(|| spread(clause))
        .into_iter()
        .collect()
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

/// `Social og Sundhed ligger 2,3 dage over gennemsnittet`, in any column with as many decimals.
fn from_average(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let own = only(clause.quantities.iter().filter(|own| own.kind == QuantityKind::Plain && own.is_exact))?;
    let side = [own.end, own.end + 1].into_iter().find(|at| is_in(word(tokens, Some(*at)), &[words![over under]]))?;
    let is_below = word(tokens, Some(side)) == "under";
    let is_average = word(tokens, Some(side + 1)) == "gennemsnittet" || word(tokens, Some(side + 2)) == "gennemsnit";
    let [row] = clause.named_rows()[..] else { return None };
    let total = clause.total_row()?;
    if !is_average || !clause.is_covered(&KNOWN) {
        return None;
    }
    let reason = |column: usize| {
        let (value, mean) = (row.value(column)?, total.value(column)?);
        let is_like = !value.percent && value.decimals == own.number.decimals && mean.decimals == value.decimals;
        let exact = if is_below { mean.value - value.value } else { value.value - mean.value };
        let told = format!("Fra {mean} til {value} i {} for »{}«", clause.table.called(), row.name());
        let numbers = vec![(row.index, value), (total.index, mean)];
        is_like.then(|| Reason { exact, room: value.slack() * 2.0, told, numbers })
    };
    let reasons: Vec<Reason> = (0..clause.table.width()).filter_map(reason).collect();
    explained(own, &reasons, NEAR, Code::PrintedWords)
}

/// `Øst har den højeste svarprocent og ligger ni procentpoint over Vest`
fn from_row(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let own = only(clause.quantities.iter().filter(|own| own.kind == QuantityKind::Points && own.is_exact))?;
    let is_below = match word(tokens, Some(own.end)) {
        "under" => true,
        "over" => false,
        _ => return None,
    };
    let reference = only(clause.rows.iter().filter(|row| row.start > own.end))?;
    let subject = clause.rows.iter().find(|row| row.end <= own.at).or_else(|| clause.subject_before())?;
    let (row, other) = (clause.row(subject)?, clause.row(reference)?);
    let [column] = clause.value_columns(true)[..] else { return None };
    let (value, goal) = (row.value(column)?, other.value(column)?);
    let change = PrintedChange { from: goal, to: value, is_rounded: goal.decimals > 0 };
    let signed = PrintedNumber { value: if is_below { -own.number.value } else { own.number.value }, ..own.number };
    let exact = value.value - goal.value;
    let holds = signed.is_rounded_from(exact) || change.is_rounded && change.agrees(StatedKind::Difference, &signed)?;
    if !clause.is_covered(&KNOWN) || row.index == other.index {
        return None;
    }
    let far = PrintedNumber { value: exact.abs(), ..own.number };
    let side = if exact < 0.0 { "under" } else { "over" };
    let link = if holds { "som der står".to_owned() } else { format!("men der står {}", own.number) };
    let computation = format!(
        "»{}« er {value} og »{}« {goal} i {}, {far} procentpoint {side}, {link}.",
        row.name(),
        other.name(),
        clause.table.called()
    );
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
