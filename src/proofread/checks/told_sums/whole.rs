//! Parts that make up a whole that is stated before them, in a sentence around or below a list: `Af de 386 fratrådte gik 97 på
//! pension, 41 blev afskediget, og 248 sagde selv op`.

use crate::proofread::checks::explained::around::above;
use crate::proofread::checks::explained::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be the sum of a list, as a share of it.
const NEAR: f64 = 0.5;
/// As [`NEAR`], for the whole of a split.
const SUM_NEAR: f64 = 0.12;

/// `Fordelingen på alder: 67 frivillige var under 40 år, 94 var mellem 40 og 64 år, og 107 var 65 år eller ældre`, of the frivillige that
/// a sentence before counts.
pub(in crate::proofread::checks) fn split(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let is_split = starts_in(word(tokens, Some(0)), &[words![fordeling]]) || has_any(tokens, &[DIVIDED]);
    let parts: Vec<Quantity<'_>> = sentence.quantities().into_iter().filter(|own| !is_age(own)).collect();
    let noun = parts.first()?.noun_words().next()?;
    let are_counts = parts.len() > 2 && parts.iter().all(|own| own.is_count() && own.is_exact);
    if !is_split || !are_counts || has_any(tokens, &[EXAMPLES, OVERLAPS, PARTITIVES]) {
        return None;
    }
    let wholes: Vec<Quantity<'_>> = above(report, at)
        .iter()
        .flat_map(|before| before.quantities())
        .filter(|own| own.is_count() && own.is_exact && own.noun_words().any(|word| is_form(word, noun)))
        .collect();
    let values: Vec<PrintedNumber> = parts.iter().map(|own| own.number).collect();
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let far = |own: &&Quantity<'_>| (own.value() - sum).abs();
    let whole =
        wholes.iter().min_by(|one, two| far(one).total_cmp(&far(two))).filter(|whole| far(whole) <= SUM_NEAR * sum)?;
    Some(summed(sentence, whole, &values))
}

/// `Af de 775 besvarelser er 312 fra førstegangsforældre og 463 fra forældre med flere børn`: parts that are listed alike are not more than
/// the whole.
pub(in crate::proofread::checks) fn too_many(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let (whole, parts) = all.split_first()?;
    let is_led = word(tokens, Some(0)) == "af" && whole.at <= 3;
    let link = |own: &Quantity<'_>| word(tokens, Some(own.end)).to_owned();
    let first = link(parts.first()?);
    let are_alike = parts.len() > 1 && is_in(&first, &[PREPOSITIONS]) && parts.iter().all(|own| link(own) == first);
    let is_like = |own: &Quantity<'_>| own.is_exact && own.kind == whole.kind && own.scale == whole.scale;
    let are_amounts = whole.is_count() || whole.kind == QuantityKind::Money;
    let values: Vec<PrintedNumber> = parts.iter().map(|own| own.number).collect();
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let agrees = adds_up(&whole.number, &values);
    let is_over = sum > whole.number.value && is_slip(&whole.number, sum);
    // »25 fra Nord og 18 fra skoler i Nord« overlap.
    let ends = parts.iter().skip(1).map(|next| next.at).chain([tokens.len()]);
    let labels: Vec<&[PlacedToken]> =
        parts.iter().zip(ends).map(|(own, end)| tokens.get(own.end..end).unwrap_or_default()).collect();
    let overlap = labels.iter().enumerate().any(|(at, one)| {
        let is_told = |placed: &PlacedToken| placed.word().chars().count() > 3 && !placed.is_in(&[PREPOSITIONS]);
        let mut others = labels.iter().skip(at + 1).copied().flatten();
        others.any(|other| is_told(other) && one.iter().any(|own| own.token == other.token))
    });
    let is_other = overlap || has_any(tokens, &[PARTITIVES, words![samme begge]]) || !agrees && !is_over;
    if !is_led || !are_alike || !are_amounts || !all.iter().all(is_like) || is_other {
        return None;
    }
    Some(summed(sentence, whole, &values))
}

/// `Af de 386 fratrådte gik 97 på pension, 41 blev afskediget, og 248 sagde selv op`: three parts or more that end the sentence, one of
/// which is a misprint of what is left by the others.
pub(in crate::proofread::checks) fn all_of(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    // »14 alvorlige (1,3 %), 321 moderate …«
    let is_share = |own: &Quantity<'_>| {
        own.kind == QuantityKind::Percent && own.at > 0 && tokens.get(own.at - 1).is_some_and(|mark| mark.is('('))
    };
    let all: Vec<Quantity<'_>> = sentence.quantities().into_iter().filter(|own| !is_share(own)).collect();
    let (whole, parts) = all.split_first()?;
    let first = word(tokens, Some(0));
    let is_led = is_in(first, &[words![af blandt]]) || first == "ud" && word(tokens, Some(1)) == "af";
    let last = tokens.iter().rposition(|placed| placed.is_in(&[AND]));
    let is_listed = parts.last().zip(last).is_some_and(|(part, link)| part.at > link && part.at - link <= 2);
    let are_counts = all.iter().all(|own| own.is_count() && own.is_exact) && whole.at <= 3;
    let is_other = has_any(tokens, &[OVERLAPS, PARTITIVES, EXAMPLES, AGAINST]);
    if !is_led || !is_listed || !are_counts || parts.len() < 3 || is_other {
        return None;
    }
    let values: Vec<PrintedNumber> = parts.iter().map(|own| own.number).collect();
    let sum: f64 = values.iter().map(|value| value.value).sum();
    // Parts that are no misprint may overlap or leave some.
    let is_meant = |value: &PrintedNumber| value.value >= 10.0 && is_misprint(value, value.value + whole.value() - sum);
    let wrong = values.iter().position(is_meant);
    let mut claim = summed(sentence, whole, &values);
    // The misprint is what the claim is about.
    if let Some(at) = wrong {
        claim.numbers.swap(0, at);
    }
    (sum == whole.value() || wrong.is_some()).then_some(claim)
}

