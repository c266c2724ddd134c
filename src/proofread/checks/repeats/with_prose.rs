//! A row of a table, and a sentence that counts the same.

use super::explanation::{is_explained, is_noted};
use super::labelled_row::{LabelledRow, same_years, year};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::retold::money::unit;

/// Tokens that are quoted before and after the number in a long sentence.
const QUOTED_BEFORE: usize = 8;
const QUOTED_AFTER: usize = 4;

/// Least share of the larger number that the smaller one is, if both count the same.
const NEAR: f64 = 0.5;

/// Compares the row with sentence `at` of the prose. `None` if the sentence does not count what the row counts.
pub(super) fn compare(row: &LabelledRow<'_>, prose: &[&PrintedSentence], at: usize) -> Option<Claim> {
    let sentence = prose.get(at)?;
    let column = last_column(row.table).filter(|column| counts_labels(row.table.column(*column)))?;
    let printed = row.printed.value(column).filter(|value| !value.percent && value.decimals == 0)?;
    let said = row.name.counted(sentence).or_else(|| row.name.spoken_of(sentence))?;
    // »Fem arrangementer« cost what the table has, and two numbers of one name that are far apart count two things.
    let is_same = printed.value == said.value || is_slip(&said, printed.value) || near(printed.value, said.value);
    if unit(row.table).is_some() || !is_same {
        return None;
    }
    let years = [row.table.title.as_str(), row.table.column(column)];
    if !years.iter().all(|years| same_years(&sentence.text, years)) {
        return None;
    }
    let mut numbers = row.printed.cells.iter().flat_map(|cell| &cell.numbers);
    let agrees = numbers.any(|number| number.value == said.value);
    let name = &row.name.text;
    if !agrees && (is_explained(prose, name, printed, said) || is_noted(prose, at, name)) {
        return None;
    }
    let table = row.table.called();
    let computation = if agrees {
        format!("»{name}« er {printed} i både {table} og teksten.")
    } else {
        format!("»{name}« er {printed} i {table} og {said} i teksten.")
    };
    let place = sentence.tokens.iter().position(|placed| placed.number() == Some(said)).unwrap_or(0);
    let quotation = sentence.quotation(place.saturating_sub(QUOTED_BEFORE), place + QUOTED_AFTER);
    let claim = row.claim(computation, agrees, Passage::new(&sentence.line, quotation));
    Some(claim.about(row.printed.index, [printed]).about(sentence.index, [said]))
}

fn near(one: f64, two: f64) -> bool {
    one.min(two) >= NEAR * one.max(two)
}

/// Whether the column counts what the labels name. Below »Visninger«, the row of a page counts how often it was seen.
fn counts_labels(name: &str) -> bool {
    name.is_empty() || year(name).is_some() || name.to_lowercase().starts_with("antal")
}

/// The column of the report's own year: the only column, or the last year.
fn last_column(table: &PrintedTable) -> Option<usize> {
    let width = table.rows.iter().map(|row| row.cells.len()).max()?;
    if width == 1 {
        return Some(0);
    }
    let years: Option<Vec<f64>> = table.columns.iter().map(|name| year(name).map(|year| year.value)).collect();
    let years = years.filter(|years| years.len() == width)?;
    years.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at)
}
