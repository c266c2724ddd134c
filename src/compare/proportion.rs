//! Normalises concepts by a denominator, such as per 100 practices.

use super::{ConceptRow, ReportColumn};
use crate::danish;
use crate::definition::concepts::{ConceptKind, Concepts, Denominator};
use crate::definition::figure::NumberFormat;

/// A concept in proportion to another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proportion {
    /// The concept that is divided by.
    pub denominator: String,
    /// The number of units to count per.
    pub scale: u32,
    /// `pr. 100 praksis om året`.
    pub label: String,
    /// Whether numbers that are counted over a period are given per year.
    pub per_year: bool,
    /// A quotient for each report.
    pub quotients: Vec<Quotient>,
}

/// The quotient of a report, or why it has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Quotient {
    Number(f64),
    /// The report does not have the concept.
    Absent,
    /// The report does not know its number.
    Unknown,
    /// The report has no number to divide by.
    NoDenominator,
    /// The report does not know the number to divide by.
    UnknownDenominator,
    /// The number to divide by is zero.
    Zero,
}

/// The declared proportions of a concept for which at least one report has the numbers. `rows` has all concepts.
pub(super) fn of(
    row: &ConceptRow,
    concepts: &Concepts,
    rows: &[ConceptRow],
    columns: &[ReportColumn],
) -> Vec<Proportion> {
    let Some(concept) = concepts.concepts.get(&row.id) else { return Vec::new() };
    concepts
        .denominators_of(concept)
        .map(|denominator| Proportion::new(row, denominator, rows, columns))
        .filter(|proportion| proportion.numbers().next().is_some())
        .collect()
}

impl Proportion {
    fn new(row: &ConceptRow, denominator: &Denominator, rows: &[ConceptRow], columns: &[ReportColumn]) -> Self {
        let concept = &denominator.concept.value;
        let below = rows.iter().find(|other| other.id == *concept);
        let mut known = columns.iter().zip(&row.figures).filter(|(_, figure)| figure.is_some());
        let uneven = known.any(|(column, _)| column.period.years() != 1.0);
        let per_year = uneven && row.kind == ConceptKind::Flow;
        let time = match row.kind {
            ConceptKind::Flow if uneven => " om året",
            // A practice that is reached counts once, however long the period, so the number cannot be given per year.
            ConceptKind::Reach if uneven => " i perioden",
            ConceptKind::Flow | ConceptKind::Reach | ConceptKind::Stock | ConceptKind::Share => "",
        };
        let quotients = columns.iter().enumerate().map(|(i, column)| {
            let years = if per_year { column.period.years() } else { 1.0 };
            let figure = |row: &ConceptRow| Some(row.figures.get(i)?.as_ref()?.value);
            quotient(figure(row), below.and_then(figure), f64::from(denominator.scale) / years)
        });
        Self {
            denominator: concept.clone(),
            scale: denominator.scale,
            label: format!("{}{time}", denominator.label()),
            per_year,
            quotients: quotients.collect(),
        }
    }

    /// The quotients that are numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        self.quotients.iter().filter_map(|quotient| match quotient {
            Quotient::Number(number) => Some(*number),
            _ => None,
        })
    }

    /// How all quotients are printed: with enough decimals for the smallest to show two digits, at most three.
    pub(super) fn format(&self) -> NumberFormat {
        NumberFormat::Decimal(self.decimals())
    }

    fn decimals(&self) -> u8 {
        let smallest = self.numbers().map(f64::abs).filter(|number| *number > 0.0).fold(f64::INFINITY, f64::min);
        (1..3)
            .find(|decimals| danish::rounded(smallest, (*decimals).into()) >= 10f64.powi(1 - i32::from(*decimals)))
            .unwrap_or(3)
    }
}

/// Divides the first number by the second. `None` is a number that the report does not have, `Some(None)` one that is unknown.
fn quotient(above: Option<Option<f64>>, below: Option<Option<f64>>, scale: f64) -> Quotient {
    match (above, below) {
        (None, _) => Quotient::Absent,
        (Some(None), _) => Quotient::Unknown,
        (Some(Some(_)), None) => Quotient::NoDenominator,
        (Some(Some(_)), Some(None)) => Quotient::UnknownDenominator,
        (Some(Some(_)), Some(Some(0.0))) => Quotient::Zero,
        (Some(Some(above)), Some(Some(below))) => Quotient::Number(above / below * scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_divided_by_a_known_number_that_is_not_zero() {
        assert_eq!(quotient(Some(Some(42.0)), Some(Some(224.0)), 100.0), Quotient::Number(18.75));
        assert_eq!(quotient(Some(Some(280.0)), Some(Some(400.0)), 100.0 / 2.0), Quotient::Number(35.0));
        assert_eq!(quotient(Some(Some(0.0)), Some(Some(400.0)), 100.0), Quotient::Number(0.0));
        assert_eq!(quotient(Some(Some(42.0)), Some(Some(0.0)), 100.0), Quotient::Zero);
        assert_eq!(quotient(Some(Some(42.0)), Some(None), 100.0), Quotient::UnknownDenominator);
        assert_eq!(quotient(Some(Some(42.0)), None, 100.0), Quotient::NoDenominator);
        assert_eq!(quotient(Some(None), None, 100.0), Quotient::Unknown);
        assert_eq!(quotient(None, Some(Some(1.0)), 100.0), Quotient::Absent);
    }

    #[test]
    fn small_numbers_have_enough_decimals_to_show_two_digits() {
        let decimals = |numbers: &[f64]| {
            Proportion {
                denominator: String::new(),
                scale: 1,
                label: String::new(),
                per_year: false,
                quotients: numbers.iter().map(|number| Quotient::Number(*number)).collect(),
            }
            .decimals()
        };
        assert_eq!(decimals(&[18.75, 1.0]), 1);
        assert_eq!(decimals(&[18.75, 0.96]), 1);
        assert_eq!(decimals(&[18.75, 0.94]), 2);
        assert_eq!(decimals(&[0.0, 0.1]), 2);
        assert_eq!(decimals(&[0.0, 0.01]), 3);
        assert_eq!(decimals(&[0.0]), 1);
    }
}
