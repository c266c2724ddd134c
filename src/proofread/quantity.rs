//! Numbers of running text with what they count: value, unit, noun, and whether they are exact.

use super::exact::is_about;
use super::number::PrintedNumber;
use super::phrases::is_numbered;
use super::sentence::PrintedSentence;
use super::stem::stem;
use super::token::PlacedToken;
use crate::danish::MONTHS;

/// Words that are no nouns, so that a number before them is given without one.
const NOT_NOUNS: [&str; 78] = [
    "i",
    "på",
    "pr",
    "ved",
    "for",
    "om",
    "af",
    "og",
    "fra",
    "til",
    "mod",
    "imod",
    "er",
    "var",
    "blev",
    "bliver",
    "kom",
    "har",
    "havde",
    "mens",
    "men",
    "som",
    "der",
    "året",
    "sidste",
    "forrige",
    "nu",
    "samt",
    "svarede",
    "deltog",
    "ud",
    "hver",
    "hvert",
    "flere",
    "færre",
    "mere",
    "mindre",
    "højere",
    "lavere",
    "kortere",
    "længere",
    "større",
    "end",
    "ikke",
    "eller",
    "fik",
    "faldt",
    "gik",
    "sagde",
    "ja",
    "nej",
    "hvilket",
    "svarende",
    "dvs",
    "altså",
    "hvoraf",
    "heraf",
    "kan",
    "vil",
    "skal",
    "med",
    "uden",
    "hos",
    "blandt",
    "efter",
    "før",
    "inden",
    "siden",
    "kun",
    "dermed",
    "således",
    "det",
    "de",
    "den",
    "udeblev",
    "meldte",
    "gennemførte",
    "sammenlagt",
];
/// Words for thousands and millions, and what they multiply by.
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
const CURRENCY: [&str; 3] = ["kr", "kroner", "tkr"];
/// Most words of what a number counts: »12 nye praktiserende læger«.
const MOST_NOUN_WORDS: usize = 3;

/// Greatest distance of a number that is told roughly, as a share of it.
const ROUGHLY: f64 = 0.12;

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

/// A number of a sentence that is neither a year, nor a date, nor a name.
#[derive(Debug, Clone)]
pub(crate) struct Quantity<'a> {
    pub(crate) sentence: &'a PrintedSentence,
    /// Index of its token.
    pub(crate) at: usize,
    /// Index after its unit: a percent sign, »mio. kr.«.
    pub(crate) end: usize,
    pub(crate) number: PrintedNumber,
    /// 1000 for »t.kr.«.
    pub(crate) scale: f64,
    pub(crate) kind: QuantityKind,
    /// The words that it counts, without their endings; empty without a noun.
    pub(crate) nouns: Vec<&'a str>,
    /// Neither a bound, nor an estimate, nor the end of a range.
    pub(crate) is_exact: bool,
}

impl Quantity<'_> {
    pub(crate) fn value(&self) -> f64 {
        self.number.value * self.scale
    }

    /// Greatest rounding error: counts are exact, unless they are in millions.
    pub(crate) fn slack(&self) -> f64 {
        let slack = if self.scale > 1.0 { self.number.half_unit() } else { self.number.slack() };
        slack * self.scale
    }

    /// Whether the exact number may be told so: `knap 60 %` of 59,2 %. `None` for a bound and the end of a range.
    pub(crate) fn may_tell(&self, exact: f64) -> Option<bool> {
        let value = self.value();
        let half = self.number.half_unit() * self.scale;
        let room = ROUGHLY * value.abs();
        let (below, above) = match self.word_before() {
            _ if self.is_exact => (half, half),
            "knap" | "knapt" | "næsten" => (room, half),
            "godt" => (half, room),
            "ca" | "cirka" | "omkring" | "omtrent" | "." => (room, room),
            _ => return None,
        };
        Some(exact >= value - below - 1e-9 && exact <= value + above + 1e-9)
    }

    /// Whether it is a whole number of things.
    pub(crate) fn is_count(&self) -> bool {
        self.kind == QuantityKind::Plain && self.number.decimals == 0 && self.scale == 1.0
    }

    /// Whether two quantities may count the same: they have a noun in common, or one of them has none.
    pub(crate) fn is_alike(&self, other: &Self) -> bool {
        let has_one_noun =
            self.nouns.is_empty() || other.nouns.is_empty() || self.nouns.iter().any(|noun| other.nouns.contains(noun));
        self.kind == other.kind && has_one_noun
    }

    /// The word before it; "" at the start.
    pub(crate) fn word_before(&self) -> &str {
        word(&self.sentence.tokens, self.at.checked_sub(1))
    }

    /// Index after its noun.
    pub(crate) fn noun_end(&self) -> usize {
        self.end + words_from(&self.sentence.tokens, self.end).len()
    }
}

