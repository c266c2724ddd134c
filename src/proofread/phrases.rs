//! Ways to write a part of a whole.
//!
//! A form takes the tokens of a sentence and an index. It returns the ratio that starts there and the index after it.

use super::exact::is_about;
use super::number::PrintedNumber;
use super::ratio::PrintedRatio;
use super::token::{PlacedToken, tokens};
use crate::danish::MONTHS;
use crate::proofread::lexicon::grammar::{ALL, PER, PREPOSITIONS, TIMES_OF, TOGETHER, WHOLE};
use crate::proofread::lexicon::reports::{NAMED_PARTS, NUMBERED};
use crate::proofread::lexicon::{WordClass, is_in, words};

type RatioForm = fn(&[PlacedToken], usize) -> Option<(PrintedRatio, usize)>;

/// The first form that fits is taken.
const FORMS: [RatioForm; 5] = [part_of, share_of, named_part, whole_first, slashed];

/// A number after these words is a name: »side 4«.
const NAMES: [WordClass; 2] = [NAMED_PARTS, NUMBERED];
/// Words that may come before the whole: »198 af de i alt 224«.
const BEFORE_WHOLE: [WordClass; 4] = [WHOLE, ALL, TOGETHER, words![i]];
/// Words after which a number counts something else: »i uge 12«, »med 12 ansatte«.
const OTHERWISE: [WordClass; 4] = [PREPOSITIONS, TIMES_OF, PER, words![uge]];

/// A number after a slash that is no larger may be a month.
const MOST_MONTHS: f64 = 12.0;

/// Reads the ratio that starts at `at` in any form.
pub(crate) fn ratio(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    FORMS.iter().find_map(|form| form(tokens, at))
}

/// Reads a whole text: a number, or a percentage with its ratio in brackets, as `84 % (198 af 224)`.
pub(crate) fn number_with_ratio(text: &str) -> Option<(PrintedNumber, Option<PrintedRatio>)> {
    if let Some(number) = PrintedNumber::parse_signed(text) {
        return Some((number, None));
    }
    let tokens = tokens(text);
    let [percent, open, .., close] = tokens.as_slice() else { return None };
    let number = percent.number().filter(|number| number.percent)?;
    let (ratio, end) = part_of(&tokens, 2)?;
    (open.is('(') && close.is(')') && end + 1 == tokens.len()).then_some((number, Some(ratio)))
}

/// `198 af 224`, `198 ud af de 224`.
fn part_of(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    let part = tokens.get(at)?.number()?;
    // The point belongs to an abbreviation: »s. 4«.
    let before = tokens.iter().take(at).rev().find(|placed| !placed.is('.'));
    if is_about(tokens, at) || before.is_some_and(|before| before.is_in(&NAMES)) {
        return None;
    }
    let mut next = at + 1;
    let mut words = Vec::new();
    while let Some(word) = tokens.get(next).map(PlacedToken::word).filter(|word| !word.is_empty()) {
        words.push(word);
        next += 1;
    }
    let of = match words.as_slice() {
        ["ud", "af", rest @ ..] | ["af", rest @ ..] => rest,
        _ => return None,
    };
    let whole = tokens.get(next)?.number()?;
    let ratio = PrintedRatio { part, whole };
    // »3 af 12. maj« is not a share.
    let is_date = tokens.get(next + 1).is_some_and(|after| after.is('.'))
        && tokens.get(next + 2).is_some_and(|after| MONTHS.contains(&after.word()));
    let fits = of.iter().all(|word| is_in(word, &BEFORE_WHOLE)) && ratio.is_plausible() && !is_date;
    fits.then_some((ratio, next + 1))
}

/// `84 % af de 224 ydernumre (198)`, from `af`.
fn share_of(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    let before = tokens.get(at.checked_sub(1)?)?.number()?;
    if !before.percent || tokens.get(at)?.word() != "af" {
        return None;
    }
    let mut next = at + 1;
    while is_in(tokens.get(next)?.word(), &BEFORE_WHOLE) {
        next += 1;
    }
    let whole = tokens.get(next)?.number()?;
    next += 1;
    let noun = next;
    while !tokens.get(next)?.word().is_empty() && next < noun + 5 {
        next += 1;
    }
    let [open, part, close] = tokens.get(next..next + 3)? else { return None };
    let ratio = PrintedRatio { part: part.number()?, whole };
    let fits = open.is('(') && close.is(')') && ratio.is_plausible() && !ratio.part.is_year && !whole.is_year;
    fits.then_some((ratio, next + 3))
}

