//! Distinguishes exact numbers from bounds, ranges, goals and changes: only exact ones can be recomputed.

use super::token::{PlacedToken, has_any, has_start};
use crate::proofread::lexicon::amounts::{A_LITTLE_OVER, AT_LEAST, AT_MOST, NEARLY, PERCENT, ROUGHLY};
use crate::proofread::lexicon::changes::{CHANGE_STARTS, LESS, MORE, VAGUE};
use crate::proofread::lexicon::grammar::{AGAINST, MAKING_UP};
use crate::proofread::lexicon::reports::TARGETS;
use crate::proofread::lexicon::{WordClass, is_in, words};

/// Words after which a number is not exact.
const ABOUT: [WordClass; 7] = [ROUGHLY, NEARLY, A_LITTLE_OVER, AT_LEAST, AT_MOST, AGAINST, words![end]];
/// Starts of verbs whose particle is »over«, which then does not mean »more than«.
const HAVING: WordClass = words![råd dispone];
/// Marks after which a number is not exact.
const ABOUT_MARKS: [char; 7] = ['~', '≈', '<', '>', '≤', '≥', '±'];
/// Pairs of words after which a number is not exact.
const ALMOST: [(&str, &str); 6] =
    [("op", "til"), ("ned", "til"), ("tæt", "på"), ("nær", "ved"), ("i", "omegnen"), ("rundt", "regnet")];
/// Words between the two ends of a range: »40 til 50 %«.
const RANGE: [WordClass; 1] = [words![til og eller à]];
/// Words after »eller« that make a number a bound: »90 % eller mere«.
const OR_MORE: [WordClass; 4] = [MORE, LESS, VAGUE, words![derover derunder bedre]];
/// Most tokens between »mellem« and the second of its numbers.
const BETWEEN: usize = 8;

/// Whether the words before the number make it a bound or an estimate.
pub(crate) fn is_about(tokens: &[PlacedToken], at: usize) -> bool {
    let before: Vec<&PlacedToken> = tokens.iter().take(at).rev().filter(|placed| !placed.is('.')).take(2).collect();
    let [last, rest @ ..] = before.as_slice() else { return false };
    let second = rest.first().map_or("", |placed| placed.word());
    // »Rådede over 312 biler«: »over« belongs to the verb.
    if last.word() == "over"
        && HAVING.iter().any(|verb| {
            second.starts_with(verb)
                || tokens.iter().take(at).rev().take(5).any(|placed| placed.word().starts_with(verb))
        })
    {
        return false;
    }
    last.is_in(&ABOUT) || ALMOST.contains(&(second, last.word())) || ABOUT_MARKS.iter().any(|mark| last.is(*mark))
}

/// Whether the percentage at `at` is neither bound, end of a range, goal nor change.
pub(crate) fn is_exact(tokens: &[PlacedToken], at: usize) -> bool {
    let words = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
    let is_bound = words(at + 1) == "eller" && is_in(words(at + 2), &OR_MORE);
    let is_goal =
        tokens.get(at.saturating_sub(6)..at).unwrap_or_default().iter().any(|placed| placed.is_in(&[TARGETS]));
    !is_about(tokens, at) && !is_bound && !is_goal && !ends_range(tokens, at) && !is_change(tokens, at)
}

/// Whether the number is the second of a range: »40 til 50 %«, »mellem 40 % af dem og 50 %«, »40 – 50 %«.
fn ends_range(tokens: &[PlacedToken], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(BETWEEN)..at).unwrap_or_default();
    let is_number = |placed: &PlacedToken| placed.number().is_some_and(|number| !number.is_year);
    let follows_another = matches!(before, [.., first, link] if is_number(first)
        && (link.is_in(&RANGE) || ['-', '–', '—'].iter().any(|mark| link.is(*mark))));
    let between = before.iter().rposition(|placed| placed.is_in(&[words![mellem imellem]]));
    follows_another || between.and_then(|from| before.get(from..)).is_some_and(|since| since.iter().any(is_number))
}

/// Whether the token is a percent sign of its own, because the number before it was not read: `40-50 %`.
pub(crate) fn is_unread_percentage(placed: &PlacedToken) -> bool {
    placed.is('%') || placed.is_in(&[PERCENT])
}

fn is_change(tokens: &[PlacedToken], at: usize) -> bool {
    let words = tokens.get(at.saturating_sub(6)..at).unwrap_or_default();
    // »Fald udgør en fjerdedel (24 %)« is about patients who fell, not about a decrease.
    let is_subject = |pair: &[PlacedToken]| pair[0].word() == "fald" && pair[1].is_in(&[MAKING_UP]);
    has_any(words, &[words![frem]]) || has_start(words, &[CHANGE_STARTS]) && !words.windows(2).any(is_subject)
}
