//! The two numbers that a text tells a change of, and which of them is the later.

use super::words::unit;
use crate::proofread::checks::prelude::*;

/// Most tokens between two numbers that are compared, and between the second and what is told of them.
const APART: usize = 7;
/// Two words for a time before and after all years that are printed.
const EARLIER: [(&str, &str); 3] = [("året", "før"), ("sidste", "år"), ("forrige", "år")];
const LATER: [(&str, &str); 3] = [("i", "år"), ("i", "dag"), ("året", "efter")];
/// Parts of a year or a course, in pairs of an earlier and a later one.
const PARTS: [(&str, &str); 6] = [
    ("ved", "start"),
    ("ved", "slut"),
    ("i", "foråret"),
    ("i", "efteråret"),
    ("før", "forløbet"),
    ("efter", "forløbet"),
];
/// Words that point to what the sentence before counted: »I år er der 22«.
const POINTING: [WordClass; 2] = [SUBJECTS, COUNTS];

/// A number of a sentence and its index there.
#[derive(Clone, Copy)]
struct SentenceNumber<'a> {
    sentence: &'a PrintedSentence,
    at: usize,
    number: PrintedNumber,
}

/// Two numbers in the order of their times.
pub(super) struct ComparedPair<'a> {
    from: SentenceNumber<'a>,
    to: SentenceNumber<'a>,
    /// The year of the first, if the text gives it.
    since: Option<f64>,
}

impl<'a> ComparedPair<'a> {
    /// The pair that sentence `at` has before token `end`: both numbers in it, or one in it and one in the sentence before.
    pub(super) fn before(prose: &[&'a PrintedSentence], at: usize, end: usize) -> Option<Self> {
        let sentence = *prose.get(at)?;
        let counts = counts(sentence, end)?;
        if counts.len() >= 2 {
            return Self::within(sentence, &counts, end);
        }
        let earlier = *prose.get(at.checked_sub(1)?)?;
        let own = single(sentence, end)?;
        let points = sentence.tokens.iter().take(end).any(|placed| placed.is_in(&POINTING));
        let other = single(earlier, earlier.tokens.len()).or_else(|| of_unit(earlier, own.0.unit()))?;
        let pair = Self::timed(other, own)?;
        (points || pair.has_units()).then_some(pair)
    }

    /// The pair that the sentences before sentence `at` end with.
    pub(super) fn behind(prose: &[&'a PrintedSentence], at: usize) -> Option<Self> {
        let before = at.checked_sub(1)?;
        let sentence = *prose.get(before)?;
        from_to(sentence).or_else(|| Self::before(prose, before, sentence.tokens.len()))
    }

    /// `18 i 2023 og 22 i 2024`, `22 mod 18 i 2023`. Of more than two numbers, only the last may be compared by »mod«.
    fn within(sentence: &'a PrintedSentence, counts: &[SentenceNumber<'a>], end: usize) -> Option<Self> {
        let [.., one, two] = counts else { return None };
        let is_against = follows_against(&sentence.tokens, two.at);
        let start = if counts.len() == 2 { 0 } else { one.at };
        let is_near = two.at - one.at <= APART && end - two.at <= APART;
        let has_comma = sentence.tokens.get(one.at..end)?.iter().any(|placed| placed.is(',') || placed.is(';'));
        if counts.len() > 2 && !(is_against && is_near && !has_comma) {
            return None;
        }
        match times(sentence.tokens.get(start..end)?).as_slice() {
            [first, second] if first != second => Self::ordered(*one, *two, first < second, Some(first.min(*second))),
            [] if is_against => Self::ordered(*one, *two, false, None),
            [time] if is_against => Self::ordered(*one, *two, false, Some(*time)),
            _ => None,
        }
    }

    fn timed(one: (SentenceNumber<'a>, f64), two: (SentenceNumber<'a>, f64)) -> Option<Self> {
        (one.1 != two.1).then(|| Self::ordered(one.0, two.0, one.1 < two.1, Some(one.1.min(two.1)))).flatten()
    }

    /// `None` if the numbers count different things or are equal.
    fn ordered(
        one: SentenceNumber<'a>,
        two: SentenceNumber<'a>,
        is_in_order: bool,
        since: Option<f64>,
    ) -> Option<Self> {
        let (mut from, mut to) = if is_in_order { (one, two) } else { (two, one) };
        // »Svarprocenten var 71. Året efter var den 64«
        let is_bare = |own: &SentenceNumber<'_>| own.unit().is_empty() && own.number.value <= 100.0;
        if from.number.percent != to.number.percent && [from, to].iter().all(is_bare) {
            (from.number.percent, to.number.percent) = (true, true);
        }
        let is_alike = from.number.percent == to.number.percent && from.number.value != to.number.value;
        let has_one_unit = from.unit().is_empty() || to.unit().is_empty() || from.unit() == to.unit();
        (is_alike && has_one_unit).then_some(Self { from, to, since })
    }

    pub(super) fn change(&self) -> PrintedChange {
        let is_rounded = tells_measures(&self.from.sentence.text) || tells_measures(&self.to.sentence.text);
        PrintedChange { from: self.from.number, to: self.to.number, is_rounded }
    }

    /// What the numbers count; "" if neither has a noun.
    pub(super) fn unit(&self) -> &'a str {
        if self.from.unit().is_empty() { self.to.unit() } else { self.from.unit() }
    }

