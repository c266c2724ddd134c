//! Two numbers that a sentence compares: `22 kurser, 4 flere end de 18 i 2023`, `22 kurser mod 18 i 2023, 4 flere`,
//! `24 kurser, dobbelt så mange som de 12 i 2023`.

use super::pair::only_count;
use super::words::{direction, ends, factor_before, is_comparative, judge_times, unit};
use crate::proofread::checks::prelude::*;

/// Words between a number and what it is compared with: »22 kurser, hvilket er 4 flere«.
const LINKS: [WordClass; 8] = [BE, THIS, THAT_IS, THEREFORE, EQUALS, AND, TOGETHER, words![i til]];
/// Words between »end«, »som« or »mod« and the other number.
const BEFORE_OTHER: [WordClass; 8] =
    [BE, HAVE, STANDING, EARLIER, ONLY, ARTICLES, COUNTS, words![i år der holdt hele hvor man vi modtog]];
/// Words before an amount that is told of the sentence before: »Det er 6 flere end i 2023, hvor det var 18«.
const POINTING: [WordClass; 7] = [THIS, BE, THAT_IS, THEREFORE, EQUALS, GIVES, words![til]];
/// Most words between a number and the mark after it: »22 kurser for læger i 2024, …«.
const APART: usize = 6;
/// Most tokens between »så mange« and »som«.
const AS_NEAR: usize = 8;
/// Most words of a time: »end i 1. kvartal«.
const TIME: usize = 5;
/// Most tokens between the comparative and its two numbers in brackets.
const BRACKET_NEAR: usize = 9;
/// Numbers that are compared are not further apart than this factor.
const SIZE: f64 = 12.0;

/// Two numbers and what a sentence says of them.
struct StatedComparison<'a> {
    /// `None` if the first number is in the sentence before.
    of: (Option<usize>, PrintedNumber),
    of_sentence: &'a PrintedSentence,
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

pub(super) fn check(prose: &[&PrintedSentence], at: usize, claims: &mut Vec<Claim>) {
    let Some(sentence) = prose.get(at) else { return };
    let before = at.checked_sub(1).and_then(|before| prose.get(before)).copied();
    let words = 0..sentence.tokens.len();
    let found = words.filter_map(|at| {
        than(sentence, before, at)
            .or_else(|| against(sentence, at))
            .or_else(|| times(sentence, before, at))
            .or_else(|| in_brackets(sentence, at))
    });
    claims.extend(found.filter_map(|comparison| comparison.claim(sentence)));
}

/// The number that the words from `start` are about: in the sentence, or the only one of the sentence before, if nothing but
/// »det er« comes before them.
fn compared<'a>(
    sentence: &'a PrintedSentence,
    before: Option<&'a PrintedSentence>,
    start: usize,
) -> Option<(Option<usize>, PrintedNumber, &'a PrintedSentence)> {
    if let Some((at, number)) = apposed(&sentence.tokens, start) {
        return Some((Some(at), number, sentence));
    }
    let is_pointing = sentence.tokens.iter().take(start).all(|placed| placed.is_in(&POINTING));
    let before = before.filter(|_| is_pointing && start > 0)?;
    let (_, number) = only_count(before).filter(|(_, number)| !number.percent)?;
    Some((None, number, before))
}

/// `22 kurser, 4 flere end de 18 i 2023`, from the word »flere«.
fn than<'a>(
    sentence: &'a PrintedSentence,
    before: Option<&'a PrintedSentence>,
    at: usize,
) -> Option<StatedComparison<'a>> {
    let tokens = &sentence.tokens;
    let is_more = compared_by(tokens.get(at)?)?;
    let (place, printed) = amount_before(tokens, at)?;
    let (of_at, of, of_sentence) = compared(sentence, before, place)?;
    let end = tokens.iter().skip(at + 1).take(2).position(|placed| placed.word() == "end")? + at + 1;
    let noun = of_at.and_then(|at| tokens.get(at + 1)).map_or("", PlacedToken::word);
    let is_same_noun = end == at + 1 || tokens.get(at + 1)?.word() == noun;
    let with = other(tokens, end + 1)?;
    // »… i 2023, hvor der var 52 ansatte« counts something else.
    let is_where = tokens.get(end..with.0)?.iter().any(|placed| placed.word() == "hvor");
    let counted = unit(tokens, with.0 + 1);
    if is_where && !counted.is_empty() && stem(counted) != stem(noun) {
        return None;
    }
    let (of_at, of) = of_its_size(tokens, (of_at, of), with.1, place)?;
    let said = SaidChange::Amount { printed, is_more };
    // »… hvor der var 52 deltagere« counts something else than the sentence before, whose noun is not read.
    let is_alike = of_at.is_some() || ends(tokens, with.0 + 1);
    (is_same_noun && is_alike).then_some(StatedComparison { of: (of_at, of), of_sentence, with, said, end: with.0 + 1 })
}

