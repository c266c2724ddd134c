//! Bars of concepts in proportion to something, in the order of the reports.

use super::settings::Settings;
use crate::compare::{Chapter, Column, Quotient, Ratio, Row};
use crate::compose::view::{ChartView, DrawingView, ItemView};
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::forms::clean;

/// The bars of a chapter by id: those that the settings name, where at least two reports have a number.
pub fn of(chapter: &Chapter, settings: &Settings, columns: &[Column]) -> Vec<(String, ChartView)> {
    let chart = |(id, denominator): &(String, String)| {
        let row = chapter.rows.iter().find(|row| row.id == *id)?;
        let ratio = row.ratios.iter().find(|ratio| ratio.denominator == *denominator)?;
        (ratio.numbers().count() >= columns.len().min(2)).then(|| (id.clone(), bars(row, ratio, columns)))
    };
    settings.bars.iter().filter_map(chart).collect()
}

fn bars(row: &Row, ratio: &Ratio, columns: &[Column]) -> ChartView {
    let format = NumberFormat::Decimal(ratio.decimals());
    let mut items = Vec::new();
    let mut without = Vec::new();
    for (column, quotient) in columns.iter().zip(&ratio.quotients) {
        let label = clean(&column.label);
        match quotient {
            Quotient::Number(value) => {
                items.push(ItemView {
                    label,
                    value: danish::rounded(*value, format.decimals()),
                    text: format.print(*value),
                });
            }
            _ => without.push(label),
        }
    }
    let caption = clean(&format!("{} {}", row.label, ratio.label));
    let shown: Vec<String> = items.iter().map(|item| format!("{}: {}", item.label, item.text)).collect();
    let without = if without.is_empty() { String::new() } else { format!(" Uden tal: {}.", danish::list(&without)) };
    ChartView {
        alt: format!("Søjlediagram. {caption}: {}.{without}", shown.join("; ")),
        caption: format!("{caption}.{without}"),
        drawing: DrawingView::Bars { value_label: clean(&ratio.label), items, target: None },
    }
}
