//! A row of a table, and a sentence that counts the same.

use std::cmp::Reverse;

use super::counted::ToldCount;
use super::explanation::{is_explained, is_noted};
use super::labelled_row::{LabelledRow, same_years, year};
use crate::proofread::checks::about_tables::AROUND;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::references::named::references;
use crate::proofread::checks::retold::money::unit;

/// Tokens that are quoted before the number and after its noun in a long sentence.
const QUOTED_BEFORE: usize = 8;
const QUOTED_AFTER: usize = 3;
/// Smaller numbers of a short noun count many things.
const LEAST: f64 = 10.0;
/// Fewest letters of a noun that means the same thing in the whole report.
const DISTINCT: usize = 12;

/// What a row has for the time that a sentence speaks of.
struct RowCount {
    number: PrintedNumber,
    /// The name of its column; "" if it is the only one.
    column: String,
    /// Whether the sentence states the time.
    is_known: bool,
}

pub(super) fn check(report: &ReadReport<'_>, rows: &[LabelledRow<'_>], claims: &mut Vec<Claim>) {
    let is_counted =
        |row: &&LabelledRow<'_>| !row.printed.is_item && !row.printed.label.contains("..") && unit(row.table).is_none();
    let rows: Vec<&LabelledRow<'_>> = rows.iter().filter(is_counted).collect();
    for told in report.quantities.iter().filter_map(ToldCount::of) {
        let named: Vec<String> = references(told.sentence, "tabel").iter().map(|named| named.name()).collect();
        let is_meant = |row: &&LabelledRow<'_>| named.is_empty() || named.contains(&row.table.name);
        let rows = rows.iter().copied().filter(is_meant).filter(|row| told.counts(&row.name.content)).collect();
        claims.extend(counted(report, &told, rows).filter(|claim| !claim.is_told_by(claims)));
    }
    for (at, sentence) in report.prose.iter().enumerate() {
        let spoken: Vec<Claim> = rows.iter().filter_map(|row| spoken_of(report, row, at, sentence)).collect();
        claims.extend(spoken);
    }
}

/// Compares the number with the nearest of the rows that count the same, unless another one has it.
fn counted(report: &ReadReport<'_>, told: &ToldCount<'_>, rows: Vec<&LabelledRow<'_>>) -> Option<Claim> {
    let distance = |row: &LabelledRow<'_>| row.printed.index.abs_diff(told.sentence.index);
    // »Sikrede pr. kapacitet« is not »Sikrede«.
    let words = |row: &LabelledRow<'_>| row.name.content.len();
    let nearest = rows.iter().copied().min_by_key(|row| (distance(row), Reverse(words(row))))?;
    let is_distinct = rows.len() == 1 && nearest.name.content.iter().any(|word| word.chars().count() >= DISTINCT);
    let is_like = |row: &&LabelledRow<'_>| row.table.lines == nearest.table.lines && words(row) == words(nearest);
    let has = |row: &LabelledRow<'_>| {
        row.printed.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == told.number.value)
    };
    let is_elsewhere = rows.iter().any(|row| row.printed.index != nearest.printed.index && has(row));
    let is_alone = rows.iter().copied().filter(is_like).count() == 1;
    if !is_alone || distance(nearest) > AROUND && !is_distinct || is_elsewhere {
        return None;
    }
    let printed = RowCount::of(nearest, told)?;
    let holds = printed.number.value == told.number.value;
    // »52 læger, mens 40 læger svarede på papir«
    let quantities = told.sentence.quantities();
    let is_told = quantities.iter().any(|own| own.at != told.at && own.value() == printed.number.value);
    // A number of another year is wrong only if the year that is meant is stated.
    let is_other = is_told || has(nearest) && !printed.is_known || !is_meant(told, nearest, &printed, is_distinct);
    let is_of_title = same_years(&nearest.table.title, &told.year.map_or_else(String::new, |year| year.to_string()));
    if !holds && is_other || !is_of_title && !printed.is_known {
        return None;
    }
    claim(report, nearest, &printed, told.number, told.passage(QUOTED_BEFORE, QUOTED_AFTER), told.sentence)
}

