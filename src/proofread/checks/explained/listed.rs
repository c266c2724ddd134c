//! The share of a part that the sentence before lists: `Udgifterne var 12,4 mio. kr. til personale, 3,2 mio. kr. til lokaler og
//! 2,3 mio. kr. til transport. Personalet udgjorde dermed 69 % af udgifterne`.

use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;
use crate::proofread::checks::told_sums::after::are_listed;
use crate::proofread::sentence::before_in_paragraph;

/// Greatest distance at which a percentage is meant to be the share, as a share of it.
const NEAR: f64 = 0.5;
/// Fewest letters of a word that distinguishes one part from others.
const LONG: usize = 4;

pub(super) fn share(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let before = before_in_paragraph(&report.prose, at)?;
    let tokens = &sentence.tokens;
    let own = only(sentence.quantities()).filter(|own| own.kind == QuantityKind::Percent)?;
    let verb = tokens.iter().position(|placed| placed.is_in(&[MAKING_UP])).filter(|verb| *verb < own.at)?;
    let parts = before.quantities();
    let whole = word(tokens, Some(own.end + 1));
    let led = before.tokens.get(..parts.first()?.at)?;
    // »… af udgifterne« refers to the whole of the list.
    let is_of_list = word(tokens, Some(own.end)) == "af"
        && whole.chars().count() >= LONG
        && led.iter().any(|placed| is_form(placed.word(), whole));
    if !is_of_list || !are_listed(&parts) || has_any(&before.tokens, &[EXAMPLES, OVERLAPS, PARTITIVES]) {
        return None;
    }
    let ends = parts.iter().skip(1).map(|next| next.at).chain([before.tokens.len()]);
    let is_named = |(part, end): &(&Quantity<'_>, usize)| {
        let label = before.tokens.get(part.end..*end).unwrap_or_default();
        let is_told = |word: &str| word.chars().count() >= LONG && label.iter().any(|own| is_form(own.word(), word));
        tokens.iter().take(verb).any(|placed| is_told(placed.word()))
    };
    let (part, _) = only(parts.iter().zip(ends).filter(is_named))?;
    let sum: f64 = parts.iter().map(Quantity::value).sum();
    let room = 100.0 * parts.iter().map(Quantity::slack).sum::<f64>() / sum;
    let values: Vec<PrintedNumber> = parts.iter().map(|part| part.number).collect();
    let numbers: Vec<&Quantity<'_>> = parts.iter().collect();
    let told = format!("{} af {}", part.number, addition(&values));
    explained(&own, &[Reason::of(100.0 * part.value() / sum, told, &numbers).with_room(room)], NEAR, Code::PrintedShare)
}
