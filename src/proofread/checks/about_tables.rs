//! Which table a sentence is about, and which of its rows and columns it names.

use super::references::named::references;
use super::retold::words::{TableWords, TextWords};
use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// Sentences before one that may name the table that it is about.
const BACK: usize = 3;
/// Most lines between a table without a name and a sentence about it.
const NEAR: usize = 8;
/// Most lines between a table and a sentence that names one of its rows.
pub(in crate::proofread::checks) const AROUND: usize = 30;
/// Most letters in which two words about one thing may differ at the end: the last part of a compound, or an ending.
const SUFFIX: usize = 5;
/// Shorter words do not show what a table is about.
const LONG: usize = 4;

/// Starts of adjectives for an extreme, and how the name of its column may start.
const EXTREMES: [(&str, WordClass); 2] =
    [("maksim", words![maks max størst længst]), ("minim", words![min mindst kortest])];

/// The words of a sentence, and the table that it or one before it names.
pub(super) struct TableSentence<'a> {
    pub(super) sentence: &'a PrintedSentence,
    stems: Vec<&'a str>,
    /// Whether the sentence or one just before names the table at this index.
    named: Vec<bool>,
    /// The lines of those sentences that name a table.
    naming: Vec<usize>,
}

impl<'a> TableSentence<'a> {
    pub(super) fn of(prose: &[&'a PrintedSentence], at: usize, tables: &[TableWords<'_>]) -> Option<Self> {
        let sentence = *prose.get(at)?;
        let paragraph = prose.iter().take(at).rev().take_while(|other| other.paragraph == sentence.paragraph).count();
        let near = prose.get(at.saturating_sub(BACK.max(paragraph))..=at)?;
        // Read once, not for each table: a long report has hundreds.
        let named_in = |other: &&PrintedSentence| -> (usize, Vec<String>) {
            let found = ["tabel", "figur"].into_iter().flat_map(|kind| references(other, kind));
            (other.index, found.map(|reference| reference.name()).collect())
        };
        let near: Vec<(usize, Vec<String>)> =
            near.iter().map(named_in).filter(|(_, names)| !names.is_empty()).collect();
        let named: Vec<bool> =
            tables.iter().map(|table| near.iter().any(|(_, names)| names.contains(&table.table.name))).collect();
        let is_table = |name: &String| tables.iter().any(|table| table.table.name == *name);
        let naming = near.iter().filter(|(_, names)| names.iter().any(is_table)).map(|(line, _)| *line).collect();
        // »Den var kortest på Kirurgi« is about what the sentence before is about.
        // »De fleste« does not refer to the sentence before.
        let is_verb = |placed: &PlacedToken| placed.is_in(&[BE, HAVE, STANDING]);
        let points =
            matches!(sentence.tokens.as_slice(), [subject, verb, ..] if subject.is_in(&[SUBJECTS]) && is_verb(verb));
        let before = before_in_paragraph(prose, at).filter(|_| points);
        let words = before.into_iter().chain([sentence]).flat_map(|sentence| &sentence.tokens);
        let stems = words.map(|placed| stem(placed.word())).filter(|stem| !stem.is_empty()).collect();
        Some(Self { sentence, stems, named, naming })
    }

    /// Whether the sentence is about the table at this index: it is named nearby, or they have a word in common.
    pub(super) fn is_about(&self, index: usize, words: &TableWords<'_>) -> bool {
        let has = |text: &TextWords| text.stems.iter().any(|word| word.chars().count() >= LONG && self.has_stem(word));
        let lines = &words.table.lines;
        let line = self.sentence.index;
        let is_near = words.table.name.is_empty() && line + NEAR >= lines.start && line <= lines.end + NEAR;
        is_near || self.names(index) || has(&words.title) || words.columns.iter().any(has)
    }

    /// Whether the sentence is on the lines around the table, so that the name of a row means it.
    pub(super) fn is_around(&self, words: &TableWords<'_>) -> bool {
        let lines = &words.table.lines;
        self.sentence.index + AROUND >= lines.start && self.sentence.index <= lines.end + AROUND
    }

    /// Whether the sentence or one just before names the table at this index.
    pub(super) fn names(&self, index: usize) -> bool {
        self.named.get(index).copied().unwrap_or(false)
    }

    /// Whether the sentence or one just before names other tables and not this one, which does not come between them.
    pub(super) fn is_of_other(&self, index: usize, words: &TableWords<'_>) -> bool {
        let lines = &words.table.lines;
        let is_between = |line: &usize| *line < lines.start && lines.end <= self.sentence.index;
        !self.names(index) && !self.naming.iter().all(is_between)
    }

    fn has_stem(&self, word: &str) -> bool {
        self.stems.contains(&word)
    }

