//! Ranks: `flest besøg handlede om medicin`, where a table has the numbers, and `flest kom fra Nord (52), fulgt af Syd (45)`.

mod told;

use std::ops::Range;

use super::about_tables::{TableSentence, label_stems, label_year};
use super::retold::words::TableWords;
use super::told_rows::form;
use super::told_rows::names::TableNames;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Words in a sentence whose rank is of changes, of some rows, or of time.
const OTHERWISE: [WordClass; 6] = [
    RISES,
    FALLS,
    DEVIATIONS,
    DENIALS,
    PER,
    words![tilgang tilgangen blandt end procentvis relativt af efter samlet med],
];
const FEWEST_ROWS: usize = 3;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    let words = report.words();
    let names = report.names();
    for (at, sentence) in prose.iter().enumerate() {
        claims.extend(told::check(prose, at));
        let found = superlatives(sentence, names);
        let follows = |second: &Superlative| is_in(&second.said, &[FOLLOWING]);
        if let Some(first) = found.first().filter(|_| found.iter().skip(1).all(follows)) {
            claims.extend(followed(sentence, &first.said, first.is_most));
        }
        let Some(about) = TableSentence::of(prose, at, words).filter(|_| !found.is_empty()) else { continue };
        claims.extend(found.iter().filter_map(|superlative| in_table(&about, words, names, superlative)));
    }
}

/// A superlative and the part of its sentence that it ranks.
struct Superlative {
    /// As it is written.
    said: String,
    is_most: bool,
    /// From 0.
    rank: usize,
    span: Range<usize>,
}

/// The superlatives of the sentence: one of all of it, or two of a part each, as `længst i Tranum og kortest i Havnen`.
fn superlatives(sentence: &PrintedSentence, names: &[TableNames]) -> Vec<Superlative> {
    let tokens = &sentence.tokens;
    let read = |at: usize| {
        let own = word(tokens, Some(at));
        let (plain, rank) = own.strip_prefix("næst").map_or((own, 0), |rest| (rest, 1));
        // »Mest tilfredse« ranks the column »Tilfreds«.
        let next = word(tokens, Some(at + 1));
        let is_column = |names: &TableNames| next.chars().count() > 4 && names.has_noun(next);
        let is_most = is_in(plain, &[MOST]) || plain == "mest" && names.iter().any(is_column);
        // »Mindst 90 %« is a bound.
        let is_bound = tokens.get(at + 1).is_some_and(|next| next.number().is_some());
        ((is_most || is_in(plain, &[LEAST])) && !is_bound).then(|| (at, own.to_owned(), is_most, rank))
    };
    let found: Vec<(usize, String, bool, usize)> = (0..tokens.len()).filter_map(read).collect();
    let spans = match found.as_slice() {
        // »Hyppigst er infektion, efterfulgt af smerter«
        [(at, said, is_most, rank)] => {
            let after = |place: &usize| tokens.get(*place).is_some_and(|placed| placed.is_in(&[FOLLOWING]));
            let Some(next) = (*at..tokens.len()).find(after) else {
                let span = 0..tokens.len();
                return vec![Superlative { said: said.clone(), is_most: *is_most, rank: *rank, span }];
            };
            let first = Superlative { said: said.clone(), is_most: *is_most, rank: *rank, span: 0..next };
            let said = word(tokens, Some(next)).to_owned();
            return vec![first, Superlative { said, is_most: *is_most, rank: rank + 1, span: next..tokens.len() }];
        }
        [first, second] => {
            let is_link = |at: &usize| {
                is_in(word(tokens, Some(*at)), &[words![og mens]]) || tokens.get(*at).is_some_and(|mark| mark.is(','))
            };
            let Some(link) = (first.0..second.0).rev().find(is_link) else { return Vec::new() };
            vec![0..link, link..tokens.len()]
        }
        _ => return Vec::new(),
    };
    let named = found.into_iter().zip(spans);
    named.map(|((_, said, is_most, rank), span)| Superlative { said, is_most, rank, span }).collect()
}

