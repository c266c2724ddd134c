//! Numbers of running text with what they count: value, unit, noun, and whether they are exact.

use std::ops::Deref;

use super::number::PrintedNumber;
pub(crate) use super::read_quantity::QuantityKind;
use super::read_quantity::{MOST_NOUN_WORDS, ReadQuantity, read};
use super::sentence::PrintedSentence;
use super::stem::stem;
use super::token::{PlacedToken, word};
use crate::proofread::lexicon::amounts::DURATIONS;
use crate::proofread::lexicon::{is_in, words};

/// Greatest distance between an approximate number and the exact one, as a share of it (0–1).
const ROUGHLY: f64 = 0.12;

/// The words that a quantity counts, without their endings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Nouns<'a> {
    words: [&'a str; MOST_NOUN_WORDS],
    count: usize,
}

impl<'a> Nouns<'a> {
    fn of(tokens: &'a [PlacedToken], from: usize, count: usize) -> Self {
        let mut nouns = Self { count, ..Self::default() };
        for (noun, placed) in nouns.words.iter_mut().zip(tokens.iter().skip(from).take(count)) {
            *noun = stem(placed.word());
        }
        nouns
    }
}

impl<'a> Deref for Nouns<'a> {
    type Target = [&'a str];

    fn deref(&self) -> &Self::Target {
        self.words.get(..self.count).unwrap_or_default()
    }
}

/// A number of a sentence that is neither a year, nor a date, nor a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quantity<'a> {
    pub(crate) sentence: &'a PrintedSentence,
    /// Empty if no noun follows the number.
    pub(crate) nouns: Nouns<'a>,
    read: ReadQuantity,
}

impl Deref for Quantity<'_> {
    type Target = ReadQuantity;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl PrintedSentence {
    /// Its quantities in reading order. They are read once, when a check first asks for them.
    pub(crate) fn quantities(&self) -> Vec<Quantity<'_>> {
        let read = self.read.get_or_init(|| read(&self.tokens));
        let quantity = |read: &ReadQuantity| Quantity {
            sentence: self,
            nouns: Nouns::of(&self.tokens, read.end, read.noun_words),
            read: *read,
        };
        read.iter().map(quantity).collect()
    }
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

    /// Whether the exact number may be expressed so: `knap 60 %` for 59,2 %. `None` for a bound and the end of a range.
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

    /// The quantity with another number.
    pub(crate) fn with_number(self, number: PrintedNumber) -> Self {
        Self { read: ReadQuantity { number, ..self.read }, ..self }
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

    /// Whether its unit is one of time: »to år«, »35 minutter«.
    pub(crate) fn measures_time(&self) -> bool {
        is_in(word(&self.sentence.tokens, Some(self.end)), &[DURATIONS, words![år]])
    }

    /// The words that it counts, as they are written.
    pub(crate) fn noun_words(&self) -> impl Iterator<Item = &str> {
        (self.end..self.noun_end()).map(|at| word(&self.sentence.tokens, Some(at)))
    }

    /// The word before it; "" at the start.
    pub(crate) fn word_before(&self) -> &str {
        word(&self.sentence.tokens, self.at.checked_sub(1))
    }

    /// Index after its noun.
    pub(crate) fn noun_end(&self) -> usize {
        self.end + self.noun_words
    }
}
