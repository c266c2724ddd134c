//! Numbers in proportion to something.

use super::{Column, Row};
use crate::danish;
use crate::definition::concepts::{ConceptKind, Concepts, Denominator};

/// A concept in proportion to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// The concept that is divided by.
    pub denominator: String,
    /// Per how many.
    pub scale: u32,
    /// What that is called: `pr. 100 praksis om året`.
    pub label: String,
    /// Whether what was counted over a period is given for a year.
    pub per_year: bool,
    /// What each report comes to.
    pub quotients: Vec<Quotient>,
}

/// What a report's number comes to in proportion to something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quotient {
    /// So much.
    Number(f64),
    /// The report does not have the concept.
    Absent,
    /// The report does not know its number.
    Unknown,
    /// The report has no number to divide by.
    NoDenominator,
    /// The report does not know the number to divide by.
    UnknownDenominator,
    /// The number to divide by is nought.
    Nought,
}

/// The concept in proportion to what is declared, as far as at least one report has what that takes. `rows` are all concepts.
pub fn of(row: &Row, concepts: &Concepts, rows: &[Row], columns: &[Column]) -> Vec<Ratio> {
    let Some(concept) = concepts.concepts.get(&row.id) else { return Vec::new() };
    concepts
        .denominators_of(concept)
        .map(|denominator| Ratio::new(row, denominator, rows, columns))
        .filter(|ratio| ratio.numbers().next().is_some())
        .collect()
}

impl Ratio {
    fn new(row: &Row, denominator: &Denominator, rows: &[Row], columns: &[Column]) -> Self {
        let concept = &denominator.concept.value;
        let below = rows.iter().find(|other| other.id == *concept);
        let mut known = columns.iter().zip(&row.figures).filter(|(_, figure)| figure.is_some());
        let uneven = known.any(|(column, _)| column.period.years() != 1.0);
        let per_year = uneven && row.kind == ConceptKind::Flow;
        let time = match row.kind {
            ConceptKind::Flow if uneven => " om året",
            // What is counted once, however long the period is, cannot be given for a year.
            ConceptKind::Reach if uneven => " i perioden",
            ConceptKind::Flow | ConceptKind::Reach | ConceptKind::Stock | ConceptKind::Share => "",
        };
        let quotients = columns.iter().enumerate().map(|(i, column)| {
            let years = if per_year { column.period.years() } else { 1.0 };
            let figure = |row: &Row| Some(row.figures.get(i)?.as_ref()?.value);
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

    /// The numbers that are known.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        self.quotients.iter().filter_map(|quotient| match quotient {
            Quotient::Number(number) => Some(*number),
            _ => None,
        })
    }

    /// With how many decimals all of them are printed: as many as the smallest needs to show two digits, and at most three.
    pub fn decimals(&self) -> u8 {
        let smallest = self.numbers().map(f64::abs).filter(|number| *number > 0.0).fold(f64::INFINITY, f64::min);
        (1..3)
            .find(|decimals| danish::rounded(smallest, (*decimals).into()) >= 10f64.powi(1 - i32::from(*decimals)))
            .unwrap_or(3)
    }
}

/// The first number in proportion to the second; None where the report does not have one, and None within where it is unknown.
fn quotient(above: Option<Option<f64>>, below: Option<Option<f64>>, scale: f64) -> Quotient {
    match (above, below) {
        (None, _) => Quotient::Absent,
        (Some(None), _) => Quotient::Unknown,
        (Some(Some(_)), None) => Quotient::NoDenominator,
        (Some(Some(_)), Some(None)) => Quotient::UnknownDenominator,
        (Some(Some(_)), Some(Some(0.0))) => Quotient::Nought,
        (Some(Some(above)), Some(Some(below))) => Quotient::Number(above / below * scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_divided_only_by_one_that_is_known_and_not_nought() {
        assert_eq!(quotient(Some(Some(42.0)), Some(Some(224.0)), 100.0), Quotient::Number(18.75));
        assert_eq!(quotient(Some(Some(280.0)), Some(Some(400.0)), 100.0 / 2.0), Quotient::Number(35.0));
        assert_eq!(quotient(Some(Some(0.0)), Some(Some(400.0)), 100.0), Quotient::Number(0.0));
        assert_eq!(quotient(Some(Some(42.0)), Some(Some(0.0)), 100.0), Quotient::Nought);
        assert_eq!(quotient(Some(Some(42.0)), Some(None), 100.0), Quotient::UnknownDenominator);
        assert_eq!(quotient(Some(Some(42.0)), None, 100.0), Quotient::NoDenominator);
        assert_eq!(quotient(Some(None), None, 100.0), Quotient::Unknown);
        assert_eq!(quotient(None, Some(Some(1.0)), 100.0), Quotient::Absent);
    }

    #[test]
    fn small_numbers_have_the_decimals_that_show_two_digits() {
        let decimals = |numbers: &[f64]| {
            Ratio {
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