/// `Flest kom fra Nord (45), fulgt af Syd (52)`
fn followed(sentence: &PrintedSentence, said: &str, is_most: bool) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let at = tokens.iter().position(|placed| placed.is_in(&[FOLLOWING]))?;
    let all = sentence.quantities();
    let first = all.iter().rev().find(|own| own.at < at)?;
    let next = all.iter().find(|own| own.at > at)?;
    let is_alike = first.is_alike(next) && first.is_exact && next.is_exact && at - first.end <= 4 && next.at - at <= 7;
    let (one, two) = (first.number, next.number);
    let holds = if is_most { one.value >= two.value } else { one.value <= two.value };
    let link = if holds { "og" } else { "men" };
    let computation = format!("Der står {one} og derefter {two}, {link} der står »{said}« om den første.");
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = sentence.passage(0, next.end);
    is_alike.then(|| Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [one, two]))
}

/// Compares the rank with the only row that the sentence names.
fn in_table<'a>(
    about: &TableSentence<'_>,
    words: &[TableWords<'a>],
    names: &[TableNames],
    superlative: &Superlative,
) -> Option<Claim> {
    let Superlative { said, span, .. } = superlative;
    let sentence = about.sentence;
    // »Flest fald« refers to what the table counts.
    let is_counted =
        |word: &str| word == "fald" && names.iter().any(|names| names.has_noun(word) || names.has_row(word));
    let follows = is_in(said, &[FOLLOWING]);
    let is_other = |word: &str| is_in(word, &OTHERWISE) && !is_counted(word) && !(follows && word == "af");
    // »Blandt dem, der …, har de fleste ventet« is about some.
    // »Hver fik 25 besøg, flest i Vest« ranks what each got.
    let is_among = is_in(word(&sentence.tokens, Some(0)), &[EACH, words![blandt]]);
    let around = clause(&sentence.tokens, said);
    // »Januar var måneden med flest«, »den højeste andel af patienter«
    let is_led = |at: usize| match word(around, Some(at)) {
        "med" => word(around, Some(at + 1)) == said,
        "af" => ends_in(word(around, at.checked_sub(1)), &[RATES]),
        _ => false,
    };
    if is_among || around.iter().enumerate().any(|(at, placed)| is_other(placed.word()) && !is_led(at)) {
        return None;
    }
    // »Flest i januar, og i juni var tallet uændret«: first the clause, then all of it.
    let own = clause_range(&sentence.tokens, said, span);
    let named = |words: &TableWords<'a>, names: &TableNames| {
        let row = named_row(about, words, &own).or_else(|| mentioned_row(about, words, names, &own));
        row.or_else(|| named_row(about, words, span)).or_else(|| mentioned_row(about, words, names, span))
    };
    let is_about = |index: usize, words: &TableWords<'_>| {
        about.is_about(index, words) || about.is_around(words) && section(sentence, words.table).is_some()
    };
    let tables = words.iter().zip(names).enumerate().filter(|(index, (words, _))| is_about(*index, words));
    let found: Vec<_> =
        tables.filter_map(|(index, (words, names))| Some((index, words, named(words, names)?))).collect();
    // A list may have the rows of a table once more.
    let told: Vec<_> = found.iter().filter(|(index, ..)| found.len() == 1 || about.names(*index)).collect();
    let [(index, words, row)] = told[..] else { return None };
    let section = section(sentence, words.table).unwrap_or(0..words.table.rows.len());
    let rows = words.table.rows.get(section).unwrap_or_default();
    let whole = names.get(*index).and_then(|names| words.table.rows.get(names.whole?)).map(|row| row.index);
    let ranked: Vec<&PrintedRow> =
        rows.iter().filter(|other| is_ranked(other, row) && Some(other.index) != whole).collect();
    ranked.iter().find(|other| other.index == row.index)?;
    // Without the names of several columns, a line of those may be among the rows.
    let is_unread = words.table.columns.is_empty() && words.table.width() > 1;
    if is_unread || ranked.len() < FEWEST_ROWS {
        return None;
    }
    // »Flest kurser om diabetes, men KOL har flest deltagere«
    let said_at = own.clone().find(|at| word(&sentence.tokens, Some(*at)) == said).map_or(0, |at| at + 1);
    let mentions = names.get(*index).map(|names| names.columns_in(&sentence.tokens)).unwrap_or_default();
    let counted = mentions.iter().find(|mention| mention.start == said_at);
    let columns = counted.map_or_else(|| about.columns(words), |mention| vec![mention.index]);
    let columns = if label_year(row).is_some() { (0..words.table.width()).collect() } else { columns };
    let columns = columns_of_number(sentence, &own, row, columns);
    ranked_claim(sentence, superlative, words.table, row, &ranked, &columns)
}

