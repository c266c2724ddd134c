//! What a reader has to know about the numbers side by side, in Danish.

use indexmap::IndexMap;

use super::{ConceptRow, Quotient, ReportColumn};
use crate::danish;
use crate::definition::concepts::{ConceptKind, Concepts};
use crate::diff::pairs::{NamedFigure, concepts};
use crate::snapshot::{Snapshot, Value};

/// The report's figure for each declared concept. `notes` gets the figures that cannot be used, and why.
pub(super) fn usable<'a>(
    snapshot: &'a Snapshot,
    column: &ReportColumn,
    declared: &Concepts,
    notes: &mut Vec<String>,
) -> IndexMap<&'a str, NamedFigure<'a>> {
    let there = &column.label;
    let mut usable = IndexMap::new();
    let mut undeclared = Vec::new();
    for (id, figures) in concepts(snapshot) {
        let (Some(concept), [known]) = (declared.concepts.get(id), figures.as_slice()) else {
            if declared.concepts.contains_key(id) {
                let ids: Vec<String> = figures.iter().map(|known| known.id.to_string()).collect();
                notes.push(format!(
                    "Begrebet »{id}« har flere nøgletal i {there}: {}. De er ikke med.",
                    danish::list(&ids)
                ));
            } else {
                undeclared.push(format!("»{id}«"));
            }
            continue;
        };
        let figure = known.figure;
        if matches!(figure.value, Value::Series(_)) {
            notes.push(format!("»{id}« er en serie i {there} ({}) og er ikke med.", known.id));
        } else if figure.format.is_share() != (concept.kind == ConceptKind::Share) {
            let [is, has] = if figure.format.is_share() { ["en andel", "et antal"] } else { ["et antal", "en andel"] };
            notes.push(format!("»{id}« er {is} i {there} ({}), men begrebet er {has}. Det er ikke med.", known.id));
        } else {
            usable.insert(id, *known);
        }
    }
    if !undeclared.is_empty() {
        notes.push(format!(
            "I {there} er der begreber, som ikke er defineret, og som ikke er med: {}.",
            danish::list(&undeclared)
        ));
    }
    usable
}

/// A note for each report whose period is not a year: its counts are of the whole period, its proportions per year.
pub(super) fn years(columns: &[ReportColumn], rows: &[ConceptRow]) -> Vec<String> {
    let note = |(i, column): (usize, &ReportColumn)| {
        let flows =
            || rows.iter().filter(|row| row.kind.is_over_period() && row.figures.get(i).is_some_and(Option::is_some));
        let proportioned = flows()
            .flat_map(|row| &row.proportions)
            .any(|one| one.per_year && matches!(one.quotients.get(i), Some(Quotient::Number(_))));
        let end = if proportioned { "; hvor de er sat i forhold til noget, er de regnet om til et år" } else { "" };
        (column.period.years() != 1.0 && flows().next().is_some()).then(|| {
            format!(
                "{} dækker {}. Antal, der er talt over perioden, er dem, som rapporten trykker{end}.",
                column.label,
                column.period.length()
            )
        })
    };
    columns.iter().enumerate().filter_map(note).collect()
}

/// A note with the numbers that are counted on another day than the last of their report's period.
pub(super) fn days(columns: &[ReportColumn], rows: &[ConceptRow]) -> Option<String> {
    let other = |row: &ConceptRow| {
        let figures =
            columns.iter().zip(&row.figures).filter_map(|(column, figure)| Some((column, figure.as_ref()?.as_of?)));
        let days: Vec<String> = figures
            .filter(|(column, day)| *day != column.period.last())
            .map(|(column, day)| format!("{} ({})", column.label, danish::date(day)))
            .collect();
        (!days.is_empty()).then(|| format!("»{}« i {}", row.label, danish::list(&days)))
    };
    let others: Vec<String> = rows.iter().filter_map(other).collect();
    (!others.is_empty()).then(|| format!("Opgjort på en anden dag end periodens sidste: {}.", others.join("; ")))
}

/// Why reports have no quotients, in a note for each denominator and reason.
pub(super) fn denominators(columns: &[ReportColumn], rows: &[ConceptRow], concepts: &Concepts) -> Vec<String> {
    let mut notes = Vec::new();
    for denominator in concepts.denominators.values() {
        let id = &denominator.concept.value;
        let name = concepts.concepts.get(id).map_or(id, |concept| &concept.label);
        let proportions = || rows.iter().flat_map(|row| &row.proportions).filter(|one| one.denominator == *id);
        let reports = |reason: Quotient| -> Vec<String> {
            let has = |i: usize| proportions().any(|one| one.quotients.get(i) == Some(&reason));
            columns.iter().enumerate().filter(|(i, _)| has(*i)).map(|(_, column)| column.label.clone()).collect()
        };
        let reasons = [
            (Quotient::NoDenominator, "har intet tal for"),
            (Quotient::UnknownDenominator, "kender ikke tallet for"),
            (Quotient::Zero, "har 0 for"),
        ];
        for (reason, words) in reasons {
            let labels = reports(reason);
            if !labels.is_empty() {
                notes.push(format!(
                    "{} {words} »{name}«, så dér er intet regnet {}.",
                    danish::list(&labels),
                    denominator.label()
                ));
            }
        }
    }
    notes
}
