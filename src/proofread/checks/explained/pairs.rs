//! Counts with their percentages that are all of a whole that is given elsewhere: `465 kvinder (55 %) og 380 mænd (45 %)`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Most tokens between a count and its percentage.
const NEAR: usize = 8;

pub(super) fn check(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let all = sentence.quantities();
    // »147.600 af de 328.000 udlån (45 %)« states the whole too.
    let whole = (0..sentence.tokens.len()).find_map(|at| Some((at, ratio(&sentence.tokens, at)?)));
    let is_whole = |own: &Quantity<'_>| whole.is_some_and(|(start, (_, end))| own.at > start && own.at < end);
    let all: Vec<Quantity<'_>> = all.into_iter().filter(|own| !is_whole(own)).collect();
    let pairs: Vec<(&Quantity<'_>, &Quantity<'_>)> = all.windows(2).filter_map(|two| pair(sentence, two)).collect();
    let percents = all.iter().filter(|own| own.kind == QuantityKind::Percent).count();
    let counts: f64 = pairs.iter().map(|(count, _)| count.value()).sum();
    let parts: Vec<PrintedNumber> = pairs.iter().map(|(_, percent)| percent.number).collect();
    let are_all = pairs.len() >= 2 && percents == pairs.len() && are_hundred(&parts);
    let named = whole.map(|(_, (ratio, _))| ratio.whole);
    let whole = named.unwrap_or(PrintedNumber::whole(counts));
    let share = |count: &Quantity<'_>| PrintedRatio { part: count.number, whole };
    let wrong = pairs.iter().find(|(count, percent)| !share(count).agrees(&percent.number));
    let (count, percent) = wrong.or(pairs.first()).filter(|_| are_all)?;
    let (verdict, computation) = share(count).judge(&percent.number);
    let computation =
        if named.is_some() { computation } else { format!("Tilsammen er antallene {whole}. {computation}") };
    let passage = sentence.passage(pairs.first()?.0.at, percent.end + 1);
    let claim = Claim::new(Code::PrintedShare, verdict.softened(), computation, passage);
    Some(
        pairs.iter().fold(claim, |claim, (count, percent)| claim.about(sentence.index, [count.number, percent.number])),
    )
}

/// `465 kvinder (55 %)`
fn pair<'a, 'b>(sentence: &PrintedSentence, two: &'b [Quantity<'a>]) -> Option<(&'b Quantity<'a>, &'b Quantity<'a>)> {
    let [count, percent] = two else { return None };
    let between = sentence.tokens.get(count.end..percent.at)?;
    let is_bracketed = between.last().is_some_and(|mark| mark.is('('))
        && sentence.tokens.get(percent.end).is_some_and(|mark| mark.is(')'));
    let fits = count.is_count() && count.is_exact && percent.kind == QuantityKind::Percent && percent.is_exact;
    (fits && is_bracketed && between.len() <= NEAR).then_some((count, percent))
}
