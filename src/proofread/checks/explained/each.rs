//! Averages and rates whose total or number of parts is told elsewhere, or is known: twelve months of a year.

use super::above;
use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be the average, as a share of it.
const NEAR: f64 = 0.4;
/// Units of time that a year has several of: the noun, how many, and the fewest that are worked where some are holidays.
const OF_YEAR: [(&str, f64, Option<f64>); 3] =
    [("måned", 12.0, None), ("uge", 52.0, Some(40.0)), ("dag", 365.0, Some(200.0))];
/// How many of a unit make one of a larger.
const UNITS: [(&str, &str, f64); 4] =
    [("minutter", "timer", 60.0), ("dage", "uger", 7.0), ("måneder", "år", 12.0), ("timer", "dage", 24.0)];
/// First lines that may have the title.
const TITLE_LINES: usize = 3;

fn is_mean(sentence: &PrintedSentence) -> bool {
    sentence.tokens.iter().any(|placed| placed.word().starts_with("gennemsnit"))
}

/// `312 holdtræninger, i gennemsnit 26 om måneden`, in a report of a year.
pub(super) fn of_time(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [.., total, own] = all[..] else { return None };
    // »78 timer hver eller halvanden time om ugen«
    let is_retold = tokens.get(total.end..own.at)?.iter().any(|placed| placed.word() == "eller");
    let link = own.noun_end();
    let noun = match (word(tokens, Some(link)), word(tokens, Some(link + 1))) {
        ("om", noun) => noun,
        ("pr", _) => word(tokens, Some(link + 2)),
        ("hver", noun) => noun,
        _ => return None,
    };
    let (_, many, fewest) = *OF_YEAR.iter().find(|(name, ..)| is_form(name, noun))?;
    let titles = report
        .lines
        .iter()
        .filter(|line| !line.text.is_empty())
        .take(TITLE_LINES)
        .filter(|line| !line.text.ends_with('.'));
    let titles: Vec<PlacedToken> = titles.flat_map(|line| crate::proofread::token::tokens(&line.text)).collect();
    let part =
        |placed: &PlacedToken| starts_in(placed.word(), &[words![kvartal halvår måned]]) || is_month(placed.word());
    let is_of_year =
        years(&titles).len() == 1 && !titles.iter().any(part) && !tokens.iter().any(|placed| is_month(placed.word()));
    let is_alike = own.nouns.is_empty()
        || own.is_alike(&total)
        || is_form(word(tokens, Some(own.end)), word(tokens, Some(total.end)));
    let is_told = |at: usize| is_in(word(tokens, Some(at)), &[EQUALS, THAT_IS, words![eller]]);
    let is_led = is_mean(sentence) || (total.end..own.at).any(is_told);
    let is_plain =
        is_led && is_of_year && total.is_exact && own.kind == total.kind && is_alike && (all.len() == 2 || is_retold);
    let is_part = has_any(tokens, &[PARTITIVES, AGAINST, words![siden fra perioden]]);
    let may_be =
        fewest.is_some_and(|fewest| own.value() * fewest <= total.value() && total.value() <= own.value() * many);
    if !is_plain || is_part || may_be {
        return None;
    }
    let told = format!("{} delt med {}", total.number, PrintedNumber::whole(many));
    let reason = Reason::of(total.value() / many, told, &[&total]);
    explained(&own, &[reason], NEAR, Code::PrintedSum)
}

fn is_month(word: &str) -> bool {
    crate::danish::MONTHS.contains(&word)
}

/// `De frivillige lagde 20.904 timer, i gennemsnit 78 timer hver`, where a sentence before counts the frivillige.
pub(super) fn of_persons(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [total, own, ..] = all.as_slice() else { return None };
    let is_each = is_in(word(tokens, Some(own.noun_end())), &[EACH])
        && tokens
            .get(own.noun_end() + 1)
            .is_none_or(|next| next.word().is_empty() || next.is_in(&[AND, words![eller]]));
    let is_led = is_in(word(tokens, Some(0)), &[ARTICLES]) && total.at > 1;
    let who = word(tokens, Some(1));
    if !is_each || !is_led || !is_mean(sentence) || !total.is_alike(own) || total.nouns.is_empty() || !total.is_exact {
        return None;
    }
    let counts: Vec<Quantity<'_>> = above(report, at).iter().flat_map(|before| before.quantities()).collect();
    let counts = counts.iter().filter(|count| count.is_count() && count.is_exact && counts_noun(count, who));
    let reasons: Vec<Reason> = counts
        .map(|count| {
            let told = format!("{} delt med {}", total.number, count.number);
            Reason::of(total.value() / count.value(), told, &[total, count])
        })
        .collect();
    explained(own, &reasons, NEAR, Code::PrintedSum)
}

/// Whether one of the words that the number counts is a form of the noun.
fn counts_noun(own: &Quantity<'_>, noun: &str) -> bool {
    own.noun_words().any(|word| is_form(word, noun))
}

/// The counts of the noun in all of the text.
pub(super) fn counts_of<'a>(report: &ReadReport<'a>, noun: &str) -> Vec<Quantity<'a>> {
    let is_of = |own: &Quantity<'_>| {
        own.is_count() && own.is_exact && own.noun_words().next().is_some_and(|word| is_form(word, noun))
    };
    report.quantities.iter().filter(|own| is_of(own)).copied().collect()
}

/// `26.400 indbyggere, og centret modtog dermed 32 henvisninger pr. 1.000 indbyggere`
pub(super) fn per_many(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let per = all.iter().rposition(|own| {
        is_in(word(tokens, own.at.checked_sub(2)), &[PER]) && [1e2, 1e3, 1e4, 1e5].contains(&own.value())
    })?;
    let (base, own) = (all.get(per)?, all.get(per.checked_sub(1)?)?);
    let noun = own.noun_words().next()?;
    let is_near = base.at - own.noun_end() <= 2 && !has_any(tokens, &[AGAINST, words![end landsgennemsnittet]]);
    let is_whole = |other: &&Quantity<'_>| {
        let counted = base.noun_words().next();
        other.at < own.at
            && other.is_exact
            && other.value() > base.value()
            && counted.is_some_and(|noun| counts_noun(other, noun))
    };
    let whole = only(all.iter().filter(is_whole)).filter(|_| is_near)?;
    let reasons: Vec<Reason> = counts_of(report, noun)
        .iter()
        .filter(|count| count.at != own.at || !std::ptr::eq(count.sentence, sentence))
        .map(|count| {
            let told = format!("{} delt med {} gange {}", count.number, whole.number, base.number);
            Reason::of(count.value() * base.value() / whole.value(), told, &[count, whole])
        })
        .collect();
    explained(own, &reasons, NEAR, Code::PrintedSum)
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
    // »Drengene fik i gennemsnit …« is of one group.
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
