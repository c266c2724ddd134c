//! Figures over protected datasets: they can only use what is left when rows are added up.

use super::super::dataset::Protection;
use super::super::figure::{FigureDefinition, Query};
use super::super::join::{Join, JoinSide};
use super::super::reader::At;
use super::super::unchecked::UncheckedDefinition;
use crate::findings::{Code, Finding, Findings};

/// Reports what a figure asks of a protected dataset that its inner cells do not have.
pub fn check(definition: &UncheckedDefinition, figure: &FigureDefinition, query: &Query, findings: &Findings) {
    let report = |at: &At, message: String, advice: &str| {
        findings.push(Finding::new(Code::BadValue, at.place(), message).advise(advice));
    };
    let id = &query.from.dataset;
    let join = definition.join(id);
    let first = join.map_or(id, |join| &join.first);
    let Some(protection) = definition.datasets.get(first).and_then(|dataset| dataset.protect.as_ref()) else { return };
    let kept = |name: &str| match join.map(|join| join.origins.get(name)) {
        Some(Some(origin)) => origin.side == JoinSide::Second || protection.keeps(&origin.column),
        Some(None) => true,
        None => protection.keeps(name),
    };
    for (name, at) in query.expressions().flat_map(|expression| expression.columns()).filter(|(name, _)| !kept(name)) {
        let message =
            format!("»{name}« kan ikke bruges, fordi »{first}« er beskyttet, og kolonnen ikke står i »cells«.");
        report(&at, message, "Føj kolonnen til »cells« i datasets.toml, hvis rækkerne skal deles op efter den.");
    }
    if query.from.list.is_some() || !query.once.is_empty() {
        let message = format!("»once« og lister kan ikke bruges, fordi »{first}« er beskyttet.");
        report(&figure.at, message, "Rækkerne er lagt sammen, før der tælles.");
    }
    if protection.persons.is_some() && query.value.tree.to_string().to_uppercase().contains("COUNT(*)") {
        let message = format!("COUNT(*) tæller ikke personer, fordi rækkerne i »{first}« er lagt sammen.");
        report(&query.value.at, message, "Skriv SUM af kolonnen med antallet.");
    }
}

/// Reports a join that needs a column which is not in the inner cells, or whose second dataset is protected.
pub fn check_join(definition: &UncheckedDefinition, join: &Join, findings: &Findings) {
    let report = |message: String, advice: &str| {
        findings.push(Finding::new(Code::BadValue, join.rows.at.place(), message).advise(advice));
    };
    let protection = |id: &str| definition.datasets.get(id).and_then(|dataset| dataset.protect.as_ref());
    if protection(&join.second).is_some() {
        let message = format!("»{}« er beskyttet og kan kun stå først i »join«.", join.second);
        report(message, "Byt om på de to datasæt.");
    }
    let Some(first) = protection(&join.first) else { return };
    for column in missing(join, first) {
        let message = format!(
            "»{}« er beskyttet, og »{column}« skal stå i »cells«, fordi der kædes sammen efter den.",
            join.first
        );
        report(message, "Føj kolonnen til »cells«.");
    }
}

fn missing<'a>(join: &'a Join, protection: &'a Protection) -> impl Iterator<Item = &'a str> {
    let day = join.valid.as_ref().map(|valid| valid.day.as_str());
    let needed = join.on.iter().map(String::as_str).chain(day);
    needed.filter(|column| !protection.cells().any(|cell| cell == *column))
}