/// `322 af de 350 var tilfredse, og 28 var utilfredse`: both are not more than the whole.
pub(in crate::proofread::checks) fn opposite(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let (ratio, end) = (0..tokens.len()).find_map(|at| ratio(tokens, at))?;
    let other = only(sentence.quantities().into_iter().filter(|own| own.at >= end && own.kind == QuantityKind::Plain))?;
    let after = |from: usize, to: usize| tokens.get(from..to).unwrap_or_default().iter().map(PlacedToken::word);
    let is_denied = after(other.end, tokens.len())
        .filter_map(|word| word.strip_prefix('u'))
        .any(|rest| rest.chars().count() > 4 && after(end, other.at).any(|word| word == rest));
    let whole = sentence.quantities().into_iter().find(|own| own.end == end)?;
    let values = [other.number, ratio.part];
    let is_meant = other.is_count() && other.is_exact && ratio.part.value + other.value() >= whole.value();
    (is_denied && is_meant).then(|| summed(sentence, &whole, &values))
}

/// The claim that the parts of the sentence are the whole.
fn summed(sentence: &PrintedSentence, whole: &Quantity<'_>, values: &[PrintedNumber]) -> Claim {
    let agrees = adds_up(&whole.number, values);
    let passage = sentence.passage(0, sentence.tokens.len());
    of_parts(passage, (sentence.index, values), (whole.sentence.index, whole.number), agrees)
}

/// The claim that numbers of a line are the parts of one of another line.
pub(in crate::proofread::checks) fn of_parts(
    passage: Passage,
    (line, parts): (usize, &[PrintedNumber]),
    (whole_line, whole): (usize, PrintedNumber),
    agrees: bool,
) -> Claim {
    let verdict = if agrees { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let computation = format!("Delene af {whole} er {}{}", addition(parts), compared(&whole, parts, agrees));
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
    claim.about(line, parts.iter().copied()).about(whole_line, [whole])
}

/// `I alt deltog 350 i de fem arrangementer` below a list of those, each with its number.
pub(in crate::proofread::checks) fn of_list(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let total = only(sentence.quantities().into_iter().filter(|own| has_total(own)))?;
    let list = report.lists.iter().rev().find(|list| list.items.last().is_some_and(|last| *last < sentence.index))?;
    let items: Vec<&PrintedSentence> =
        list.items.iter().filter_map(|line| report.prose.iter().copied().find(|own| own.index == *line)).collect();
    let last = items.last().filter(|_| items.len() > 2 && items.len() == list.items.len() && !list.is_cut)?;
    let is_next = report.prose.iter().filter(|own| own.index > last.index && own.index < sentence.index).count() == 0;
    let counts: Vec<Quantity<'_>> =
        items.iter().map(|item| only(item.quantities())).collect::<Option<Vec<_>>>().filter(|_| is_next)?;
    let noun = counts.first()?.nouns.first().copied();
    let are_alike = counts.iter().all(|own| own.is_count() && own.is_exact && own.nouns.first().copied() == noun);
    let sum: f64 = counts.iter().map(Quantity::value).sum();
    let numbers: Vec<&Quantity<'_>> = counts.iter().collect();
    let values: Vec<PrintedNumber> = counts.iter().map(|own| own.number).collect();
    let reason = Reason::of(sum, addition(&values).split(" = ").next()?.to_owned(), &numbers);
    explained(&total, &[reason], NEAR, Code::PrintedSum).filter(|_| are_alike && total.is_count())
}

/// Whether »i alt« or »tilsammen« comes shortly before the number.
fn has_total(own: &Quantity<'_>) -> bool {
    let before = own.sentence.tokens.get(own.at.saturating_sub(3)..own.at).unwrap_or_default();
    has_any(before, &[TOGETHER])
}

/// Whether the number is a bound of an age: »mellem 40 og 64 år«.
fn is_age(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let after = tokens.get(own.end..(own.end + 3).min(tokens.len())).unwrap_or_default();
    let is_range = own.word_before() == "mellem" || own.word_before() == "fra";
    after.first().is_some_and(|next| next.is_in(&[words![år årige]]))
        || is_range && after.iter().any(|placed| placed.is_in(&[words![år årige]]))
}
