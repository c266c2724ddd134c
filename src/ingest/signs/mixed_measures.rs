//! Reports figures over different measures: where a column names the measure of each row, »Antal« or »Procent«, as statistical
//! databases do, a figure over both adds up what cannot be added.

use std::collections::BTreeSet;

use polars::prelude::DataType;

use super::{SignMaterial, row_codes};
use crate::definition::dataset::ColumnKind;
use crate::definition::figure::{FigureDefinition, Query};
use crate::findings::{Code, Finding};
use crate::ingest::total_words::names_share;

/// A column with more different texts does not name measures.
const MOST_MEASURES: usize = 12;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let texts = evidence
        .dataset
        .columns
        .iter()
        .filter(|(_, column)| !column.drop && matches!(column.kind, ColumnKind::Text | ColumnKind::Category(_)));
    let columns: Vec<(&String, String, BTreeSet<String>)> = texts
        .filter_map(|(name, column)| {
            let measures = measures(evidence, name).or_else(|| row_and_its_share(evidence, name))?;
            Some((name, column.headers.first()?.clone(), measures))
        })
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let figures = evidence.definition.figures.values();
    let found = figures.filter_map(|figure| {
        let query = figure.query().filter(|query| query.from.dataset == evidence.dataset.id)?;
        columns.iter().find_map(|(name, header, measures)| finding(evidence, figure, query, name, header, measures))
    });
    found.collect()
}

/// The texts of the column if some of them name shares and others do not.
fn measures(evidence: &SignMaterial<'_>, name: &str) -> Option<BTreeSet<String>> {
    let column = evidence.table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
    let counts = evidence.rows_that_count();
    let (mut measures, mut rows) = (BTreeSet::new(), 0);
    for (_, text) in column.str().ok()?.iter().enumerate().filter(|(row, _)| counts(*row)) {
        rows += 1;
        // Most columns have many texts, and none that names a measure.
        if let Some(text) = text.filter(|text| !measures.contains(*text)) {
            measures.insert(text.to_owned());
        }
        if measures.len() > MOST_MEASURES {
            return None;
        }
    }
    let shares = measures.iter().filter(|text| names_share(text)).count();
    // Texts that tell the rows apart name them: »Indeks« below the places is one row, which is asked about as such.
    let are_names = measures.len() == rows && measures.len() > 2;
    (shares > 0 && shares < measures.len() && !are_names).then_some(measures)
}

/// A text of the column and the text of a row that has its share, if there are some: »Køge« and »Køge i pct.«
fn row_and_its_share(evidence: &SignMaterial<'_>, name: &str) -> Option<BTreeSet<String>> {
    let column = evidence.table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
    let texts = column.str().ok()?;
    let counts = evidence.rows_that_count();
    let counted = || texts.iter().enumerate().filter(|(row, _)| counts(*row)).filter_map(|(_, text)| text);
    let wholes: BTreeSet<(&str, &str)> = counted().filter_map(|text| Some((whole_of_share(text)?, text))).collect();
    if wholes.is_empty() {
        return None;
    }
    let known: BTreeSet<&str> = counted().collect();
    let (whole, share) = wholes.into_iter().find(|(whole, _)| known.contains(whole))?;
    Some([whole.to_owned(), share.to_owned()].into())
}

/// The name before words that name a share: »Køge« of »Køge i pct.«, »Køge, andel« and »Køge (%)«.
fn whole_of_share(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if !["pct", "procent", "%", "andel"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    text.match_indices(' ').find_map(|(at, _)| {
        let (whole, share) = (text.get(..at)?, text.get(at..)?);
        let share = share.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        names_share(share).then(|| whole.trim_end_matches(|c: char| !c.is_alphanumeric()))
    })
}

fn finding(
    evidence: &SignMaterial<'_>,
    figure: &FigureDefinition,
    query: &Query,
    name: &str,
    header: &str,
    measures: &BTreeSet<String>,
) -> Option<Finding> {
    let computed = query.value.aggregated().into_iter().any(|of| of.function != "COUNT" && of.is_bare);
    if !computed {
        return None;
    }
    // An indicator that is chosen has one measure.
    let of_measures = row_codes::of_column(evidence, name)?;
    let chooses = |column: &str| {
        column == name || row_codes::of_column(evidence, column).is_some_and(|codes| codes.determines(&of_measures))
    };
    let mut chosen = query.filter.iter().chain(&query.by).flat_map(|it| it.columns());
    if chosen.any(|(column, _)| chooses(&column)) {
        return None;
    }
    let named: Vec<String> = measures.iter().take(3).map(|measure| format!("»{measure}«")).collect();
    let message = format!(
        "»{}« regner på tal, som »{header}« siger er forskellige slags: {}.",
        figure.label,
        crate::danish::list(&named)
    );
    let other = measures.iter().find(|text| !names_share(text))?;
    let share = measures.iter().find_map(|text| text.strip_prefix(whole_of_share(text)?));
    let advice = match share {
        // As many rows as places: what is left out is shorter to tell.
        Some(share) => {
            format!("Udelad rækkerne med andele i »where«: {name} NOT LIKE '%{}'.", share.replace('\'', "''"))
        }
        None => format!("Skriv i »where«, hvilke der skal med: {name} = '{other}'."),
    };
    Some(Finding::new(Code::MixedMeasures, query.value.at.place(), message).advise(advice))
}
