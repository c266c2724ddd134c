//! The amounts of changes in a sentence, and the numbers that may have changed.

use super::pairs::{ComparedPair, link, times};
use super::words::{direction, direction_at, factor_before, is_change_noun, is_comparative, moved};
use crate::proofread::checks::prelude::*;

/// First words of a sentence about the numbers of the one before.
const STARTS: [WordClass; 5] = [SUBJECTS, THAT_IS, THEREFORE, THE_CHANGE, DIFFERENCES];
/// Starts of verbs for a change that have no direction.
const CHANGED: [WordClass; 1] = [words![forbedr ændre]];
/// Starts of words for how far an amount is above a budget.
const EXCESS: [WordClass; 1] = [words![overskridelse merforbrug]];
/// Most tokens between a change and the two numbers, if there are others.
const NEAR: usize = 12;
/// As [`NEAR`], of a percentage in brackets.
const BRACKET_NEAR: usize = 4;
/// Most tokens between the word for a change and its amount.
pub(super) const WORD_NEAR: usize = 6;

/// The quantities of a sentence: the amounts of changes, and the numbers that may have changed.
pub(in crate::proofread::checks) struct SentenceNumbers<'a> {
    pub(super) sentence: &'a PrintedSentence,
    pub(in crate::proofread::checks) amounts: Vec<Quantity<'a>>,
    pub(in crate::proofread::checks) numbers: Vec<Quantity<'a>>,
    /// Index of the number of »fire gange så mange«, and 4.
    pub(super) times_as: Option<(usize, f64)>,
}

impl<'a> SentenceNumbers<'a> {
    pub(in crate::proofread::checks) fn of(sentence: &'a PrintedSentence) -> Self {
        let tokens = &sentence.tokens;
        let times_as =
            (0..tokens.len()).find_map(|at| factor_before(tokens, at).filter(|_| word(tokens, Some(at)) == "så"));
        let mut all = sentence.quantities();
        all.retain(|own| !is_in_range(own));
        let (amounts, mut numbers): (Vec<_>, Vec<_>) = all.iter().copied().partition(|own| is_amount(own, &all));
        numbers.retain(|own| own.is_exact && times_as.is_none_or(|(at, _)| own.at != at));
        // »Faldet med en fjerdedel på to år, fra 540 til 405«
        if numbers.iter().any(|own| !own.measures_time()) {
            numbers.retain(|own| !is_length(own));
        }
        Self { sentence, amounts, numbers, times_as }
    }

    /// The pairs of the sentence; without one, that of the sentences before which it is about.
    pub(super) fn pairs(&self, prose: &[&'a PrintedSentence], at: usize, has_amounts: bool) -> Vec<ComparedPair<'a>> {
        let own = ComparedPair::all(&self.numbers, has_amounts || !self.amounts.is_empty() || self.times_as.is_some());
        if !own.is_empty() {
            return own;
        }
        let earlier = at.checked_sub(1).and_then(|before| prose.get(before)).copied();
        let first = self.amounts.first();
        let leading =
            self.numbers.iter().filter(|own| first.is_none_or(|first| own.at < first.at || link(own) == "end"));
        let found = match leading.collect::<Vec<_>>()[..] {
            [number] => {
                // »… siden 2022, hvor det var 240. I dag går 300 elever på skolen«
                let is_later =
                    |later: &&&PrintedSentence| times(&later.tokens).iter().any(|(_, time)| *time == f64::INFINITY);
                let later = prose.get(at + 1).filter(|_| link(number) == "end").filter(is_later).copied();
                earlier.into_iter().chain(later).find_map(|other| ComparedPair::across(number, other, first))
            }
            [] if self.numbers.is_empty() && self.points_back() => {
                earlier.and_then(|earlier| self.pair_before(prose, at - 1, earlier))
            }
            _ => None,
        };
        found.into_iter().collect()
    }

    /// The pair that the sentence before ends with.
    fn pair_before(
        &self,
        prose: &[&'a PrintedSentence],
        at: usize,
        earlier: &'a PrintedSentence,
    ) -> Option<ComparedPair<'a>> {
        let mut pairs = Self::of(earlier).pairs(prose, at, !self.amounts.is_empty());
        let pair = pairs.pop()?;
        // Of several, one that moved otherwise or counts something else is not meant.
        let told = (0..self.sentence.tokens.len()).find_map(|at| direction_at(&self.sentence.tokens, at));
        let moved = pair.to.value() > pair.from.value();
        let is_counted = self.amounts.iter().any(|own| !own.nouns.is_empty());
        if !pairs.is_empty() && (is_counted || told.is_some_and(|(rises, _)| rises != moved)) {
            return None;
        }
        let last = earlier.quantities().last().map_or(0, |own| own.at);
        (pair.span().1 > last || !pair.is_within(earlier)).then_some(pair)
    }

    /// Whether the pair is the one that the amount is said of: the nearest. A percentage in brackets comes right after it.
    pub(super) fn is_nearest(&self, own: &Quantity<'a>, pair: &ComparedPair<'a>, all: &[ComparedPair<'a>]) -> bool {
        let gap = |pair: &ComparedPair<'a>| {
            let (start, end) = pair.span();
            let far = start.saturating_sub(own.end).max(own.at.saturating_sub(end));
            if pair.is_within(self.sentence) { far } else { 0 }
        };
        let most = if self.is_led(own) { if self.numbers.len() > 2 { NEAR } else { usize::MAX } } else { BRACKET_NEAR };
        all.iter().all(|other| gap(other) >= gap(pair)) && gap(pair) <= most
    }

    fn points_back(&self) -> bool {
        let first = word(&self.sentence.tokens, Some(0));
        is_in(first, &STARTS) || starts_in(first, &EXCESS)
    }

    /// The direction that the comparative after an amount expresses, or the last word for a change before it.
    pub(in crate::proofread::checks) fn rises(&self, own: &Quantity<'a>) -> Option<bool> {
        let before =
            || (0..own.at).rev().find_map(|at| direction_at(&self.sentence.tokens, at)).map(|(rises, _)| rises);
        comparative(own).and_then(direction).or_else(before)
    }

    /// Whether a word ties the amount to the change: a percentage alone in brackets may be a share.
    pub(super) fn is_led(&self, own: &Quantity<'a>) -> bool {
        !self.sentence.tokens.get(own.at.wrapping_sub(1)).is_some_and(|mark| mark.is('('))
    }
}

/// Whether the number says how long something took, beside others: »på to år«, »to år senere«.
fn is_length(own: &Quantity<'_>) -> bool {
    let is_led = is_in(own.word_before(), &[words![på i om over efter inden gennem sidste seneste]]);
    let is_later = is_in(word(&own.sentence.tokens, Some(own.noun_end())), &[words![senere efter tidligere før]]);
    own.measures_time() && (is_led || is_later || own.at == 0)
}

/// Whether the number is an end of a range: »tre til fire kurser mere«.
fn is_in_range(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let is_number = |at: usize| tokens.get(at).and_then(PlacedToken::number).is_some_and(|number| !number.is_year);
    let starts = |at: usize| {
        let is_from = at > 0 && word(tokens, Some(at - 1)) == "fra";
        is_number(at) && word(tokens, Some(at + 1)) == "til" && is_number(at + 2) && !is_from
    };
    starts(own.at) || own.at >= 2 && starts(own.at - 2)
}

/// The comparative after the amount or its noun.
pub(super) fn comparative<'a>(own: &Quantity<'a>) -> Option<&'a str> {
    let tokens = &own.sentence.tokens;
    [own.end, own.noun_end()].map(|at| word(tokens, Some(at))).into_iter().find(|word| is_comparative(word))
}