/// Compares the rank with that of the row in any of the columns.
fn ranked_claim(
    sentence: &PrintedSentence,
    superlative: &Superlative,
    table: &PrintedTable,
    row: &PrintedRow,
    ranked: &[&PrintedRow],
    columns: &[usize],
) -> Option<Claim> {
    let Superlative { said, is_most, rank, .. } = superlative;
    let (is_most, rank) = (*is_most, *rank);
    let places = columns.iter().filter_map(|column| place(ranked, row, *column, is_most));
    let places: Vec<(usize, usize, usize)> = places.collect();
    let (.., column) = *places.first()?;
    let holds = places.iter().any(|(least, most, _)| (*least..=*most).contains(&rank));
    let label = row.name();
    let called = table.called();
    let (verdict, computation) = if holds {
        (ClaimVerdict::Agrees, format!("»{label}« er »{said}« i {called}, som der står."))
    } else {
        let top = *at_rank(ranked, column, is_most).get(rank)?;
        let value = top.value(column)?;
        let own = row.value(column)?;
        (
            ClaimVerdict::MayContradict,
            format!("Teksten siger »{said}« om »{label}« ({own}), men »{}« har {value} i {called}.", top.label),
        )
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    let claim = Claim::new(Code::PrintedWords, verdict, computation, passage);
    Some(Claim { other: Some(row.passage()), ..claim })
}

/// The rows of the only total that the sentence names: those of »Udgifter i alt« for »den største udgift«.
fn section(sentence: &PrintedSentence, table: &PrintedTable) -> Option<Range<usize>> {
    let is_named = |row: &PrintedRow| {
        let label = row.plain_label();
        let mut words = label.split_whitespace().filter(|word| word.chars().count() > 4);
        words.any(|own| sentence.tokens.iter().any(|placed| form::is_form(own, placed.word())))
    };
    let totals: Vec<usize> =
        (0..table.rows.len()).filter(|at| table.rows.get(*at).is_some_and(PrintedRow::is_total)).collect();
    let end = only(totals.iter().copied().filter(|at| table.rows.get(*at).is_some_and(is_named)))?;
    let start = totals.iter().rev().find(|at| **at < end).map_or(0, |last| last + 1);
    (totals.len() > 1 && end - start >= FEWEST_ROWS).then_some(start..end)
}

/// The tokens between the commas and brackets around the superlative.
fn clause<'a>(tokens: &'a [PlacedToken], said: &str) -> &'a [PlacedToken] {
    let is_end = |placed: &PlacedToken| placed.is(',') || placed.is(';') || placed.is('(');
    tokens.split(is_end).find(|clause| clause.iter().any(|placed| placed.word() == said)).unwrap_or_default()
}

/// Of the columns, those where the row has a number of the clause: `kortest i 4. kvartal (26,0 dage)`.
fn columns_of_number(
    sentence: &PrintedSentence,
    clause: &Range<usize>,
    row: &PrintedRow,
    columns: Vec<usize>,
) -> Vec<usize> {
    let told: Vec<f64> =
        sentence.quantities().iter().filter(|own| clause.contains(&own.at)).map(|own| own.number.value).collect();
    let has = |column: &&usize| row.value(**column).is_some_and(|value| told.contains(&value.value));
    let named: Vec<usize> = columns.iter().filter(has).copied().collect();
    if named.is_empty() { columns } else { named }
}