/// Whether the number is meant to be that of the row: a misprint of it, or close to it and of all that the row counts.
fn is_meant(told: &ToldCount<'_>, row: &LabelledRow<'_>, printed: &RowCount, is_distinct: bool) -> bool {
    let tokens = &told.sentence.tokens;
    let (said, number) = (told.number, printed.number);
    let is_rate = !has_any(tokens, &[PER]) || row.name.is_rate();
    // »24 kontakter« need not be those of »Kontakter i alt«.
    let is_total = !row.printed.is_total() || has_any(tokens, &[TOGETHER]);
    let is_many = is_distinct || said.value.max(number.value) >= LEAST;
    let is_of_row = told.is_of_all && is_rate && is_total && is_many;
    is_misprint(&said, number.value) || is_of_row && is_near(said, number)
}

fn is_near(one: PrintedNumber, two: PrintedNumber) -> bool {
    is_slip(&one, two.value) || are_close(one.value, two.value)
}

impl RowCount {
    fn of(row: &LabelledRow<'_>, told: &ToldCount<'_>) -> Option<Self> {
        let count = |column: usize| row.printed.value(column).filter(|value| !value.percent && value.decimals == 0);
        let plain = (0..row.table.width()).filter(|column| !is_change(row.table.column(*column)));
        let columns: Vec<usize> = plain.collect();
        if let [column] = columns[..] {
            let fits = !told.is_earlier && counts_labels(row.table.column(column));
            return Some(Self { number: count(column).filter(|_| fits)?, column: String::new(), is_known: false });
        }
        let of_year = |column: &usize| Some((year(row.table.column(*column))?.value, *column));
        let mut years: Vec<(f64, usize)> = columns.iter().map(of_year).collect::<Option<_>>()?;
        years.sort_by(|one, two| two.0.total_cmp(&one.0));
        let said = told.year.and_then(|year| years.iter().find(|(own, _)| *own == year));
        let (_, column) = match (said, told.year, told.is_earlier) {
            (Some(said), ..) => said,
            (None, None, true) => years.get(1)?,
            (None, None, false) => years.first()?,
            _ => return None,
        };
        let is_known = said.is_some() || told.is_earlier && years.len() == 2;
        Some(Self { number: count(*column)?, column: row.table.column(*column).to_owned(), is_known })
    }
}

/// `… trukket data til klyngerne 33 gange` for `Datatræk til klynger`
fn spoken_of(report: &ReadReport<'_>, row: &LabelledRow<'_>, at: usize, sentence: &PrintedSentence) -> Option<Claim> {
    let said = row.name.spoken_of(sentence)?;
    let number = row.printed.value(0).filter(|value| !value.percent && value.decimals == 0)?;
    let printed = RowCount { number, column: String::new(), is_known: false };
    let place = sentence.tokens.iter().position(|placed| placed.number() == Some(said)).unwrap_or(0);
    let passage = sentence.passage(place.saturating_sub(QUOTED_BEFORE), place + QUOTED_AFTER + 1);
    let is_of_year = same_years(&sentence.text, &row.table.title) && row.table.width() == 1;
    let fits = is_of_year && is_near(said, number) && !is_noted(&report.prose, at, &row.name.text);
    fits.then(|| claim(report, row, &printed, said, passage, sentence))?
}

fn claim(
    report: &ReadReport<'_>,
    row: &LabelledRow<'_>,
    printed: &RowCount,
    said: PrintedNumber,
    passage: Passage,
    sentence: &PrintedSentence,
) -> Option<Claim> {
    let (number, name) = (printed.number, &row.name.text);
    let agrees = number.value == said.value;
    if !agrees && is_explained(&report.prose, name, number, said) {
        return None;
    }
    let table = row.table.called();
    let under = if printed.column.is_empty() { String::new() } else { format!(" under »{}«", printed.column) };
    let computation = if agrees {
        format!("»{name}« er {number}{under} i både {table} og teksten.")
    } else {
        format!("»{name}« er {number}{under} i {table} og {said} i teksten.")
    };
    let claim = row.claim(computation, agrees, passage);
    Some(claim.about(row.printed.index, [number]).about(sentence.index, [said]))
}

/// Whether the column counts what the labels name. Below »Visninger«, the row of a page counts how often it was seen.
fn counts_labels(name: &str) -> bool {
    name.is_empty() || year(name).is_some() || name.to_lowercase().starts_with("antal")
}
