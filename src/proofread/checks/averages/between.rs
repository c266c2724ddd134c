//! Averages with the least and the most of what they average: `fra 12 til 30 dage, i gennemsnit 21`, `den korteste var 2 dage og den
//! længste 88`.

use crate::proofread::checks::prelude::*;

const LOWEST: [WordClass; 2] = [LEAST, words![yngste minimum]];
const HIGHEST: [WordClass; 2] = [MOST, words![ældste maksimum maks]];
/// Words in a sentence whose average is of another thing, or has a range of its own.
const OTHERWISE: [WordClass; 4] = [AGAINST, FINITE, MOVED, words![konfidensinterval ki landsgennemsnit]];
/// Most tokens between the word and its number.
const NEAR: usize = 6;

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    claims.extend(between(sentence).filter(|claim| !claim.is_told_by(claims)));
}

fn between(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_mean = |placed: &PlacedToken| starts_in(placed.word(), &[MEANS]);
    let named = tokens.iter().position(is_mean)?;
    let all = sentence.quantities();
    let is_other = has_any(tokens, &OTHERWISE);
    let mean = all
        .iter()
        .find(|own| {
            // »Var 3,4 minutter i gennemsnit«
            let is_before = own.noun_end() + 1 == named && word(tokens, Some(own.noun_end())) == "i";
            (is_before || own.at > named && own.at - named <= NEAR) && own.is_exact && !is_end(own)
        })
        .filter(|_| !is_other)?;
    let (least, most) = range(sentence, &all, mean)?;
    let is_known = least.is_some() || most.is_some();
    let slack = mean.number.half_unit();
    let is_below = least.is_some_and(|least| mean.number.value < least.value - least.half_unit() - slack);
    let is_above = most.is_some_and(|most| mean.number.value > most.value + most.half_unit() + slack);
    let told = tokens.get(named)?.word();
    let span = match (least, most) {
        (Some(least), Some(most)) => format!("det mindste {least} og det største {most}"),
        (Some(least), None) => format!("det mindste {least}"),
        (None, Some(most)) => format!("det største {most}"),
        (None, None) => return None,
    };
    let printed = mean.number;
    let (verdict, computation) = if is_below || is_above {
        (ClaimVerdict::Contradicts, format!("Der står »{told}« om {printed}, men {span}."))
    } else {
        (ClaimVerdict::Agrees, format!("Der står »{told}« om {printed}, og {span}."))
    };
    let passage = sentence.passage(0, tokens.len());
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
    is_known.then(|| claim.about(sentence.index, [printed].into_iter().chain(least).chain(most)))
}

/// Whether the number is an end of a range: »fra 12 til 30«.
fn is_end(own: &Quantity<'_>) -> bool {
    is_in(own.word_before(), &[words![fra mellem til og]])
}

/// The least and the most of what is averaged, where the sentence states them. `None` if they are of something else.
fn range(
    sentence: &PrintedSentence,
    all: &[Quantity<'_>],
    mean: &Quantity<'_>,
) -> Option<(Option<PrintedNumber>, Option<PrintedNumber>)> {
    let tokens = &sentence.tokens;
    let rest: Vec<&Quantity<'_>> = all.iter().filter(|own| own.at != mean.at).collect();
    let unit = |own: &Quantity<'_>| word(tokens, Some(own.end)).to_owned();
    let is_alike = |own: &Quantity<'_>| {
        own.kind == mean.kind && (own.nouns.is_empty() || mean.nouns.is_empty() || unit(own) == unit(mean))
    };
    match rest.as_slice() {
        [] => {
            let spans = || tokens.iter().any(|placed| starts_in(placed.word(), &[RANGES]));
            let (at, (least, most)) =
                only(tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, written_range(placed)?))))?;
            let is_bracketed = at > 0 && tokens.get(at - 1)?.is('(');
            (is_bracketed || spans()).then_some((Some(least), Some(most)))
        }
        [one, two] if is_alike(one) && is_alike(two) => {
            let link = (one.word_before(), two.word_before());
            let is_adjacent = two.at - one.end <= 3;
            let is_span =
                matches!(link, ("fra", "til") | ("mellem", "og")) && is_adjacent && one.value() <= two.value();
            if is_span {
                return Some((Some(one.number), Some(two.number)));
            }
            let ends = (extreme(one), extreme(two));
            match ends {
                (Some(false), Some(true)) => Some((Some(one.number), Some(two.number))),
                (Some(true), Some(false)) => Some((Some(two.number), Some(one.number))),
                _ => None,
            }
        }
        [one] if is_alike(one) => match extreme(one)? {
            true => Some((None, Some(one.number))),
            false => Some((Some(one.number), None)),
        },
        _ => None,
    }
}

/// Whether the words before the number make it the most (`true`) or the least.
fn extreme(own: &Quantity<'_>) -> Option<bool> {
    let tokens = &own.sentence.tokens;
    let before = tokens.get(own.at.saturating_sub(4)..own.at).unwrap_or_default();
    let words: Vec<&str> =
        before.iter().rev().take_while(|placed| !placed.is(',') && !placed.is(';')).map(PlacedToken::word).collect();
    words.into_iter().find_map(|word| match word {
        // »Kortest 15« is said of one, and »mindst 15« is a bound.
        _ if word == own.word_before() && is_in(word, &[words![kortest lavest yngst]]) => Some(false),
        _ if word == own.word_before() && is_in(word, &[words![længst højest ældst]]) => Some(true),
        _ if is_in(word, &LOWEST) && word.ends_with('e') => Some(false),
        _ if is_in(word, &HIGHEST) && word.ends_with('e') => Some(true),
        "minimum" => Some(false),
        "maksimum" => Some(true),
        _ => None,
    })
}

/// `34-61`
fn written_range(placed: &PlacedToken) -> Option<(PrintedNumber, PrintedNumber)> {
    let (least, most) = placed.word().split_once(['-', '–'])?;
    let (least, most) = (PrintedNumber::parse(least)?, PrintedNumber::parse(most)?);
    (least.value < most.value && !least.is_year).then_some((least, most))
}
