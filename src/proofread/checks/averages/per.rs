//! Amounts for each: `48,0 mio. kr. svarer til 3.738 kr. for hvert af de 12.840 børn`, `1.984 af 31.000 besøg, svarende til 64 pr. 1.000`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be the average, as a share of it.
const MEAN_NEAR: f64 = 0.6;
/// Words in a sentence whose numbers do not divide.
const OTHERWISE: [WordClass; 4] = [AGAINST, PARTITIVES, FINITE, words![end]];

/// `840.000 kr. og 350 borgere. Det giver 2.400 kr. pr. borger`: the two numbers are in the sentence before.
pub(super) fn pointed(sentence: &PrintedSentence, before: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let [each] = sentence.quantities()[..] else { return None };
    let [one, two] = before.quantities()[..] else { return None };
    let per = (each.end..each.noun_end() + 1).find(|at| word(tokens, Some(*at)) == "pr")?;
    let of = tokens.iter().skip(per + 1).find(|placed| !placed.is('.'))?.word();
    let is_same = |own: &Quantity<'_>| {
        own.is_count() && !own.nouns.is_empty() && is_form(word(&before.tokens, Some(own.end)), of)
    };
    let (total, parts) = match (is_same(&one), is_same(&two)) {
        (true, false) => (two, one),
        (false, true) => (one, two),
        _ => return None,
    };
    // »I gennemsnit deltog 18 pr. møde« refers to both, if nothing follows and it is not far from their quotient.
    let is_mean = has_any(tokens, &[words![gennemsnit]])
        && tokens.get(per + 1..).is_some_and(|rest| rest.iter().filter(|placed| !placed.is('.')).count() == 1)
        && (each.value() - total.value() / parts.value()).abs() <= MEAN_NEAR * total.value() / parts.value();
    let is_pointing = (is_in(word(tokens, Some(0)), &[THIS]) || is_mean) && !has_any(tokens, &OTHERWISE);
    let is_plain = [each, total, parts].iter().all(|own| own.is_exact) && total.kind == each.kind;
    let is_alike = total.kind == QuantityKind::Money || total.is_alike(&each) && (is_mean || !each.nouns.is_empty());
    if !is_pointing || !is_plain || !is_alike || total.value() <= each.value() {
        return None;
    }
    let exact = total.value() / parts.value() / each.scale;
    let claim =
        claim(sentence, [&total, &parts, &each], exact, total.slack() / parts.value() / each.scale, "delt med")?;
    Some(
        Claim { numbers: Vec::new(), ..claim }
            .about(before.index, [one.number, two.number])
            .about(sentence.index, [each.number]),
    )
}

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    if has_any(&sentence.tokens, &OTHERWISE) {
        return None;
    }
    let all = sentence.quantities();
    let [one, two, three] = all.as_slice() else { return per_many(sentence, &all) };
    let parts = [one, two, three].into_iter().find(|own| own.kind == QuantityKind::Plain)?;
    let money: Vec<&Quantity<'_>> = all.iter().filter(|own| own.kind == QuantityKind::Money).collect();
    let [total, each] = money.as_slice() else { return None };
    let after = word(&sentence.tokens, Some(each.end));
    let is_each =
        is_in(after, &[PER]) || after == "for" && word(&sentence.tokens, Some(each.end + 1)).starts_with("hver");
    let is_larger = total.value() > each.value() && all.iter().all(|own| own.is_exact);
    // In one unit, it is read wherever the numbers are.
    if !is_each || !is_larger || parts.value() <= 0.0 || total.scale == each.scale {
        return None;
    }
    let exact = total.value() / parts.value() / each.scale;
    let room = exact * (total.slack() / total.value() + parts.slack() / parts.value());
    claim(sentence, [total, parts, each], exact, room, "delt med")
}

/// `1.984 af 31.000 besøg, svarende til 64 pr. 1.000`
fn per_many(sentence: &PrintedSentence, all: &[Quantity<'_>]) -> Option<Claim> {
    let [part, whole, rate, base] = all else { return None };
    let is_ratio = ratio(&sentence.tokens, part.at).is_some_and(|(_, end)| end == whole.at + 1);
    let before = [base.word_before(), word(&sentence.tokens, base.at.checked_sub(2))];
    let is_per = before.iter().any(|word| is_in(word, &[PER])) && [1e2, 1e3, 1e4, 1e5].contains(&base.value());
    let exact = base.value() * part.value() / whole.value();
    (is_ratio && is_per && rate.is_exact).then(|| claim(sentence, [part, whole, rate], exact, 0.0, "af"))?
}

fn claim(sentence: &PrintedSentence, numbers: [&Quantity<'_>; 3], exact: f64, room: f64, link: &str) -> Option<Claim> {
    let [one, two, printed] = numbers.map(|own| own.number);
    let far = (printed.value - exact).abs();
    let subject = format!("{one} {link} {two}");
    let (verdict, computation) = match () {
        () if far <= printed.half_unit() + room + 1e-9 * exact => {
            (ClaimVerdict::Agrees, format!("{subject} giver {printed}, som der står."))
        }
        () => (
            ClaimVerdict::MayContradict,
            format!("{subject} giver {}, men der står {printed}.", printed.corrected(exact)),
        ),
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [one, two, printed]))
}