/// Whether the number says how much others changed.
fn is_amount(own: &Quantity<'_>, all: &[Quantity<'_>]) -> bool {
    let tokens = &own.sentence.tokens;
    // »2 klager pr. måned«
    if is_in(word(tokens, Some(own.noun_end())), &[PER, EACH, words![om]]) {
        return false;
    }
    let is_mark =
        |at: Option<usize>, mark: char| at.and_then(|at| tokens.get(at)).is_some_and(|placed| placed.is(mark));
    let is_sign = |at: Option<usize>| ['+', '-', '−', '–'].iter().any(|sign| is_mark(at, *sign));
    let is_rough = |at: &usize| is_in(word(tokens, Some(*at)), &[NEARLY, A_LITTLE_OVER, ROUGHLY]) || is_sign(Some(*at));
    let link = (0..own.at).rev().find(|at| !is_rough(at)).unwrap_or(0);
    let before = tokens.get(link.saturating_sub(WORD_NEAR)..link).unwrap_or_default();
    let is_more = comparative(own).is_some();
    let is_linked = match word(tokens, Some(link)) {
        // »Steg på 3 steder« means a place, »en stigning på 3« an amount.
        "på" => before.iter().any(|placed| {
            let said = placed.word();
            is_change_noun(said) || is_in(said, &[THE_CHANGE, DIFFERENCES]) || starts_in(said, &EXCESS)
        }),
        "med" => before.iter().any(|placed| {
            direction(placed.word()).is_some() || placed.is_in(&[THAT_IS]) || starts_in(placed.word(), &CHANGED)
        }),
        // »24 hændelser eller 6 %«
        "eller" | "til" => own.kind == QuantityKind::Percent || before.iter().any(|placed| placed.is_in(&[THAT_IS])),
        word => moved(word).is_some(),
    };
    let is_bracketed = (own.kind == QuantityKind::Percent || is_sign(own.at.checked_sub(1)))
        && is_mark(Some(link), '(')
        && is_mark(Some(own.end), ')');
    // »Steg med 20 % fra 25 til 30 og faldt fra 30 til 12 (60 %)«
    let is_around = |other: &Quantity<'_>| is_mark(other.at.checked_sub(1), '(') || other.word_before() == "med";
    let others = || all.iter().filter(|other| other.at != own.at);
    match own.kind {
        QuantityKind::Points => true,
        QuantityKind::Percent if others().any(|other| other.kind == own.kind && !is_more && !is_around(other)) => {
            moved(word(tokens, Some(link))).is_some()
        }
        _ => is_linked || is_more || is_bracketed,
    }
}
