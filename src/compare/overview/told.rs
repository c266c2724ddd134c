//! What the overview tells in words, made from the numbers. It names the reports in their order and ranks none.

use serde::Serialize;

use super::settings::Settings;
use crate::compare::{Column, Comparison, Quotient, Row};
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::forms::clean;

/// What is told about a concept.
#[derive(Serialize)]
pub struct Told {
    /// The concept.
    label: String,
    /// What each report has.
    text: String,
}

/// "Oversigten stiller 3 rapporter op side om side. De har 24 begreber til fælles …"
pub fn lead(comparison: &Comparison) -> String {
    let columns = comparison.columns.len();
    let rows = comparison.rows().count();
    let number = |count: usize| danish::number(count as f64, 0);
    let all = comparison.rows().filter(|row| row.known() == columns).count();
    let labels: Vec<String> = comparison.columns.iter().map(|column| clean(&column.label)).collect();
    let shared = match (rows, all) {
        (1, _) => "1 begreb".to_owned(),
        (rows, all) if rows == all => format!("{} begreber, som alle rapporterne har et nøgletal for", number(rows)),
        (rows, all) => {
            format!("{} begreber; {} af dem har alle rapporterne et nøgletal for", number(rows), number(all))
        }
    };
    format!(
        "Oversigten stiller nøgletal op side om side fra {}. Den viser {shared}. Rapporterne står i samme rækkefølge hele vejen; rækkefølgen siger intet om kvalitet, og tal, der ikke er talt ens, kan ikke uden videre sammenlignes.",
        danish::list(&labels),
    )
}

/// What is told about the concepts that are to be told about, where at least two reports know their number.
pub fn of(comparison: &Comparison, settings: &Settings) -> Vec<Told> {
    let least = comparison.columns.len().min(2);
    let rows = settings.told.iter().filter_map(|id| comparison.rows().find(|row| row.id == *id));
    rows.map(|row| (row, numbers(row, &comparison.columns)))
        .filter(|(_, numbers)| numbers.len() >= least)
        .map(|(row, numbers)| Told { label: clean(&row.label), text: format!("{}.", danish::list(&numbers)) })
        .collect()
}

/// "34 i KAP-H 2024 (5,9 pr. 100 praksis)" for each report that knows the number.
fn numbers(row: &Row, columns: &[Column]) -> Vec<String> {
    let ratio = row.ratios.first();
    let known = columns.iter().zip(&row.figures).enumerate().filter_map(|(i, (column, figure))| {
        let figure = figure.as_ref()?;
        let own = format!("{} i {}", figure.format.print(figure.value?), clean(&column.label));
        let proportion = ratio.and_then(|ratio| match ratio.quotients.get(i) {
            Some(Quotient::Number(number)) => {
                Some(format!(" ({} {})", NumberFormat::Decimal(ratio.decimals()).print(*number), ratio.label))
            }
            _ => None,
        });
        Some(own + &proportion.unwrap_or_default())
    });
    known.collect()
}
