//! Checks figures over protected datasets: they can only use what remains when rows are added up to inner cells.

use super::super::dataset::{Dataset, OwnNumbers, Protection};
use super::super::expression::SummedValue;
use super::super::figure::{FigureDefinition, Query};
use super::super::join::{Join, JoinSide};
use super::super::reader::At;
use super::super::unchecked::UncheckedDefinition;
use crate::findings::{Code, Finding, Findings};

/// Reports columns, times and functions that a figure uses but the inner cells of its dataset cannot provide.
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
    if protection.is_suppressed() {
        check_suppressed(definition, first, protection, query, findings);
    }
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

/// Reports values that are not sums, and batches: for neither is it known which numbers could be computed from them.
fn check_suppressed(
    definition: &UncheckedDefinition,
    dataset: &str,
    protection: &Protection,
    query: &Query,
    findings: &Findings,
) {
    if definition.report.batch.is_some() {
        let message = format!("»{dataset}« kan ikke beskyttes med »suppress« i en rapport med [batch].");
        let advice = "Slet »method« og skriv »cells«: afrunding beskytter alle rapporterne på én gang.";
        let finding = Finding::new(Code::BadValue, protection.at.place(), message).advise(advice);
        if !findings.sorted().contains(&finding) {
            findings.push(finding);
        }
    }
    let is_sum = match SummedValue::of(&query.value.tree) {
        Some(SummedValue { column: Some(column), .. }) => protection.is_number(&column),
        Some(SummedValue { column: None, .. }) => true,
        None => false,
    };
    if !is_sum {
        let message =
            format!("Værdien skal være COUNT(*) eller SUM af en kolonne med antal, fordi »{dataset}« er beskyttet.");
        let advice =
            "Skriv kolonnen i »persons« eller »counts«. Et gennemsnit skrives som et nøgletal af to summer (»is«).";
        findings.push(Finding::new(Code::BadValue, query.value.at.place(), message).advise(advice));
    }
}

/// Reports datasets of the same files of which one is protected: what it hides, the other would reveal. Two roundings of the same rows
/// would differ, and reveal more than one.
pub fn check_datasets(definition: &UncheckedDefinition, findings: &Findings) {
    let datasets: Vec<&Dataset> = definition.datasets.values().collect();
    for (i, first) in datasets.iter().enumerate() {
        for second in &datasets[i + 1..] {
            let shares = |of: fn(&Dataset) -> &[String]| of(first).iter().any(|own| of(second).contains(own));
            let has_same_sheet =
                shares(|dataset| &dataset.sheets) || first.sheets.is_empty() || second.sheets.is_empty();
            let is_protected = first.protect.is_some() || second.protect.is_some();
            if !shares(|dataset| &dataset.files) || !has_same_sheet || !is_protected {
                continue;
            }
            let message = format!("»{}« og »{}« læser de samme filer, som er beskyttet.", first.id, second.id);
            let advice = "Saml dem i ét datasæt. Ellers røber det ene, hvad det andet skjuler.";
            findings.push(Finding::new(Code::BadValue, second.at.place(), message).advise(advice));
        }
    }
}

/// Reports datasets of a batch that are not protected, and of which the report does not say why.
pub fn check_batch(definition: &UncheckedDefinition, findings: &Findings) {
    let Some(batch) = &definition.report.batch else {
        for protection in definition.datasets.values().filter_map(|dataset| dataset.protect.as_ref()) {
            if protection.own == OwnNumbers::Exact {
                let message = "»own« hører til en rapport med [batch].";
                findings.push(Finding::new(Code::BadValue, protection.at.place(), message).advise("Slet nøglen."));
            }
        }
        return;
    };
    for dataset in definition.datasets.values() {
        let is_settled = dataset.protect.is_some() || dataset.is_open || dataset.id == batch.register.value;
        if is_settled || !is_counted(definition, dataset) {
            continue;
        }
        let message = format!("»{}« er ikke beskyttet: også tal på få personer vises i rapporterne.", dataset.label);
        findings.push(Finding::new(Code::Unprotected, dataset.at.place(), message));
    }
}

/// Whether a figure counts rows of the dataset, alone or joined to another.
fn is_counted(definition: &UncheckedDefinition, dataset: &Dataset) -> bool {
    let queries = definition.figures.values().filter_map(FigureDefinition::query);
    let mut first = queries.map(|query| {
        let from = &query.from.dataset;
        definition.join(from).map_or(from, |join| &join.first)
    });
    first.any(|first| *first == dataset.id)
}

/// Reports a join on a column that the inner cells lack, or whose second dataset is protected.
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
    needed.filter(|column| !protection.is_suppressed() && !protection.cells().any(|cell| cell == *column))
}
