//! Reads the quantities of a sentence: numbers with their unit, and how many words they count.

use super::exact::is_about;
use super::number::PrintedNumber;
use super::phrases::is_numbered;
use super::token::{PlacedToken, word};
use crate::danish::MONTHS;
use crate::proofread::lexicon::amounts::CURRENCY;
use crate::proofread::lexicon::changes::{LESS, MORE, VAGUE};
use crate::proofread::lexicon::grammar::{
    AGAINST, AND, ANSWERING, ARTICLES, BE, BUT, EACH, EARLIER, EQUALS, HAVE, PARTITIVES, PER, PREPOSITIONS, STANDING,
    STRONG_PAST, THAT_IS, THEREFORE, TIMES_OF,
};
use crate::proofread::lexicon::{WordClass, is_in, words};

/// Words that are no nouns, so that a number before them is given without one.
const NOT_NOUNS: [WordClass; 22] = [
    STANDING,
    STRONG_PAST,
    PREPOSITIONS,
    TIMES_OF,
    BE,
    HAVE,
    AND,
    BUT,
    ARTICLES,
    THAT_IS,
    THEREFORE,
    EQUALS,
    PARTITIVES,
    AGAINST,
    EACH,
    PER,
    MORE,
    LESS,
    VAGUE,
    EARLIER,
    ANSWERING,
    words![kom fik faldt gik sagde udeblev meldte gennemførte som der nu ud end ikke eller ja nej kan vil skal uden blandt kun sammenlagt],
];
/// Words for thousands and millions, and their factors.
const SCALES: [(&str, f64); 9] = [
    ("tusind", 1e3),
    ("tusinde", 1e3),
    ("t", 1e3),
    ("tkr", 1e3),
    ("mio", 1e6),
    ("million", 1e6),
    ("millioner", 1e6),
    ("mia", 1e9),
    ("milliarder", 1e9),
];
/// Most words of what a number counts: »12 nye praktiserende læger«.
pub(super) const MOST_NOUN_WORDS: usize = 3;

/// What a number gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuantityKind {
    Percent,
    /// Percentage points.
    Points,
    Money,
    /// A count, or a measure with its unit.
    Plain,
}

/// What a sentence keeps of a quantity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadQuantity {
    /// Index of its token.
    pub(crate) at: usize,
    /// Index after its unit: a percent sign, »mio. kr.«.
    pub(crate) end: usize,
    pub(crate) number: PrintedNumber,
    /// 1000 for »t.kr.«.
    pub(crate) scale: f64,
    pub(crate) kind: QuantityKind,
    /// Neither a bound, nor an estimate, nor the end of a range.
    pub(crate) is_exact: bool,
    /// How many words after its end it counts.
    pub(super) noun_words: usize,
}

/// Reads the quantities in their order.
pub(super) fn read(tokens: &[PlacedToken]) -> Vec<ReadQuantity> {
    (0..tokens.len()).filter_map(|at| quantity(tokens, at)).collect()
}

fn quantity(tokens: &[PlacedToken], at: usize) -> Option<ReadQuantity> {
    let number = tokens.get(at)?.number().filter(|number| !number.is_year)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_date = [at + 1, at + 2].iter().any(|next| MONTHS.contains(&word(tokens, Some(*next))))
        && tokens.get(at + 1).is_some_and(|next| next.is('.') || MONTHS.contains(&next.word()));
    let is_name = before.is_some_and(|before| is_numbered(before) || before.is('§'));
    if is_date || is_name {
        return None;
    }
    let (number, next) = with_half(tokens, number, at + 1);
    let (scale, end) = scale(tokens, next);
    let is_money =
        is_in(word(tokens, end.checked_sub(2)), &[CURRENCY]) || is_in(word(tokens, end.checked_sub(1)), &[CURRENCY]);
    let is_points = word(tokens, Some(at + 1)) == "procentpoint";
    let kind = match () {
        () if number.percent => QuantityKind::Percent,
        () if is_points => QuantityKind::Points,
        () if is_money && end > next => QuantityKind::Money,
        () => QuantityKind::Plain,
    };
    let end = if is_points { at + 2 } else { end };
    let noun_words = words_from(tokens, end).count();
    // »22 mod 18« is a comparison, not »close to 18«.
    let is_exact = !is_about(tokens, at) || is_in(word(tokens, at.checked_sub(1)), &[AGAINST]);
    Some(ReadQuantity { at, end, number, scale, kind, is_exact, noun_words })
}

/// The number of »otte en halv« and the index after it.
fn with_half(tokens: &[PlacedToken], number: PrintedNumber, next: usize) -> (PrintedNumber, usize) {
    let words = [next, next + 1, next + 2].map(|at| word(tokens, Some(at)));
    let more = match words {
        ["en" | "et", "halv" | "halvt", _] => 2,
        ["og", "en" | "et", "halv" | "halvt"] => 3,
        _ => 0,
    };
    if more == 0 || number.decimals > 0 {
        return (number, next);
    }
    (PrintedNumber { value: number.value + 0.5, decimals: 1, ..number }, next + more)
}

/// The factor of »mio. kr.« and the index after it.
fn scale(tokens: &[PlacedToken], from: usize) -> (f64, usize) {
    let mut at = from;
    let mut factor = 1.0;
    if let Some((_, scale)) = SCALES.iter().find(|(name, _)| *name == word(tokens, Some(at))) {
        factor = *scale;
        at += 1 + usize::from(tokens.get(at + 1).is_some_and(|point| point.is('.')));
    }
    if is_in(word(tokens, Some(at)), &[CURRENCY]) {
        at += 1 + usize::from(tokens.get(at + 1).is_some_and(|point| point.is('.') && at + 2 < tokens.len()));
    }
    (factor, at)
}

/// The words from `from` that may be a noun and what describes it.
fn words_from(tokens: &[PlacedToken], from: usize) -> impl Iterator<Item = &str> {
    let words = tokens.iter().skip(from).map(PlacedToken::word);
    // »svarede«, »afleverede«: a verb.
    let is_noun =
        |word: &&str| !word.is_empty() && !is_in(word, &NOT_NOUNS) && (!word.ends_with("ede") || word.len() <= 5);
    words.take_while(is_noun).take(MOST_NOUN_WORDS)
}
