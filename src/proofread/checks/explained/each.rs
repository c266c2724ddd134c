//! Averages whose number of parts is given elsewhere, and those of two groups.

use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be the average, as a share of it.
const NEAR: f64 = 0.4;
/// How many of a unit make one of a larger.
const UNITS: [(&str, &str, f64); 4] =
    [("minutter", "timer", 60.0), ("dage", "uger", 7.0), ("måneder", "år", 12.0), ("timer", "dage", 24.0)];

fn is_mean(sentence: &PrintedSentence) -> bool {
    sentence.tokens.iter().any(|placed| starts_in(placed.word(), &[words![gennemsnit]]))
}

/// The counts of the noun in all of the text.
pub(super) fn counts_of<'a>(report: &ReadReport<'a>, noun: &str) -> Vec<Quantity<'a>> {
    let is_of = |own: &Quantity<'_>| {
        own.is_count() && own.is_exact && own.noun_words().next().is_some_and(|word| is_form(word, noun))
    };
    report.quantities.iter().filter(|own| is_of(own)).copied().collect()
}

/// `Et besøg varede i gennemsnit 95 minutter, og enheden brugte i alt knap 200 timer`, where a sentence counts the visits.
pub(super) fn times_one(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [each, own] = sentence.quantities()[..] else { return None };
    let is_one = is_in(word(tokens, Some(0)), &[ONE, EACH])
        && is_mean(sentence)
        && each.is_exact
        && has_any(tokens, &[TOGETHER]);
    let unit = |own: &Quantity<'_>| word(tokens, Some(own.end)).to_owned();
    let (small, large) = (unit(&each), unit(&own));
    let by = match small == large {
        true => 1.0,
        false => UNITS.iter().find(|(one, many, _)| *one == small && *many == large).map(|(.., by)| *by)?,
    };
    let noun = Some(word(tokens, Some(1))).filter(|noun| is_one && noun.chars().count() > 2)?;
    let reasons: Vec<Reason> = counts_of(report, noun)
        .iter()
        .map(|count| {
            let over = if by == 1.0 { String::new() } else { format!(" delt med {}", PrintedNumber::whole(by)) };
            let told = format!("{} gange {}{over}", count.number, each.number);
            let room = count.value() * each.number.half_unit() / by;
            Reason::of(count.value() * each.value() / by, told, &[count, &each]).with_room(room)
        })
        .collect();
    explained(&own, &reasons, NEAR, Code::PrintedSum)
}

/// `Familierne fik i gennemsnit 4,8 besøg. Førstegangsforældre fik 5,6 besøg og øvrige 4,2`: the average of all is between those of
/// the two groups.
pub(super) fn between_groups(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let [one, two] = sentence.quantities()[..] else { return None };
    let before = *report.prose.get(at.checked_sub(1)?)?;
    let [mean] = before.quantities()[..] else { return None };
    // »I den bedste afdeling 9,8 og i den dårligste 19,5«
    let are_ends = sentence.tokens.iter().filter(|placed| placed.is_in(&[BEST, MOST, LEAST])).count() == 2;
    let is_rest = are_ends
        || has_any(&sentence.tokens, &[LEFT, words![andre]])
        || sentence.tokens.iter().filter(|placed| placed.is_in(&[SEXES])).count() == 2;
    let is_like =
        |own: &Quantity<'_>| own.is_exact && own.number.decimals == mean.number.decimals && own.is_alike(&mean);
    // »Drengene fik i gennemsnit …« refers to one group.
    let is_of_group =
        before.tokens.iter().any(|placed| starts_in(placed.word(), &[words![dreng pige kvind mænd mand]]));
    let is_plain = is_mean(before)
        && !is_of_group
        && is_rest
        && mean.number.decimals > 0
        && is_like(&one)
        && is_like(&two)
        && mean.is_exact;
    if !is_plain || has_any(&sentence.tokens, &[AGAINST, words![end]]) || !years(&sentence.tokens).is_empty() {
        return None;
    }
    let (least, most) = (one.value().min(two.value()), one.value().max(two.value()));
    let slack = 2.0 * mean.number.half_unit();
    let holds = mean.value() >= least - slack && mean.value() <= most + slack;
    let link = if holds { "og" } else { "men" };
    let computation =
        format!("Gennemsnittet af alle er {}, {link} grupperne har {} og {}.", mean.number, one.number, two.number);
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let claim = Claim::new(Code::PrintedSum, verdict, computation, sentence.passage(0, sentence.tokens.len()));
    Some(claim.about(sentence.index, [one.number, two.number]).about(before.index, [mean.number]))
}
