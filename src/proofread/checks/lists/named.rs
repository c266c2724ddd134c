//! Counts of names and dates: `de fire klynger Nord, Syd, Øst og Vest`, `fem af de seks klynger (A, B, C, D og E)`, `fem temadage: den
//! 14. marts, 11. april, …`.

use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// Larger numbers are rarely followed by a list of all.
const MOST: f64 = 15.0;
/// Most words of a name.
const NAME: usize = 4;
/// Words that make the list one of some only.
const SOME: [WordClass; 2] = [EXAMPLES, words![mindst flere]];
/// Words after a number that is of no list.
const OTHERS: [WordClass; 3] = [TIMES, DURATIONS, words![år]];
/// Most tokens between the number and the colon.
const NEAR: usize = 8;

pub(super) fn compare(sentence: &PrintedSentence) -> Option<Claim> {
    if has_any(&sentence.tokens, &SOME) {
        return None;
    }
    let all = sentence.quantities();
    all.iter().find_map(|own| {
        after_colon(sentence, own, &all).or_else(|| bracketed(sentence, own)).or_else(|| apposed(sentence, own))
    })
}

/// `To klinikker deltog: Solsikken og Bakken`: the only count before the colon, and nothing but names or dates after it.
fn after_colon(sentence: &PrintedSentence, own: &Quantity<'_>, all: &[Quantity<'_>]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let colon = tokens.iter().position(|placed| placed.is(':'))?;
    let is_near = colon - own.end.min(colon) <= NEAR && !is_in(word(tokens, Some(own.end)), &OTHERS);
    let is_only =
        is_near && all.iter().filter(|other| other.at < colon).count() == 1 && own.at < colon && !own.nouns.is_empty();
    let count = dates(tokens, colon + 1).or_else(|| {
        let first = colon + 1 + usize::from(is_in(word(tokens, Some(colon + 1)), &[words![i på hos]]));
        let (count, end) = names(sentence, first)?;
        tokens.get(end).is_none_or(|point| point.is('.') && end + 1 == tokens.len()).then_some(count)
    })?;
    is_only.then(|| claim(sentence, own, count, tokens.len())).flatten()
}

/// `Fem af de seks klynger (A, B, C, D og E)`, and `de seks klynger (A, …)`.
fn bracketed(sentence: &PrintedSentence, own: &Quantity<'_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let open = own.noun_end();
    tokens.get(open).filter(|mark| mark.is('(') && !own.nouns.is_empty())?;
    let (count, end) = names(sentence, open + 1)?;
    tokens.get(end).filter(|mark| mark.is(')'))?;
    let all = sentence.quantities();
    let part = all.iter().rev().find(|part| part.at < own.at && own.at - part.at <= 4);
    let is_part = |part: &&Quantity<'_>| {
        tokens.get(part.end..own.at).is_some_and(|words| words.iter().any(|word| word.word() == "af"))
    };
    claim(sentence, part.filter(is_part).unwrap_or(own), count, end)
}

/// `de fire klynger Nord, Syd, Øst og Vest`: names that follow the noun at once.
fn apposed(sentence: &PrintedSentence, own: &Quantity<'_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_definite = is_in(own.word_before(), &[words![de alle vores]]);
    let noun = word(tokens, Some(own.end));
    let is_plural = !is_capital(sentence, own.end) && (noun.ends_with('r') || noun.ends_with('e'));
    let start = own.end + 1;
    let (count, end) = names(sentence, start).filter(|_| is_definite && is_plural)?;
    // »De fire klynger Nord og Syd har« may go on with another name.
    (count >= 3 && end < tokens.len()).then(|| claim(sentence, own, count, end)).flatten()
}

/// How many names are listed from `at`, and the index after the last. `None` unless they end with »og« and a name.
fn names(sentence: &PrintedSentence, at: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let mut place = at;
    let mut count = 0;
    let mut is_last = false;
    loop {
        if !is_capital(sentence, place) {
            return None;
        }
        let is_name =
            |at: &usize| is_capital(sentence, *at) && !tokens.get(*at).is_some_and(|placed| placed.word().is_empty());
        let words = (place..place + NAME).take_while(is_name).count();
        count += 1;
        place += words;
        if is_last {
            return (count >= 2).then_some((count, place));
        }
        let link = tokens.get(place)?;
        is_last = link.word() == "og" || link.word() == "samt";
        if !is_last && !link.is(',') {
            return None;
        }
        place += 1;
    }
}

fn is_capital(sentence: &PrintedSentence, at: usize) -> bool {
    let start = sentence.tokens.get(at).map(|placed| placed.start);
    start.and_then(|start| sentence.text.get(start..)).is_some_and(|text| text.starts_with(char::is_uppercase))
}

/// How many dates follow, if nothing else does: `den 14. marts, 11. april og 23. maj`.
fn dates(tokens: &[PlacedToken], from: usize) -> Option<usize> {
    let rest = tokens.get(from..)?;
    let months = rest.iter().filter(|placed| MONTHS.contains(&placed.word())).count();
    let is_of_date = |placed: &PlacedToken| {
        let word = placed.word();
        let is_day = word.parse::<u32>().is_ok_and(|day| day <= 31) || placed.number().is_some();
        is_day
            || MONTHS.contains(&word)
            || is_in(word, &[THE_DAY])
            || is_in(word, &[AND])
            || placed.is('.')
            || placed.is(',')
    };
    let days = rest.iter().filter(|placed| placed.word().parse::<u32>().is_ok()).count();
    (months >= 2 && rest.iter().all(is_of_date)).then_some(days.max(months))
}

fn claim(sentence: &PrintedSentence, own: &Quantity<'_>, count: usize, end: usize) -> Option<Claim> {
    let said = own.number;
    let listed = PrintedNumber::whole(count as f64);
    let is_count = own.is_count() && own.is_exact && (2.0..=MOST).contains(&said.value);
    let (word, items) = (word_of(&said), word_of(&listed));
    let (verdict, computation) = if listed.value == said.value {
        (ClaimVerdict::Agrees, format!("Teksten siger {word} og nævner {items}."))
    } else {
        (ClaimVerdict::MayContradict, format!("Teksten siger {word}, men nævner {items}."))
    };
    let passage = sentence.passage(own.at.saturating_sub(3), end);
    is_count.then(|| Claim::new(Code::PrintedTwice, verdict, computation, passage).about(sentence.index, [said]))
}
