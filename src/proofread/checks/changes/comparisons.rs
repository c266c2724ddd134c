//! Two numbers that a sentence compares: `22 kurser, 4 flere end de 18 i 2023`, `22 kurser mod 18 i 2023, 4 flere`,
//! `24 kurser, dobbelt så mange som de 12 i 2023`.

use crate::findings::Code;
use crate::proofread::change::{PrintedChange, StatedKind, is_measured};
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::exact::is_about;
use crate::proofread::number::PrintedNumber;
use crate::proofread::sentence::PrintedSentence;
use crate::proofread::token::PlacedToken;

const MORE: [&str; 3] = ["flere", "mere", "højere"];
const LESS: [&str; 3] = ["færre", "mindre", "lavere"];
/// Words between a number and what it is compared with: »22 kurser, hvilket er 4 flere«.
const LINKS: [&str; 12] =
    ["hvilket", "er", "var", "det", "altså", "dvs", "svarende", "til", "og", "dermed", "i", "alt"];
/// Words between »end«, »som« or »mod« and the other number.
const BEFORE_OTHER: [&str; 16] = [
    "de", "i", "året", "før", "sidste", "år", "forrige", "der", "var", "blev", "kom", "kun", "antallet", "blot",
    "holdt", "hele",
];
/// Most words between a number and the mark after it: »22 kurser for læger i 2024, …«.
const APART: usize = 6;
/// Most tokens between »så mange« and »som«.
const AS_NEAR: usize = 8;
/// Least and greatest factor, as a share of the one that is told.
const FACTOR: (f64, f64) = (0.84, 1.2);

/// Two numbers of one sentence and what it says of them.
struct StatedComparison {
    of: (usize, PrintedNumber),
    with: (usize, PrintedNumber),
    said: SaidChange,
    end: usize,
}

enum SaidChange {
    Amount {
        printed: PrintedNumber,
        is_more: bool,
    },
    /// »tre gange så mange«
    Factor {
        factor: f64,
    },
}

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    let tokens = &sentence.tokens;
    let found = (0..tokens.len())
        .filter_map(|at| than(tokens, at).or_else(|| against(tokens, at)).or_else(|| times(tokens, at)));
    claims.extend(found.filter_map(|comparison| comparison.claim(sentence)));
}

/// `22 kurser, 4 flere end de 18 i 2023`, from the word »flere«.
fn than(tokens: &[PlacedToken], at: usize) -> Option<StatedComparison> {
    let is_more = direction(tokens.get(at)?.word())?;
    let (place, printed) = amount_before(tokens, at)?;
    let of = apposed(tokens, place)?;
    let end = tokens.iter().skip(at + 1).take(2).position(|placed| placed.word() == "end")? + at + 1;
    let is_same_noun = end == at + 1 || tokens.get(at + 1)?.word() == tokens.get(of.0 + 1)?.word();
    let with = other(tokens, end + 1)?;
    let said = SaidChange::Amount { printed, is_more };
    is_same_noun.then_some(StatedComparison { of, with, said, end: with.0 + 1 })
}

/// `22 kurser mod 18 i 2023, altså 4 flere`, from the word »flere«.
fn against(tokens: &[PlacedToken], at: usize) -> Option<StatedComparison> {
    let is_more = direction(tokens.get(at)?.word())?;
    let (place, printed) = amount_before(tokens, at)?;
    let with = apposed(tokens, place)?;
    let back = tokens.iter().take(with.0).rev().take(3).position(is_against)?;
    let mod_at = with.0 - 1 - back;
    let words = tokens.iter().take(mod_at).rev().take_while(|placed| is_passed(placed)).count();
    let of_at = mod_at.checked_sub(words + 1)?;
    let of = (of_at, count(tokens, of_at)?);
    // »2 flere end i 2022« is about a third number.
    let is_last = tokens.get(at + 1).is_none_or(|next| next.word() != "end");
    let said = SaidChange::Amount { printed, is_more };
    (words <= APART && is_last).then_some(StatedComparison { of, with, said, end: at + 1 })
}

/// `24 kurser, tre gange så mange som de 8 i 2023`, from the word »så«.
fn times(tokens: &[PlacedToken], at: usize) -> Option<StatedComparison> {
    if tokens.get(at)?.word() != "så"
        || !["mange", "stort", "stor", "højt", "høj", "meget", "store"].contains(&tokens.get(at + 1)?.word())
    {
        return None;
    }
    let before = at.checked_sub(1)?;
    let (start, factor) = match tokens.get(before)?.word() {
        "dobbelt" => (before, 2.0),
        "halvt" | "halv" => (before, 0.5),
        "gange" => (before.checked_sub(1)?, count(tokens, before - 1)?.value),
        _ => return None,
    };
    let as_at = tokens.iter().skip(at + 2).take(AS_NEAR).position(|placed| placed.word() == "som")? + at + 2;
    let of = apposed(tokens, start).or_else(|| bracketed(tokens, as_at)).filter(|_| !is_about(tokens, start))?;
    let with = other(tokens, as_at + 1)?;
    Some(StatedComparison { of, with, said: SaidChange::Factor { factor }, end: with.0 + 1 })
}

/// The number in brackets before »som«: `dobbelt så mange besøg i 2024 (212) som`.
fn bracketed(tokens: &[PlacedToken], as_at: usize) -> Option<(usize, PrintedNumber)> {
    let at = as_at.checked_sub(2)?;
    let is_closed = tokens.get(at + 1)?.is(')') && tokens.get(at.checked_sub(1)?)?.is('(');
    count(tokens, at).filter(|_| is_closed).map(|number| (at, number))
}

