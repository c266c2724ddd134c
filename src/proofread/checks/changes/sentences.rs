//! Changes in running text: `steg med 30 % fra 18 til 22`, `faldt fra 22 til 18 (18 %)`.

use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

use super::amount::{self, ChangeAmount, subject};
use super::words::{ends, factor_at, is_change_noun, is_denied, judge_factor, moved, unit};

/// Words between two numbers and the factor between them.
const FACTOR_LINKS: [WordClass; 5] = [AND, BE, THAT_IS, THEREFORE, words![mere]];
/// Words that may come between the verb and »fra«.
const BEFORE_FROM: [WordClass; 8] =
    [THAT_IS, THEREFORE, TOGETHER, ROUGHLY, NEARLY, A_LITTLE_OVER, SIZES, words![med på i procentpoint]];
/// Words that may come between the numbers and the amount of the change after them.
const BEFORE_AMOUNT: [WordClass; 6] = [BE, THAT_IS, THEREFORE, EQUALS, CHANGE_NOUNS, words![til en et på med plus]];
/// Most tokens between two numbers, as »18 kurser i 2023 til 22«.
const APART: usize = 5;
/// Words after which »fra« may tell of something else: »faldt for unge fra 18 til 22«.
const BESIDE: [WordClass; 1] = [words![for blandt hos mellem fra med]];
/// Most tokens between the verb and »fra«.
const VERB_NEAR: usize = 6;

/// `fra 18 kurser til 22 kurser`.
struct FromTo {
    change: PrintedChange,
    /// Index of »fra«.
    start: usize,
    /// Index after the second number and its noun.
    end: usize,
}

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    if is_denied(sentence) {
        return;
    }
    let places = 0..sentence.tokens.len();
    claims.extend(places.filter_map(|at| FromTo::at(sentence, at)).filter_map(|found| found.claim(sentence)));
}

impl FromTo {
    fn at(sentence: &PrintedSentence, start: usize) -> Option<Self> {
        let tokens = &sentence.tokens;
        let from = count(tokens, start + 1).filter(|_| tokens.get(start).is_some_and(|fra| fra.word() == "fra"))?;
        let between = tokens.iter().skip(start + 2).take(APART + 1).position(|placed| placed.word() == "til")?;
        let till = start + 2 + between;
        let is_passed = |placed: &PlacedToken| {
            !placed.word().is_empty() || placed.is('.') || placed.number().is_some_and(|number| number.is_year)
        };
        let to = count(tokens, till + 1).filter(|to| to.percent == from.percent)?;
        let (unit, to_unit) = (unit(tokens, start + 2), unit(tokens, till + 2));
        let is_alike = match (unit, to_unit) {
            ("", "år") => false,
            ("", other) | (other, "") => !is_in(other, &[SCALE_WORDS]),
            (one, two) => one == two,
        };
        let is_date = MONTHS.contains(&to_unit)
            || tokens.get(till + 2).is_some_and(|point| point.is('.'))
                && tokens.get(till + 3).is_some_and(|after| MONTHS.contains(&after.word()));
        let fits = tokens.get(start + 2..till)?.iter().all(is_passed) && is_alike && !is_date;
        let change = PrintedChange { from, to, is_rounded: tells_measures(&sentence.text) };
        fits.then_some(Self { change, start, end: till + 2 + usize::from(!to_unit.is_empty()) })
    }