    /// Whether both numbers have a noun.
    fn has_units(&self) -> bool {
        !self.from.unit().is_empty() && !self.to.unit().is_empty()
    }

    /// Each number and the index of its line in the document.
    pub(super) fn places(&self) -> [(usize, PrintedNumber); 2] {
        [self.from, self.to].map(|number| (number.sentence.index, number.number))
    }

    /// Whether a change since this year is one between the two numbers.
    pub(super) fn is_since(&self, year: f64) -> bool {
        self.since.is_none_or(|since| since == year)
    }

    /// Whether both numbers are in the sentence.
    pub(super) fn is_within(&self, sentence: &PrintedSentence) -> bool {
        [self.from, self.to].iter().all(|number| std::ptr::eq(number.sentence, sentence))
    }

    /// Index of the first of the numbers in the sentence, or 0 if one is in another.
    pub(super) fn start(&self, sentence: &PrintedSentence) -> usize {
        if self.is_within(sentence) { self.from.at.min(self.to.at) } else { 0 }
    }
}

impl<'a> SentenceNumber<'a> {
    fn unit(&self) -> &'a str {
        unit(&self.sentence.tokens, self.at + 1)
    }
}

/// The only number of a sentence, if it is exact and no year.
pub(super) fn only_count(sentence: &PrintedSentence) -> Option<(usize, PrintedNumber)> {
    match counts(sentence, sentence.tokens.len())?.as_slice() {
        [only] => Some((only.at, only.number)),
        _ => None,
    }
}

/// `fra 18 til 22` at the end of a sentence.
fn from_to(sentence: &PrintedSentence) -> Option<ComparedPair<'_>> {
    let counts = counts(sentence, sentence.tokens.len())?;
    let [.., one, two] = counts.as_slice() else { return None };
    let word = |at: Option<usize>| at.and_then(|at| sentence.tokens.get(at)).map_or("", PlacedToken::word);
    let is_from_to = word(one.at.checked_sub(1)) == "fra" && word(two.at.checked_sub(1)) == "til";
    (is_from_to && two.at - one.at <= APART).then(|| ComparedPair::ordered(*one, *two, true, None)).flatten()
}

/// The numbers before token `end` that are neither years nor names. `None` if one of them is not exact.
fn counts(sentence: &PrintedSentence, end: usize) -> Option<Vec<SentenceNumber<'_>>> {
    let tokens = &sentence.tokens;
    let numbers = tokens.iter().enumerate().take(end).filter_map(|(at, placed)| Some((at, placed.number()?)));
    let is_name = |at: usize| at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_numbered);
    let counts = numbers.filter(|(at, number)| !number.is_year && !is_name(*at) && !is_later(tokens, *at));
    counts
        .map(|(at, number)| {
            let is_exact = !is_about(tokens, at) || follows_against(tokens, at);
            is_exact.then_some(SentenceNumber { sentence, at, number })
        })
        .collect()
}

/// Whether the number tells how much later something was: »to år senere«.
fn is_later(tokens: &[PlacedToken], at: usize) -> bool {
    let [unit, later] = tokens.get(at + 1..at + 3).unwrap_or_default() else { return false };
    unit.is_in(&[DURATIONS, words![år]]) && later.is_in(&[words![senere efter]])
}

/// The only number of the sentence with this unit, if it is one of several, and the only time.
fn of_unit<'a>(sentence: &'a PrintedSentence, unit: &str) -> Option<(SentenceNumber<'a>, f64)> {
    let all = counts(sentence, sentence.tokens.len())?;
    let only = only(all.into_iter().filter(|own| !unit.is_empty() && own.unit() == unit))?;
    if let [time] = times(&sentence.tokens)[..] { Some((only, time)) } else { None }
}

/// The only number before token `end`, and the only time.
fn single(sentence: &PrintedSentence, end: usize) -> Option<(SentenceNumber<'_>, f64)> {
    match (counts(sentence, end)?.as_slice(), times(sentence.tokens.get(..end)?).as_slice()) {
        ([number], [time]) => Some((*number, *time)),
        _ => None,
    }
}

/// »22 mod 18« is a comparison, not »close to 18«.
fn follows_against(tokens: &[PlacedToken], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|word| word.is_in(&[AGAINST]))
}

/// The times that the tokens name, in reading order: years, and words like »i år«. Without those, parts of a year or of a course.
fn times(tokens: &[PlacedToken]) -> Vec<f64> {
    let time = |(at, placed): (usize, &PlacedToken)| {
        let words = (placed.word(), tokens.get(at + 1).map_or("", PlacedToken::word));
        match placed.number().filter(|number| number.is_year) {
            Some(year) => Some(year.value),
            None if EARLIER.contains(&words) => Some(f64::NEG_INFINITY),
            None if LATER.contains(&words) || words.0 == "nu" || is_later(tokens, at) => Some(f64::INFINITY),
            None => None,
        }
    };
    let times: Vec<f64> = tokens.iter().enumerate().filter_map(time).collect();
    let part = |(at, placed): (usize, &PlacedToken)| {
        let words = (placed.word(), tokens.get(at + 1).map_or("", PlacedToken::word));
        PARTS.iter().position(|part| *part == words).map(|at| at as f64)
    };
    if times.is_empty() { tokens.iter().enumerate().filter_map(part).collect() } else { times }
}