/// `22 kurser mod 18 i 2023, altså 4 flere`, from the word »flere«.
fn against(sentence: &PrintedSentence, at: usize) -> Option<StatedComparison<'_>> {
    let tokens = &sentence.tokens;
    let is_more = compared_by(tokens.get(at)?)?;
    let (place, printed) = amount_before(tokens, at)?;
    let with = apposed(tokens, place)?;
    let back = tokens.iter().take(with.0).rev().take(3).position(is_against)?;
    let mod_at = with.0 - 1 - back;
    let words = tokens.iter().take(mod_at).rev().take_while(|placed| is_passed(placed)).count();
    let of_at = mod_at.checked_sub(words + 1)?;
    let of = (Some(of_at), count(tokens, of_at)?);
    // »2 flere end i 2022« is about a third number.
    let is_last = tokens.get(at + 1).is_none_or(|next| next.word() != "end");
    let said = SaidChange::Amount { printed, is_more };
    (words <= APART && is_last).then_some(StatedComparison { of, of_sentence: sentence, with, said, end: at + 1 })
}

/// `24 kurser, tre gange så mange som de 8 i 2023`, from the word »så«.
fn times<'a>(
    sentence: &'a PrintedSentence,
    before: Option<&'a PrintedSentence>,
    at: usize,
) -> Option<StatedComparison<'a>> {
    let tokens = &sentence.tokens;
    if tokens.get(at)?.word() != "så"
        || !is_in(tokens.get(at + 1)?.word(), &[words![mange stort stor højt høj meget store]])
    {
        return None;
    }
    let (start, factor) = factor_before(tokens, at)?;
    let as_at = tokens.iter().skip(at + 2).take(AS_NEAR).position(|placed| placed.word() == "som")? + at + 2;
    let bracketed = || bracketed(tokens, as_at).map(|(at, number)| (Some(at), number, sentence));
    let of = compared(sentence, before, start).or_else(bracketed).filter(|_| !is_about(tokens, start))?;
    let with = other(tokens, as_at + 1)?;
    let is_alike = of.0.is_some() || ends(tokens, with.0 + 1);
    let compared = of_its_size(tokens, (of.0, of.1), with.1, start)?;
    let said = SaidChange::Factor { factor };
    is_alike.then_some(StatedComparison { of: compared, of_sentence: of.2, with, said, end: with.0 + 1 })
}

/// `25 % færre sygedage end i 2024 (60 mod 80)`, `dobbelt så mange kvinder som mænd (44 mod 22)`, from the comparative or »så«.
fn in_brackets(sentence: &PrintedSentence, at: usize) -> Option<StatedComparison<'_>> {
    let tokens = &sentence.tokens;
    let open = (at + 1..at + BRACKET_NEAR).find(|at| tokens.get(*at).is_some_and(|mark| mark.is('(')))?;
    let [of, link, with, close] = tokens.get(open + 1..open + 5)? else { return None };
    let is_pair = is_against(link) && close.is(')');
    let is_said = |name: &str| tokens.get(at + 1..open).is_some_and(|words| words.iter().any(|own| own.word() == name));
    let said = match compared_by(tokens.get(at)?) {
        Some(is_more) if is_said("end") => SaidChange::Amount { printed: amount_before(tokens, at)?.1, is_more },
        None if tokens.get(at)?.word() == "så" && is_said("som") => {
            let (start, factor) = factor_before(tokens, at)?;
            if is_about(tokens, start) {
                return None;
            }
            SaidChange::Factor { factor }
        }
        _ => return None,
    };
    let plain = |placed: &PlacedToken| placed.number().filter(|number| !number.is_year && !number.percent);
    let (of, with) = (plain(of)?, plain(with)?);
    is_pair.then_some(StatedComparison {
        of: (Some(open + 1), of),
        of_sentence: sentence,
        with: (open + 3, with),
        said,
        end: open + 5,
    })
}

/// The number that is compared, or another one before token `end` if that alone is of the size of the one it is compared with:
/// »24.310 patienter fra fire afdelinger, 1,8 % flere end i 2022 (23.880)«.
fn of_its_size(
    tokens: &[PlacedToken],
    of: (Option<usize>, PrintedNumber),
    with: PrintedNumber,
    end: usize,
) -> Option<(Option<usize>, PrintedNumber)> {
    let is_of_size = |number: &PrintedNumber| {
        let factor = number.value / with.value;
        factor > 1.0 / SIZE && factor < SIZE
    };
    if is_of_size(&of.1) || of.0.is_none() {
        return Some(of);
    }
    let mut others = (0..end).filter_map(|at| Some((at, count(tokens, at).filter(is_of_size)?)));
    match (others.next(), others.next()) {
        (Some((at, other)), None) => Some((Some(at), other)),
        _ => None,
    }
}