/// The tokens of the span between the commas around the superlative.
fn clause_range(tokens: &[PlacedToken], said: &str, span: &Range<usize>) -> Range<usize> {
    let Some(at) = span.clone().find(|at| word(tokens, Some(*at)) == said) else { return span.clone() };
    // »… og ligger over Vest« is about another row too.
    let goes_on =
        |at: usize| word(tokens, Some(at)) == "og" && is_in(word(tokens, Some(at + 1)), &[BE, HAVE, STANDING]);
    let is_end = |at: &usize| tokens.get(*at).is_some_and(|placed| placed.is(',') || placed.is(';')) || goes_on(*at);
    let start = (span.start..at).rev().find(is_end).map_or(span.start, |mark| mark + 1);
    start..(at..span.end).find(is_end).unwrap_or(span.end)
}

/// The only row whose whole label the span has, word for word: `3. kvartal`.
fn mentioned_row<'a>(
    about: &TableSentence<'_>,
    words: &TableWords<'a>,
    names: &TableNames,
    span: &Range<usize>,
) -> Option<&'a PrintedRow> {
    let only = only(names.rows_in(about.sentence.tokens.get(span.clone())?))?;
    words.table.rows.get(only.index)
}

/// The only row of the table whose label the sentence has; of those that are part of each other, the longest.
fn named_row<'a>(about: &TableSentence<'_>, words: &TableWords<'a>, span: &Range<usize>) -> Option<&'a PrintedRow> {
    let years = about.years();
    let own = about.sentence.tokens.get(span.clone()).unwrap_or_default();
    let has_stem = |stem_of: &String| own.iter().any(|placed| is_form(placed.word(), stem_of));
    let is_named = |row: &&&PrintedRow| match label_year(row) {
        Some(year) => years == [year],
        None => label_stems(row).is_some_and(|stems| stems.iter().all(has_stem)),
    };
    let rows: Vec<&PrintedRow> = words.table.rows.iter().filter(|row| !row.is_heading() && !row.is_total()).collect();
    let named: Vec<&PrintedRow> = rows.iter().filter(|row| is_named(row)).copied().collect();
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether the word is a form of the noun: »plejehjemmene« of »plejehjem«.
fn is_form(own: &str, noun: &str) -> bool {
    stem(own) == noun || noun.chars().count() >= 5 && own.starts_with(noun) && own.len() <= noun.len() + 5
}

fn is_ranked(other: &PrintedRow, row: &PrintedRow) -> bool {
    let label = other.plain_label();
    let is_rest = starts_in(&label, &[REST_ROWS]);
    let is_row = std::ptr::eq(other, row);
    !other.is_heading()
        && !other.is_total()
        && !other.is_subset()
        && other.is_item == row.is_item
        && (is_row || !is_rest)
}

/// The least and the greatest rank that the row can have in the column, and the column; rows with equal numbers share theirs.
fn place(ranked: &[&PrintedRow], row: &PrintedRow, column: usize, is_most: bool) -> Option<(usize, usize, usize)> {
    let own = row.value(column)?;
    let values: Vec<f64> = ranked.iter().filter_map(|other| other.value(column)).map(|value| value.value).collect();
    let is_before = |value: &&f64| if is_most { **value > own.value } else { **value < own.value };
    let before = values.iter().filter(is_before).count();
    let equal = values.iter().filter(|value| **value == own.value).count();
    (values.len() == ranked.len()).then(|| (before, before + equal.saturating_sub(1), column))
}

fn at_rank<'a>(ranked: &[&'a PrintedRow], column: usize, is_most: bool) -> Vec<&'a PrintedRow> {
    let mut rows: Vec<&PrintedRow> = ranked.to_vec();
    let value = |row: &PrintedRow| row.value(column).map_or(0.0, |value| value.value);
    rows.sort_by(|one, two| value(two).total_cmp(&value(one)));
    if !is_most {
        rows.reverse();
    }
    rows
}
