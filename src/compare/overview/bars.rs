//! Bar charts of concepts in proportion to something, with the bars in the order of the reports.

use super::settings::{BarChart, OverviewSettings};
use crate::compare::{ConceptChapter, ConceptRow, Proportion, Quotient, ReportColumn};
use crate::compose::view::{BarsView, ChartView, DrawingView, ItemView};
use crate::danish;
use crate::forms::clean;

/// The charts of a chapter that the settings name, with the concepts' ids. A chart needs numbers of two reports.
pub(super) fn of(
    chapter: &ConceptChapter,
    settings: &OverviewSettings,
    columns: &[ReportColumn],
) -> Vec<(String, ChartView)> {
    let chart = |BarChart { concept, denominator }: &BarChart| {
        let row = chapter.rows.iter().find(|row| row.id == *concept)?;
        let proportion = row.proportions.iter().find(|one| one.denominator == *denominator)?;
        let is_enough = proportion.numbers().count() >= columns.len().min(2);
        is_enough.then(|| (concept.clone(), bars(row, proportion, columns)))
    };
    settings.bars.iter().filter_map(chart).collect()
}

fn bars(row: &ConceptRow, proportion: &Proportion, columns: &[ReportColumn]) -> ChartView {
    let format = proportion.format();
    let mut items = Vec::new();
    let mut without = Vec::new();
    for (column, quotient) in columns.iter().zip(&proportion.quotients) {
        let label = clean(&column.label);
        match quotient {
            Quotient::Number(value) => {
                items.push(ItemView {
                    interval: None,
                    before_interval: None,
                    own: false,
                    label,
                    value: danish::rounded(*value, format.decimals()),
                    text: format.print(*value),
                    before: None,
                });
            }
            _ => without.push(label),
        }
    }
    let caption = clean(&format!("{} {}", row.label, proportion.label));
    let shown: Vec<String> = items.iter().map(|item| format!("{}: {}", item.label, item.text)).collect();
    let without = if without.is_empty() { String::new() } else { format!(" Uden tal: {}.", danish::list(&without)) };
    let alt = format!("Søjlediagram. {caption}: {}.{without}", shown.join("; "));
    let value_label = clean(&proportion.label);
    let bars = BarsView { value_label, items, compare: Vec::new(), target: None, paired: None };
    ChartView::new(format!("{caption}.{without}"), alt, None, DrawingView::Bars(bars))
}
