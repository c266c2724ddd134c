//! A part of a sentence, and what it names of a table.

use std::ops::Range;

use super::about::NamedTables;
use super::form::is_form;
use super::names::{Mention, TableNames};
use crate::proofread::checks::about_tables::year_groups;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::references::named::references;
use crate::proofread::checks::retold::clause::PLAIN;
use crate::proofread::checks::retold::words::TableWords;
use crate::proofread::fraction::ordinal;

const VERBS: [WordClass; 5] = [ANSWERING, BE, HAVE, STANDING, words![svarer udgør udgjorde]];
/// Words after a comma that go on with the clause: »det eneste, der er gået tilbage«.
const GOES_ON: [WordClass; 1] = [words![der som med at]];
/// Words that say nothing about what is counted, besides those of [`PLAIN`].
const ALSO_PLAIN: [WordClass; 10] = [
    ADVERBS,
    SHOWS,
    REPORTERS,
    PEOPLE,
    BUT,
    GONE,
    ONLY,
    COUNTS,
    ALL,
    words![at begge både begyndte blandt desuden dog eller end eneste hele henholdsvis hhv ifølge jf mere mindre nu over samt se siden så ud under år fortsat stadig desuden allerede hvor halvår halvåret],
];
/// They say nothing about what is counted beside a table of percentages.
const SHARES: WordClass = words![andel andelen andele procent];
/// Most words of a number in brackets or after a comma: »(16 fald)«.
const MOST_OF_NUMBER: usize = 3;

/// A clause about the one table that its sentence is about.
pub(super) struct TableClause<'a> {
    pub(super) sentence: &'a PrintedSentence,
    /// Indices of its tokens.
    pub(super) range: Range<usize>,
    pub(super) table: &'a PrintedTable,
    pub(super) names: &'a TableNames,
    /// The rows that it names, in order.
    pub(super) rows: Vec<Mention>,
    /// The columns that it names; those of its sentence if it names none itself.
    pub(super) columns: Vec<usize>,
    pub(super) quantities: Vec<Quantity<'a>>,
    /// The rows that its sentence names.
    all_rows: Vec<Mention>,
    /// The sentence before, in the same paragraph.
    pub(super) before: Option<&'a PrintedSentence>,
}

/// The clauses of a sentence, for each table that it may be about.
pub(super) fn clauses<'a>(
    prose: &[&'a PrintedSentence],
    at: usize,
    tables: &'a NamedTables<'a>,
) -> Vec<Vec<TableClause<'a>>> {
    let found = tables.about(prose, at).into_iter();
    found.filter_map(|index| clauses_about(prose, at, tables.words.get(index)?, tables.names.get(index)?)).collect()
}

fn clauses_about<'a>(
    prose: &[&'a PrintedSentence],
    at: usize,
    words: &'a TableWords<'a>,
    names: &'a TableNames,
) -> Option<Vec<TableClause<'a>>> {
    let sentence: &'a PrintedSentence = prose.get(at)?;
    let before = crate::proofread::sentence::before_in_paragraph(prose, at);
    let all = sentence.quantities();
    let told = columns(names, &sentence.tokens);
    let all_rows = names.rows_in(&sentence.tokens);
    let clause = |range: Range<usize>| {
        let tokens = sentence.tokens.get(range.clone()).unwrap_or_default();
        let shift =
            |found: Mention| Mention { start: found.start + range.start, end: found.end + range.start, ..found };
        let mut rows: Vec<Mention> = names.rows_in(tokens).into_iter().map(shift).collect();
        if rows.is_empty() && (points_back(tokens) || starts_with_verb(tokens)) {
            rows.extend(only_row(&all_rows, range.start));
        }
        // »… aktiviteterne, hvor 15 % er utilfredse«
        if rows.is_empty() && tokens.first().is_some_and(|first| first.word() == "hvor") {
            rows.extend(all_rows.iter().rfind(|row| row.end + 1 == range.start).copied());
        }
        let own = columns(names, tokens);
        let is_within = |own: &&Quantity<'_>| {
            range.contains(&own.at) && !rows.iter().any(|row| (row.start..row.end).contains(&own.at))
        };
        let quantities = all.iter().filter(is_within).copied().collect();
        let own = if own.is_empty() && !told.is_empty() { led_columns(words.table, tokens) } else { own };
        let columns = if own.is_empty() { told.clone() } else { own };
        let all_rows = all_rows.clone();
        TableClause { sentence, range, table: words.table, names, rows, columns, quantities, all_rows, before }
    };
    Some(ranges(&sentence.tokens).into_iter().map(clause).collect())
}

