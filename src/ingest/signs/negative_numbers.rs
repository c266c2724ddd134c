//! A number below zero among numbers that are counted together is most likely a correction or a slip, and it makes a figure too small.

use polars::prelude::{Column, DataType};

use super::SignMaterial;
use super::header_words::{has_word, tells_amounts};
use crate::definition::dataset::{ColumnKind, RowTime};
use crate::definition::figure::FigureDefinition;
use crate::definition::join::JoinSide;
use crate::findings::{Code, Finding};
use crate::ingest::causes::Tally;
use crate::ingest::days::days_since_1970;

/// What columns and figures are called in which numbers below zero are in order.
const SIGNED: [&str; 20] = [
    "ændr",
    "forskel",
    "differen",
    "afvig",
    "saldo",
    "regul",
    "korrek",
    "netto",
    "net ",
    "vækst",
    "udvikling",
    "forbedr",
    "fremgang",
    "forværr",
    "stigning",
    "tilvækst",
    "balance",
    "bevægelse",
    "grader",
    "score",
];

/// Of the numbers in a column of decimals, the part that may be below zero by mistake: where more are, it is one of changes.
const MOST_DECIMALS: f64 = 0.1;
/// The same of whole numbers, which count something.
const MOST_INTEGERS: f64 = 0.34;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let columns = evidence.dataset.columns.iter();
    let columns = columns.filter(|(_, column)| {
        let is_number = matches!(column.kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_));
        is_number
            && !column.drop
            && column.bounds.min.is_none()
            && !column.headers.iter().any(|header| is_signed(header))
    });
    columns
        .filter_map(|(name, column)| {
            let most = if matches!(column.kind, ColumnKind::Integer(_)) { MOST_INTEGERS } else { MOST_DECIMALS };
            let values = evidence.table.frame.column(name).ok()?;
            let is_any = values.as_materialized_series().min::<f64>().ok().flatten().is_some_and(|least| least < 0.0);
            let figure = is_any.then(|| figure_of(evidence, name))??;
            finding(evidence, name, values, most, figure)
        })
        .collect()
}

fn is_signed(text: &str) -> bool {
    has_word(text, &SIGNED) || tells_amounts(text)
}

/// What a column is counted in: a figure that adds it up, or the number of persons by which the dataset is protected.
fn figure_of<'a>(evidence: &SignMaterial<'a>, name: &str) -> Option<&'a FigureDefinition> {
    let mut of_column = evidence.definition.figures.values().filter(|figure| adds_up(evidence, figure, name));
    let first = of_column.next()?;
    // A figure that may be negative says that the column may be.
    let all = std::iter::once(first).chain(of_column);
    let mut first = None;
    for figure in all {
        if figure.negative {
            return None;
        }
        first = first.or(Some(figure));
    }
    first
}

fn adds_up(evidence: &SignMaterial<'_>, figure: &FigureDefinition, name: &str) -> bool {
    let Some(query) = figure.query() else { return false };
    let dataset = &evidence.dataset.id;
    let in_query = |column: &str| match evidence.definition.joins.get(&query.from.dataset) {
        None => query.from.dataset == *dataset && column == name,
        Some(join) => join.origins.get(column).is_some_and(|origin| {
            let side = if origin.side == JoinSide::First { &join.first } else { &join.second };
            side == dataset && origin.column == name
        }),
    };
    let is_money = figure.unit.as_ref().is_some_and(|unit| tells_amounts(&unit.many));
    let is_filtered = query.filter.as_ref().is_some_and(|filter| {
        filter.text.contains(['<', '>', '=']) && filter.columns().iter().any(|(column, _)| in_query(column))
    });
    let sums = |value: &crate::definition::expression::Expression| {
        value.aggregated().iter().any(|aggregated| {
            matches!(aggregated.function.as_str(), "SUM" | "AVG" | "MEDIAN")
                && !aggregated.is_conditional
                && aggregated.columns.iter().any(|column| in_query(column))
        })
    };
    !is_money && !is_filtered && !is_signed(&figure.label) && sums(&query.value)
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
    let days = match &evidence.dataset.time {
        RowTime::Event(day) => evidence.table.days(day).ok(),
        RowTime::Valid { .. } | RowTime::Timeless => None,
    };
    let period = days_since_1970(evidence.period.start)..days_since_1970(evidence.period.end);
    let counts = |row: usize| days.is_none_or(|days| days.get(row).is_some_and(|day| period.contains(&day)));
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
         min = {}.",
        least.floor()
    );
    let value = negative.first().map(|(_, number)| shown(*number));
    let found = Finding::new(Code::NegativeNumber, evidence.place(first, Some(name), value), message);
    Some(found.at_all(tally.occurrences()).advise(advice))
}

/// `-2,5`.
fn shown(number: f64) -> String {
    number.to_string().replace('.', ",")
}
