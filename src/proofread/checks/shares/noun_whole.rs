//! Shares of a whole that a sentence before counts with the same noun: `Der blev indberettet 412 hændelser. 309 hændelser (75 %) var
//! uden betydning.`

use crate::proofread::checks::prelude::*;

/// Sentences before that may have the whole.
const BACK: usize = 3;
/// Greatest distance at which a percentage is meant to be the share, in percentage points.
const NEAR: f64 = 10.0;
/// Words before a number that is neither a whole nor of this time.
const OTHERWISE: [WordClass; 2] = [AGAINST, words![end på med]];

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for at in 0..prose.len() {
        claims.extend(claim(prose, at).filter(|claim| !claim.is_told_by(claims)));
    }
}

fn claim(prose: &[&PrintedSentence], at: usize) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let all = sentence.quantities();
    let [one, two, ..] = all.as_slice() else { return None };
    // »309 hændelser (75 %)« and »21 % (391 fødsler)«
    let (part, percent) = if one.number.percent { (two, one) } else { (one, two) };
    let (first_end, second_end) =
        if one.number.percent { (one.end, two.noun_end()) } else { (one.noun_end(), two.end) };
    let is_mark = |at: usize, mark: char| sentence.tokens.get(at).is_some_and(|placed| placed.is(mark));
    let is_share = two.at == first_end + 1
        && percent.number.percent
        && percent.is_exact
        && is_mark(first_end, '(')
        && is_mark(second_end, ')');
    // A noun of its own, and nothing before it that it may be a part of.
    let [noun] = part.nouns[..] else { return None };
    let is_led = one.at > 1 && !is_in(one.word_before(), &[words![udgør udgjorde]]);
    if !is_share || !part.is_count() || !part.is_exact || is_led {
        return None;
    }
    let near = prose.get(at.saturating_sub(BACK)..at)?.iter().filter(|other| other.paragraph == sentence.paragraph);
    let is_whole = |own: &Quantity<'_>| {
        own.is_count()
            && own.is_exact
            && own.value() > part.value()
            && own.nouns.contains(&noun)
            && !is_in(own.word_before(), &OTHERWISE)
    };
    let wholes: Vec<Quantity<'_>> =
        near.flat_map(|other| other.quantities().into_iter().filter(is_whole).collect::<Vec<_>>()).collect();
    let [whole] = wholes.as_slice() else { return None };
    let ratio = PrintedRatio { part: part.number, whole: whole.number };
    let printed: PrintedNumber = percent.number;
    let (verdict, computation) = ratio.judge(&printed);
    let verdict = match verdict {
        ClaimVerdict::Agrees => verdict,
        _ if (ratio.percent() - printed.value).abs() <= NEAR => ClaimVerdict::MayContradict,
        _ => return None,
    };
    // »Heraf« and »af dem« are of something else.
    let is_led = is_in(word(&sentence.tokens, Some(0)), &[PARTITIVES, words![blandt]]);
    let passage = sentence.passage(part.at, percent.end + 1);
    let claim =
        Claim::new(Code::PrintedShare, verdict, computation, passage).about(whole.sentence.index, [whole.number]);
    (!is_led).then(|| claim.about(sentence.index, [part.number, printed]))
}
