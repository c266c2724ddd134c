//! How far two numbers of a sentence are from each other: `18 % er utilfredse mod 8 % af de øvrige, en forskel på 10 procentpoint`.

use crate::proofread::checks::prelude::*;

/// Most tokens between the noun and the amount: »forskellen er altså på 10«.
const NEAR: usize = 4;

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    claims.extend(claim(sentence).filter(|claim| !claim.is_told_by(claims)));
}

fn claim(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [.., one, two, apart] = all.as_slice() else { return None };
    // Of three numbers or more, it is not known which two are compared.
    if all.iter().filter(|own| own.kind == one.kind && own.at < apart.at).count() > 2 {
        return None;
    }
    let noun = (apart.at.saturating_sub(NEAR)..apart.at).find(|at| is_in(word(tokens, Some(*at)), &[DIFFERENCES]))?;
    let kind = match one.kind {
        QuantityKind::Percent => QuantityKind::Points,
        kind => kind,
    };
    // »En forskel på 25 %« is relative.
    let fits = noun > two.at
        && one.is_alike(two)
        && apart.kind == kind
        && [one, two, apart].iter().all(|own| own.is_exact && own.scale == one.scale)
        && (kind == QuantityKind::Points || apart.is_alike(one) || apart.is_alike(two));
    let change = PrintedChange { from: two.number, to: one.number, is_rounded: tells_measures(&sentence.text) };
    let exact = change.computed(StatedKind::Difference).filter(|_| fits)?;
    let first = one.at;
    let (one, two, printed) = (one.number, two.number, apart.number);
    let signed = PrintedNumber { value: printed.value.copysign(exact), ..printed };
    let unit = if kind == QuantityKind::Points { "\u{a0}procentpoint" } else { "" };
    let subject = format!("Mellem {one} og {two} er der");
    let (verdict, computation) = if change.agrees(StatedKind::Difference, &signed)? {
        (ClaimVerdict::Agrees, format!("{subject} {printed}{unit}, som der står."))
    } else {
        let computed = printed.corrected(exact.abs());
        (ClaimVerdict::MayContradict, format!("{subject} {computed}{unit}, men der står {printed}{unit}."))
    };
    let passage = sentence.passage(first, apart.end);
    Some(Claim::new(Code::PrintedChange, verdict, computation, passage).about(sentence.index, [one, two, printed]))
}
