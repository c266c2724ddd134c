//! Those that did not: `Skemaet blev sendt til 412. 287 svarede. 125 svarede ikke.`

use crate::proofread::checks::prelude::*;

/// Sentences before that may have the whole and those that did.
const BACK: usize = 2;
/// Greatest distance at which the number is meant to be what is left, as a share of it.
const NEAR: f64 = 0.5;

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for at in 0..prose.len() {
        claims.extend(claim(prose, at).filter(|claim| !claim.is_told_by(claims)));
    }
}

fn claim(prose: &[&PrintedSentence], at: usize) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let near: Vec<&PrintedSentence> = prose.get(at.saturating_sub(BACK)..=at)?.to_vec();
    let near: Vec<&PrintedSentence> = near.into_iter().filter(|other| other.paragraph == sentence.paragraph).collect();
    let all: Vec<Quantity<'_>> = near.iter().flat_map(|sentence| sentence.quantities()).collect();
    let rest = all
        .iter()
        .rposition(|own| std::ptr::eq(own.sentence, sentence) && verb(own).is_some_and(|(_, denied)| denied))?;
    let (said, _) = verb(all.get(rest)?)?;
    let did = (0..rest).rev().find(|at| all.get(*at).and_then(verb) == Some((said, false)))?;
    let (rest, part) = (all.get(rest)?, all.get(did)?);
    let larger: Vec<&Quantity<'_>> =
        all.get(..did)?.iter().filter(|own| own.is_count() && own.value() > part.value()).collect();
    let [whole] = larger.as_slice() else { return None };
    let exact = whole.value() - part.value();
    let are_counts = [rest, part, *whole].iter().all(|own| own.is_count() && own.is_exact);
    let far = (rest.value() - exact).abs();
    let subject = format!("{} uden {} er", whole.number, part.number);
    let (verdict, computation) = match () {
        () if !are_counts => return None,
        () if far == 0.0 => (ClaimVerdict::Agrees, format!("{subject} {}, som der står.", rest.number)),
        () if far <= NEAR * exact => (
            ClaimVerdict::MayContradict,
            format!("{subject} {}, men der står {}.", rest.number.corrected(exact), rest.number),
        ),
        () => return None,
    };
    let passage = sentence.passage(rest.at, rest.end + 2);
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [rest.number]);
    let claim = claim.about(part.sentence.index, [part.number]);
    Some(claim.about(whole.sentence.index, [whole.number]))
}

/// The verb of a count and whether it is denied: `125 svarede ikke`.
fn verb<'a>(own: &Quantity<'a>) -> Option<(&'a str, bool)> {
    let tokens = &own.sentence.tokens;
    // »Mens 72 ikke svarede«
    let is_before = word(tokens, Some(own.noun_end())) == "ikke";
    let at = own.noun_end() + usize::from(is_before);
    let said = word(tokens, Some(at));
    let is_verb = ["ede", "te", "tog", "kom"].iter().any(|ending| said.ends_with(ending));
    let is_denied = is_before || word(tokens, Some(at + 1)) == "ikke";
    // »40 svarede ikke på spørgsmål 3« is about some of it.
    let next = tokens.get(at + if is_before { 1 } else { 2 });
    let ends = next.is_none_or(|next| next.word().is_empty() && next.number().is_none() || next.is_in(&[AND, BUT]));
    (is_verb && (ends || !is_denied) && own.kind == QuantityKind::Plain).then_some((said, is_denied))
}
