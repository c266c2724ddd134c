//! A column of years that no figure asks for, in a dataset without a period: rows of all years count in each year's report.

use std::collections::BTreeSet;

use polars::prelude::DataType;

use super::SignMaterial;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding};
use crate::ingest::builder::several_years;
use crate::ingest::header::is_of_years;

/// More different numbers are not the years of an export.
const MOST_YEARS: usize = 60;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    if evidence.dataset.time != RowTime::Timeless {
        return Vec::new();
    }
    let columns = evidence
        .dataset
        .columns
        .iter()
        .filter(|(_, column)| !column.drop && column.headers.first().is_some_and(|header| is_of_years(header)));
    columns.filter_map(|(name, column)| finding(evidence, name, column.headers.first()?)).collect()
}

fn finding(evidence: &SignMaterial<'_>, name: &str, header: &str) -> Option<Finding> {
    // A figure that uses the years shows that they were thought of; so does a join, which may choose them.
    let dataset = &evidence.dataset.id;
    let is_used = evidence.queries().any(|query| {
        let mut used = query.filter.iter().chain(&query.by).chain([&query.value]).flat_map(|it| it.columns());
        used.any(|(column, _)| column == name)
    });
    let is_joined = evidence.definition.joins.values().any(|join| join.first == *dataset || join.second == *dataset);
    if is_used || is_joined {
        return None;
    }
    let column = evidence.table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
    let mut years = BTreeSet::new();
    for text in column.str().ok()?.iter().flatten() {
        // A date of a column of years begins with it.
        let year =
            text.get(..4).and_then(|year| year.parse::<i32>().ok()).filter(|year| (1900..2100).contains(year))?;
        years.insert(year);
        if years.len() > MOST_YEARS {
            return None;
        }
    }
    (years.len() > 1).then(|| {
        let advice = format!(
            "Skriv type = \"date\" og format = \"year\" ved kolonnen i datasets.toml, og period = \"{name}\" ved datasættet. Skal alle år tælle \
             med, er der intet at gøre."
        );
        Finding::new(Code::SeveralYears, evidence.place(0, Some(name), None), several_years(header, years)).advise(advice)
    })
}
