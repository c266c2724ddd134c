//! The names of the rows and columns of a table, and where a text has them.

use std::collections::BTreeSet;

use super::form::{is_compound, is_form};
use crate::proofread::checks::about_tables::names_whole;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::retold::clause::PLAIN;
use crate::proofread::checks::retold::words::can_be_named;
use crate::proofread::fraction::ordinal;

/// Fewest letters of a name of one word.
const FEWEST_LETTERS: usize = 3;
/// Smaller totals are printed everywhere.
const LEAST_TOTAL: f64 = 20.0;
/// Last parts of compounds that add nothing to the first: »ejendomsudgifterne« are those of »Ejendom«.
const TAILS: WordClass = words![udgifter indtægter omkostninger forløb sager området];
/// With fewer parts or columns, a row may be the sum of the others by accident.
const FEWEST_PARTS: usize = 3;
const FEWEST_COLUMNS: usize = 2;
/// Fewest letters of the name of a column.
const LONG: usize = 4;

/// The words of the names of a table.
pub(in crate::proofread::checks) struct TableNames {
    rows: Vec<NamedPlace>,
    columns: Vec<NamedPlace>,
    /// What the rows are: the words of the first column's name, or of the title without one.
    row_nouns: Vec<String>,
    /// Words of the title, the first column and the columns: what the table counts, and what its rows are.
    pub(super) nouns: Vec<String>,
    /// Long words of the labels, also of totals.
    label_words: Vec<String>,
    /// Years of its title, columns and rows.
    pub(super) years: Vec<f64>,
    /// Index of the row of all others together that is called otherwise than a total: »Hospitalet«, »1. halvår«.
    pub(in crate::proofread::checks) whole: Option<usize>,
}

/// The index of a row or column, and the words of its name.
struct NamedPlace {
    index: usize,
    words: Vec<String>,
}

/// Where a text has a name.
#[derive(Debug, Clone, Copy)]
pub(in crate::proofread::checks) struct Mention {
    /// Of the row or column.
    pub(in crate::proofread::checks) index: usize,
    pub(in crate::proofread::checks) start: usize,
    pub(super) end: usize,
}

impl TableNames {
    pub(in crate::proofread::checks) fn of(table: &PrintedTable, prose: &[&PrintedSentence]) -> Self {
        let rows = table.rows.iter().enumerate().filter(|(_, row)| can_be_named(row));
        let stub = words(&table.stub);
        // »Hold B« of the row »B« below »Hold«
        // »De alvorlige« are the row »Heraf alvorlige«.
        let starts: Vec<Vec<String>> =
            table.rows.iter().filter_map(|row| Some(words(&row.plain_label()).get(..2)?.to_vec())).collect();
        let name = |label: Vec<String>| match (label.as_slice(), stub.as_slice()) {
            // »Trivsel« is the row »Fokus på trivsel« beside »Fokus på organisering« and others.
            ([_, link, rest @ ..], _)
                if !rest.is_empty() && is_in(link, &[PREPOSITIONS]) && is_shared(&starts, &label) =>
            {
                rest.to_vec()
            }
            ([first, rest @ ..], _) if is_in(first, &[PARTITIVES]) && !rest.is_empty() => rest.to_vec(),
            ([letter], [noun]) if letter.chars().count() == 1 => vec![noun.clone(), letter.clone()],
            _ => label,
        };
        let rows = rows.map(|(index, row)| NamedPlace { index, words: name(words(&row.plain_label())) });
        let columns = (0..table.width()).filter(|column| {
            let name = table.column(*column);
            !is_change(name) && total_kind(name).is_none()
        });
        // »Kurser« are the column »Antal kurser«.
        let name = |column: usize| {
            let words = words(table.column(column));
            match words.as_slice() {
                [first, rest @ ..] if is_in(first, &[COUNTS]) && !rest.is_empty() => rest.to_vec(),
                _ => words,
            }
        };
        let columns = columns.map(|index| NamedPlace { index, words: name(index) });
        let is_long = |named: &NamedPlace| {
            named
                .words
                .iter()
                .any(|word| word.chars().count() >= LONG || crate::danish::MONTHS.contains(&word.as_str()))
        };
        let nouns = [&table.title, &table.stub].into_iter().chain(&table.columns).flat_map(|text| words(text));
        let nouns = nouns.chain(total_nouns(table, prose));
        let texts = [&table.title].into_iter().chain(&table.columns).chain(table.rows.iter().map(|row| &row.label));
        let years = texts.flat_map(|text| years(&tokens(text))).map(|(_, year)| year).collect();
        let rows = rows.filter(NamedPlace::can_be_told).collect();
        let label_words = table.rows.iter().flat_map(|row| words(&row.plain_label()));
        Self {
            years,
            whole: whole(table),
            row_nouns: if stub.is_empty() { words(&table.title) } else { stub },
            rows,
            columns: columns.filter(|named| named.can_be_told() && is_long(named)).collect(),
            label_words: label_words.filter(|word| word.chars().count() >= LONG).collect(),
            nouns: nouns.filter(|word| word.chars().count() >= FEWEST_LETTERS).collect(),
        }
    }

