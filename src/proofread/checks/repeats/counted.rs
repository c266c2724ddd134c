//! What running text counts, and the rows that count the same: `Konsulenterne nåede 53 praksisbesøg mod 47 i 2023`, `antallet af abonnenter
//! steg fra 397 til 426`.

use std::ops::Range;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::told_rows::form::is_form;

/// Fewest letters of a noun that a row may have in common with a text.
const NOUN: usize = 5;
/// Words that make a number one of something else than all that the row counts.
const OTHERWISE: [WordClass; 8] = [
    THEM,
    NEW,
    EACH,
    PARTITIVES,
    DENIALS,
    TARGETS,
    PLANS,
    words![første sidste andre gennemsnit herunder forventes mindst højst end blandt ekstra alene],
];
/// Words before a number that is of some of them: »emnet på 24 besøg«.
const OF_SOME: [WordClass; 2] = [words![på i af hos om ved til for fra med efter blandt], PARTITIVES];
/// First words of a sentence whose numbers are of some of them.
const RESTRICTING: WordClass = words![hos blandt for på fra med];
/// Words after the noun that leave the number one of all: `53 besøg mod 47`, `53 besøg, og`.
const OF_ALL: [WordClass; 3] = [AND, AGAINST, words![var blev gennemført i]];
/// Words before what is counted: `antallet af …`.
const NUMBER_OF: WordClass = words![antallet antal tallet];
/// Running text has one of them.
const FUNCTION_WORDS: [WordClass; 8] = [PREPOSITIONS, ARTICLES, BE, HAVE, STANDING, STRONG_PAST, AND, RELATIVE];
/// Most tokens between »antallet af« and its number.
const NEAR: usize = 14;

/// A number of running text and what it counts.
pub(super) struct ToldCount<'a> {
    pub(super) sentence: &'a PrintedSentence,
    /// Index of its token.
    pub(super) at: usize,
    pub(super) number: PrintedNumber,
    /// The tokens that show what it counts.
    nouns: Range<usize>,
    /// Whether it can only be of all of them. Otherwise the sentence may count some.
    pub(super) is_of_all: bool,
    /// Whether it is of an earlier time: the first of »fra 397 til 426«, the second of »426 mod 397«.
    pub(super) is_earlier: bool,
    /// The year that it is of, if the sentence states it.
    pub(super) year: Option<f64>,
}

impl<'a> ToldCount<'a> {
    pub(super) fn of(own: &Quantity<'a>) -> Option<Self> {
        if !own.is_count() || !own.is_exact || !is_running(own.sentence) || is_named(own) {
            return None;
        }
        let sentence = own.sentence;
        let tokens = &sentence.tokens;
        // »Hos en bestemt praksis var der 24 kontakter«
        let is_of_some = has_any(tokens, &OTHERWISE) || is_in(word(tokens, Some(0)), &[RESTRICTING]);
        let is_earlier = is_in(own.word_before(), &[AGAINST, words![fra]]);
        let (nouns, is_of_all) = match own.nouns.is_empty() {
            false => (own.end..own.noun_end(), !is_of_some && is_whole(own)),
            true => (number_of(tokens, own.at)?, !is_of_some),
        };
        // »3 Praksiskonsulenter« is a heading.
        let is_first = tokens.iter().take(own.at).all(|placed| placed.word().is_empty() && placed.number().is_none());
        let is_heading = is_first && sentence.text.get(tokens.get(own.end)?.start..)?.starts_with(char::is_uppercase);
        let year = year(tokens, own.at, is_earlier);
        let told = Self { sentence, at: own.at, number: own.number, nouns, is_of_all, is_earlier, year };
        (!is_heading).then_some(told)
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        self.sentence.tokens.get(self.nouns.clone()).unwrap_or_default().iter().map(PlacedToken::word)
    }

    /// Whether it counts what the words of a label do: one is its noun, and the sentence has the others but for one that may be in a
    /// heading. What describes the noun must be in the label: »12 nye konsulenter« are not all.
    pub(super) fn counts(&self, label: &[String]) -> bool {
        // »34 klynger« are »Kvalitetsklynger i Region Hovedstaden« if the region is named.
        let is_part = |word: &str, own: &str| label.len() > 1 && own.ends_with(word);
        let is_label = |word: &str| label.iter().position(|own| is_form(word, own) || is_part(word, own));
        let head = self.words().position(|word| word.chars().count() >= NOUN && is_label(word).is_some());
        let Some(noun) = head.and_then(|head| is_label(self.words().nth(head)?)) else { return false };
        let is_said = |own: &String| self.sentence.tokens.iter().any(|placed| is_form(placed.word(), own));
        let others = label.iter().enumerate().filter(|(at, _)| *at != noun);
        let said = others.filter(|(_, own)| is_said(own)).count();
        let is_described = |head| self.words().take(head).all(|word| is_label(word).is_some());
        head.is_some_and(is_described) && (said + 1 == label.len() || said > 1 && said + 2 == label.len())
    }

