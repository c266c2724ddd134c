//! What a text says of the change between two numbers, and whether it follows from them: `faldt til 18 fra 22`, `steg til 22 mod 18
//! året før`, `22 kurser, 4 flere end de 18 i 2023`, `… fra 14 % til 8 %. Det er et fald på 6 procentpoint`.

use super::numbers::SentenceNumbers;
use super::pairs::{ComparedPair, times};
use super::words::{
    MORE_THAN, PLAIN, direction_at, factor_at, fraction, is_comparative, is_denied, judge_factor, judge_times,
};
use crate::proofread::checks::prelude::*;

/// Greatest distance from a fraction, as a share of it.
const FRACTION_NEAR: f64 = 0.2;
/// Words between two numbers and the factor between them.
const FACTOR_LINKS: [WordClass; 5] = [AND, BE, THAT_IS, THEREFORE, words![mere end i]];
/// Most tokens between the word for a change and its numbers.
const WORD_NEAR: usize = 6;
/// Words before the numbers that make them of some only: »faldt for unge fra 18 til 22«.
const BESIDE: [WordClass; 1] = [words![for blandt hos mellem]];

pub(super) fn check(prose: &[&PrintedSentence], at: usize, claims: &mut Vec<Claim>) {
    let Some(sentence) = prose.get(at).filter(|sentence| !is_denied(sentence)) else { return };
    let numbers = SentenceNumbers::of(sentence);
    let pairs = numbers.pairs(prose, at, false);
    for pair in &pairs {
        let amounts = numbers.amounts.iter().filter(|own| numbers.is_nearest(own, pair, &pairs));
        let found = [numbers.unchanged(pair), numbers.factor(pair), numbers.moved(pair)].into_iter().flatten();
        let found: Vec<Claim> = found.chain(amounts.filter_map(|own| numbers.amount(own, pair))).collect();
        // Earlier claims may be about the numbers of one of the two sentences alone.
        let is_new = |claim: &Claim| !pair.is_within(sentence) || !claim.is_told_by(claims);
        let new: Vec<Claim> = found.into_iter().filter(is_new).collect();
        claims.extend(new);
    }
}

impl<'a> SentenceNumbers<'a> {
    /// `uændret: 18 i 2023 og 18 i 2024`
    fn unchanged(&self, pair: &ComparedPair<'a>) -> Option<Claim> {
        let tokens = &self.sentence.tokens;
        let at = tokens.iter().position(|placed| placed.is_in(&[UNCHANGED]))?;
        let is_roughly = has_any(tokens.get(at.saturating_sub(2)..at)?, &[ABOUT_SO]);
        let is_plain =
            self.amounts.is_empty() && self.numbers.len() == 2 && !is_roughly && pair.from.value() != pair.to.value();
        let PrintedChange { from, to, .. } = pair.change();
        let told = format!("Fra {from} til {to} er en ændring, men der står »uændret«.");
        is_plain.then(|| self.claim(pair, ClaimVerdict::MayContradict, told, None))
    }

