//! Where tables and figures are named, and where their captions are.

use crate::danish;
use crate::proofread::checks::prelude::*;

/// Most tables that a text names at once: »Tabel 2-5«.
const MOST: u32 = 50;

/// A table or figure that a sentence names.
pub(in crate::proofread::checks) struct NamedReference<'a> {
    pub(super) sentence: &'a PrintedSentence,
    /// Index of the word »Tabel«.
    pub(super) at: usize,
    pub(super) number: u32,
    kind: &'static str,
}

impl NamedReference<'_> {
    pub(super) fn kind(&self) -> String {
        danish::capitalised(self.kind)
    }

    pub(in crate::proofread::checks) fn number(&self) -> u32 {
        self.number
    }

    /// `Tabel 2`
    pub(in crate::proofread::checks) fn name(&self) -> String {
        format!("{} {}", self.kind(), self.number)
    }
}

/// The number of the caption that the sentence is, and the sentence: `Tabel 2: Besøg`.
pub(super) fn captioned<'a>(sentence: &'a PrintedSentence, kind: &str) -> Option<(u32, &'a PrintedSentence)> {
    let [word, number, rest @ ..] = sentence.tokens.as_slice() else { return None };
    let number = whole(number).filter(|_| word.word() == kind)?;
    let next = rest.first()?;
    let is_marked = [':', '.', '–', '-'].iter().any(|mark| next.is(*mark)) && rest.len() > 1;
    let is_titled = sentence.text.get(next.start..).is_some_and(|title| title.starts_with(char::is_uppercase));
    // A table of contents repeats the captions with dots and a page number.
    let is_listed = sentence.text.contains("....") || sentence.text.contains(". . .");
    ((is_marked || is_titled) && !is_listed).then_some((number, sentence))
}

/// The tables or figures that the sentence names: `Tabel 2`, `Tabel 2 og 3`, `Tabel 2-4`.
pub(in crate::proofread::checks) fn references<'a>(
    sentence: &'a PrintedSentence,
    kind: &'static str,
) -> Vec<NamedReference<'a>> {
    let is_caption = captioned(sentence, kind).is_some();
    let tokens = &sentence.tokens;
    let mut found = Vec::new();
    for at in usize::from(is_caption)..tokens.len() {
        if tokens.get(at).is_none_or(|placed| ![kind, plural(kind)].contains(&placed.word())) {
            continue;
        }
        let numbers = numbers(tokens, at + 1);
        found.extend(numbers.into_iter().map(|number| NamedReference { sentence, at, number, kind }));
    }
    found
}

fn plural(kind: &str) -> &'static str {
    if kind == "tabel" { "tabellerne" } else { "figurerne" }
}

fn numbers(tokens: &[PlacedToken], from: usize) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut at = from;
    loop {
        match tokens.get(at).and_then(range) {
            Some((first, last)) => numbers.extend(first..=last),
            None => return numbers,
        }
        let (link, next) = (tokens.get(at + 1), tokens.get(at + 2).and_then(range));
        let is_list = link.is_some_and(|link| link.is(',') || link.is_in(&[AND, words![eller]]));
        // »Tabel 2 og 14 kurser« names one table.
        let ends = tokens.get(at + 3).is_none_or(|after| after.word().is_empty() || !is_list || is_verb(after.word()));
        if next.is_none() || !is_list || !ends {
            return numbers;
        }
        at += 2;
    }
}

fn is_verb(word: &str) -> bool {
    is_in(word, &[words![viser ses er fremgår har giver og i]])
}

/// `2` or `2-4`.
fn range(placed: &PlacedToken) -> Option<(u32, u32)> {
    if let Some(number) = whole(placed) {
        return Some((number, number));
    }
    let (first, last) = placed.word().split_once(['-', '–'])?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first < last && last - first < MOST).then_some((first, last))
}

fn whole(placed: &PlacedToken) -> Option<u32> {
    let number = placed.number().filter(|number| !number.percent && number.decimals == 0 && !number.is_year)?;
    (number.value >= 1.0 && number.value < 1000.0).then_some(number.value as u32)
}