    /// `None` if the words before do not tell of a rise or a fall, or the numbers are equal.
    fn claim(&self, sentence: &PrintedSentence) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let (verb, said_rise) = self.verb(tokens)?;
        if self.change.from.value == self.change.to.value {
            return None;
        }
        let PrintedChange { from, to, .. } = self.change;
        let subject = subject(&self.change);
        let amount = self.amount_before(tokens, verb).or_else(|| self.amount_after(sentence));
        let end = amount.as_ref().map_or(self.end, |amount| amount.end.max(self.end));
        let printed = amount.as_ref().map(|amount| amount.printed);
        let (verdict, computation) = if said_rise != self.change.rises() {
            let said = tokens.get(verb)?.word();
            (ClaimVerdict::Contradicts, format!("{subject}, men der står »{said}«."))
        } else if let Some(judged) = self.judge_factor(tokens, self.factor_after(tokens).unwrap_or(verb)) {
            judged
        } else if let Some(amount) = amount {
            amount.judge(&self.change)?
        } else {
            (ClaimVerdict::Agrees, format!("{subject}, som der står."))
        };
        let passage = sentence.passage(verb, end);
        let numbers = [from, to].into_iter().chain(printed);
        Some(Claim::new(Code::PrintedChange, verdict, computation, passage).about(sentence.index, numbers))
    }

    /// Index of the factor that follows the numbers: `steg fra 12 til 24 og blev dermed fordoblet`.
    fn factor_after(&self, tokens: &[PlacedToken]) -> Option<usize> {
        let start = self.time_after(tokens);
        let is_link = |placed: &&PlacedToken| placed.is(',') || placed.is_in(&FACTOR_LINKS);
        let at = start + tokens.iter().skip(start).take_while(is_link).count();
        (factor_at(tokens, at).is_some() && at > start).then_some(at)
    }

    /// Judges `fordoblet fra 12 til 24`. `None` for a verb without a factor, or »næsten fordoblet«.
    fn judge_factor(&self, tokens: &[PlacedToken], verb: usize) -> Option<(ClaimVerdict, String)> {
        let PrintedChange { from, to, .. } = self.change;
        let exact = Some(to.value / from.value).filter(|exact| exact.is_finite())?;
        judge_factor(tokens, verb, [from, to], exact)
    }

    /// Index of the word that tells of the change, and whether it is a rise.
    fn verb(&self, tokens: &[PlacedToken]) -> Option<(usize, bool)> {
        for at in (self.start.saturating_sub(VERB_NEAR)..self.start).rev() {
            let placed = tokens.get(at)?;
            let word = placed.word();
            if let Some(rises) = moved(word) {
                return Some((at, rises));
            }
            let is_noun =
                at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|number| number.number().is_some());
            let is_passed = placed.number().is_some()
                || placed.is('.')
                || (placed.is(',') || placed.is(':')) && at + 1 == self.start
                || is_in(word, &BEFORE_FROM)
                || !word.is_empty() && is_noun;
            if !is_passed {
                break;
            }
        }
        self.inverted_verb(tokens)
    }

    /// The verb before its subject: »Derfor steg besøgene om akut sygdom fra 5 til 8«.
    fn inverted_verb(&self, tokens: &[PlacedToken]) -> Option<(usize, bool)> {
        let from = self.start.saturating_sub(VERB_NEAR);
        let at = (from..self.start).rev().find(|at| tokens.get(*at).is_some_and(|placed| placed.is_in(&[FINITE])))?;
        let is_subject = |placed: &PlacedToken| !placed.word().is_empty() && !placed.is_in(&BESIDE);
        let fits = tokens.get(at + 1..self.start)?.iter().all(is_subject);
        fits.then(|| Some((at, moved(tokens.get(at)?.word())?))).flatten()
    }

    /// `steg med 30 % fra`, `en stigning på 4 kurser fra`.
    fn amount_before(&self, tokens: &[PlacedToken], verb: usize) -> Option<ChangeAmount> {
        let at = (verb + 1..self.start).find(|at| count(tokens, *at).is_some())?;
        let printed = count(tokens, at)?;
        let link = tokens.get(at.checked_sub(1)?)?.word();
        // »En stigning på 4« is an amount, »steg på 4 klinikker« a place.
        let is_noun = is_in(tokens.get(verb)?.word(), &BEFORE_AMOUNT);
        let is_exact = (link == "med" || link == "på" && is_noun) && !is_about(tokens, at);
        // »Med 500.000 kr. fra 2,1 mio. kr.« is told in two units.
        let (own, other) = (unit(tokens, at + 1), unit(tokens, self.start + 2));
        let is_scaled = !printed.percent && own != other && [own, other].iter().any(|unit| is_in(unit, &[SCALE_WORDS]));
        let kind = self.kind(&printed, tokens.get(at + 1)).filter(|_| is_exact && !is_scaled)?;
        Some(ChangeAmount { printed, kind, is_sure: true, end: self.end })
    }

    /// `fra 18 til 22 (30 %)`, `(+4)`, `fra 18 til 22, svarende til en stigning på 30 %`, `en stigning på fire kurser`.
    fn amount_after(&self, sentence: &PrintedSentence) -> Option<ChangeAmount> {
        let tokens = &sentence.tokens;
        let skipped = self.time_after(tokens);
        let first = tokens.get(skipped)?;
        let is_passed = |placed: &&PlacedToken| is_sign(placed) || placed.is('.') || placed.is_in(&BEFORE_AMOUNT);
        let words = tokens.iter().skip(skipped + 1).take_while(is_passed).count();
        let at = skipped + 1 + words;
        let is_signed = tokens.get(at - 1).is_some_and(is_sign);
        let (printed, next) = amount_at(sentence, at, is_signed)?;
        let is_points = tokens.get(next).is_some_and(|next| next.word() == "procentpoint");
        let passed = tokens.get(skipped + 1..at).unwrap_or_default();
        let is_told = passed.iter().any(|placed| is_change_noun(placed.word()) || placed.word() == "med");
        let has_unit = !printed.percent
            && is_told
            && [unit(tokens, self.start + 2), self.to_unit(tokens)].contains(&unit(tokens, next));
        let end = next + usize::from(is_points || has_unit && !unit(tokens, next).is_empty());
        let is_closed =
            if first.is('(') { tokens.get(end)?.is(')') } else { first.is(',') && words > 0 && ends(tokens, end) };
        let is_amount = is_closed && (printed.percent || is_points || is_signed || is_told);
        let kind = self.kind(&printed, tokens.get(next)).filter(|_| is_amount)?;
        Some(ChangeAmount { printed, kind, is_sure: words > 0, end: end + 1 })
    }

    /// The noun of the second number; "" without one.
    fn to_unit<'a>(&self, tokens: &'a [PlacedToken]) -> &'a str {
        self.end.checked_sub(1).map_or("", |last| unit(tokens, last))
    }

    /// Index after the time of the second number: `til 22 kurser i 2024`, `til 22 året efter`.
    fn time_after(&self, tokens: &[PlacedToken]) -> usize {
        let word = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
        let is_year =
            |at: usize| tokens.get(at).is_some_and(|placed| placed.number().is_some_and(|number| number.is_year));
        // »3,0 mio. kr.«
        let is_unit = |placed: &&PlacedToken| placed.is('.') || placed.is_in(&[CURRENCY]);
        let is_scaled = is_in(self.to_unit(tokens), &[SCALE_WORDS]) || is_in(self.to_unit(tokens), &[CURRENCY]);
        let units = if is_scaled { tokens.iter().skip(self.end).take_while(is_unit).count() } else { 0 };
        let end = self.end + units;
        match (word(end), word(end + 1)) {
            ("i", _) if is_year(end + 1) => end + 2,
            ("i", "år" | "alt") | ("året", "efter") => end + 2,
            _ => end,
        }
    }

    fn kind(&self, printed: &PrintedNumber, next: Option<&PlacedToken>) -> Option<StatedKind> {
        let is_points = next.is_some_and(|next| next.word() == "procentpoint");
        let is_unread = next.is_some_and(|next| next.is('%'));
        amount::kind(printed, self.change.from.percent, is_points).filter(|_| !is_unread)
    }
}

fn is_sign(placed: &PlacedToken) -> bool {
    ['+', '-', '−', '–'].iter().any(|sign| placed.is(*sign))
}

/// The number at `at` and the index after it. A number with a sign was read as a word and a mark.
fn amount_at(sentence: &PrintedSentence, at: usize, is_signed: bool) -> Option<(PrintedNumber, usize)> {
    let placed = sentence.tokens.get(at)?;
    if !is_signed {
        return placed.number().map(|number| (number, at + 1));
    }
    let (number, length) = PrintedNumber::leading(sentence.text.get(placed.start..)?)?;
    let end = placed.start + length;
    Some((number, at + sentence.tokens.iter().skip(at).take_while(|placed| placed.start < end).count()))
}

/// A number that is no year.
fn count(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    tokens.get(at)?.number().filter(|number| !number.is_year)
}