/// Whether the clause is about what was named before: »… handlede om det«.
fn points_back(tokens: &[PlacedToken]) -> bool {
    let last = tokens.iter().rev().find(|placed| !placed.word().is_empty());
    last.is_some_and(|placed| placed.is_in(&[words![det den dem disse]]))
}

/// Whether the clause has the subject of the one before: »og har den længste median«.
fn starts_with_verb(tokens: &[PlacedToken]) -> bool {
    matches!(tokens, [and, verb, ..] if and.word() == "og" && verb.is_in(&VERBS))
}

/// The only row that is named before the token.
fn only_row(rows: &[Mention], before: usize) -> Option<Mention> {
    let mut found = rows.iter().filter(|row| row.end <= before);
    let first = found.next()?;
    found.all(|row| row.index == first.index).then_some(*first)
}

fn columns(names: &TableNames, tokens: &[PlacedToken]) -> Vec<usize> {
    let mut found: Vec<usize> = names.columns_in(tokens).into_iter().map(|column| column.index).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The columns of numbers that start with a word of the clause: »Besøg 2024« and »Besøg 2025« for »af alle besøg«, where another clause
/// names another column.
fn led_columns(table: &PrintedTable, tokens: &[PlacedToken]) -> Vec<usize> {
    let is_led = |column: &usize| {
        let name = table.column(*column).to_lowercase();
        let first = name.split_whitespace().next().unwrap_or_default();
        !is_mean(table, *column) && tokens.iter().any(|placed| placed.word().len() > 3 && is_form(placed.word(), first))
    };
    (0..table.width()).filter(is_led).collect()
}

/// The clauses of a sentence: they end at commas, brackets, »mens« and »men«, unless only a number follows.
fn ranges(tokens: &[PlacedToken]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let is_mark =
            [',', ';', ':', '(', ')', '–'].iter().any(|mark| tokens.get(at).is_some_and(|placed| placed.is(*mark)));
        let next = tokens.get(at + 1).map_or("", PlacedToken::word);
        let is_comma = tokens.get(at).is_some_and(|placed| placed.is(','));
        if is_mark && let Some(end) = number_end(tokens, at + 1) {
            at = end;
            continue;
        }
        let starts = tokens.get(at).is_some_and(|placed| placed.is_in(&[BUT]));
        // »… og har den længste median« goes on with the subject.
        let starts = starts || tokens.get(at).is_some_and(|placed| placed.word() == "og") && is_in(next, &VERBS);
        // »Det eneste, hvor udlånet steg«
        let is_where = next == "hvor" && word(tokens, at.checked_sub(1)) == "eneste";
        if is_mark && !(is_comma && (is_where || is_in(next, &GOES_ON))) || starts {
            found.push(start..at);
            start = if is_mark { at + 1 } else { at };
        }
        at += 1;
    }
    found.push(start..tokens.len());
    found.retain(|range| !range.is_empty());
    found
}

/// Index of the mark after a number alone: `(16)`, `, 4,2.`.
fn number_end(tokens: &[PlacedToken], at: usize) -> Option<usize> {
    tokens.get(at)?.number().filter(|number| !number.is_year)?;
    let words = tokens.iter().skip(at + 1).take(MOST_OF_NUMBER).take_while(|placed| !placed.word().is_empty()).count();
    let end = at + 1 + words;
    let mark = tokens.get(end)?;
    let is_closed = mark.is(')') || mark.is('.') && end + 1 == tokens.len();
    is_closed.then_some(if mark.is(')') { end + 1 } else { end })
}