    pub(in crate::proofread::checks) fn rows_in(&self, text: &[PlacedToken]) -> Vec<Mention> {
        let mut found = self.found(&self.rows, text);
        let elided: Vec<Mention> = found.iter().filter_map(|mention| self.elided(mention, text)).collect();
        found.extend(elided);
        found.sort_by_key(|mention| mention.start);
        found
    }

    /// The first row of »1. til 3. kvartal«.
    fn elided(&self, second: &Mention, text: &[PlacedToken]) -> Option<Mention> {
        let [digits, point, link] = text.get(second.start.checked_sub(3)?..second.start)? else { return None };
        let named = self.rows.iter().find(|named| named.index == second.index)?;
        let is_link = point.is('.') && link.is_in(&[words![til og]]);
        let is_first = |other: &&NamedPlace| {
            other.words.first().is_some_and(|word| word == digits.word())
                && other.words.get(1..) == named.words.get(1..)
        };
        let other = self.rows.iter().find(is_first).filter(|_| is_link && named.words.len() > 1)?;
        Some(Mention { index: other.index, start: second.start - 3, end: second.start - 1 })
    }

    pub(in crate::proofread::checks) fn columns_in(&self, text: &[PlacedToken]) -> Vec<Mention> {
        self.found(&self.columns, text)
    }

    /// Whether the word is a form of what the rows are: »plejehjemmene«.
    pub(in crate::proofread::checks) fn is_row_noun(&self, word: &str) -> bool {
        word.chars().count() >= FEWEST_LETTERS && self.row_nouns.iter().any(|noun| is_form(word, noun))
    }

    /// Whether a row has this name and no other word.
    pub(in crate::proofread::checks) fn has_row(&self, name: &str) -> bool {
        self.rows.iter().any(|named| matches!(named.words.as_slice(), [only] if only == name))
    }

    /// As [`Self::is_row_noun`], for a word that shows what a sentence is about.
    pub(super) fn is_long_row_noun(&self, word: &str) -> bool {
        word.chars().count() >= LONG && self.is_row_noun(word)
    }

    /// How many rows the text names.
    pub(super) fn distinct_rows(&self, text: &[PlacedToken]) -> usize {
        self.rows_in(text).into_iter().map(|row| row.index).collect::<BTreeSet<_>>().len()
    }

    /// Whether the word is a form of what the table counts or what its rows are, or the last part of it: »besøg« of »Praksisbesøg«.
    pub(in crate::proofread::checks) fn has_noun(&self, word: &str) -> bool {
        let is_long = word.chars().count() > LONG;
        self.nouns.iter().any(|noun| is_form(word, noun) || is_long && noun.ends_with(word))
    }

    /// Whether the word is a form of a word of a label: »arrangementerne« beside »Udgifter i alt« is about the table too.
    pub(in crate::proofread::checks) fn has_label_word(&self, word: &str) -> bool {
        self.label_words.iter().any(|own| is_form(word, own))
    }

    /// The longest names first; a name of two rows is of neither.
    fn found(&self, places: &[NamedPlace], text: &[PlacedToken]) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let ends: Vec<(usize, usize)> =
                places.iter().filter_map(|named| Some((named.end_in(text, at, &self.nouns)?, named.index))).collect();
            let Some((end, index)) = ends.iter().max().copied() else {
                at += 1;
                continue;
            };
            if ends.iter().filter(|(other, _)| *other == end).count() == 1 {
                found.push(Mention { index, start: at, end });
            }
            at = end;
        }
        found
    }
}

/// Whether several labels start with the same two words as this one.
fn is_shared(starts: &[Vec<String>], label: &[String]) -> bool {
    starts.iter().filter(|start| label.starts_with(start)).count() >= FEWEST_PARTS
}

impl NamedPlace {
    fn can_be_told(&self) -> bool {
        match self.words.as_slice() {
            [] => false,
            // »Ø« and »By« are names if they are no plain words.
            [only] => only.chars().count() >= FEWEST_LETTERS || only.len() > 1 && !is_in(only.as_str(), &PLAIN),
            more => more.iter().any(|word| word.chars().any(char::is_alphabetic)),
        }
    }

