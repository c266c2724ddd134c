//! Factors and points between two numbers beside them: `38 går i 9. klasse og 76 i 10. klasse, så dobbelt så mange`.

use super::around::above;
use super::reason::{Reason, explained};
use crate::proofread::checks::changes::words::{direction, factor_before, is_comparative};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// With more counts, it is not known which two are meant.
const MOST_COUNTS: usize = 3;
/// Most tokens between the word that draws a conclusion and its number.
const LED_NEAR: usize = 6;
/// Least and greatest factor, as a share of the stated factor.
const FACTOR: (f64, f64) = (0.84, 1.2);

/// The exact counts and amounts of the sentence but that at token `own`; with fewer than two, those of the sentence before too.
fn counts<'a>(report: &ReadReport<'a>, at: usize, own: usize) -> Vec<Quantity<'a>> {
    let Some(sentence) = report.prose.get(at).copied() else { return Vec::new() };
    let is_count = |other: &Quantity<'_>| other.is_count() || other.kind == QuantityKind::Money;
    let all = sentence.quantities().into_iter();
    let inside: Vec<Quantity<'a>> = all.filter(|other| is_count(other) && other.at != own).collect();
    if inside.len() >= 2 {
        return inside;
    }
    let before = above(report, at).first().map(|before| before.quantities()).unwrap_or_default();
    // »69 pladser« refer to the 72 pladser of the sentence before, whatever else it counts.
    let noun = inside.first().and_then(|own| own.nouns.first().copied());
    let of_noun: Vec<Quantity<'a>> = before
        .iter()
        .copied()
        .filter(|own| is_count(own) && noun.is_some() && own.nouns.first().copied() == noun)
        .collect();
    let larger: Vec<Quantity<'a>> =
        of_noun.into_iter().filter(|own| inside.iter().all(|inside| own.value() > inside.value())).collect();
    if larger.len() == 1 {
        return larger.into_iter().chain(inside).collect();
    }
    before.into_iter().filter(is_count).chain(inside).collect()
}

