//! Reports a number many times as great as all others of its column: it is most likely in another unit, or has a digit too many.

use polars::prelude::DataType;

use super::SignMaterial;
use super::header_words::has_word;
use super::summed_columns::counted;
use crate::danish;
use crate::findings::{Code, Finding};
use crate::ingest::causes::Tally;

/// How many times as great as the next one the number must be.
const TIMES: f64 = 40.0;
/// Numbers that stand for »unknown«.
const CODES: [f64; 4] = [99.0, 999.0, 9_999.0, 99_999.0];
/// How many times as great as the next one such a number is.
const TIMES_OF_CODE: f64 = 3.0;
/// Fewer numbers say little about how great they usually are.
const LEAST_NUMBERS: usize = 20;
/// Words of headers whose numbers lie far from each other: one post that is shared is seen by a hundred times as many.
const SPREAD: [&str; 9] =
    ["visning", "reach", "impress", "rækkevidde", "klik", "følger", "follow", "views", "download"];

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let columns = counted(evidence).filter(|(_, column, _)| {
        column.bounds.max.is_none() && !column.headers.iter().any(|header| has_word(header, &SPREAD))
    });
    columns
        .filter_map(|(name, _, figures)| {
            let figure = &figures.first()?.label;
            finding(evidence, name, figure).or_else(|| code_for_unknown(evidence, name, figure))
        })
        .collect()
}

/// Numbers of nines (99, 999) far above all others: surveys and registers write them where nobody knows the number.
fn code_for_unknown(evidence: &SignMaterial<'_>, name: &str, figure: &str) -> Option<Finding> {
    let column = evidence.table.frame.column(name).ok()?;
    let greatest = column.as_materialized_series().max::<f64>().ok()??;
    if !CODES.contains(&greatest) {
        return None;
    }
    let numbers = column.cast(&DataType::Float64).ok()?;
    let numbers = numbers.f64().ok()?;
    let counts = evidence.rows_that_count();
    let (codes, others): (Vec<_>, Vec<_>) = (numbers.iter().enumerate())
        .filter_map(|(row, number)| Some((row, number?)))
        .partition(|(_, number)| *number == greatest);
    let next = others.iter().map(|(_, number)| *number).fold(0.0, f64::max);
    let codes: Vec<usize> = codes.into_iter().map(|(row, _)| row).filter(|row| counts(*row)).collect();
    let first = *codes.first()?;
    if others.len() < LEAST_NUMBERS || next <= 0.0 || greatest < TIMES_OF_CODE * next {
        return None;
    }
    let shown = danish::number(greatest, 0);
    let message = format!(
        "{shown} er ofte en kode for »uoplyst«, og det næststørste tal i kolonnen er {}. Det indgår i »{figure}«.",
        danish::number(next, 0)
    );
    let advice = format!(
        "Er det en kode, så skriv missing = [\"{greatest}\"] og empty = true ved kolonnen i datasets.toml. Er tallet rigtigt, så skriv max = {greatest}."
    );
    let mut tally = Tally::default();
    for row in codes {
        tally.add(evidence.row_number(row)?, &shown);
    }
    let found = Finding::new(Code::FarNumber, evidence.place(first, Some(name), Some(shown)), message);
    Some(found.at_all(tally.occurrences()).advise(advice))
}

fn finding(evidence: &SignMaterial<'_>, name: &str, figure: &str) -> Option<Finding> {
    let column = evidence.table.frame.column(name).ok()?;
    let values = column.as_materialized_series();
    let (greatest, mean) = (values.max::<f64>().ok()??, values.mean()?);
    // With one far number, the mean is at most this. A fast test that rules out most columns.
    if mean > greatest * (1.0 / (values.len() - values.null_count()) as f64 + 1.0 / TIMES) {
        return None;
    }
    let counts = evidence.rows_that_count();
    let numbers = column.cast(&DataType::Float64).ok()?;
    // The two greatest numbers with the row of the first, and how many numbers there are.
    let (mut first, mut second, mut row, mut count) = (0.0, 0.0, 0, 0_usize);
    for (at, number) in numbers.f64().ok()?.iter().enumerate() {
        let Some(number) = number.filter(|number| *number > 0.0) else { continue };
        count += 1;
        if number <= second || !counts(at) {
            continue;
        }
        if number > first {
            (first, second, row) = (number, first, at);
        } else {
            second = number;
        }
    }
    if count < LEAST_NUMBERS || second == 0.0 || first < TIMES * second {
        return None;
    }
    let shown = |number: f64| danish::number(number, if number.fract() == 0.0 { 0 } else { 2 });
    let message = format!(
        "Tallet er {} gange så stort som det næststørste i kolonnen, {}. Det indgår i »{figure}«.",
        danish::number((first / second).floor(), 0),
        shown(second)
    );
    let advice = format!(
        "Ret tallet i eksporten, hvis det er tastet forkert eller i en anden enhed. Er det rigtigt, så skriv max = {first} ved kolonnen \
         i datasets.toml."
    );
    Some(Finding::new(Code::FarNumber, evidence.place(row, Some(name), Some(shown(first))), message).advise(advice))
}