    /// The columns of numbers that the sentence names; all of them if it names none.
    pub(super) fn columns(&self, words: &TableWords<'_>) -> Vec<usize> {
        let table = words.table;
        let years = self.years();
        let all: Vec<usize> = (0..table.width()).filter(|column| !is_change(table.column(*column))).collect();
        let year = |column: &usize| PrintedNumber::parse(table.column(*column)).filter(|number| number.is_year);
        let of_year: Vec<usize> =
            all.iter().copied().filter(|column| year(column).is_some_and(|year| years.contains(&year.value))).collect();
        if !of_year.is_empty() {
            return of_year;
        }
        // »Andelen« and »gennemsnitlige« name the columns »Andel« and »Gennemsnit«.
        let is_first = |name: &str| {
            let name = name.to_lowercase();
            let first = name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let is_form = |own: &&str| own.starts_with(stem(first)) && own.len() <= first.len() + 4;
            first.chars().count() >= LONG && self.stems.iter().any(is_form)
        };
        // »Den maksimale liggetid« is that below »Maks.«, or of no column.
        for (said, names) in EXTREMES {
            if self.stems.iter().any(|own| own.starts_with(said)) {
                let is_so = |column: &usize| {
                    let name = table.column(*column).to_lowercase();
                    name.split(|c: char| !c.is_alphabetic()).any(|word| starts_in(word, &[names]))
                };
                return all.into_iter().filter(is_so).collect();
            }
        }
        let has_long = |name: &TextWords| {
            let mut long = name.stems.iter().filter(|stem| stem.chars().count() > LONG).peekable();
            long.peek().is_some() && long.all(|stem| self.has_stem(stem))
        };
        let is_named = |column: &usize| {
            let is_told = words.columns.get(*column).is_some_and(|name| name.is_telling && has_long(name));
            is_told || is_first(table.column(*column))
        };
        let named: Vec<usize> = all.iter().copied().filter(is_named).collect();
        if named.is_empty() { all } else { named }
    }

    pub(super) fn years(&self) -> Vec<f64> {
        let numbers = self.sentence.tokens.iter().filter_map(|placed| placed.number());
        numbers.filter(|number| number.is_year).map(|number| number.value).collect()
    }
}

/// The stems of the words of a label, without stop words. `None` if none is left.
pub(super) fn label_stems(row: &PrintedRow) -> Option<Vec<String>> {
    let words = tokens(&row.plain_label());
    let stems: Vec<String> = words
        .iter()
        .map(|placed| placed.word())
        .filter(|word| word.chars().count() > 2)
        .map(|word| stem(word).to_owned())
        .collect();
    (!stems.is_empty()).then_some(stems)
}

/// Whether the label names the organisation of the whole report: »Hospitalet«, »Hele kommunen«.
pub(super) fn names_whole(row: &PrintedRow) -> bool {
    let label = row.plain_label();
    let label = label.trim();
    is_in(label, &[REPORTERS, words![landet landsgennemsnit landsgennemsnittet]]) || label.starts_with("hele ")
}

/// The year, if the label is one.
pub(super) fn label_year(row: &PrintedRow) -> Option<f64> {
    PrintedNumber::parse(row.label.trim()).filter(|number| number.is_year).map(|number| number.value)
}

/// The columns whose names are years, with those; of a table without, the columns of months and their numbers.
pub(super) fn time_columns(table: &PrintedTable) -> Vec<(usize, f64)> {
    let years = year_columns(table);
    if !years.is_empty() {
        return years;
    }
    let month = |column: usize| MONTHS.iter().position(|month| *month == table.column(column).to_lowercase());
    (0..table.width()).filter_map(|column| Some((column, month(column)? as f64))).collect()
}

/// The columns of years, with those, if there is one group of them.
pub(super) fn year_columns(table: &PrintedTable) -> Vec<(usize, f64)> {
    only(year_groups(table)).map(|group| group.columns).unwrap_or_default()
}

/// Columns of one thing in several years: `Ansatte 2023`, `Ansatte 2024`.
pub(super) struct YearGroup {
    /// What is beside the year: »ansatte«; "" for names that are years.
    name: String,
    pub(super) columns: Vec<(usize, f64)>,
}

/// The groups of columns whose names differ in their year only. If each year is once, they are one group: `Regnskab 2023`,
/// `Budget 2024`.
pub(super) fn year_groups(table: &PrintedTable) -> Vec<YearGroup> {
    let mut groups: Vec<YearGroup> = Vec::new();
    for column in (0..table.width()).filter(|column| !is_change(table.column(*column))) {
        let name = table.column(column);
        let Some((_, year)) = only(years(&tokens(name))) else { continue };
        let name = name.replace(&year.to_string(), "").trim().to_lowercase();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.columns.push((column, year)),
            None => groups.push(YearGroup { name, columns: vec![(column, year)] }),
        }
    }
    let mut all: Vec<(usize, f64)> = groups.iter().flat_map(|group| group.columns.clone()).collect();
    let of_year = |year: f64| all.iter().filter(|(_, other)| *other == year).count();
    if groups.len() > 1 && all.len() > 1 && all.iter().all(|(_, year)| of_year(*year) == 1) {
        all.sort_by_key(|(column, _)| *column);
        return vec![YearGroup { name: String::new(), columns: all }];
    }
    let has_plain = groups.iter().any(|group| group.name.is_empty());
    groups.retain(|group| if has_plain { group.name.is_empty() } else { group.columns.len() > 1 });
    groups
}

impl YearGroup {
    /// Whether the word refers to the group: »sygefraværet« to »Sygedage pr. ansat«.
    pub(super) fn is_told_by(&self, word: &str) -> bool {
        let first = self.name.split_whitespace().next().unwrap_or_default();
        let shared = first.chars().zip(word.chars()).take_while(|(one, two)| one == two).count();
        shared >= LONG && shared + SUFFIX >= first.chars().count()
    }
}