fn direction(word: &str) -> Option<bool> {
    let is_more = MORE.contains(&word);
    (is_more || LESS.contains(&word)).then_some(is_more)
}

/// The amount before »flere«: `4 flere`, `30 % flere`.
fn amount_before(tokens: &[PlacedToken], at: usize) -> Option<(usize, PrintedNumber)> {
    let place = at.checked_sub(1)?;
    let number = tokens.get(place)?.number().filter(|number| !number.is_year && !is_about(tokens, place))?;
    Some((place, number))
}

/// The number that the words from `start` are about: `22 kurser i 2024, hvilket er`, `22 kurser (`.
fn apposed(tokens: &[PlacedToken], start: usize) -> Option<(usize, PrintedNumber)> {
    let is_link = |placed: &&PlacedToken| LINKS.contains(&placed.word()) || placed.is('.');
    let links = tokens.iter().take(start).rev().take_while(is_link).count();
    let mark = start.checked_sub(links + 1)?;
    tokens.get(mark).filter(|mark| [',', '(', '–'].iter().any(|kind| mark.is(*kind)))?;
    let words = tokens.iter().take(mark).rev().take_while(|placed| is_passed(placed)).count();
    let at = mark.checked_sub(words + 1).filter(|_| words <= APART)?;
    // »22 mod 18« is a comparison, not »close to 18«.
    let is_compared = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_against);
    let number = tokens.get(at)?.number().filter(|number| !number.is_year && !number.percent)?;
    (is_compared || !is_about(tokens, at)).then_some((at, number))
}

/// The other number after »end«, »som« or »mod«.
fn other(tokens: &[PlacedToken], from: usize) -> Option<(usize, PrintedNumber)> {
    let is_before = |placed: &&PlacedToken| {
        BEFORE_OTHER.contains(&placed.word())
            || placed.is('(')
            || placed.is(',')
            || placed.number().is_some_and(|number| number.is_year)
    };
    let at = from + tokens.iter().skip(from).take_while(is_before).count();
    let follows = tokens.get(at + 1).map_or("", PlacedToken::word);
    let is_date = crate::danish::MONTHS.contains(&follows) || tokens.get(at + 1).is_some_and(|next| next.is('%'));
    Some((at, count(tokens, at).filter(|_| !is_date)?))
}

fn is_against(placed: &PlacedToken) -> bool {
    ["mod", "imod"].contains(&placed.word())
}

/// A word, or a year.
fn is_passed(placed: &PlacedToken) -> bool {
    !placed.word().is_empty() || placed.number().is_some_and(|number| number.is_year)
}

/// An exact number that is no year and no percentage.
fn count(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    tokens.get(at)?.number().filter(|number| !number.is_year && !number.percent && !is_about(tokens, at))
}

impl StatedComparison {
    fn claim(&self, sentence: &PrintedSentence) -> Option<Claim> {
        let (of, with) = (self.of.1, self.with.1);
        let change = PrintedChange { from: with, to: of, is_rounded: is_measured(&sentence.text) };
        let (verdict, computation, said) = match self.said {
            SaidChange::Amount { printed, is_more } => {
                let (verdict, computation) = judge_amount(&change, printed, is_more)?;
                (verdict, computation, Some(printed))
            }
            SaidChange::Factor { factor } => {
                let (verdict, computation) = judge_factor(&change, factor)?;
                (verdict, computation, None)
            }
        };
        let start = self.of.0.min(self.with.0);
        let passage = Passage::new(&sentence.line, sentence.quotation(start, self.end));
        let numbers = [of, with].into_iter().chain(said);
        Some(Claim::new(Code::PrintedChange, verdict, computation, passage).about(sentence.index, numbers))
    }
}

fn judge_amount(change: &PrintedChange, printed: PrintedNumber, is_more: bool) -> Option<(ClaimVerdict, String)> {
    let kind = if printed.percent { StatedKind::Percent } else { StatedKind::Difference };
    let exact = change.computed(kind)?;
    let signed = PrintedNumber { value: if is_more { printed.value } else { -printed.value }, ..printed };
    let PrintedChange { from, to, .. } = change;
    let said = if is_more { "flere" } else { "færre" };
    if change.agrees(kind, &signed)? {
        return Some((ClaimVerdict::Agrees, format!("{to} er {printed} {said} end {from}, som der står.")));
    }
    let word = if exact < 0.0 { "færre" } else { "flere" };
    let computed = printed.corrected(exact.abs());
    let same = PrintedNumber { value: exact.abs(), ..printed };
    // Only the direction is wrong.
    let computed = if exact.abs() == printed.value { same.to_string() } else { computed };
    Some((ClaimVerdict::Contradicts, format!("{to} er {computed} {word} end {from}, men der står {printed} {said}.")))
}

fn judge_factor(change: &PrintedChange, factor: f64) -> Option<(ClaimVerdict, String)> {
    let PrintedChange { from, to, .. } = change;
    let exact = Some(to.value / from.value).filter(|factor| factor.is_finite())?;
    let computed = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let told = PrintedNumber { decimals: usize::from(factor.fract() != 0.0), ..PrintedNumber::whole(factor) };
    let agrees = exact >= FACTOR.0 * factor && exact <= FACTOR.1 * factor;
    Some(if agrees {
        (ClaimVerdict::Agrees, format!("{to} er {computed} gange {from}, og der står {told}."))
    } else {
        (ClaimVerdict::Contradicts, format!("{to} er {computed} gange {from}, men der står {told}."))
    })
}
