//! Shares whose whole comes before their part: `halvdelen af de 62 klinikker (31)`, `75 % af de 40, i alt 30`, and those of the
//! sentence before: `Af de 120 var 40 nye. Det svarer til hver tredje`.

use crate::proofread::checks::prelude::*;

/// Words between »af« and the whole.
const BEFORE_WHOLE: [WordClass; 4] = [WHOLE, ALL, TOGETHER, words![i]];
/// Words between a comma and the part.
const BEFORE_PART: [WordClass; 5] = [THAT_IS, THEREFORE, EQUALS, TOGETHER, words![i til det er]];
/// Words of a sentence that is about the one before: »Det svarer altså til«.
const POINTING: [WordClass; 7] = [THIS, EQUALS, GIVES, THAT_IS, THEREFORE, BE, words![til svarede udgør]];
/// Words for a change, whose share is of something else.
const CHANGES: [WordClass; 3] = [RISES, FALLS, words![flere færre]];

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        let found: Vec<Claim> = (0..sentence.tokens.len()).filter_map(|at| of_whole(sentence, at)).collect();
        let before = before_in_paragraph(prose, at);
        let found = found.into_iter().chain(before.and_then(|before| pointed(sentence, before)));
        let found = found.chain(apposed(sentence));
        let new: Vec<Claim> = found.filter(|claim| !claim.is_told_by(claims)).collect();
        claims.extend(new);
    }
}

/// The share whose words start at `at`, and the whole and part after it.
fn of_whole(sentence: &PrintedSentence, at: usize) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let worded = WordedShare::at(tokens, at);
    let percent = tokens.get(at)?.number().filter(|number| number.percent && is_exact(tokens, at));
    let end = worded.as_ref().map(|share| share.end).or(percent.map(|_| at + 1))?;
    tokens.get(end).filter(|of| of.word() == "af")?;
    let words = tokens.iter().skip(end + 1).take_while(|placed| placed.is_in(&BEFORE_WHOLE)).count();
    let whole = exact_count(sentence, end + 1 + words)?;
    let part = part_after(sentence, &whole)?;
    if part.value() > whole.value() || !part.nouns.is_empty() && !part.is_alike(&whole) {
        return None;
    }
    let ratio = PrintedRatio { part: part.number, whole: whole.number };
    let (verdict, computation) = match (worded, percent) {
        (Some(share), _) => share.judge(ratio.percent(), &told(&ratio)),
        (None, Some(percent)) => ratio.judge(&percent),
        (None, None) => return None,
    };
    let passage = sentence.passage(at.saturating_sub(2), part.end + 1);
    let claim = Claim::new(Code::PrintedShare, verdict, computation, passage);
    Some(claim.about(sentence.index, [part.number, whole.number].into_iter().chain(percent)))
}

/// The count after the whole, in brackets or after a comma.
fn part_after<'a>(sentence: &'a PrintedSentence, whole: &Quantity<'_>) -> Option<Quantity<'a>> {
    let tokens = &sentence.tokens;
    let mark = whole.noun_end();
    let is_open = tokens.get(mark)?.is('(');
    if !is_open && !tokens.get(mark)?.is(',') {
        return None;
    }
    let is_link = |placed: &&PlacedToken| placed.is_in(&BEFORE_PART) || placed.is('.');
    let links = tokens.iter().skip(mark + 1).take_while(is_link).count();
    let part = exact_count(sentence, mark + 1 + links)?;
    let closed = tokens.get(part.noun_end())?;
    let is_told = links > 0 && word(tokens, Some(mark + 1)) != "til";
    (if is_open { closed.is(')') } else { is_told && closed.is(',') }).then_some(part)
}

/// `Det svarer til hver tredje`, of the only two counts of the sentence before.
fn pointed(sentence: &PrintedSentence, before: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let words = tokens.iter().take_while(|placed| placed.is_in(&POINTING)).count();
    let at = (words..words + 3).find(|at| WordedShare::at(tokens, *at).is_some())?;
    let share = WordedShare::at(tokens, at).filter(|share| share.start <= words)?;
    let starts = is_in(word(tokens, Some(0)), &[THIS]) && words >= 2;
    let ends = tokens.get(share.end).is_none_or(|next| next.is('.') || next.is(',') || next.word() == "af");
    let all = before.quantities();
    let [one, two] = all.as_slice() else { return None };
    let (part, whole) = if one.value() <= two.value() { (one, two) } else { (two, one) };
    let are_counts = all.iter().all(|own| own.is_count() && own.is_exact);
    let is_share = years(&before.tokens).len() <= 1 && !has_any(&before.tokens, &CHANGES);
    if !(starts && ends && are_counts && is_share && whole.value() > 0.0) {
        return None;
    }
    let ratio = PrintedRatio { part: part.number, whole: whole.number };
    let (verdict, computation) = share.judge(ratio.percent(), &told(&ratio));
    let verdict = if verdict == ClaimVerdict::Contradicts { ClaimVerdict::MayContradict } else { verdict };
    let passage = sentence.passage(0, share.end);
    Some(Claim::new(Code::PrintedShare, verdict, computation, passage).about(before.index, [part.number, whole.number]))
}

/// `Af de 90 adspurgte har 30 prøvet ordningen, altså hver tredje`, of the only two counts of the sentence.
fn apposed(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_led = matches!(tokens.as_slice(), [ud, af, ..] if ud.is_in(&[words![af blandt]]) || (ud.word(), af.word()) == ("ud", "af"));
    let share = (0..tokens.len()).find_map(|at| WordedShare::at(tokens, at))?;
    let links = tokens.iter().take(share.start).rev().take_while(|placed| placed.is_in(&BEFORE_PART)).count();
    let is_apart = links > 0 && tokens.get(share.start.checked_sub(links + 1)?)?.is(',');
    let ends = tokens.get(share.end).is_none_or(|next| next.is('.'));
    let [whole, part] = sentence.quantities()[..] else { return None };
    let are_counts = [whole, part].iter().all(|own| own.is_count() && own.is_exact) && whole.value() > part.value();
    if !(is_led && is_apart && ends && are_counts && part.at < share.start) || has_any(tokens, &CHANGES) {
        return None;
    }
    let ratio = PrintedRatio { part: part.number, whole: whole.number };
    let (verdict, computation) = share.judge(ratio.percent(), &told(&ratio));
    let verdict = if verdict == ClaimVerdict::Contradicts { ClaimVerdict::MayContradict } else { verdict };
    let claim = Claim::new(Code::PrintedShare, verdict, computation, sentence.passage(0, share.end));
    Some(claim.about(sentence.index, [part.number, whole.number]))
}

fn exact_count(sentence: &PrintedSentence, at: usize) -> Option<Quantity<'_>> {
    sentence
        .quantities()
        .into_iter()
        .find(|own| own.at == at && own.is_count() && own.is_exact && own.kind == QuantityKind::Plain)
}

fn told(ratio: &PrintedRatio) -> String {
    let rounded = ratio.shown();
    format!("{} af {} er {rounded}", ratio.part, ratio.whole)
}
