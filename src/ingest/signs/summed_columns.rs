//! Finds the figures in which the numbers of a column are added up or averaged.

use super::SignMaterial;
use super::header_words::{has_word, tells_amounts};
use crate::definition::dataset::{Column, ColumnKind};
use crate::definition::expression::Expression;
use crate::definition::figure::FigureDefinition;
use crate::definition::join::JoinSide;

/// Words in the names of columns and figures that may be negative.
const SIGNED: [&str; 23] = [
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
    "skud",
    "tilgang",
    "afgang",
    "score",
];

/// The columns of numbers that count something, each with a figure that adds them up. Amounts of money and changes are not counts.
pub fn counted<'a>(
    evidence: &SignMaterial<'a>,
) -> impl Iterator<Item = (&'a str, &'a Column, Vec<&'a FigureDefinition>)> {
    let is_count = |column: &Column| {
        let is_number = matches!(column.kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_));
        is_number && !column.drop && !column.headers.iter().any(|header| is_signed(header))
    };
    let columns = evidence.dataset.columns.iter().filter(move |(_, column)| is_count(column));
    columns.filter_map(|(name, column)| {
        let figures = evidence.definition.figures.values();
        let figures: Vec<_> = figures.filter(|figure| adds_up(evidence, figure, name)).collect();
        (!figures.is_empty()).then_some((name.as_str(), column, figures))
    })
}

fn is_signed(text: &str) -> bool {
    has_word(text, &SIGNED) || tells_amounts(text)
}

fn adds_up(evidence: &SignMaterial<'_>, figure: &FigureDefinition, name: &str) -> bool {
    let Some(query) = figure.query() else { return false };
    let dataset = &evidence.dataset.id;
    let is_it = |column: &str| match evidence.definition.joins.get(&query.from.dataset) {
        None => query.from.dataset == *dataset && column == name,
        Some(join) => join.origins.get(column).is_some_and(|origin| {
            let side = if origin.side == JoinSide::First { &join.first } else { &join.second };
            side == dataset && origin.column == name
        }),
    };
    let is_money = figure.unit.as_ref().is_some_and(|unit| tells_amounts(&unit.many));
    let is_filtered = query.filter.as_ref().is_some_and(|filter| {
        filter.text.contains(['<', '>', '=']) && filter.columns().iter().any(|(column, _)| is_it(column))
    });
    let adds = |value: &Expression| {
        value.aggregated().iter().any(|aggregated| {
            matches!(aggregated.function.as_str(), "SUM" | "AVG" | "MEDIAN")
                && !aggregated.is_conditional
                && aggregated.columns.iter().any(|column| is_it(column))
        })
    };
    !is_money && !is_filtered && !is_signed(&figure.label) && adds(&query.value)
}
