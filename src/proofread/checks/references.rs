//! References to tables and figures: what is named is there, and what is there is named.

mod contents;
pub(super) mod named;
mod period;
mod said;
mod sections;
mod title_period;

use std::collections::BTreeMap;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use named::{NamedReference, captioned, references};

/// With fewer captions, the others may not have been recognised.
const FEWEST: usize = 2;
/// Smaller numbers are printed everywhere.
const LEAST: f64 = 5.0;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for kind in ["tabel", "figur"] {
        // The captions of this kind by their numbers.
        let captions: BTreeMap<u32, &PrintedSentence> =
            report.sentences.iter().rev().filter_map(|sentence| captioned(sentence, kind)).collect();
        let found: Vec<NamedReference<'_>> =
            report.prose.iter().copied().flat_map(|sentence| references(sentence, kind)).collect();
        let are_all_read = captions.len() >= FEWEST && captions.keys().copied().eq(1..=captions.len() as u32);
        claims.extend(found.iter().filter_map(|reference| resolved(reference, &captions, are_all_read)));
        if are_all_read {
            check_unnamed(report, kind, &captions, &found, claims);
        }
    }
    said::check(report, claims);
    contents::check(report, claims);
    sections::check(report, claims);
    title_period::check(report, claims);
    claims.extend(report.prose.iter().copied().filter_map(period::check));
}

/// `None` if it is not known whether the table or figure exists.
fn resolved(
    reference: &NamedReference<'_>,
    captions: &BTreeMap<u32, &PrintedSentence>,
    are_all_read: bool,
) -> Option<Claim> {
    let name = reference.name();
    let is_elsewhere = || has_any(&reference.sentence.tokens, &[DOCUMENTS]);
    let (verdict, computation) = if captions.contains_key(&reference.number) {
        (ClaimVerdict::Agrees, format!("{name} findes."))
    } else if are_all_read && !is_elsewhere() {
        let last = captions.keys().next_back()?;
        (
            ClaimVerdict::MayContradict,
            format!("Teksten henviser til {name}, men den sidste er {} {last}.", reference.kind()),
        )
    } else {
        return None;
    };
    let passage = reference.sentence.passage(reference.at, reference.at + 2);
    Some(Claim::new(Code::PrintedReference, verdict, computation, passage))
}

/// Tables that the text does not name, in a report that names most of them.
fn check_unnamed(
    report: &ReadReport<'_>,
    kind: &str,
    captions: &BTreeMap<u32, &PrintedSentence>,
    found: &[NamedReference<'_>],
    claims: &mut Vec<Claim>,
) {
    let is_named = |number: &u32| found.iter().any(|reference| reference.number == *number);
    let unnamed: Vec<u32> = captions.keys().copied().filter(|number| !is_named(number)).collect();
    let prose = &report.prose;
    for number in unnamed.iter().filter(|_| captions.len() > FEWEST && 3 * unnamed.len() <= captions.len()) {
        let Some(caption) = captions.get(number) else { continue };
        let before = prose.iter().rev().filter(|sentence| sentence.index < caption.index).take(2);
        let is_near = |sentence: &&&PrintedSentence| has_any(&sentence.tokens, &[NEARBY]);
        let leads = |sentence: &PrintedSentence| sentence.text.ends_with(':');
        let leads = before.clone().next().is_some_and(|sentence| leads(sentence)) || is_used(report, caption.index);
        if leads || before.into_iter().any(|sentence| is_near(&sentence)) {
            continue;
        }
        let name = format!("{} {number}", crate::danish::capitalised(kind));
        let computation = format!("{name} er ikke nævnt i teksten, som nævner de fleste andre.");
        let passage = caption.passage(0, 2);
        claims.push(Claim::new(Code::PrintedReference, ClaimVerdict::MayContradict, computation, passage));
    }
}

/// Whether the sentence before or after the table repeats two of its numbers: then it is about the table without naming it.
fn is_used(report: &ReadReport<'_>, caption: usize) -> bool {
    let Some(table) = report.tables.iter().find(|table| table.lines.contains(&caption)) else { return false };
    let printed = |value: f64| {
        table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.numbers).any(|own| own.value == value)
    };
    let prose = &report.prose;
    let before = prose.iter().rev().find(|sentence| sentence.index < table.lines.start);
    let after = prose.iter().find(|sentence| sentence.index >= table.lines.end);
    let retells = |sentence: &&&PrintedSentence| {
        let numbers = sentence.tokens.iter().filter_map(|placed| placed.number());
        numbers.filter(|number| !number.is_year && number.value >= LEAST && printed(number.value)).count() >= 2
    };
    before.iter().chain(after.iter()).any(retells)
}