/// `198 klinikker ud af 224`, `198 klinikker ud af 224 adspurgte (88 %)`.
fn named_part(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    let part = count(tokens, at)?;
    let [noun, ud, af] = tokens.get(at + 1..at + 4)? else { return None };
    let is_said = !noun.word().is_empty() && ud.word() == "ud" && af.word() == "af";
    let next = whole_at(tokens, at + 4);
    let ratio = PrintedRatio { part, whole: count(tokens, next)? };
    // With a noun of its own, the whole may be of something else, unless a percentage follows at once.
    let has_bracket = tokens.get(next + 2).is_some_and(|after| after.is('('));
    let has_noun = tokens.get(next + 1).is_some_and(|after| !after.word().is_empty() || after.number().is_some());
    let has_noun = has_noun && !has_bracket;
    (is_said && !has_noun && ratio.is_plausible()).then_some((ratio, next + 1))
}

/// `Af 224 klinikker svarede 198` at the start of a sentence, before a bracket or a comma.
fn whole_first(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    let starts = tokens.iter().take(at).all(|placed| placed.number().is_none() && placed.word().is_empty());
    let of = if tokens.get(at)?.word() == "ud" { at + 1 } else { at };
    if !starts || tokens.get(of)?.word() != "af" {
        return None;
    }
    let first = whole_at(tokens, of + 1);
    let whole = count(tokens, first)?;
    let words = tokens.iter().skip(first + 1).take_while(|placed| !placed.word().is_empty()).count();
    let next = first + 1 + words;
    let ratio = PrintedRatio { part: count(tokens, next)?, whole };
    let before = tokens.get(next.checked_sub(1)?)?.word();
    let is_counted = words >= 2 && !is_in(before, &OTHERWISE);
    let ends = tokens.get(next + 1).is_some_and(|after| after.is('(') || after.is(','));
    (is_counted && ends && ratio.is_plausible()).then_some((ratio, next + 1))
}

/// `132/201 (61,2 %)`, `61,2 % (132/201)`. A date (`3/4`), a season (`24/25`) and a year are no ratio.
fn slashed(tokens: &[PlacedToken], at: usize) -> Option<(PrintedRatio, usize)> {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    if is_about(tokens, at) || before.is_some_and(|before| before.is_in(&NAMES)) {
        return None;
    }
    let (part, whole, next) = match tokens.get(at)?.word().split_once('/') {
        Some((part, whole)) => (PrintedNumber::parse(part)?, PrintedNumber::parse(whole)?, at + 1),
        None if tokens.get(at + 1)?.is('/') => (tokens.get(at)?.number()?, tokens.get(at + 2)?.number()?, at + 3),
        None => return None,
    };
    let ratio = PrintedRatio { part, whole };
    let is_named = part.is_year || whole.is_year || whole.value <= MOST_MONTHS || whole.value - part.value == 1.0;
    let follows = before.is_some_and(|before| before.is('(')) && tokens.get(next).is_some_and(|after| after.is(')'));
    let precedes = tokens.get(next).is_some_and(|after| after.is('('));
    ((follows || precedes) && !is_named && ratio.is_plausible()).then_some((ratio, next))
}

/// Whether a number after the word is a name: »side 4«.
pub(crate) fn is_numbered(placed: &PlacedToken) -> bool {
    placed.is_in(&NAMES)
}

/// The number at `at`, if it is an exact count: no name, year or percentage.
fn count(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    let number = tokens.get(at)?.number().filter(|number| !number.percent && !number.is_year)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", PlacedToken::word);
    (!is_about(tokens, at) && !is_in(before, &NAMES)).then_some(number)
}

/// Index of the whole, after the words that may come before it.
fn whole_at(tokens: &[PlacedToken], from: usize) -> usize {
    from + tokens.iter().skip(from).take_while(|placed| placed.is_in(&BEFORE_WHOLE)).count()
}
