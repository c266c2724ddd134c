//! Reports numbers below zero in a column that is added up: most likely corrections or typing errors, which make a figure too
//! small.

use polars::prelude::{Column, DataType};

use super::SignMaterial;
use super::summed_columns::counted;
use crate::definition::dataset::ColumnKind;
use crate::definition::figure::FigureDefinition;
use crate::findings::{Code, Finding};
use crate::ingest::causes::Tally;

/// Largest share (0–1) of a column of decimals that may be below zero by mistake. With more, the column has changes.
const MOST_DECIMALS: f64 = 0.1;
/// [`MOST_DECIMALS`] for columns of integers, which count something.
const MOST_INTEGERS: f64 = 0.34;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    // A figure that may be negative says that the column may be.
    let columns = counted(evidence)
        .filter(|(_, column, figures)| column.bounds.min.is_none() && !figures.iter().any(|figure| figure.negative));
    let found = columns.filter_map(|(name, column, figures)| {
        let most = if matches!(column.kind, ColumnKind::Integer(_)) { MOST_INTEGERS } else { MOST_DECIMALS };
        let values = evidence.table.frame.column(name).ok()?;
        let least = values.as_materialized_series().min::<f64>().ok().flatten()?;
        if least < 0.0 { finding(evidence, name, values, most, figures.first()?) } else { None }
    });
    found.collect()
}

fn finding(
    evidence: &SignMaterial<'_>,
    name: &str,
    values: &Column,
    most: f64,
    figure: &FigureDefinition,
) -> Option<Finding> {
    let numbers = values.cast(&DataType::Float64).ok()?;
    let numbers = numbers.f64().ok()?;
    let counts = evidence.rows_that_count();
    let (mut negative, mut filled) = (Vec::new(), 0_usize);
    for (row, number) in numbers.iter().enumerate() {
        filled += usize::from(number.is_some_and(|number| number != 0.0));
        if let Some(number) = number.filter(|number| *number < 0.0 && counts(row)) {
            negative.push((row, number));
        }
    }
    let all = numbers.iter().flatten().filter(|number| *number < 0.0).count();
    let (first, _) = *negative.first()?;
    if all as f64 > most * filled as f64 {
        return None;
    }
    let mut tally = Tally::default();
    for (row, number) in &negative {
        tally.add(evidence.row_number(*row)?, &shown(*number));
    }
    let least = negative.iter().map(|(_, number)| *number).fold(0.0, f64::min);
    let what = match negative.len() {
        1 => "Cellen har et tal under nul, som indgår".to_owned(),
        count => format!("{count} celler har tal under nul, som indgår"),
    };
    let message = format!("{what} i »{}« ({}).", figure.label, figure.id);
    let advice = format!(
        "Ret tallet i eksporten. Skal det trækkes fra, fx en rettelse, så skriv ved kolonnen i datasets.toml, hvor lavt et tal må være: \
         min = {least}."
    );
    let value = negative.first().map(|(_, number)| shown(*number));
    let found = Finding::new(Code::NegativeNumber, evidence.place(first, Some(name), value), message);
    Some(found.at_all(tally.occurrences()).advise(advice))
}

fn shown(number: f64) -> String {
    number.to_string().replace('.', ",")
}
