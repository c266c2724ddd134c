//! Shares of one whole that are listed with their counts: `26 (23 %)`, `13 (12 %)`, `19 (17 %)`, `38 (34 %)`. There must be a
//! whole that all of them are of; if there is one that only a single share does not fit, that is wrong.

use crate::proofread::checks::prelude::*;

/// With fewer shares that fit, any whole may.
const FEWEST: usize = 3;
/// Smaller counts fit too many wholes.
const LEAST: f64 = 5.0;

/// A count and its percentage.
struct ListedShare<'a> {
    sentence: &'a PrintedSentence,
    at: usize,
    count: PrintedNumber,
    percent: PrintedNumber,
}

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    let mut run: Vec<ListedShare<'_>> = Vec::new();
    for sentence in prose {
        let own = listed(sentence);
        if own.is_empty() || has_any(&sentence.tokens, &[PARTITIVES, THEM]) {
            claims.extend(odd_one(&run).filter(|claim| !claim.is_told_by(claims)));
            run.clear();
        }
        if !has_any(&sentence.tokens, &[PARTITIVES, THEM]) {
            run.extend(own);
        }
    }
    claims.extend(odd_one(&run).filter(|claim| !claim.is_told_by(claims)));
}

/// The shares of the sentence: each a count with a percentage in brackets after it.
fn listed(sentence: &PrintedSentence) -> Vec<ListedShare<'_>> {
    let tokens = &sentence.tokens;
    let share = |at: usize| {
        let [count, open, percent, close] = tokens.get(at..at + 4)? else { return None };
        let (count, percent) = (count.number()?, percent.number()?);
        let is_share = open.is('(') && close.is(')') && percent.percent && !count.percent && count.decimals == 0;
        (is_share && !is_about(tokens, at) && count.value >= LEAST && percent.value > 0.0).then(|| ListedShare {
            sentence,
            at,
            count: count.plain(),
            percent,
        })
    };
    (0..tokens.len()).filter_map(share).collect()
}

/// The claim that one share does not fit the whole of all others.
fn odd_one(run: &[ListedShare<'_>]) -> Option<Claim> {
    if run.len() <= FEWEST || whole(run.iter()).is_some() {
        return None;
    }
    let without = |at: usize| whole(run.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, share)| share));
    let (at, least) = only((0..run.len()).filter_map(|at| Some((at, without(at)?))))?;
    let ListedShare { sentence, at, count, percent } = run.get(at)?;
    // A part of a part is of another whole.
    let numbers = run.iter().flat_map(|share| &share.sentence.tokens).filter_map(PlacedToken::number);
    if numbers.map(|whole| PrintedRatio { part: *count, whole: whole.plain() }).any(|ratio| ratio.agrees(percent)) {
        return None;
    }
    let exact = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(100.0 * count.value / least) };
    let computation =
        format!("De andre andele er af {least:.0}, men {count} af {least:.0} er {exact}, og der står {percent}.");
    let claim = Claim::new(Code::PrintedShare, ClaimVerdict::MayContradict, computation, sentence.passage(*at, at + 4));
    Some(claim.about(sentence.index, [*count, *percent]))
}

/// The smallest number that all shares may be of.
fn whole<'a>(shares: impl Iterator<Item = &'a ListedShare<'a>>) -> Option<f64> {
    let bounds = shares.map(|ListedShare { count, percent, .. }| {
        let slack = percent.half_unit() + 1e-9;
        (100.0 * count.value / (percent.value + slack), 100.0 * count.value / (percent.value - slack).max(1e-9))
    });
    let (least, most) =
        bounds.fold((1.0_f64, f64::INFINITY), |(least, most), (own, other)| (least.max(own), most.min(other)));
    (least.ceil() <= most).then_some(least.ceil())
}
