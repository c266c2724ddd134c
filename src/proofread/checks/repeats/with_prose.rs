//! A row of a table, and a sentence that counts the same.

use std::cmp::Reverse;

use super::counted::ToldCount;
use super::explanation::{is_explained, is_noted};
use super::labelled_row::{LabelledRow, same_years, year};
use crate::proofread::checks::about_tables::AROUND;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;

/// Tokens that are quoted before the number and after its noun in a long sentence.
const QUOTED_BEFORE: usize = 8;
const QUOTED_AFTER: usize = 3;
/// Least share of the larger number that the smaller one is, if both count the same.
const NEAR: f64 = 0.5;
/// Fewest letters of a noun that means the same thing in the whole report.
const DISTINCT: usize = 12;

pub(super) fn check(report: &ReadReport<'_>, rows: &[LabelledRow<'_>], claims: &mut Vec<Claim>) {
    let rows: Vec<&LabelledRow<'_>> = rows
        .iter()
        .filter(|row| !row.printed.is_item && !row.printed.label.contains("..") && unit(row.table).is_none())
        .collect();
    for told in report.quantities.iter().filter_map(ToldCount::of) {
        let found = rows.iter().copied().filter(|row| told.counts(&row.name.content)).collect();
        claims.extend(counted(report, &told, found).filter(|claim| !claim.is_told_by(claims)));
    }
    for (at, sentence) in report.prose.iter().enumerate() {
        claims.extend(
            rows.iter()
                .filter_map(|row| spoken_of(report, row, at, sentence))
                .filter(|claim| !claim.is_told_by(claims))
                .collect::<Vec<_>>(),
        );
    }
}

/// Compares the number with the nearest of the rows that count the same, unless another one has it.
fn counted(report: &ReadReport<'_>, told: &ToldCount<'_>, rows: Vec<&LabelledRow<'_>>) -> Option<Claim> {
    let line = told.sentence.index;
    let distance = |row: &&LabelledRow<'_>| row.printed.index.abs_diff(line);
    // »Sikrede pr. kapacitet« is not »Sikrede«.
    let words = |row: &LabelledRow<'_>| row.name.content.len();
    let nearest = rows.iter().copied().min_by_key(|row| (distance(row), Reverse(words(row))))?;
    let is_other = |row: &&LabelledRow<'_>| row.printed.index != nearest.printed.index;
    let has = |row: &LabelledRow<'_>| {
        row.printed.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == told.number.value)
    };
    let is_one = rows.len() == 1 && nearest.name.content.iter().any(|word| word.chars().count() >= DISTINCT);
    let is_like = |row: &&&LabelledRow<'_>| row.table.lines == nearest.table.lines && words(row) == words(nearest);
    let is_alone = rows.iter().filter(is_like).count() == 1;
    if !is_alone || distance(&nearest) > AROUND && !is_one || rows.iter().copied().filter(is_other).any(has) {
        return None;
    }
    let (printed, is_known) = value(nearest, told)?;
    let holds = printed.value == told.number.value;
    // A number of another year is wrong only if it is told which year is meant.
    if !holds && has(nearest) && !is_known {
        return None;
    }
    let is_near = is_slip(&told.number, printed.value) || near(printed.value, told.number.value);
    // »24 kontakter« need not be those of »Kontakter i alt«.
    // A long noun means one thing, whatever words are beside it.
    let is_of_all = is_one && nearest.name.content.len() == 1
        || told.is_of_all
            && (!has_any(&told.sentence.tokens, &[PER]) || nearest.name.is_rate())
            && (!nearest.printed.is_total() || has_any(&told.sentence.tokens, &[TOGETHER]));
    let is_meant = is_misprint(&told.number, printed.value) || is_of_all && is_near;
    let fits =
        same_years(&nearest.table.title, &told.year.map_or_else(String::new, |year| format!("{year:.0}"))) || is_known;
    (fits && (holds || is_meant)).then(|| {
        claim(report, nearest, printed, told.number, told.passage(QUOTED_BEFORE, QUOTED_AFTER), told.sentence)
    })?
}

/// What the row has for the time of the number, and whether that is told.
fn value(row: &LabelledRow<'_>, told: &ToldCount<'_>) -> Option<(PrintedNumber, bool)> {
    let count = |column: usize| row.printed.value(column).filter(|value| !value.percent && value.decimals == 0);
    let columns: Vec<usize> = (0..row.table.width()).filter(|column| !is_change(row.table.column(*column))).collect();
    if let [column] = columns[..] {
        return count(column)
            .filter(|_| !told.is_earlier && counts_labels(row.table.column(column)))
            .map(|value| (value, false));
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
    Some((count(*column)?, said.is_some() || told.is_earlier && years.len() == 2))
}

/// `… trukket data til klyngerne 33 gange` for `Datatræk til klynger`
fn spoken_of(report: &ReadReport<'_>, row: &LabelledRow<'_>, at: usize, sentence: &PrintedSentence) -> Option<Claim> {
    let said = row.name.spoken_of(sentence)?;
    let columns: Vec<usize> = (0..row.table.width()).collect();
    let [column] = columns[..] else { return None };
    let printed = row.printed.value(column).filter(|value| !value.percent && value.decimals == 0)?;
    let place = sentence.tokens.iter().position(|placed| placed.number() == Some(said)).unwrap_or(0);
    let passage = sentence.passage(place.saturating_sub(QUOTED_BEFORE), place + QUOTED_AFTER + 1);
    let is_meant = is_slip(&said, printed.value) || near(printed.value, said.value);
    let fits = same_years(&sentence.text, &row.table.title) && !is_noted(&report.prose, at, &row.name.text);
    (fits && is_meant).then(|| claim(report, row, printed, said, passage, sentence))?
}

fn claim(
    report: &ReadReport<'_>,
    row: &LabelledRow<'_>,
    printed: PrintedNumber,
    said: PrintedNumber,
    passage: Passage,
    sentence: &PrintedSentence,
) -> Option<Claim> {
    let mut numbers = row.printed.cells.iter().flat_map(|cell| &cell.numbers);
    let agrees =
        printed.value == said.value || row.table.width() == 1 && numbers.any(|number| number.value == said.value);
    let name = &row.name.text;
    if !agrees && is_explained(&report.prose, name, printed, said) {
        return None;
    }
    let table = row.table.called();
    let computation = if agrees {
        format!("»{name}« er {printed} i både {table} og teksten.")
    } else {
        format!("»{name}« er {printed} i {table} og {said} i teksten.")
    };
    let claim = row.claim(computation, agrees, passage);
    Some(claim.about(row.printed.index, [printed]).about(sentence.index, [said]))
}

fn near(one: f64, two: f64) -> bool {
    one.min(two) >= NEAR * one.max(two)
}

/// Whether the column counts what the labels name. Below »Visninger«, the row of a page counts how often it was seen.
fn counts_labels(name: &str) -> bool {
    name.is_empty() || year(name).is_some() || name.to_lowercase().starts_with("antal")
}