    /// `blev mere end fordoblet`, `med en tredjedel`, `tre gange så mange`.
    fn factor(&self, pair: &ComparedPair<'a>) -> Option<Claim> {
        let tokens = &self.sentence.tokens;
        let change = pair.change();
        let (from, to) = (change.from, change.to);
        let exact = Some(pair.to.value() / pair.from.value()).filter(|exact| exact.is_finite() && *exact > 0.0)?;
        let (first, last) = if pair.is_within(self.sentence) { pair.span() } else { (tokens.len(), 0) };
        // »Steg fra 12 til 24 og blev dermed fordoblet«
        let follows = |at: &usize| {
            let between = tokens.get(last..*at).unwrap_or_default();
            let is_so = between.iter().any(|placed| placed.word() == "så");
            is_so
                || between
                    .iter()
                    .all(|placed| placed.word().is_empty() || placed.is_in(&FACTOR_LINKS) || placed.number().is_some())
        };
        let named = (0..first).rev().find(|at| factor_at(tokens, *at).is_some());
        let named = named.or_else(|| (last..tokens.len()).find(|at| factor_at(tokens, *at).is_some()).filter(follows));
        let (verdict, told) = match (self.times_as, named, fraction(tokens)) {
            (Some((start, factor)), ..) if is_more_than(tokens, start) => judge_times(&change, factor, MORE_THAN)?,
            (Some((start, factor)), ..) if !is_about(tokens, start) => judge_times(&change, factor, PLAIN)?,
            (None, Some(at), _) if self.amounts.is_empty() => judge_factor(tokens, at, [from, to], exact)?,
            (None, _, Some((said, percent))) => {
                let rises = self.direction(pair).map(|(rises, _)| rises).filter(|rises| *rises == (exact > 1.0))?;
                let moved = 100.0 * (exact - 1.0) * if rises { 1.0 } else { -1.0 };
                let shown = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(moved) };
                let holds = (moved - percent).abs() <= FRACTION_NEAR * percent;
                let said = if percent == 50.0 { said.to_owned() } else { format!("en {said}") };
                let (verdict, link) =
                    if holds { (ClaimVerdict::Agrees, "og") } else { (ClaimVerdict::Contradicts, "men") };
                (verdict, format!("Fra {from} til {to} er {shown}, {link} der står »{said}«."))
            }
            _ => return None,
        };
        Some(self.claim(pair, verdict, told, None))
    }

    /// Whether the numbers moved as a word says.
    fn moved(&self, pair: &ComparedPair<'a>) -> Option<Claim> {
        let (rises, said) = self.direction(pair)?;
        let change = pair.change();
        let holds = rises == (pair.to.value() > pair.from.value());
        // »Faldet var 1 i 2023 og 3 i 2024« has two amounts.
        let is_subject = is_in(word(&self.sentence.tokens, Some(0)), &[THE_CHANGE]) && pair.is_within(self.sentence);
        // `amount` checks a change with an amount.
        if is_subject
            || (holds || is_comparative(said)) && !self.amounts.is_empty()
            || pair.from.value() == pair.to.value()
        {
            return None;
        }
        let told = match holds {
            true => format!("{}, som der står.", subject(&change)),
            false => format!("{}, men der står »{said}«.", subject(&change)),
        };
        let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::Contradicts };
        Some(self.claim(pair, verdict, told, None))
    }

    /// The direction that the word before the numbers expresses; without one, that of all words that may be about them.
    pub(super) fn direction(&self, pair: &ComparedPair<'a>) -> Option<(bool, &'a str)> {
        let tokens = &self.sentence.tokens;
        let is_within = pair.is_within(self.sentence);
        let (first, last) = if is_within { pair.span() } else { (tokens.len(), 0) };
        let before =
            (first.saturating_sub(WORD_NEAR)..first).rev().find_map(|at| Some((at, direction_at(tokens, at)?)));
        // »…, men er siden faldet til 30« refers to another number.
        let is_meant = |at: &usize| {
            // »Et fald i prisen«
            let is_other = word(tokens, Some(at + 1)) == "i"
                && times(tokens.get(at + 1..at + 3).unwrap_or_default()).is_empty()
                && word(tokens, Some(at + 2)) != "forhold";
            is_within && *at < first
                || !is_other
                    && !self.numbers.iter().any(|own| own.at > *at)
                    && !has_any(tokens.get(last..*at).unwrap_or_default(), &[BUT])
        };
        let all: Vec<(usize, (bool, &str))> =
            (0..tokens.len()).filter(is_meant).filter_map(|at| Some((at, direction_at(tokens, at)?))).collect();
        let agreed = all.first().filter(|(_, first)| all.iter().all(|(_, (rises, _))| *rises == first.0)).copied();
        let (at, told) = before.filter(|_| is_within).or(agreed)?;
        let is_beside = has_any(tokens.get(at..first).unwrap_or_default(), &BESIDE) && is_within;
        (!is_beside).then_some(told)
    }

    pub(super) fn claim(
        &self,
        pair: &ComparedPair<'a>,
        verdict: ClaimVerdict,
        told: String,
        amount: Option<&Quantity<'a>>,
    ) -> Claim {
        let is_within = pair.is_within(self.sentence);
        let (start, end) = if is_within { pair.span() } else { (0, self.sentence.tokens.len()) };
        let start = amount.map_or(start, |own| own.at.min(start)).saturating_sub(3);
        let passage = self.sentence.passage(start, amount.map_or(end, |own| own.end.max(end)));
        // What »det« points to is a matter of reading.
        let verdict = if is_within { verdict } else { verdict.softened() };
        let claim = Claim::new(Code::PrintedChange, verdict, told, passage);
        let claim = claim.about(self.sentence.index, amount.map(|own| own.number));
        [pair.from, pair.to].iter().fold(claim, |claim, own| claim.about(own.sentence.index, [own.number]))
    }
}

/// Whether »mere end« comes before the factor.
fn is_more_than(tokens: &[PlacedToken], start: usize) -> bool {
    word(tokens, start.checked_sub(2)) == "mere" && word(tokens, start.checked_sub(1)) == "end"
}

/// `Fra 18 til 22 er en stigning`
pub(super) fn subject(change: &PrintedChange) -> String {
    let movement = if change.rises() { "en stigning" } else { "et fald" };
    format!("Fra {} til {} er {movement}", change.from, change.to)
}