/// Whether the numbers are few enough, exact, and of one kind.
fn are_known(counts: &[Quantity<'_>]) -> bool {
    let kind = counts.first().map(|own| own.kind);
    let is_known = |own: &Quantity<'_>| own.is_exact && Some(own.kind) == kind && own.value() > 0.0;
    (2..=MOST_COUNTS).contains(&counts.len()) && counts.iter().all(is_known)
}

/// `Målet er 80 %. Det lykkedes for 83 %, så målet blev nået med 3 procentpoint`
pub(super) fn points(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let own = only(sentence.quantities().into_iter().filter(|own| own.kind == QuantityKind::Points))?;
    let near = tokens.get(own.at.saturating_sub(LED_NEAR)..(own.end + 3).min(tokens.len()))?;
    let is_reached = has_any(near, &[MET, words![over under fra mangler]]);
    let is_of_target = is_reached && has_any(near, &[TARGETS]) && years(tokens).is_empty();
    let before = above(report, at).into_iter().take(1);
    let percents = std::iter::once(sentence).chain(before).flat_map(|sentence| sentence.quantities());
    let percents: Vec<Quantity<'_>> = percents.filter(|own| own.kind == QuantityKind::Percent).collect();
    let [one, two] = percents.as_slice() else { return None };
    let told = format!("Forskellen mellem {} og {}", one.number, two.number);
    let decimals = one.number.decimals + two.number.decimals;
    let room = if decimals > 0 { one.number.half_unit() + two.number.half_unit() } else { 0.0 };
    let reason = Reason::of((one.value() - two.value()).abs(), told, &[one, two]).with_room(room);
    explained(&own, &[reason], 1.0, Code::PrintedWords).filter(|_| is_of_target)
}

/// `… (70 %) … (55 %). Forskellen er 15 procentpoint`, `592 besøg i 1. kvartal og 493 i 2. kvartal, altså 99 færre`
pub(super) fn apart(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let (own, before) = all.split_last()?;
    // »Forskellen er mindsket med 4« and »forskellen mellem kvinder og mænd er 4« are others.
    let is_difference =
        is_in(word(tokens, Some(0)), &[DIFFERENCES]) && is_in(word(tokens, Some(1)), &[BE]) && own.at == 2;
    let comparative =
        [own.end, own.noun_end()].map(|at| word(tokens, Some(at))).into_iter().find(|own| is_comparative(own));
    let is_led = is_in(own.word_before(), &[THAT_IS]) && tokens.len() <= own.noun_end() + 3;
    let (pair, rises) = match (before, comparative) {
        ([], None) if is_difference => (above(report, at).first()?.quantities(), None),
        (pair, Some(said)) if is_led => (pair.to_vec(), Some(direction(said)?)),
        _ => return None,
    };
    let kind = if own.kind == QuantityKind::Points { QuantityKind::Percent } else { own.kind };
    let pair: Vec<Quantity<'_>> = pair.into_iter().filter(|other| other.kind == kind).collect();
    let [one, two] = pair.as_slice() else { return None };
    let is_alike =
        one.is_exact && two.is_exact && one.is_alike(two) && one.scale == two.scale && own.scale == one.scale;
    let moved = two.value() - one.value();
    let exact = rises.map_or(moved.abs(), |rises| if rises { moved } else { -moved });
    let slack = |own: &Quantity<'_>| if kind == QuantityKind::Percent { own.number.half_unit() } else { own.slack() };
    let decimals = one.number.decimals + two.number.decimals;
    let room = if decimals > 0 || kind != QuantityKind::Percent { slack(one) + slack(two) } else { 0.0 };
    let told = format!("Forskellen mellem {} og {}", one.number, two.number);
    let reason = Reason::of(exact, told, &[one, two]).with_room(room);
    explained(own, &[reason], f64::MAX, Code::PrintedChange).filter(|_| is_alike)
}

/// A factor between the only two counts: `så dobbelt så mange`, `Forskellen er en faktor fire`.
pub(super) fn factor(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let number = |at: usize| tokens.get(at).and_then(PlacedToken::number);
    let so = (0..tokens.len()).find_map(|at| factor_before(tokens, at).filter(|_| word(tokens, Some(at)) == "så"));
    let named = || {
        (0..tokens.len())
            .find(|at| word(tokens, Some(*at)) == "faktor")
            .and_then(|at| Some((at + 1, number(at + 1)?.value)))
    };
    let (start, told) = so.or_else(named)?;
    // »Dobbelt så mange som i 2023« refers to another number.
    let is_than = tokens.iter().skip(start).any(|placed| placed.is_in(&[words![som end]]));
    let all = counts(report, at, start).into_iter();
    let is_before = |own: &Quantity<'_>| !std::ptr::eq(own.sentence, sentence) || own.at < start;
    // »Pr. 1.000«, »to år senere«
    let is_base = |own: &Quantity<'_>| has_any(&own.sentence.tokens[own.at.saturating_sub(2)..own.at], &[PER]);
    let counts: Vec<Quantity<'_>> = all.filter(|own| !is_base(own) && !own.measures_time() && is_before(own)).collect();
    let [one, two] = counts.as_slice() else { return None };
    let exact = (one.value() / two.value()).max(two.value() / one.value());
    let told = if told < 1.0 { 1.0 / told } else { told };
    let is_plain = !is_than && !is_about(tokens, start) && are_known(&counts) && one.is_alike(two);
    let holds = exact >= FACTOR.0 * told && exact <= FACTOR.1 * told;
    let shown = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let link = if holds { "og" } else { "men" };
    let said = word_of(&PrintedNumber { decimals: usize::from(told.fract() != 0.0), ..PrintedNumber::whole(told) });
    let computation =
        format!("Mellem {} og {} er der en faktor {shown}, {link} der står {said}.", one.number, two.number);
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = sentence.passage(start.saturating_sub(LED_NEAR), start + 3);
    let claim = Claim::new(Code::PrintedChange, verdict, computation, passage);
    is_plain.then(|| claim.about(one.sentence.index, [one.number]).about(two.sentence.index, [two.number]))
}
