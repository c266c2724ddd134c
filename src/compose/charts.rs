//! Charts: what is drawn, and in words for those who cannot see it.

use indexmap::IndexMap;

use super::lexicon::Lexicon;
use super::prose::Prose;
use super::tables::sorted;
use super::view::{ChartView, DrawingView, ItemView, NodeView, OverTimeView, SeriesView, StepView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::chart::{Chart, Drawing};
use crate::definition::table::Sort;
use crate::snapshot::{Lookup, Member, Snapshot};

/// All charts of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> IndexMap<String, ChartView> {
    definition.charts().map(|chart| (chart.id.clone(), view(chart, snapshot, lexicon, prose))).collect()
}

fn view(chart: &Chart, snapshot: &Snapshot, lexicon: &Lexicon, prose: &Prose<'_>) -> ChartView {
    let text = |template: Option<&_>| template.map_or_else(String::new, |template| prose.text(template));
    let drawing = match &chart.drawing {
        Drawing::Bars { series, sort, value_label } => DrawingView::Bars {
            value_label: value_label.clone(),
            items: items(&series.figure, *sort, snapshot, lexicon),
        },
        Drawing::OverTime { series, stacked, x_label, y_label } => {
            let data = over_time(&series.figure, x_label, y_label, snapshot, lexicon);
            if *stacked {
                let totals = totals(&data).into_iter().map(|total| lexicon.print(&series.figure, total)).collect();
                DrawingView::Columns { data, totals }
            } else {
                DrawingView::Lines { data }
            }
        }
        Drawing::Organisation(nodes) => DrawingView::Organisation {
            nodes: nodes
                .iter()
                .map(|node| NodeView {
                    id: node.id.value.clone(),
                    label: prose.text(&node.label),
                    detail: text(node.detail.as_ref()),
                    parent: node.under.as_ref().map(|under| under.value.clone()),
                })
                .collect(),
        },
        Drawing::Process(steps) => DrawingView::Process {
            steps: steps
                .iter()
                .map(|step| StepView { label: prose.text(&step.label), detail: text(step.detail.as_ref()) })
                .collect(),
        },
    };
    let alt = in_words(&drawing, chart, lexicon);
    ChartView { caption: prose.text(&chart.caption), alt, drawing }
}

fn members<'a>(figure: &str, snapshot: &'a Snapshot) -> &'a [Member] {
    match snapshot.lookup(figure) {
        Lookup::Series(members) => members,
        _ => &[],
    }
}

fn items(figure: &str, sort: Sort, snapshot: &Snapshot, lexicon: &Lexicon) -> Vec<ItemView> {
    sorted(members(figure, snapshot).iter().collect(), sort)
        .into_iter()
        .map(|member| {
            let text = lexicon.print(figure, member.value);
            // An unknown number has a bar of no length and the mark of the unknown.
            ItemView { label: member.label.clone(), value: member.value.unwrap_or(0.0), text }
        })
        .collect()
}

/// The members by period: the last part of a key is the period, what stands before it the series.
fn over_time(figure: &str, x_label: &str, y_label: &str, snapshot: &Snapshot, lexicon: &Lexicon) -> OverTimeView {
    let mut categories: Vec<String> = Vec::new();
    let mut series: IndexMap<String, SeriesView> = IndexMap::new();
    for member in members(figure, snapshot) {
        let Some((period, group)) = member.key.split_last() else { continue };
        if !categories.contains(period) {
            categories.push(period.clone());
        }
        let suffix = format!(", {period}");
        let label =
            if group.is_empty() { y_label } else { member.label.strip_suffix(&suffix).unwrap_or(&member.label) };
        let entry = series.entry(group.join(", ")).or_insert_with(|| SeriesView {
            label: label.to_owned(),
            values: Vec::new(),
            texts: Vec::new(),
        });
        entry.values.push(member.value);
        entry.texts.push(lexicon.print(figure, member.value));
    }
    OverTimeView {
        x_label: x_label.to_owned(),
        y_label: y_label.to_owned(),
        categories,
        series: series.into_values().collect(),
    }
}

/// The sum of each period; unknown where a part is.
fn totals(data: &OverTimeView) -> Vec<Option<f64>> {
    (0..data.categories.len())
        .map(|i| data.series.iter().map(|series| series.values.get(i).copied().flatten()).sum())
        .collect()
}

/// What the chart shows, from its data.
fn in_words(drawing: &DrawingView, chart: &Chart, lexicon: &Lexicon) -> String {
    let id = chart.series().map_or("", |series| series.figure.as_str());
    match drawing {
        DrawingView::Bars { items, value_label } => {
            let parts: Vec<String> = items.iter().map(|item| format!("{} {}", item.label, item.text)).collect();
            format!("Søjlediagram. {value_label}: {}.", danish::list(&parts))
        }
        DrawingView::Columns { data, .. } => {
            let mut sentences = over_time_in_words(data, id, lexicon);
            if data.series.len() > 1 {
                sentences.push(development("I alt", &totals(data), &data.categories, id, lexicon));
            }
            format!("Søjlediagram. {}: {}", data.y_label, sentences.join(" "))
        }
        DrawingView::Lines { data } => {
            format!("Kurvediagram. {}: {}", data.y_label, over_time_in_words(data, id, lexicon).join(" "))
        }
        DrawingView::Organisation { nodes } => {
            let sentences: Vec<String> = nodes
                .iter()
                .filter_map(|node| {
                    let below: Vec<String> = nodes
                        .iter()
                        .filter(|child| child.parent.as_deref() == Some(&node.id))
                        .map(|child| {
                            if child.detail.is_empty() {
                                child.label.clone()
                            } else {
                                format!("{} ({})", child.label, child.detail)
                            }
                        })
                        .collect();
                    (!below.is_empty()).then(|| format!("Under {} hører {}.", node.label, danish::list(&below)))
                })
                .collect();
            let top = nodes.first().map_or("", |node| node.label.as_str());
            format!("Organisationsdiagram. Øverst står {top}. {}", sentences.join(" "))
        }
        DrawingView::Process { steps } => {
            let parts: Vec<String> = steps
                .iter()
                .enumerate()
                .map(|(i, step)| {
                    if step.detail.is_empty() {
                        format!("{}. {}.", i + 1, step.label)
                    } else {
                        format!("{}. {}: {}.", i + 1, step.label, step.detail)
                    }
                })
                .collect();
            format!("Procesdiagram med {} trin. {}", steps.len(), parts.join(" "))
        }
    }
}

fn over_time_in_words(data: &OverTimeView, id: &str, lexicon: &Lexicon) -> Vec<String> {
    data.series.iter().map(|series| development(&series.label, &series.values, &data.categories, id, lexicon)).collect()
}

/// "DGE-grupper steg fra 88 i 2020 til 96 i 2024."
fn development(label: &str, values: &[Option<f64>], periods: &[String], id: &str, lexicon: &Lexicon) -> String {
    let mut known = values.iter().zip(periods).filter_map(|(value, period)| Some(((*value)?, period)));
    let (Some((first, from)), last) = (known.next(), known.next_back()) else { return format!("{label} er ukendt.") };
    let print = |value| lexicon.print(id, Some(value));
    match last {
        None => format!("{label} var {} i {from}.", print(first)),
        Some((last, to)) if print(last) == print(first) => {
            format!("{label} var {} både i {from} og i {to}.", print(first))
        }
        Some((last, to)) => {
            let verb = if last > first { "steg" } else { "faldt" };
            format!("{label} {verb} fra {} i {from} til {} i {to}.", print(first), print(last))
        }
    }
}
