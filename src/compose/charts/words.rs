//! What a chart shows, in words, for those who cannot see it.

use std::cmp::Ordering;

use super::super::lexicon::{Lexicon, UNKNOWN};
use super::super::view::{DrawingView, OverTimeView, SeriesView, TargetView, TickView};
use super::over_time::totals;
use crate::danish;
use crate::definition::chart::ChartDefinition;
use crate::figure_id::FigureId;

/// Of a series with more known numbers than this, the highest and the lowest are said too.
const FEW_PERIODS: usize = 8;

/// What the chart shows, from its data.
pub fn of(drawing: &DrawingView, chart: &ChartDefinition, lexicon: &Lexicon) -> String {
    let none = FigureId::default();
    let id = chart.series().map_or(&none, |series| &series.value.id);
    match drawing {
        DrawingView::Bars { items, value_label, target } => {
            let parts: Vec<String> = items.iter().map(|item| format!("{} {}", item.label, item.text)).collect();
            let ends = items.iter().filter(|item| item.text != UNKNOWN).map(|item| (item.label.as_str(), item.value));
            let target = target.as_ref().map(|target| beside(target, "Af søjlerne", ends.collect()));
            format!("Søjlediagram. {value_label}: {}.{}", danish::list(&parts), target.unwrap_or_default())
        }
        DrawingView::Columns { data, .. } => {
            let mut sentences = over_time_in_words(data, id, lexicon);
            let totals = totals(data);
            let whole = if data.series.len() > 1 { "I alt" } else { data.y_label.as_str() };
            if data.series.len() > 1 {
                sentences.push(development(whole, &totals, &data.ticks, id, lexicon));
            }
            let end = totals.last().copied().flatten().map(|value| (whole, value));
            let target = data.target.as_ref().map(|target| beside(target, "Senest", end.into_iter().collect()));
            format!("Søjlediagram. {}: {}{}", data.y_label, sentences.join(" "), target.unwrap_or_default())
        }
        DrawingView::Lines { data } => {
            let sentences = over_time_in_words(data, id, lexicon);
            let last = |series: &SeriesView| series.values.iter().rev().find_map(|value| *value);
            let ends = data.series.iter().filter_map(|series| Some((series.label.as_str(), last(series)?)));
            let target = data.target.as_ref().map(|target| beside(target, "Senest", ends.collect()));
            format!("Kurvediagram. {}: {}{}", data.y_label, sentences.join(" "), target.unwrap_or_default())
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

fn over_time_in_words(data: &OverTimeView, id: &FigureId, lexicon: &Lexicon) -> Vec<String> {
    data.series.iter().map(|series| development(&series.label, &series.values, &data.ticks, id, lexicon)).collect()
}

/// "DGE-grupper steg fra 88 i 2020 til 96 i 2024."; of a long series also the highest and the lowest.
fn development(label: &str, values: &[Option<f64>], periods: &[TickView], id: &FigureId, lexicon: &Lexicon) -> String {
    let known: Vec<(f64, &str)> =
        values.iter().zip(periods).filter_map(|(value, period)| Some(((*value)?, period.words.as_str()))).collect();
    let print = |value| lexicon.print(id, Some(value));
    let sentence = match known.as_slice() {
        [] => return format!("{label} er ukendt."),
        [(first, from)] => format!("{label} var {} i {from}", print(*first)),
        [(first, from), .., (last, to)] if print(*last) == print(*first) => {
            format!("{label} var {} både i {from} og i {to}", print(*first))
        }
        [(first, from), .., (last, to)] => {
            let verb = if last > first { "steg" } else { "faldt" };
            format!("{label} {verb} fra {} i {from} til {} i {to}", print(*first), print(*last))
        }
    };
    // Of equals the earliest.
    let highest = known.iter().rev().max_by(|a, b| a.0.total_cmp(&b.0));
    let lowest = known.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    match (highest, lowest) {
        (Some((high, when)), Some((low, then))) if known.len() > FEW_PERIODS && high != low => {
            format!("{sentence}; højest {} i {when}, lavest {} i {then}.", print(*high), print(*low))
        }
        _ => format!("{sentence}."),
    }
}

/// " Den stiplede linje er Mål: 350. Senest ligger Nord og Syd over den og Midt under den."
fn beside(target: &TargetView, when: &str, ends: Vec<(&str, f64)>) -> String {
    let side = |wanted: Ordering, words: &str| {
        let there = ends.iter().filter(|(_, value)| value.total_cmp(&target.value) == wanted);
        let names: Vec<String> = there.map(|(label, _)| (*label).to_owned()).collect();
        (!names.is_empty()).then(|| format!("{} {words} den", danish::list(&names)))
    };
    let sides = [(Ordering::Greater, "over"), (Ordering::Equal, "på"), (Ordering::Less, "under")];
    let sides: Vec<String> = sides.into_iter().filter_map(|(wanted, words)| side(wanted, words)).collect();
    let line = format!(" Den stiplede linje er {}.", target.label);
    if sides.is_empty() { line } else { format!("{line} {when} ligger {}.", danish::list(&sides)) }
}