impl<'a> TableClause<'a> {
    pub(super) fn tokens(&self) -> &'a [PlacedToken] {
        self.sentence.tokens.get(self.range.clone()).unwrap_or_default()
    }

    pub(super) fn has_word(&self, words: &[&[&str]]) -> bool {
        let is_name = |at: usize| self.rows.iter().any(|row| (row.start..row.end).contains(&at));
        self.range
            .clone()
            .any(|at| !is_name(at) && self.sentence.tokens.get(at).is_some_and(|placed| placed.is_in(words)))
    }

    /// Whether it has a verb that says nothing but that a number is so.
    pub(super) fn has_neutral_verb(&self) -> bool {
        self.has_word(&VERBS)
    }

    /// Whether one of its words is a common verb or has the ending of a past tense.
    pub(super) fn has_verb(&self) -> bool {
        self.tokens().iter().any(is_verb)
    }

    /// Index of the first word that can only be a verb in the present: it is neither plain, nor of the table, nor counted.
    pub(super) fn present_verb(&self) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let is_verb = |at: &usize| {
            let own = crate::proofread::token::word(tokens, Some(*at));
            let is_counted =
                at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.number().is_some());
            let is_row = self.all_rows.iter().any(|row| (row.start..row.end).contains(at));
            let is_known = is_in(own, &PLAIN) || is_in(own, &ALSO_PLAIN) || self.names.has_noun(own);
            own.ends_with("er") && !is_known && !is_row && !is_counted && *at > self.range.start
        };
        self.range.clone().find(is_verb).filter(|_| !self.has_verb())
    }

    pub(super) fn row(&self, mention: &Mention) -> Option<&'a PrintedRow> {
        self.table.rows.get(mention.index)
    }

    /// The rows that the clause names, each once.
    pub(super) fn named_rows(&self) -> Vec<&'a PrintedRow> {
        let mut found: Vec<&PrintedRow> = Vec::new();
        for row in self.rows.iter().filter_map(|mention| self.row(mention)) {
            if !found.iter().any(|other| other.index == row.index) {
                found.push(row);
            }
        }
        found
    }

    /// Whether all words are plain, of the table, verbs, or among `known`: then the clause is about nothing else.
    pub(super) fn is_covered(&self, known: &[&[&str]]) -> bool {
        self.covers(self.range.clone(), known)
    }

    /// As [`Self::is_covered`], for the sentence up to the end of the clause: the noun of its number may come before the clause.
    pub(super) fn is_covered_from_start(&self, known: &[&[&str]]) -> bool {
        self.covers(0..self.range.end, known)
    }

    fn covers(&self, range: Range<usize>, known: &[&[&str]]) -> bool {
        let tokens = &self.sentence.tokens;
        let share =
            range.clone().find_map(|at| WordedShare::at(tokens, at)).map_or(0..0, |share| share.start..share.end);
        let is_mentioned =
            |at: usize| share.contains(&at) || self.all_rows.iter().any(|row| (row.start..row.end).contains(&at));
        let verb = self.present_verb();
        let groups = year_groups(self.table);
        let is_of_shares =
            self.table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.value.is_some_and(|own| own.percent));
        // »Blev indberettet«, »blev der registreret«
        let is_participle = |at: usize, own: &str| {
            let before = |back: usize| word(tokens, at.checked_sub(back));
            let auxiliary = if is_in(before(1), &[SUBJECTS]) { before(2) } else { before(1) };
            is_in(auxiliary, &[BE, HAVE]) && own.ends_with('t') && own.chars().count() > 3
        };
        let is_known = |(at, placed): (usize, &PlacedToken)| {
            let word = placed.word();
            // A noun is never right beside another: »nævner rengøringen«.
            let is_beside = self.all_rows.iter().any(|row| row.start == at + 1 || row.end == at);
            // In a clause without another verb it is the verb, unless it is counted: »varierer«, not »5 sygeplejersker«.
            let is_verb =
                is_past(word) || is_beside && word.ends_with("er") || verb == Some(at) || is_participle(at, word);
            // »Den eneste kilde, der faldt« is what the rows are.
            let is_only = at > 0 && tokens.get(at - 1).is_some_and(|before| before.word() == "eneste");
            word.is_empty()
                || is_only
                || is_of_shares && is_in(word, &[SHARES])
                || is_mentioned(at)
                || is_verb
                || word.starts_with(|first: char| first.is_ascii_digit())
                || is_in(word, known)
                || is_in(word, &PLAIN)
                || is_in(word, &ALSO_PLAIN)
                || crate::danish::MONTHS.contains(&word)
                || word.starts_with("tabel")
                || self.names.has_noun(word)
                || self.names.has_label_word(word)
                || groups.iter().any(|group| group.is_told_by(word))
        };
        range.clone().zip(tokens.get(range).unwrap_or_default()).all(is_known)
    }

    /// Whether the number counts nothing but what the table does. »38 arrangementer« need not be what the row of that name counts,
    /// unless the sentence names the table or the clause a column.
    pub(super) fn counts_rows(&self, own: &Quantity<'_>) -> bool {
        let is_told = self.is_referred() || !columns(self.names, self.tokens()).is_empty();
        let is_row = |at: usize| is_told && self.rows.iter().any(|row| (row.start..row.end).contains(&at));
        let is_known = |(at, noun): (usize, &str)| is_row(at) || self.names.has_noun(noun) || noun.len() < 3;
        (own.end..).zip(own.noun_words()).all(is_known)
    }

    /// The only one of several columns that another number of the sentence is of, with the row before it: »flest fra Øst (97),
    /// færrest fra Vest (30)«.
    pub(super) fn column_of_others(&self, own: &Quantity<'_>, columns: &[usize]) -> Option<usize> {
        let others =
            self.sentence.quantities().into_iter().filter(|other| other.at != own.at && other.kind == own.kind);
        let row = |other: &Quantity<'_>| self.all_rows.iter().rfind(|row| row.end <= other.at);
        let pairs: Vec<(f64, &PrintedRow)> =
            others.filter_map(|other| Some((other.value(), self.row(row(&other)?)?))).collect();
        let has = |column: &&usize| {
            pairs.iter().any(|(value, row)| row.value(**column).is_some_and(|own| own.value == *value))
        };
        only(columns.iter().filter(has)).copied().filter(|_| columns.len() > 1)
    }

    /// Whether the sentence names the table.
    pub(super) fn is_referred(&self) -> bool {
        references(self.sentence, "tabel").iter().any(|reference| reference.name() == self.table.name)
    }

    /// Whether it goes on with the verb of the clause before, each with a row: »Nord havde 91, Syd 49«.
    pub(super) fn goes_on(&self) -> bool {
        let before = self.sentence.tokens.get(..self.range.start).unwrap_or_default();
        let has_verb = before.iter().any(is_verb);
        let has_row = self.all_rows.iter().any(|row| row.end <= self.range.start);
        has_verb && has_row && !before.iter().any(|placed| placed.is(':')) && self.rows.len() == self.quantities.len()
    }

    /// Whether its sentence names no row.
    pub(super) fn names_no_row(&self) -> bool {
        self.all_rows.is_empty()
    }

    /// The only row that it or its sentence names.
    pub(super) fn only_row(&self) -> Option<&'a PrintedRow> {
        let first = self.all_rows.first()?;
        self.all_rows.iter().all(|row| row.index == first.index).then(|| self.row(first))?
    }

    /// The only row that its sentence names before it, if it goes on with the verb of that.
    pub(super) fn subject_before(&self) -> Option<&Mention> {
        let first = self.all_rows.iter().find(|row| row.end <= self.range.start)?;
        let mut before = self.all_rows.iter().filter(|row| row.end <= self.range.start);
        (starts_with_verb(self.tokens()) && before.all(|row| row.index == first.index)).then_some(first)
    }

    pub(super) fn passage(&self) -> Passage {
        self.sentence.passage(self.range.start, self.range.end)
    }

    /// A claim about the clause and a row.
    pub(super) fn claim(
        &self,
        code: crate::findings::Code,
        holds: bool,
        computation: String,
        row: Option<&PrintedRow>,
        said: impl IntoIterator<Item = PrintedNumber>,
    ) -> Claim {
        let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
        let claim = Claim::new(code, verdict, computation, self.passage());
        let other = row.map(|row| row.passage());
        Claim { other, ..claim }.about(self.sentence.index, said)
    }
}

/// Whether it is a common verb, or one in the past.
fn is_verb(placed: &PlacedToken) -> bool {
    placed.is_in(&VERBS) || placed.is_in(&[STRONG_PAST, FINITE]) || is_past(placed.word())
}

fn is_past(word: &str) -> bool {
    // »Hver femte« and »de fleste« only end like one.
    let is_other = ordinal(word).is_some() || is_in(word, &[MOST, LEAST]);
    !is_other && ["ede", "te"].iter().any(|ending| word.ends_with(ending)) && word.chars().count() > 4
}

/// The labels of some rows: `»Nord«, »Syd« og »Øst«`.
pub(super) fn listed(rows: &[&PrintedRow]) -> String {
    let names: Vec<String> = rows.iter().map(|row| format!("»{}«", row.name())).collect();
    match names.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} og {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Whether the column has numbers that do not add up.
pub(super) fn is_mean(table: &PrintedTable, column: usize) -> bool {
    is_called_average(table.column(column))
}
