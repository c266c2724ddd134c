//! Checks batches: their register and its columns, and the scopes of figures.

use super::super::batch::{BatchDefinition, Scope};
use super::super::figure::{FigureDefinition, Query};
use super::super::reader::Located;
use super::super::unchecked::UncheckedDefinition;
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Findings};

/// Reports a register or a column of `[batch]` that does not exist.
pub fn check(definition: &UncheckedDefinition, findings: &Findings) {
    let Some(batch) = &definition.report.batch else { return };
    let Some(register) = definition.datasets.get(&batch.register.value) else {
        let known = definition.datasets.keys().map(String::as_str);
        let message = format!("Datasættet »{}« er ikke defineret.", batch.register.value);
        let advice = did_you_mean(&batch.register.value, known);
        findings.push(Finding::new(Code::UnknownDataset, batch.register.at.place(), message).advise(advice));
        return;
    };
    let columns = batch.levels.values().flat_map(|level| [Some(&level.column), level.name.as_ref()]);
    for column in columns.flatten() {
        if register.columns.get(&column.value).is_none_or(|column| column.drop) {
            let known = register.columns.keys().map(String::as_str);
            let message = format!("Datasættet »{}« har ingen kolonne »{}«.", register.id, column.value);
            let advice = did_you_mean(&column.value, known);
            findings.push(Finding::new(Code::UnknownColumn, column.at.place(), message).advise(advice));
        }
    }
}

/// Reports a figure whose scope does not exist, or whose rows do not say which group they belong to.
pub fn check_scope(definition: &UncheckedDefinition, figure: &FigureDefinition, query: &Query, findings: &Findings) {
    if query.scope == Scope::All {
        return;
    }
    let report = |message: String, advice: String| {
        findings.push(Finding::new(Code::BadValue, figure.at.place(), message).advise(advice));
    };
    let Some(batch) = &definition.report.batch else {
        report("»scope« hører til en rapport med [batch].".to_owned(), "Slet nøglen.".to_owned());
        return;
    };
    if let Scope::Level(level) = &query.scope
        && !batch.levels.contains_key(&level.value)
    {
        report_unknown_level(batch, level, findings);
        return;
    }
    if !query.once.is_empty() {
        let advice = "Brug COUNT(DISTINCT …) i »value«.".to_owned();
        report("»once« kan ikke bruges sammen med »scope«.".to_owned(), advice);
    }
    let Some(dataset) = definition.dataset_of(query) else { return };
    let columns = batch.scope_columns(&query.scope, batch.finest());
    let missing: Vec<String> = columns
        .into_iter()
        .filter(|column| !dataset.columns.contains_key(column))
        .map(|column| format!("»{column}«"))
        .collect();
    if !missing.is_empty() {
        report(
            format!("Rækkerne i »{}« siger ikke, hvem de hører til: {} mangler.", dataset.id, missing.join(", ")),
            format!(
                "Kæd datasættet sammen med »{}« i datasets.toml (»join«), og brug det sammenkædede datasæt i »from«.",
                batch.register.value
            ),
        );
    }
}

fn report_unknown_level(batch: &BatchDefinition, level: &Located<String>, findings: &Findings) {
    let known: Vec<&str> = ["own", "all"].into_iter().chain(batch.levels.keys().map(String::as_str)).collect();
    let message = format!("»{}« er ikke et niveau i [batch].", level.value);
    let advice = format!("Mulige: {}.", known.join(", "));
    findings.push(Finding::new(Code::BadValue, level.at.place(), message).advise(advice));
}
