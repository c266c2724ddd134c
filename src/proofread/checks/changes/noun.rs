//! Changes of what the sentence before counts, told with its noun: `318 klinikbesøg … Det er 27 besøg mere end i 2023, hvor der blev
//! gennemført 291`, `412 hændelser mod 388 året før. Stigningen er på 24 hændelser eller 6 %`.

use super::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

pub(super) fn check(prose: &[&PrintedSentence], at: usize, claims: &mut Vec<Claim>) {
    let (Some(sentence), Some(before)) = (prose.get(at), before_in_paragraph(prose, at)) else { return };
    let found = more_than(sentence, before).into_iter().chain(by_noun(sentence, before));
    let new: Vec<Claim> = found.filter(|claim| !claim.is_told_by(claims)).collect();
    claims.extend(new);
}

/// `Det er 27 besøg mere end i 2023, hvor der blev gennemført 291.`
fn more_than(sentence: &PrintedSentence, before: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [amount, other] = all.as_slice() else { return None };
    let [noun] = amount.nouns[..] else { return None };
    let said = word(tokens, Some(amount.noun_end()));
    let is_than = is_comparative(said) && word(tokens, Some(amount.noun_end() + 1)) == "end";
    let is_where = tokens.get(amount.noun_end()..other.at)?.iter().any(|placed| placed.word() == "hvor");
    // »… hvor der blev gennemført 291«, not »hvor 190 deltog«, which counts those who did.
    let is_alone = other.nouns.is_empty() && tokens.get(other.end).is_none_or(|mark| mark.word().is_empty());
    let is_same = is_alone || other.nouns.iter().any(|own| own.ends_with(noun));
    let starts = is_in(word(tokens, Some(0)), &[THIS]);
    let current = only_of_noun(before, noun).filter(|_| is_than && is_where && is_same && starts)?;
    let change = PrintedChange { from: other.number, to: current.number, is_rounded: false };
    claim(sentence, before, change, amount, direction(said)?)
}

/// `Stigningen er på 24 hændelser eller 6 %.`
fn by_noun(sentence: &PrintedSentence, before: &PrintedSentence) -> Vec<Claim> {
    let first = word(&sentence.tokens, Some(0));
    // »Overskridelsen er på 0,6 mio. kr. eller 2,9 %«
    let is_excess = starts_in(first, &[words![overskridelse merforbrug]]);
    let Some(rises) = direction(first).filter(|_| is_in(first, &[THE_CHANGE])).or(is_excess.then_some(true)) else {
        return Vec::new();
    };
    let links = is_in(word(&sentence.tokens, Some(1)), &[words![er var svarer]]);
    let pair = before.quantities();
    // »21,6 mio. kr. mod et budget på 21,0 mio. kr.«
    let follows = |own: &Quantity<'_>| {
        let near = before.tokens.get(own.at.saturating_sub(4)..own.at).unwrap_or_default();
        is_in(own.word_before(), &[AGAINST]) || is_excess && has_any(near, &[AGAINST])
    };
    let against = pair.iter().position(follows);
    let Some((current, earlier)) = against.and_then(|at| Some((pair.get(at.checked_sub(1)?)?, pair.get(at)?))) else {
        return Vec::new();
    };
    let all = sentence.quantities();
    let is_money = is_excess && current.kind == QuantityKind::Money && current.scale == earlier.scale;
    if !links || all.len() > 2 || !current.is_alike(earlier) || !current.is_count() && !is_money {
        return Vec::new();
    }
    let change = PrintedChange { from: earlier.number, to: current.number, is_rounded: is_money };
    // »2 klager pr. måned«
    let is_rate = |own: &Quantity<'_>| is_in(word(&sentence.tokens, Some(own.noun_end())), &[PER, EACH, words![om]]);
    let is_same = |own: &&Quantity<'_>| {
        (own.kind == QuantityKind::Percent || !is_money && own.is_alike(current)) && !is_rate(own)
    };
    all.iter().filter(is_same).filter_map(|own| claim(sentence, before, change, own, rises)).collect()
}

/// The only quantity whose noun ends with the noun: »klinikbesøg« of »besøg«.
fn only_of_noun<'a>(sentence: &'a PrintedSentence, noun: &str) -> Option<Quantity<'a>> {
    let is_of =
        |own: &Quantity<'_>| own.is_count() && own.is_exact && own.nouns.first().is_some_and(|own| own.ends_with(noun));
    only(sentence.quantities().into_iter().filter(is_of))
}

fn claim(
    sentence: &PrintedSentence,
    before: &PrintedSentence,
    change: PrintedChange,
    amount: &Quantity<'_>,
    rises: bool,
) -> Option<Claim> {
    let kind = if amount.kind == QuantityKind::Percent { StatedKind::Percent } else { StatedKind::Difference };
    let exact = change.computed(kind).filter(|_| amount.is_exact)?;
    let printed = amount.number;
    let signed = PrintedNumber { value: if rises { printed.value } else { -printed.value }, ..printed };
    let PrintedChange { from, to, .. } = change;
    let moved = if exact < 0.0 { "et fald" } else { "en stigning" };
    let subject = format!("Fra {from} til {to} er {moved} på");
    let (verdict, computation) = if change.agrees(kind, &signed)? {
        (ClaimVerdict::Agrees, format!("{subject} {printed}, som der står."))
    } else {
        let computed = printed.corrected(exact.abs());
        (ClaimVerdict::MayContradict, format!("{subject} {computed}, men der står {printed}."))
    };
    let passage = sentence.passage(0, amount.end);
    let claim = Claim::new(Code::PrintedChange, verdict, computation, passage).about(before.index, [from, to]);
    Some(claim.about(sentence.index, [printed]))
}