/// The quantities of a sentence in reading order.
pub(crate) fn quantities(sentence: &PrintedSentence) -> Vec<Quantity<'_>> {
    let tokens = &sentence.tokens;
    (0..tokens.len()).filter_map(|at| quantity(sentence, at)).collect()
}

fn quantity(sentence: &PrintedSentence, at: usize) -> Option<Quantity<'_>> {
    let tokens = &sentence.tokens;
    let number = tokens.get(at)?.number().filter(|number| !number.is_year)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_date = [at + 1, at + 2].iter().any(|next| MONTHS.contains(&word(tokens, Some(*next))))
        && tokens.get(at + 1).is_some_and(|next| next.is('.') || MONTHS.contains(&next.word()));
    let is_name = before.is_some_and(|before| is_numbered(before) || before.is('§'));
    if is_date || is_name || ["uge", "ugerne", "klokken"].contains(&word(tokens, at.checked_sub(1))) {
        return None;
    }
    let (number, next) = with_half(tokens, number, at + 1);
    let (scale, end) = scale(tokens, next);
    let is_money =
        CURRENCY.contains(&word(tokens, end.checked_sub(2))) || CURRENCY.contains(&word(tokens, end.checked_sub(1)));
    let is_points = word(tokens, Some(at + 1)) == "procentpoint";
    let kind = match () {
        () if number.percent => QuantityKind::Percent,
        () if is_points => QuantityKind::Points,
        () if is_money && end > next => QuantityKind::Money,
        () => QuantityKind::Plain,
    };
    let end = if is_points { at + 2 } else { end };
    let nouns = words_from(tokens, end).into_iter().map(stem).collect();
    // »22 mod 18« is a comparison, not »close to 18«.
    let is_exact = !is_about(tokens, at) || ["mod", "imod"].contains(&word(tokens, at.checked_sub(1)));
    Some(Quantity { sentence, at, end, number, scale, kind, nouns, is_exact })
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
    if CURRENCY.contains(&word(tokens, Some(at))) {
        at += 1 + usize::from(tokens.get(at + 1).is_some_and(|point| point.is('.') && at + 2 < tokens.len()));
    }
    (factor, at)
}

/// The words from `from` that may be a noun and what describes it.
fn words_from(tokens: &[PlacedToken], from: usize) -> Vec<&str> {
    let words = tokens.iter().skip(from).map(PlacedToken::word);
    // »svarede«, »afleverede«: a verb.
    let is_noun =
        |word: &&str| !word.is_empty() && !NOT_NOUNS.contains(word) && (!word.ends_with("ede") || word.len() <= 5);
    words.take_while(is_noun).take(MOST_NOUN_WORDS).collect()
}

/// The word at an index; "" for anything else.
pub(crate) fn word(tokens: &[PlacedToken], at: Option<usize>) -> &str {
    at.and_then(|at| tokens.get(at)).map_or("", PlacedToken::word)
}

/// The years of the tokens, in order, with their indices.
pub(crate) fn years(tokens: &[PlacedToken]) -> Vec<(usize, f64)> {
    let years = tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?)));
    years.filter(|(_, number)| number.is_year).map(|(at, number)| (at, number.value)).collect()
}
