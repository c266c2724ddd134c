//! Percentages that are all of a whole: `84 % var tilfredse, de resterende 16 % ikke`, `61 % kvinder og 39 % mænd`.

use crate::proofread::checks::prelude::*;

const REST: [WordClass; 2] = [LEFT, words![sidste]];
/// Pairs of groups that are the whole together.
const PAIRS: [(&str, &str); 5] =
    [("kvind", "mænd"), ("kvinder", "mænd"), ("ja", "nej"), ("piger", "drenge"), ("pig", "dreng")];
/// Pairs of words for the two sides of a bound.
const SIDES: [(&str, &str); 4] = [("inden", "efter"), ("over", "under"), ("før", "efter"), ("med", "uden")];
/// Words between a percentage and its side.
const BEFORE_SIDE: [WordClass; 2] = [BE, ANSWERING];
/// Words in a sentence whose parts overlap, or are of parts.
const OTHERWISE: [WordClass; 4] = [PARTITIVES, AGAINST, FINITE, words![flere begge fra end]];
/// Sums further from 100 are not meant to be 100.
const NEAR: f64 = 30.0;

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        let before = before_in_paragraph(prose, at);
        let is_new = |claim: &Claim| !claim.is_told_by(claims) && !claims.iter().any(|other| other.disputes(claim));
        let found = percentages(sentence, before).filter(is_new);
        claims.extend(found);
    }
}

/// Percentages that are all of a whole: the last is the rest, or the groups are opposites.
fn percentages(sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let parts: Vec<&Quantity<'_>> = all.iter().filter(|own| own.kind == QuantityKind::Percent).collect();
    let is_plain = parts.len() >= 2
        && parts.iter().all(|part| is_exact(tokens, part.at) && part.number.value <= 100.0)
        && !has_any(tokens, &OTHERWISE);
    let last = parts.last().filter(|_| is_plain)?;
    let from = parts.get(parts.len() - 2)?.end;
    let is_rest = tokens.get(from..last.end + 3).or(tokens.get(from..))?.iter().any(|placed| placed.is_in(&REST));
    let tail = tokens.get(last.end..).unwrap_or_default();
    let has = |name: &str| tail.iter().any(|placed| placed.word() == name);
    // »…, og 7 % ved det ikke«
    let is_unknown = parts.len() >= 3 && (has("ved") && has("ikke") || has("uoplyst") || has("ubesvaret"));
    let is_rest = is_rest || is_unknown;
    // »40 % for mænd og 52 % for kvinder« and »60 % af kvinderne og 48 % af mændene« refer to two wholes.
    let is_of_group = |part: &&Quantity<'_>| {
        let (of, group) = (word(tokens, Some(part.end)), word(tokens, Some(part.end + 1)));
        let is_group = || PAIRS.iter().any(|(one, two)| group.starts_with(one) || group.starts_with(two));
        is_in(of, &[words![for blandt hos]]) || of == "af" && is_group()
    };
    let is_pair = parts.len() == 2 && !parts.iter().any(is_of_group) && is_opposite(sentence)
        || parts.len() >= 3 && are_ages(tokens, &parts);
    // »57 % »meget stort«, 31 % »stort« og 25 % »intet«« are more than all answers.
    let is_quoted = |part: &&Quantity<'_>| {
        let at = part.end + usize::from(is_in(word(tokens, Some(part.end)), &[ANSWERING]));
        tokens.get(at).is_some_and(|mark| mark.is('»') || mark.is('"') || mark.is('”'))
    };
    let values: Vec<PrintedNumber> = parts.iter().map(|part| part.number).collect();
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let is_over = parts.len() >= 3 && parts.iter().all(is_quoted) && (sum > 100.0 || are_hundred(&values));
    // »Køn blev oplyst af 95 %«
    let is_whole = |own: &Quantity<'_>| own.kind == QuantityKind::Percent && (own.value() - sum).abs() < 1e-6;
    let is_of_part = before.is_some_and(|before| before.quantities().iter().any(is_whole));
    if !(is_rest || is_pair || is_over) || is_of_part || (sum - 100.0).abs() > NEAR {
        return None;
    }
    let added = addition(&values);
    let (verdict, computation) = if are_hundred(&values) {
        (ClaimVerdict::Agrees, format!("Procenterne giver {added}, og det passer til 100\u{a0}%."))
    } else {
        (ClaimVerdict::MayContradict, format!("Procenterne giver {added}, ikke 100\u{a0}%."))
    };
    let start = parts.first()?.at;
    let passage = sentence.passage(start, last.end);
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, values))
}

/// Whether each percentage is of an age: »54 % er 65-74 år, 36 % er 75-84 år, og 20 % er 85 år eller ældre«.
fn are_ages(tokens: &[PlacedToken], parts: &[&Quantity<'_>]) -> bool {
    let ends = parts.iter().skip(1).map(|part| part.at).chain([tokens.len()]);
    parts
        .iter()
        .zip(ends)
        .all(|(part, end)| tokens.get(part.end..end).is_some_and(|own| own.iter().any(|placed| placed.word() == "år")))
}

fn is_opposite(sentence: &PrintedSentence) -> bool {
    let has = |stem: &str| {
        sentence.tokens.iter().any(|placed| placed.word().starts_with(stem) && placed.word().len() <= stem.len() + 5)
    };
    PAIRS.iter().any(|(one, two)| has(one) && has(two)) || are_sides(sentence)
}

/// Whether the two percentages are of what is on each side of one bound: »70 % inden for fristen, 30 % efter fristen«.
fn are_sides(sentence: &PrintedSentence) -> bool {
    let tokens = &sentence.tokens;
    let sides: Vec<(usize, &str)> = (0..tokens.len()).filter_map(|at| Some((at, noun_after(tokens, at)?))).collect();
    // »…, og 15 % klagede efter fristen« is about something else.
    let last = sentence.quantities().into_iter().rfind(|own| own.kind == QuantityKind::Percent);
    let between = |end: usize, side: usize| tokens.get(end..side).unwrap_or_default();
    let is_plain =
        |end: usize, side: usize| side >= end && between(end, side).iter().all(|placed| placed.is_in(&BEFORE_SIDE));
    if !last.zip(sides.last()).is_some_and(|(last, (side, _))| is_plain(last.end, *side)) {
        return false;
    }
    let is_pair = |(one, noun): &(usize, &str), (two, other): &(usize, &str)| {
        let words = (word(tokens, Some(*one)), word(tokens, Some(*two)));
        noun == other && SIDES.iter().any(|(first, second)| words == (*first, *second) || words == (*second, *first))
    };
    matches!(sides.as_slice(), [one, two] if is_pair(one, two))
}

/// The noun after a word for a side: »fristen« of »inden for fristen«.
fn noun_after(tokens: &[PlacedToken], at: usize) -> Option<&str> {
    let own = word(tokens, Some(at));
    if !SIDES.iter().any(|(one, two)| *one == own || *two == own) {
        return None;
    }
    let next = at + 1 + usize::from(word(tokens, Some(at + 1)) == "for");
    Some(word(tokens, Some(next))).filter(|noun| noun.chars().count() > 3)
}
