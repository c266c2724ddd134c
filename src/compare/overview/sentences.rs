//! The sentences of the overview, made from the numbers. They say which report has most and which fewest in proportion to its size,
//! and name the numbers of all in the order of the reports.

use serde::Serialize;

use super::settings::OverviewSettings;
use crate::compare::{Comparison, ConceptRow, Quotient, ReportColumn};
use crate::danish;
use crate::definition::concepts::ConceptKind;
use crate::forms::clean;

/// A concept with the number of each report.
#[derive(Serialize)]
pub(super) struct KeySentence {
    label: String,
    text: String,
}

/// The first sentences: which reports the overview shows, how many concepts, and how not to read it.
pub(super) fn lead(comparison: &Comparison) -> String {
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

/// A sentence for each concept that the settings name and at least two reports know the number of.
pub(super) fn of(comparison: &Comparison, settings: &OverviewSettings) -> Vec<KeySentence> {
    let least = comparison.columns.len().min(2);
    let rows = settings.told.iter().filter_map(|id| comparison.rows().find(|row| row.id == *id));
    rows.map(|row| (row, numbers(row, &comparison.columns)))
        .filter(|(_, numbers)| numbers.len() >= least)
        .map(|(row, numbers)| {
            let extremes = extremes(row, &comparison.columns).map(|text| format!("{text} ")).unwrap_or_default();
            KeySentence { label: clean(&row.label), text: format!("{extremes}{}.", danish::list(&numbers)) }
        })
        .collect()
}

/// "KAP-S 2023 har flest pr. 100 praksis (7,1), KAP-H 2024 færrest (5,9)." Plain counts are not compared, because a large region
/// has more of everything. `None` when two reports share the first or last place.
fn extremes(row: &ConceptRow, columns: &[ReportColumn]) -> Option<String> {
    let (numbers, format, [most, fewest]) = match (row.proportions.first(), row.kind) {
        (Some(proportion), _) => {
            let number = |quotient: &Quotient| match quotient {
                Quotient::Number(number) => Some(*number),
                _ => None,
            };
            let numbers: Vec<Option<f64>> = proportion.quotients.iter().map(number).collect();
            let label = &proportion.label;
            (numbers, proportion.format(), [format!("har flest {label}"), "færrest".to_owned()])
        }
        (None, ConceptKind::Share) => {
            let values = row.figures.iter().map(|figure| figure.as_ref()?.value);
            let format = row.figures.iter().flatten().next()?.format;
            (values.collect(), format, ["har den største andel".to_owned(), "den mindste".to_owned()])
        }
        (None, _) => return None,
    };
    let mut known: Vec<(f64, String)> =
        columns.iter().zip(numbers).filter_map(|(column, number)| Some((number?, clean(&column.label)))).collect();
    known.sort_by(|a, b| b.0.total_cmp(&a.0));
    let printed = |place: usize| known.get(place).map(|(number, _)| format.print(*number));
    let last = known.len().checked_sub(1).filter(|last| *last > 0)?;
    let is_shared = printed(0) == printed(1) || printed(last) == printed(last - 1);
    let (first, end) = (known.first()?, known.get(last)?);
    (!is_shared).then(|| {
        format!("{} {most} ({}), {} {fewest} ({}).", first.1, format.print(first.0), end.1, format.print(end.0))
    })
}

/// "34 i KAP-H 2024 (5,9 pr. 100 praksis)" for each report that knows the number.
fn numbers(row: &ConceptRow, columns: &[ReportColumn]) -> Vec<String> {
    let proportion = row.proportions.first();
    let known = columns.iter().zip(&row.figures).enumerate().filter_map(|(i, (column, figure))| {
        let figure = figure.as_ref()?;
        let own = format!("{} i {}", figure.format.print(figure.value?), clean(&column.label));
        let in_proportion = proportion.and_then(|one| match one.quotients.get(i) {
            Some(Quotient::Number(number)) => Some(format!(" ({} {})", one.format().print(*number), one.label)),
            _ => None,
        });
        Some(own + &in_proportion.unwrap_or_default())
    });
    known.collect()
}