/// The number in brackets before »som«: `dobbelt så mange besøg i 2024 (212) som`.
fn bracketed(tokens: &[PlacedToken], as_at: usize) -> Option<(usize, PrintedNumber)> {
    let at = as_at.checked_sub(2)?;
    let is_closed = tokens.get(at + 1)?.is(')') && tokens.get(at.checked_sub(1)?)?.is('(');
    count(tokens, at).filter(|_| is_closed).map(|number| (at, number))
}

/// Whether the word compares with something smaller. `None` for any other word.
fn compared_by(placed: &PlacedToken) -> Option<bool> {
    direction(placed.word()).filter(|_| is_comparative(placed.word()))
}

/// The amount before »flere«: `4 flere`, `30 % flere`.
fn amount_before(tokens: &[PlacedToken], at: usize) -> Option<(usize, PrintedNumber)> {
    let place = at.checked_sub(1)?;
    let number = tokens.get(place)?.number().filter(|number| !number.is_year && !is_about(tokens, place))?;
    Some((place, number))
}

/// The number that the words from `start` are about: `22 kurser i 2024, hvilket er`, `22 kurser (`.
fn apposed(tokens: &[PlacedToken], start: usize) -> Option<(usize, PrintedNumber)> {
    let is_link = |placed: &&PlacedToken| placed.is_in(&LINKS) || placed.is('.');
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

/// The number after a time and »hvor«: `i 1. kvartal, hvor tallet var 86`.
fn where_it_was(tokens: &[PlacedToken], from: usize) -> Option<(usize, PrintedNumber)> {
    let time =
        tokens.iter().skip(from).take(TIME).take_while(|placed| is_passed(placed) && placed.word() != "hvor").count();
    let mark = from + time;
    let [comma, place, rest @ ..] = tokens.get(mark..)? else { return None };
    if !comma.is(',') || place.word() != "hvor" || time == 0 {
        return None;
    }
    let words = rest.iter().take(TIME).take_while(|placed| placed.is_in(&BEFORE_OTHER)).count();
    let at = mark + 2 + words;
    // »… hvor der var 52 deltagere« is read with its noun elsewhere.
    let is_alone = ends(tokens, at + 1) && words > 0;
    Some((at, count(tokens, at).filter(|_| is_alone)?))
}

/// The other number after »end«, »som« or »mod«.
fn other(tokens: &[PlacedToken], from: usize) -> Option<(usize, PrintedNumber)> {
    if let Some(found) = where_it_was(tokens, from) {
        return Some(found);
    }
    let is_before = |placed: &&PlacedToken| {
        placed.is_in(&BEFORE_OTHER)
            || placed.is('(')
            || placed.is(',')
            || placed.number().is_some_and(|number| number.is_year)
    };
    let mut at = from + tokens.iter().skip(from).take_while(is_before).count();
    // »… som i 2023, hvor udgiften var 14,1«
    let where_at = (from..at).find(|at| tokens.get(*at).is_some_and(|placed| placed.word() == "hvor"));
    if where_at.is_some() && tokens.get(at + 1).is_some_and(|verb| verb.is_in(&[BE])) {
        at += 2;
    }
    let follows = tokens.get(at + 1).map_or("", PlacedToken::word);
    let is_date = crate::danish::MONTHS.contains(&follows) || tokens.get(at + 1).is_some_and(|next| next.is('%'));
    Some((at, count(tokens, at).filter(|_| !is_date)?))
}

fn is_against(placed: &PlacedToken) -> bool {
    placed.is_in(&[AGAINST])
}

/// A word, a year, or the point of »3. kvartal«.
fn is_passed(placed: &PlacedToken) -> bool {
    !placed.word().is_empty() || placed.is('.') || placed.number().is_some_and(|number| number.is_year)
}

/// An exact number that is no year and no percentage.
fn count(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    tokens.get(at)?.number().filter(|number| !number.is_year && !number.percent && !is_about(tokens, at))
}

impl StatedComparison<'_> {
    fn claim(&self, sentence: &PrintedSentence) -> Option<Claim> {
        let (of, with) = (self.of.1, self.with.1);
        let change = PrintedChange { from: with, to: of, is_rounded: tells_measures(&sentence.text) };
        let (verdict, computation, said) = match self.said {
            SaidChange::Amount { printed, is_more } => {
                let (verdict, computation) = judge_amount(&change, printed, is_more)?;
                (verdict, computation, Some(printed))
            }
            SaidChange::Factor { factor } => {
                let (verdict, computation) = judge_times(&change, factor)?;
                (verdict, computation, None)
            }
        };
        let start = self.of.0.unwrap_or(0).min(self.with.0);
        let passage = sentence.passage(start, self.end);
        let claim = Claim::new(Code::PrintedChange, verdict, computation, passage);
        Some(claim.about(self.of_sentence.index, [of]).about(sentence.index, [with].into_iter().chain(said)))
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
