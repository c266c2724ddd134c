//! What is left of a whole, and parts of one, that sentences before or a table tell: `20 ansatte. Heraf var 14 sygeplejersker, mens de
//! sidste seks …`, `425 gennemførte, og 115 stoppede undervejs`, where a table has the 540 who started.

use super::reason::{Reason, explained};
use super::{above, starts_with_parts};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be what is left, as a share of it.
const NEAR: f64 = 0.5;
/// As [`NEAR`], for a sum of parts.
const SUM_NEAR: f64 = 0.12;
/// Smaller numbers are in many cells.
const LEAST: f64 = 20.0;
/// Most words between a count and the verb of those who are left.
const ABSENT_NEAR: usize = 4;

/// `Heraf var 14 sygeplejersker, mens de sidste seks var diætister`, of a count of the sentence before.
pub(super) fn of_before(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let (rest, parts) = all.split_last()?;
    let is_led = starts_with_parts(sentence);
    let is_rest = is_in(rest.word_before(), &[LEFT, words![sidste]])
        && is_in(word(tokens, rest.at.checked_sub(2)), &[words![de den det]]);
    let are_counts = all.iter().all(|own| own.is_count() && own.is_exact);
    let before = above(report, at).first().copied().filter(|_| is_led && is_rest && are_counts && !parts.is_empty())?;
    let sum: f64 = parts.iter().map(Quantity::value).sum();
    let told = parts.iter().map(|part| format!(" − {}", part.number)).collect::<String>();
    let wholes: Vec<Quantity<'_>> =
        before.quantities().into_iter().filter(|own| own.is_count() && own.is_exact && own.value() > sum).collect();
    let reason = |own: &Quantity<'_>| {
        let numbers: Vec<&Quantity<'_>> = std::iter::once(own).chain(parts).collect();
        Reason::of(own.value() - sum, format!("{}{told}", own.number), &numbers)
    };
    explained(rest, &wholes.iter().map(reason).collect::<Vec<_>>(), NEAR, Code::PrintedSum)
}

/// `I alt gennemførte 425 borgere, og 115 stoppede undervejs`, of a row that has the 425 and those who started.
pub(super) fn of_row(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [part, rest] = sentence.quantities()[..] else { return None };
    let after = tokens.get(rest.end..).unwrap_or_default().iter().take(ABSENT_NEAR);
    let is_absent =
        after.clone().any(|placed| starts_in(placed.word(), &[words![stoppede udeblev fravalgte afbrød afslog]]))
            || after.clone().any(|placed| placed.word() == "faldt") && has_any(tokens, &[words![fra]]);
    let are_counts = [part, rest].iter().all(|own| own.is_count() && own.is_exact) && part.value() >= LEAST;
    if !is_absent || !are_counts || has_any(tokens, &[AGAINST, PARTITIVES, words![end]]) {
        return None;
    }
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let values = |row: &PrintedRow| -> Vec<PrintedNumber> {
        row.cells.iter().filter_map(|cell| cell.value).filter(|value| !value.percent && value.decimals == 0).collect()
    };
    let has = |row: &&PrintedRow| values(row).iter().any(|value| value.value == part.value());
    let reasons: Vec<Reason> = rows
        .filter(has)
        .flat_map(|row| values(row).into_iter().map(move |value| (row.index, value)))
        .filter(|(_, whole)| whole.value > part.value())
        .map(|(line, whole)| {
            let numbers = vec![(line, whole), (sentence.index, part.number)];
            let told = format!("{} − {}", whole.plain(), part.number);
            Reason { exact: whole.value - part.value(), room: 0.0, told, numbers }
        })
        .collect();
    explained(&rest, &reasons, NEAR, Code::PrintedSum)
}

/// `Fordelingen på alder: 67 frivillige var under 40 år, 94 var mellem 40 og 64 år, og 107 var 65 år eller ældre`, of the frivillige that
/// a sentence before counts.
pub(super) fn split(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
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

/// `Af de 775 besvarelser er 312 fra førstegangsforældre og 463 fra forældre med flere børn`: parts that are told alike are not more than
/// the whole.
pub(super) fn too_many(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
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
pub(super) fn all_of(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
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

/// `31 praksis nåede målet, mens 17 ikke gjorde`, `… mens de øvrige 17 …`, where the text counts 48 praksis.
pub(super) fn denied(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities().into_iter().filter(|own| own.kind != QuantityKind::Percent);
    let [did, rest] = all.collect::<Vec<_>>()[..] else { return None };
    let noun = did.noun_words().next()?;
    let is_left = is_in(rest.word_before(), &[LEFT]);
    let is_rest = is_left || is_in(rest.word_before(), &[BUT, AND, words![de]]) && rest.nouns.is_empty();
    let after = tokens.get(rest.end..).unwrap_or_default();
    // What those did who did it, and the others did not: »svarede, mens 17 ikke svarede«, »ikke gjorde«.
    let verb = word(tokens, Some(did.noun_end()));
    let is_denied = after.windows(2).take(2).any(|pair| {
        let (one, two) = (pair[0].word(), pair[1].word());
        one == "ikke" && (two == "gjorde" || two == verb) || one == verb && two == "ikke"
    });
    let are_counts = [did, rest].iter().all(|own| own.is_count() && own.is_exact);
    if !is_rest || !(is_denied || is_left) || !are_counts || has_any(tokens, &[PARTITIVES, OVERLAPS, EACH]) {
        return None;
    }
    let is_whole = |own: &Quantity<'_>| {
        let counted = own.noun_words().next();
        let is_count = own.is_count() && own.is_exact && own.value() > did.value();
        is_count && counted.is_some_and(|own| is_form(own, noun))
    };
    let wholes = report.quantities.iter().filter(|own| is_whole(own));
    let reason = |whole: &Quantity<'_>| {
        Reason::of(whole.value() - did.value(), format!("{} − {}", whole.number, did.number), &[whole, &did])
    };
    explained(&rest, &wholes.map(reason).collect::<Vec<_>>(), NEAR, Code::PrintedSum)
}

/// `322 af de 350 var tilfredse, og 28 var utilfredse`: both are not more than the whole.
pub(super) fn opposite(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
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
    let verdict = if agrees { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let computation =
        format!("Delene af {} er {}{}", whole.number, addition(values), compared(&whole.number, values, agrees));
    let claim = Claim::new(Code::PrintedSum, verdict, computation, sentence.passage(0, sentence.tokens.len()));
    claim.about(sentence.index, values.iter().copied()).about(whole.sentence.index, [whole.number])
}

/// `I alt deltog 350 i de fem arrangementer` below a list of those, each with its number.
pub(super) fn of_list(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
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