    pub(super) fn passage(&self, before: usize, after: usize) -> Passage {
        Passage::new(
            &self.sentence.line,
            self.sentence.quotation(self.at.saturating_sub(before), self.nouns.end.max(self.at) + after),
        )
    }
}

/// Whether the sentence is running text with numbers, and not the labels of a chart or the cells of a row.
fn is_running(sentence: &PrintedSentence) -> bool {
    let words = sentence.tokens.iter().filter(|placed| !placed.word().is_empty()).count();
    let numbers = sentence.tokens.iter().filter_map(PlacedToken::number).filter(|number| !number.is_year).count();
    words >= 3 && words >= 2 * numbers && has_any(&sentence.tokens, &FUNCTION_WORDS)
}

/// Whether the number is part of a name: »S&P 100 indekset«.
fn is_named(own: &Quantity<'_>) -> bool {
    let before = own.at.checked_sub(1).and_then(|before| own.sentence.tokens.get(before));
    let is_name = |placed: &PlacedToken| {
        let text = own.sentence.text.get(placed.start..placed.end).unwrap_or_default();
        !placed.word().is_empty() && text.starts_with(char::is_uppercase)
    };
    own.at > 1 && before.is_some_and(is_name)
}

/// Whether neither what is before the number nor what is after its noun makes it one of some.
fn is_whole(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let Some(next) = tokens.get(own.noun_end()) else { return true };
    let is_time = next.word() == "i"
        && tokens
            .get(own.noun_end() + 1)
            .is_some_and(|year| year.number().is_some_and(|number| number.is_year) || year.is_in(&[words![alt løbet]]));
    let is_open = next.is_in(&OF_ALL) && next.word() != "i" || is_time || next.word().is_empty() && !next.is('(');
    // »Teamet består af 37 konsulenter«
    let verb = word(tokens, own.at.checked_sub(2));
    let is_made_up = own.word_before() == "af" && is_in(verb, &[words![består bestod bestående sammensat]]);
    is_open && (is_made_up || !is_in(own.word_before(), &OF_SOME))
}

/// The tokens after the last »antallet af« before the number, in the same clause.
fn number_of(tokens: &[PlacedToken], at: usize) -> Option<Range<usize>> {
    let near = at.saturating_sub(NEAR)..at;
    let start = near
        .rev()
        .find(|start| is_in(word(tokens, Some(*start)), &[NUMBER_OF]) && word(tokens, Some(start + 1)) == "af")?;
    let is_end = |placed: &PlacedToken| {
        placed.word().is_empty() || placed.is_in(&[BE, HAVE, STANDING, RISES, FALLS, FINITE, MOVED, words![i]])
    };
    let nouns = tokens.get(start + 2..at)?.iter().take_while(|placed| !is_end(placed)).count();
    let between = tokens.get(start + 2 + nouns..at)?;
    let is_plain =
        |placed: &PlacedToken| placed.number().is_some() || !placed.word().is_empty() && !placed.is_in(&[AND]);
    (nouns > 0 && between.iter().all(is_plain)).then_some(start + 2..start + 2 + nouns)
}

/// The year that is stated with the number at `at`: of »53 besøg mod 47 i 2023« it is that of 47.
fn year(tokens: &[PlacedToken], at: usize, is_earlier: bool) -> Option<f64> {
    let is_between = |from: usize, to: usize| {
        let between = tokens.get(from..to).unwrap_or_default();
        between.iter().any(|placed| placed.number().is_some_and(|number| !number.is_year) || placed.is_in(&[AGAINST]))
    };
    let all = years(tokens);
    let after = all.iter().find(|(year, _)| *year > at && !is_between(at + 1, *year));
    let before = all.iter().rfind(|(year, _)| *year < at && !is_between(*year, at) && !is_earlier);
    after.or(before).map(|(_, year)| *year)
}
