//! Percentages of numbers that the text printed before: `250 er henvist, og 190 har gennemført. Det svarer til 76 %`,
//! `190 har gennemført, svarende til 76 % af de 250`, `342 deltog, heraf 120 læger. Lægerne udgjorde 35,1 %`.

use crate::proofread::checks::prelude::*;

/// Words of »det svarer altså til«.
const POINTING: [WordClass; 7] = [THIS, EQUALS, GIVES, THAT_IS, THEREFORE, BE, words![til svarede]];
/// Words between »udgør« and the percentage.
const BETWEEN: [WordClass; 4] = [THAT_IS, THEREFORE, TOGETHER, words![i]];
/// Starts of words for a change, whose percentage is not a share.
const CHANGES: [WordClass; 2] = [CHANGE_STARTS, words![frem ned]];
/// Most tokens between the part and »svarende til«.
const NEAR: usize = 8;

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        claims.extend(told_of(sentence));
        let Some(before) = at.checked_sub(1).and_then(|before| prose.get(before)) else { continue };
        claims.extend(pointed(sentence, before).or_else(|| made_up(sentence, before)));
    }
}

/// `190 har gennemført, svarende til 76 % af de 250`
fn told_of(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let at = (2..tokens.len()).find(|at| {
        let words =
            (tokens.get(at - 2).map_or("", PlacedToken::word), tokens.get(at - 1).map_or("", PlacedToken::word));
        words == ("svarende", "til")
            && tokens.get(*at).and_then(PlacedToken::number).is_some_and(|number| number.percent)
    })?;
    let percent = tokens.get(at)?.number().filter(|_| is_exact(tokens, at))?;
    let of = [tokens.get(at + 1)?.word(), tokens.get(at + 2)?.word()];
    let whole_at = if of == ["af", "de"] { at + 3 } else { at + 2 };
    let whole = exact_count(tokens, whole_at).filter(|_| of.first() == Some(&"af"))?;
    let part_at = (at.saturating_sub(NEAR + 2)..at - 2)
        .rev()
        .find(|at| tokens.get(*at).is_some_and(|placed| placed.number().is_some()))?;
    let part = exact_count(tokens, part_at)?;
    let ratio = PrintedRatio { part, whole };
    let is_only = tokens.get(part_at + 1..at - 2)?.iter().filter(|placed| placed.is(',')).count() <= 1;
    (ratio.is_plausible() && is_only && !tells_change(tokens))
        .then(|| claim(sentence, sentence, &ratio, &percent, at, false))
}

/// `Det svarer til 76 %`, of the only two numbers of the sentence before.
fn pointed(sentence: &PrintedSentence, before: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let words = tokens.iter().take_while(|placed| placed.is_in(&POINTING)).count();
    let percent = tokens.get(words)?.number().filter(|number| number.percent && is_exact(tokens, words))?;
    let starts = is_in(tokens.first()?.word(), &[THIS]) && words >= 2;
    let has_year = before.tokens.iter().any(|placed| placed.number().is_some_and(|number| number.is_year));
    let [one, two] = all_counts(before)?[..] else { return None };
    let (part, whole) = if one.value <= two.value { (one, two) } else { (two, one) };
    let ratio = PrintedRatio { part, whole };
    let is_share = !has_year && !tells_change(&before.tokens) && !tells_change(tokens);
    let continues = tokens.get(words + 1).is_some_and(|next| next.word() == "af" || next.is('.'));
    (starts && is_share && continues && ratio.is_plausible())
        .then(|| claim(sentence, before, &ratio, &percent, words, true))
}

/// `Lægerne udgjorde 35,1 %`, of the whole whose part the sentence before counts.
fn made_up(sentence: &PrintedSentence, before: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let verb = tokens.iter().take(4).position(|placed| placed.is_in(&[words![udgør udgjorde]]))?;
    let noun = tokens.get(verb.checked_sub(1)?)?.word();
    let words = tokens.iter().skip(verb + 1).take_while(|placed| placed.is_in(&BETWEEN)).count();
    let at = verb + 1 + words;
    let percent = tokens.get(at)?.number().filter(|number| number.percent && is_exact(tokens, at))?;
    // »342 deltog, heraf 120 læger«, »Ud af 160 svar var 96 positive og 64 negative«
    let heraf = before.tokens.iter().position(|placed| placed.is_in(&[PARTITIVES]));
    let first = before.tokens.iter().position(|placed| placed.number().is_some_and(|number| !number.is_year))? + 1;
    let is_led =
        matches!(before.tokens.as_slice(), [ud, af, ..] if ud.word() == "af" || (ud.word(), af.word()) == ("ud", "af"));
    let heraf = heraf.or(Some(first).filter(|_| is_led))?;
    let whole = match counts(&before.tokens, 0..heraf)?.as_slice() {
        [(_, whole)] => *whole,
        _ => return None,
    };
    let is_same = |(at, _): &(usize, PrintedNumber)| {
        before.tokens.get(at + 1).is_some_and(|counted| !noun.is_empty() && stem(counted.word()) == stem(noun))
    };
    let parts: Vec<_> = counts(&before.tokens, heraf..before.tokens.len())?.into_iter().filter(is_same).collect();
    let [(_, part)] = parts[..] else { return None };
    let ratio = PrintedRatio { part, whole };
    ratio.is_plausible().then(|| claim(sentence, before, &ratio, &percent, at, true))
}

fn claim(
    sentence: &PrintedSentence,
    counted: &PrintedSentence,
    ratio: &PrintedRatio,
    percent: &PrintedNumber,
    at: usize,
    is_earlier: bool,
) -> Claim {
    let (verdict, computation) = ratio.judge(percent);
    let verdict =
        if is_earlier && verdict == ClaimVerdict::Contradicts { ClaimVerdict::MayContradict } else { verdict };
    let passage = sentence.passage(at.saturating_sub(NEAR), at + 1);
    let claim = Claim::new(Code::PrintedShare, verdict, computation, passage);
    claim
        .about(counted.index, [ratio.part])
        .about(if is_earlier { counted.index } else { sentence.index }, [ratio.whole])
        .about(sentence.index, [*percent])
}

fn tells_change(tokens: &[PlacedToken]) -> bool {
    tokens.iter().any(|placed| starts_in(placed.word(), &CHANGES))
}

fn exact_count(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    let number = tokens.get(at)?.number()?;
    (!number.percent && !number.is_year && number.decimals == 0 && !is_about(tokens, at)).then_some(number)
}

fn all_counts(sentence: &PrintedSentence) -> Option<Vec<PrintedNumber>> {
    let counts = counts(&sentence.tokens, 0..sentence.tokens.len())?;
    Some(counts.into_iter().map(|(_, number)| number).collect())
}

/// The numbers that are neither years nor names. `None` if one is not an exact count.
fn counts(tokens: &[PlacedToken], places: std::ops::Range<usize>) -> Option<Vec<(usize, PrintedNumber)>> {
    let is_name = |at: usize| at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_numbered);
    let is_counted = |at: &usize| {
        tokens.get(*at).and_then(PlacedToken::number).is_some_and(|number| !number.is_year) && !is_name(*at)
    };
    places.filter(is_counted).map(|at| Some((at, exact_count(tokens, at)?))).collect()
}
