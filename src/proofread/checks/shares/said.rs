//! The share that a sentence states, in percent or in words.

use crate::proofread::checks::prelude::*;

/// The only share of a sentence, or the first of several percentages.
pub(super) struct ToldShare<'a> {
    pub(super) sentence: &'a PrintedSentence,
    pub(super) said: SaidShare<'a>,
    /// Indices of its first token and after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_only: bool,
}

pub(super) enum SaidShare<'a> {
    Percent(Quantity<'a>),
    Words(WordedShare),
}

impl<'a> ToldShare<'a> {
    pub(super) fn of(sentence: &'a PrintedSentence) -> Option<Self> {
        let tokens = &sentence.tokens;
        let worded = (0..tokens.len()).find_map(|at| WordedShare::at(tokens, at));
        let percents = sentence.quantities().into_iter().filter(|own| own.kind == QuantityKind::Percent);
        let percents: Vec<Quantity<'a>> = percents.collect();
        let (said, start, end) = match (percents.as_slice(), worded) {
            ([percent, ..], None) => {
                let rough = |placed: &&PlacedToken| placed.is_in(&[NEARLY, A_LITTLE_OVER, ROUGHLY]);
                let roughs = tokens.iter().take(percent.at).rev().take_while(rough).count();
                (SaidShare::Percent(*percent), percent.at - roughs, percent.end)
            }
            ([], Some(share)) => {
                let (start, end) = (share.start, share.end);
                (SaidShare::Words(share), start, end)
            }
            _ => return None,
        };
        Some(Self { sentence, said, start, end, is_only: percents.len() < 2 })
    }

    /// The exact counts and amounts of a sentence that are not in the words of the share.
    pub(super) fn counts(&self, sentence: &'a PrintedSentence) -> Vec<Quantity<'a>> {
        let inside =
            |own: &Quantity<'_>| std::ptr::eq(sentence, self.sentence) && (self.start..self.end).contains(&own.at);
        let is_count = |own: &Quantity<'_>| own.is_count() || own.kind == QuantityKind::Money;
        sentence.quantities().into_iter().filter(|own| is_count(own) && !inside(own)).collect()
    }

    pub(super) fn is_bracketed(&self) -> bool {
        let is_mark = |at: Option<usize>, mark: char| {
            at.and_then(|at| self.sentence.tokens.get(at)).is_some_and(|own| own.is(mark))
        };
        is_mark(self.start.checked_sub(1), '(') && is_mark(Some(self.end), ')')
    }
}
