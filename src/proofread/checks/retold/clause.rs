//! Parts of a sentence with one number each.

use super::words::{TableWords, TextWords};
use crate::proofread::checks::prelude::*;

/// Words that start another clause.
const STARTS: [WordClass; 3] = [BUT, PARTITIVES, words![hvor]];
/// Words that make the number one of something else than the row counts.
const OTHERWISE: [WordClass; 7] = [
    THEM,
    NEW,
    EACH,
    PER,
    PARTITIVES,
    DENIALS,
    words![alene første sidste andre gennemsnit herunder mål målet forventes],
];
/// Words that say nothing but that a number is what it is.
pub(in crate::proofread::checks) const PLAIN: [WordClass; 12] = [
    PREPOSITIONS,
    ARTICLES,
    BE,
    HAVE,
    STANDING,
    MAKING_UP,
    ANSWERING,
    ONE,
    COUNTS,
    THAT_IS,
    THEREFORE,
    words![alt samlet der som og sig sendte modtog holdt afholdt gennemført lavet handlede handler drejede skete største mindste gruppe gruppen også alle viser længst kortest højest lavest flest færrest mest hele forløb],
];

/// Fewest words of a clause of running text.
const FEWEST_WORDS: usize = 3;

/// A part of a sentence with one number.
pub(super) struct Clause<'a> {
    pub(super) sentence: &'a PrintedSentence,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) at: usize,
    pub(super) number: PrintedNumber,
    /// Whether the clause has no other number.
    pub(super) is_alone: bool,
}

impl<'a> Clause<'a> {
    pub(super) fn tokens(&self) -> &'a [PlacedToken] {
        self.sentence.tokens.get(self.start..self.end).unwrap_or_default()
    }

    /// The years of the clause, or of the whole sentence if it has none.
    pub(super) fn years(&self) -> Vec<PrintedNumber> {
        let years = |tokens: &[PlacedToken]| -> Vec<PrintedNumber> {
            tokens.iter().filter_map(PlacedToken::number).filter(|number| number.is_year).collect()
        };
        let own = years(self.tokens());
        if own.is_empty() { years(&self.sentence.tokens) } else { own }
    }

    /// The noun that the number counts; "" without one.
    pub(super) fn noun(&self) -> &'a str {
        let next = self.sentence.tokens.get(self.at + 1).map_or("", PlacedToken::word);
        if is_in(next, &PLAIN) { "" } else { next }
    }

    /// Whether the number may be that of a row: it is exact, and neither part of a ratio, nor a change, nor that of a heading.
    fn is_exact(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let is_other = has_any(self.tokens(), &OTHERWISE);
        let is_ratio = (self.start..=self.at).any(|start| ratio(tokens, start).is_some());
        let before = self.at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_signed = before.is_some_and(|sign| sign.is('+') || sign.is('-'));
        let next = tokens.get(self.at + 1).and_then(|next| self.sentence.text.get(next.start..));
        let is_heading = next.is_some_and(|next| next.starts_with(char::is_uppercase));
        // An index has words and page numbers, and no sentences.
        let words = self.tokens().iter().map(PlacedToken::word).filter(|word| !word.is_empty());
        let is_running = words.clone().count() >= FEWEST_WORDS && words.clone().any(|word| is_in(word, &PLAIN));
        is_running && !is_about(tokens, self.at) && !is_other && !is_ratio && !is_signed && !is_heading
    }

    /// Whether all words of the clause are of the row and its table, or plain: then the number is about nothing else.
    pub(super) fn is_covered_by(&self, words: &TableWords<'_>, label: &TextWords) -> bool {
        let known = || [&words.title, label].into_iter().chain(&words.columns);
        let is_known = |placed: &PlacedToken| {
            let word = placed.word();
            word.is_empty() || is_in(word, &PLAIN) || known().any(|text| text.has(word))
        };
        self.tokens().iter().all(is_known)
    }
}

/// A clause for each number that is exact and neither a year nor part of a ratio.
pub(super) fn clauses(sentence: &PrintedSentence) -> Vec<Clause<'_>> {
    let tokens = &sentence.tokens;
    let is_end = |placed: &PlacedToken| {
        [',', ';', ':', '(', ')', '–'].iter().any(|mark| placed.is(*mark)) || placed.is_in(&STARTS)
    };
    let mut found = Vec::new();
    let mut start = 0;
    for end in 0..=tokens.len() {
        if end < tokens.len() && !tokens.get(end).is_some_and(is_end) {
            continue;
        }
        let clauses = of_span(sentence, start, end);
        found.extend(clauses.into_iter().filter(Clause::is_exact));
        // The word that starts a clause is in it.
        start = if tokens.get(end).is_some_and(|placed| !placed.word().is_empty()) { end } else { end + 1 };
    }
    found
}

/// A clause for each number of the span that is no year and no name.
fn of_span(sentence: &PrintedSentence, start: usize, end: usize) -> Vec<Clause<'_>> {
    let tokens = &sentence.tokens;
    let number = |at: usize| {
        let is_name = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_numbered);
        tokens.get(at)?.number().filter(|number| !number.is_year && !is_name)
    };
    let numbers: Vec<(usize, PrintedNumber)> = (start..end).filter_map(|at| Some((at, number(at)?))).collect();
    let is_alone = numbers.len() == 1;
    numbers.into_iter().map(|(at, number)| Clause { sentence, start, end, at, number, is_alone }).collect()
}
