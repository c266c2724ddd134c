//! The number of things that a sentence says it will list.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::list::PrintedList;

/// Nouns of time, whose number says nothing of the list: »de seneste tre måneder:«.
const TIMES_NOT_LISTED: [WordClass; 2] =
    [DURATIONS, words![månederne ugerne dagene timerne perioder perioderne kvartaler kvartalerne]];
/// Longer lists are rarely counted, and larger numbers count something else.
const MOST: f64 = 20.0;
/// Most that a count of items whose noun is not known may be wrong.
const MISCOUNTED: f64 = 2.0;
/// Most words between the number and its noun: »de 3 faglige emner«.
const BEFORE_NOUN: usize = 2;
/// Most words between the noun and the colon: »tre emner, der ligger i aftalen:«.
const AFTER_NOUN: usize = 6;
/// Words after the noun that announce something else as the list: »tre områder og nævner følgende:«.
const OTHERWISE: [WordClass; 3] = [AND, EXAMPLES, words![følgende disse men]];
/// Words that start a clause within an item, so that its commas do not divide items.
const CLAUSES: [WordClass; 4] = [RELATIVE, BECAUSE, BE, words![at når så men hvis]];
/// Most words of an item in running text.
const ITEM_WORDS: usize = 7;

/// Compares the count of the introduction with the list. `None` if it has none.
pub(super) fn compare(report: &ReadReport<'_>, list: &PrintedList) -> Option<Claim> {
    let intro = report.sentences.get(list.intro)?;
    let colon = intro.tokens.len().checked_sub(1)?;
    let count = list.items.len();
    let (at, said) = stated(&intro.tokens, colon).or_else(|| counted(report, list, &intro.tokens, colon))?;
    if list.is_cut && (count as f64) < said.value {
        return None;
    }
    claim(intro, at, colon + 1, said, count)
}

/// The only number of an introduction that is close to how many items there are, each of which is one thing: »fem arrangementer:«.
fn counted(
    report: &ReadReport<'_>,
    list: &PrintedList,
    tokens: &[PlacedToken],
    colon: usize,
) -> Option<(usize, PrintedNumber)> {
    let numbers = tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?)));
    let (at, said) = only(numbers.filter(|(_, number)| !number.is_year))?;
    let noun = word(tokens, Some(at + 1));
    let is_one = |line: &usize| {
        let item = report.lines.get(*line).map(|line| crate::proofread::token::tokens(&line.text)).unwrap_or_default();
        let first = item.iter().find(|placed| !placed.word().is_empty() || placed.number().is_some());
        // Items that each have a number are of one form.
        let has_number = item
            .iter()
            .any(|placed| placed.number().is_some() || placed.word().starts_with(|digit: char| digit.is_ascii_digit()));
        first.is_some_and(|first| first.number().is_none()) && has_number && !has_any(&item, &[AND, words![eller]])
    };
    let is_count = !said.percent && said.decimals == 0 && (2.0..=MOST).contains(&said.value) && !is_about(tokens, at);
    let is_near = (said.value - list.items.len() as f64).abs() <= MISCOUNTED && list.items.len() > 2;
    let is_plural = noun.chars().count() > 4 && (noun.ends_with('r') || noun.ends_with('e'));
    let is_plural = is_plural && !is_in(noun, &TIMES_NOT_LISTED);
    let is_all = !has_any(tokens, &[EXAMPLES, AND, words![men]]) && colon - at <= AFTER_NOUN;
    (is_count && is_near && is_plural && is_all && list.items.iter().all(is_one)).then_some((at, said))
}

/// Compares the count before a colon with what the rest of the sentence lists.
pub(super) fn compare_inline(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let colon = tokens.iter().position(|placed| placed.is(':'))?;
    let (at, said) = stated(tokens, colon)?;
    let rest = tokens.get(colon + 1..)?;
    let rest = rest.strip_suffix(rest.last().filter(|last| last.is('.')).map(std::slice::from_ref)?)?;
    let is_item = |placed: &PlacedToken| placed.is(',') || !placed.word().is_empty() && !placed.is_in(&CLAUSES);
    if rest.is_empty() || !rest.iter().all(is_item) {
        return None;
    }
    let joins: Vec<usize> = (0..rest.len()).filter(|at| rest.get(*at).is_some_and(is_join)).collect();
    let commas: Vec<usize> = (0..rest.len()).filter(|at| rest.get(*at).is_some_and(|placed| placed.is(','))).collect();
    let ([join], Some(last)) = (joins.as_slice(), commas.last()) else { return None };
    let ends = commas.iter().chain([join]).copied();
    let starts = [0].into_iter().chain(ends.clone());
    let are_short = starts.zip(ends.chain([rest.len()])).all(|(start, end)| end.saturating_sub(start) <= ITEM_WORDS);
    let is_list = join > last && are_short && join - last > 1;
    is_list.then(|| claim(sentence, at, tokens.len(), said, commas.len() + 2)).flatten()
}

fn is_join(placed: &PlacedToken) -> bool {
    placed.is_in(&[AND, words![eller]])
}

/// The only number before the colon, if a noun for listed things comes after it and nothing else to be listed.
fn stated(tokens: &[PlacedToken], colon: usize) -> Option<(usize, PrintedNumber)> {
    tokens.get(colon).filter(|placed| placed.is(':'))?;
    let before = tokens.get(..colon)?;
    let numbers: Vec<(usize, PrintedNumber)> =
        before.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?))).collect();
    let [(at, said)] = numbers.iter().filter(|(_, number)| !number.is_year).collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_count = !said.percent && said.decimals == 0 && (2.0..=MOST).contains(&said.value) && !is_about(tokens, *at);
    let is_listed = |placed: &PlacedToken| ends_in(placed.word(), &[LISTED]);
    let noun = before.iter().skip(at + 1).take(BEFORE_NOUN + 1).position(is_listed)? + at + 1;
    let words = before.get(at + 1..)?;
    let is_plain = words.iter().all(|placed| !placed.is_in(&OTHERWISE));
    let is_all = before.iter().all(|placed| !placed.is_in(&[EXAMPLES]));
    (is_count && is_plain && is_all && colon - noun <= AFTER_NOUN + 1).then_some((*at, *said))
}

fn claim(sentence: &PrintedSentence, at: usize, end: usize, said: PrintedNumber, count: usize) -> Option<Claim> {
    let listed = PrintedNumber::whole(count as f64);
    let (word, items) = (word_of(&said), word_of(&listed));
    let (verdict, computation) = if listed.value == said.value {
        (ClaimVerdict::Agrees, format!("Teksten siger {word}, og listen har {items}."))
    } else {
        (ClaimVerdict::MayContradict, format!("Teksten siger {word}, men listen har {items}."))
    };
    let passage = sentence.passage(at.saturating_sub(4), end);
    Some(Claim::new(Code::PrintedTwice, verdict, computation, passage).about(sentence.index, [said]))
}