    /// Index after the name, if the text has it at `at`.
    fn end_in(&self, text: &[PlacedToken], at: usize, nouns: &[String]) -> Option<usize> {
        if let [only] = self.words.as_slice() {
            let own = shown(text.get(at)?)?;
            // »Antallet af fald«, »187 fald« count them; »et fald« is a change.
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            let is_counted = is_in(only, &[CHANGE_NOUNS])
                && (before.is_some_and(|before| before.word() == "af" || before.number().is_some())
                    || at == 0 && text.get(1).is_some_and(|verb| verb.is_in(&[BE, MAKING_UP])));
            let is_generic = || GENERIC.iter().any(|generic| is_form(only, generic)) && !is_counted;
            let is_part = || is_compound(&own, only, nouns) || is_compound(&own, only, TAILS);
            return (is_form(&own, only) && !is_generic() || is_part()).then_some(at + 1);
        }
        // »De 65-69-årige« are those of »65-69 år«.
        if shown(text.get(at)?).is_some_and(|own| own.contains('-') && is_form(&own, &self.words.join("-"))) {
            return Some(at + 1);
        }
        let mut next = at;
        for word in &self.words {
            next += text.iter().skip(next).take_while(|placed| next > at && (placed.is('.') || placed.is('-'))).count();
            let is_same = shown(text.get(next)?).is_some_and(|own| is_form(&own, word));
            next = is_same.then_some(next + 1)?;
        }
        Some(next)
    }
}

/// The first or last row, if it is named after whoever the report is of, or is the sum of the others in two columns.
fn whole(table: &PrintedTable) -> Option<usize> {
    let rows = &table.rows;
    let is_plain =
        rows.len() > FEWEST_PARTS && !rows.iter().any(|row| row.is_heading() || row.is_item || row.is_total());
    let is_sum = |at: &usize| {
        let others = || rows.iter().enumerate().filter(|(other, _)| other != at).map(|(_, row)| row);
        let agrees = |column: &usize| {
            let parts: Option<Vec<PrintedNumber>> = others().map(|row| row.value(*column)).collect();
            let total = rows.get(*at).and_then(|row| row.value(*column)).filter(|total| total.value > 0.0);
            total.zip(parts).is_some_and(|(total, parts)| adds_up(&total, &parts))
        };
        (0..table.width()).filter(agrees).count() >= FEWEST_COLUMNS
    };
    let ends = [rows.len().checked_sub(1)?, 0];
    ends.into_iter().find(|at| is_plain && (rows.get(*at).is_some_and(names_whole) || is_sum(at)))
}

/// What the text counts with the total of the table: »alle 1.482 hændelser«.
fn total_nouns(table: &PrintedTable, prose: &[&PrintedSentence]) -> Vec<String> {
    let totals: Vec<f64> = table
        .rows
        .iter()
        .filter(|row| row.is_total())
        .flat_map(|row| row.cells.iter().filter_map(|cell| cell.value))
        .filter(|value| !value.percent && value.value >= LEAST_TOTAL)
        .map(|value| value.value)
        .collect();
    let counted = |sentence: &&PrintedSentence| {
        let found = sentence.quantities().into_iter().filter(|own| own.is_count() && totals.contains(&own.value()));
        found.filter_map(|own| own.noun_words().next().map(str::to_owned)).collect::<Vec<_>>()
    };
    if totals.is_empty() { Vec::new() } else { prose.iter().flat_map(counted).collect() }
}

/// The words and whole numbers before the first bracket.
fn words(name: &str) -> Vec<String> {
    let name = name.split('(').next().unwrap_or_default();
    tokens(name).iter().filter_map(shown).collect()
}

/// A word, or the digits of a whole number.
fn shown(placed: &PlacedToken) -> Option<String> {
    match &placed.token {
        // »Fjerde kvartal« is »4. kvartal«.
        Token::Word(word) => Some(ordinal(word).map_or_else(|| word.clone(), |number| format!("{number:.0}"))),
        Token::Number(number) if number.is_year => Some(digits(number)),
        // »Fire kvartaler« is not »4. kvartal«, whose number is read as a word.
        Token::Number(number) if !number.percent && number.decimals == 0 => Some(format!("#{}", digits(number))),
        Token::Number(_) | Token::Mark(_) => None,
    }
}

fn digits(number: &PrintedNumber) -> String {
    format!("{:.0}", number.value)
}
