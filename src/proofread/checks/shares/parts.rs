//! Parts of a whole that the sentence names before them: `201 klinikker, heraf 132 (61,2 %)`, `201 svarede, 132 (61,2 %) ja`.

use crate::proofread::checks::prelude::*;
use crate::proofread::phrases;

/// Words after »af« and »blandt« that mean what was counted before.
const COUNTED: [WordClass; 2] = [THEM, words![de]];
/// Greatest difference at which a part without such a word is taken for one, in percentage points.
const NEAR: f64 = 10.0;

/// Most tokens between a part and its percentage: `132 pr. brev (61,2 %)`.
const PART_WORDS: usize = 3;

/// `132 (61,2 %)` or `61,2 % (132)`.
struct PrintedPart {
    count: PrintedNumber,
    percent: PrintedNumber,
    start: usize,
    end: usize,
}

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    // The whole of the sentence before, which »de øvrige« is the rest of.
    let mut divided: Option<(PrintedNumber, usize)> = None;
    for (at, sentence) in prose.iter().enumerate() {
        let rest_of = divided.take().filter(|_| starts_rest(sentence));
        let parts: Vec<PrintedPart> = (0..sentence.tokens.len()).filter_map(|at| part(&sentence.tokens, at)).collect();
        let Some(first) = parts.first() else { continue };
        let own = counts(&sentence.tokens, first.start);
        let before = at.checked_sub(1).and_then(|before| prose.get(before)).filter(|_| own.is_empty());
        let heraf = sentence.tokens.iter().take(first.start).rposition(|placed| placed.is_in(&[PARTITIVES]));
        let counted = heraf.map(|heraf| counts(&sentence.tokens, heraf)).unwrap_or_default();
        let whole = match (own.as_slice(), before) {
            ([whole], _) => Some((*whole, sentence.index)),
            // »24 hold à 8 pladser, i alt 192 pladser, hvoraf 173 (90 %)«
            ([.., last], _) if counted.last() == Some(last) => Some((*last, sentence.index)),
            ([], Some(before))
                if points_back(&sentence.tokens, 0) || first.start == 0 && points_back(&sentence.tokens, 1) =>
            {
                match counts(&before.tokens, usize::MAX).as_slice() {
                    [whole] => Some((*whole, before.index)),
                    // »Af de 90 kendte 60 ordningen. Af dem havde 45 (75 %) …« may refer to either count; the last is as likely.
                    all @ [_, last] => {
                        let agrees = |whole: &&PrintedNumber| {
                            let ratio = PrintedRatio { part: first.count, whole: **whole };
                            ratio.is_plausible() && ratio.agrees(&first.percent)
                        };
                        Some((*all.iter().find(agrees).unwrap_or(last), before.index))
                    }
                    _ => None,
                }
            }
            ([], _) => rest_of,
            _ => None,
        };
        if let Some((whole, line)) = whole {
            check_parts(sentence, &parts, whole, line, claims);
            let ratio = |part: &PrintedPart| PrintedRatio { part: part.count, whole };
            divided = parts.iter().all(|part| ratio(part).agrees(&part.percent)).then_some((whole, line));
        }
    }
}

fn check_parts(
    sentence: &PrintedSentence,
    parts: &[PrintedPart],
    whole: PrintedNumber,
    line: usize,
    claims: &mut Vec<Claim>,
) {
    let ratio = |part: &PrintedPart| Some(PrintedRatio { part: part.count, whole }).filter(PrintedRatio::is_plausible);
    let is_agreeing = |part: &PrintedPart| ratio(part).is_some_and(|ratio| ratio.agrees(&part.percent));
    let agreeing = parts.iter().filter(|part| is_agreeing(part)).count();
    let ratios: Vec<_> =
        (0..sentence.tokens.len()).filter_map(|at| Some((at, phrases::ratio(&sentence.tokens, at)?))).collect();
    for (at, part) in parts.iter().enumerate() {
        // A ratio is read with its own percentage.
        let is_read = ratios.iter().any(|(start, (_, end))| part.start < *end && part.end > *start);
        let Some(ratio) = ratio(part).filter(|_| !is_read) else { continue };
        let (judged, computation) = ratio.judge(&part.percent);
        let verdict = if judged == ClaimVerdict::Agrees {
            judged
        } else {
            // A part of the part before it: »132 (61,2 %) kom, 66 (50 %) svarede«.
            let earlier = parts.get(..at).unwrap_or_default().iter();
            let mut nested = earlier.map(|other| PrintedRatio { part: part.count, whole: other.count });
            let is_nested = nested.any(|ratio| ratio.is_plausible() && ratio.agrees(&part.percent));
            let follows = points_back(&sentence.tokens, part.end);
            let is_linked =
                at == 0 && (starts_rest(sentence) || (0..part.end).any(|at| points_back(&sentence.tokens, at)));
            let is_apposed = at == 0
                && part
                    .start
                    .checked_sub(1)
                    .and_then(|mark| sentence.tokens.get(mark))
                    .is_some_and(|mark| mark.is(','));
            let is_near = (ratio.percent() - part.percent.value).abs() <= NEAR;
            match () {
                () if is_nested || follows => continue,
                () if agreeing > 0 || is_linked => ClaimVerdict::Contradicts,
                () if is_apposed && is_near => ClaimVerdict::MayContradict,
                () => continue,
            }
        };
        let passage = sentence.passage(0, part.end);
        let claim = Claim::new(Code::PrintedShare, verdict, computation, passage).about(line, [whole]);
        claims.push(claim.about(sentence.index, [part.count, part.percent]));
    }
}

/// The part that starts at `at`.
fn part(tokens: &[PlacedToken], at: usize) -> Option<PrintedPart> {
    let first = tokens.get(at)?.number().filter(|_| !is_about(tokens, at))?;
    let is_word = |placed: &&PlacedToken| !placed.word().is_empty() || placed.is('.');
    let words = tokens.iter().skip(at + 1).take(PART_WORDS).take_while(is_word).count();
    let open = at + 1 + if first.percent { 0 } else { words };
    let second = tokens.get(open + 1)?.number()?;
    let (count, percent, place) = if first.percent { (second, first, at) } else { (first, second, open + 1) };
    let is_bracketed = tokens.get(open)?.is('(') && tokens.get(open + 2)?.is(')');
    let is_kind = percent.percent && !count.percent && count.decimals == 0 && !count.is_year;
    (is_bracketed && is_kind && is_exact(tokens, place)).then_some(PrintedPart {
        count,
        percent,
        start: at,
        end: open + 3,
    })
}

/// The exact counts before token `end` that are no years.
fn counts(tokens: &[PlacedToken], end: usize) -> Vec<PrintedNumber> {
    let numbers = tokens.iter().enumerate().take(end).filter_map(|(at, placed)| Some((at, placed.number()?)));
    let counts = numbers
        .filter(|(at, number)| !number.percent && number.decimals == 0 && !number.is_year && !is_about(tokens, *at));
    counts.map(|(_, number)| number).collect()
}

/// Whether the token at `at` points to what was counted before: »heraf«, »af dem«.
fn points_back(tokens: &[PlacedToken], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
    is_in(word(at), &[PARTITIVES]) || is_in(word(at), &[words![af blandt]]) && is_in(word(at + 1), &COUNTED)
}

/// Whether the sentence is about what is left of the whole: »De øvrige 9 (25 %) …«.
fn starts_rest(sentence: &PrintedSentence) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", PlacedToken::word);
    word(0) == "resten" || word(0) == "de" && is_in(word(1), &[LEFT, words![andre sidste]])
}
