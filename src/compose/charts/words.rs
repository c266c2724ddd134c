//! Alternative texts: charts in words, for readers who cannot see them.

use std::cmp::Ordering;

use super::super::lexicon::{Lexicon, UNKNOWN};
use super::super::view::{
    BarsView, DividedBarView, DrawingView, FunnelView, ItemView, NodeView, OverTimeView, PairView, PairedBars,
    PairsView, SeriesView, SharesView, StepView, TargetView, TickView,
};
use super::over_time::totals;
use crate::danish;
use crate::definition::chart::ChartDefinition;
use crate::snapshot::HIDDEN;

/// Prints a value in the format of the chart's figure.
type Print<'a> = dyn Fn(f64) -> String + 'a;

/// A series with more known numbers than this is described by its highest and lowest number too.
const FEW_PERIODS: usize = 8;

/// The alternative text of a chart.
pub fn describe(drawing: &DrawingView, chart: &ChartDefinition, lexicon: &Lexicon) -> String {
    if drawing.is_empty() {
        return "Der er ingen tal at vise.".to_owned();
    }
    let series = chart.series().map(|series| &series.value.id);
    let print = |value: f64| series.map_or_else(String::new, |id| lexicon.print(id, Some(value)));
    match drawing {
        DrawingView::Bars(view) => bars(view),
        DrawingView::Funnel(data) => funnel(data),
        DrawingView::Pairs(view) => pairs(view),
        DrawingView::Shares(view) => shares(view),
        DrawingView::Columns(view) => columns(&view.data, &print),
        DrawingView::Lines(data) => lines(data, &print),
        DrawingView::Organisation { nodes } => organisation(nodes),
        DrawingView::Process { steps } => process(steps),
    }
}

/// "Søjlediagram. Antal besøg i 2024 (og i 2023): Opioider 12 (10); Antibiotika 7 (8)."
fn bars(view: &BarsView) -> String {
    let BarsView { items, compare, value_label, target, paired } = view;
    let part = |item: &ItemView| {
        let ends =
            |interval: Option<&(f64, f64, String)>| interval.map_or_else(String::new, |(.., ends)| format!(", {ends}"));
        let before =
            item.before.as_ref().map(|(_, before)| format!(" ({before}{})", ends(item.before_interval.as_ref())));
        let before = before.unwrap_or_default();
        let interval = ends(item.interval.as_ref());
        format!("{} {}{interval}{before}", item.label, item.text)
    };
    let parts: Vec<String> = items.iter().map(part).collect();
    let when =
        paired.as_ref().map_or_else(
            String::new,
            |PairedBars { names: [first, second], are_periods }| match are_periods {
                true => format!(" i {first} (og i {second})"),
                false => format!(", {first} (og {second} i parentes)"),
            },
        );
    let ends = items
        .iter()
        .filter(|item| item.text != UNKNOWN && item.text != HIDDEN)
        .map(|item| (item.label.as_str(), item.value));
    let target = target.as_ref().map(|target| beside(target, "Af søjlerne", ends.collect()));
    let compared: Vec<String> = compare.iter().map(part).collect();
    let compared =
        if compared.is_empty() { String::new() } else { format!(" Til sammenligning: {}.", compared.join("; ")) };
    let has_intervals = items.iter().any(|item| item.interval.is_some());
    let intervals = if has_intervals { " med 95 %-sikkerhedsintervaller" } else { "" };
    format!(
        "Søjlediagram. {value_label}{when}{intervals}: {}.{compared}{}",
        parts.join("; "),
        target.unwrap_or_default()
    )
}

fn funnel(data: &FunnelView) -> String {
    let own = data.own.as_ref().map_or_else(String::new, |own| {
        let persons = danish::number(own.x, 0);
        format!(" {} har {} med {persons} i {} og ligger {}.", own.label, own.text, data.x_label, own.place)
    });
    format!(
        "Tragtdiagram. {} efter {}: {} punkter med grænser for tilfældige udsving ved 95 og 99,8 procent. {} ligger uden for \
         begge grænser. Midterlinjen er {}.{own}",
        data.y_label,
        data.x_label,
        danish::number(data.points.len() as f64, 0),
        danish::number(data.outside as f64, 0),
        data.target.label,
    )
}

fn pairs(PairsView { value_label, before_label, now_label, items }: &PairsView) -> String {
    let pair = |item: &PairView| format!("{} {} og {}", item.label, item.before_text, item.now_text);
    let pairs: Vec<String> = items.iter().map(pair).collect();
    format!("Punktdiagram med to punkter for hver. {value_label}, {before_label} og {now_label}: {}.", pairs.join("; "))
}

fn shares(SharesView { parts, items }: &SharesView) -> String {
    let sentence = |item: &DividedBarView| {
        if let Some(instead) = &item.instead {
            return format!("{}: {instead}.", item.label);
        }
        let shares: Vec<String> = parts.iter().zip(&item.texts).map(|(part, text)| format!("{part} {text}")).collect();
        format!("{} ({} svar): {}.", item.label, item.total, danish::list(&shares))
    };
    let sentences: Vec<String> = items.iter().map(sentence).collect();
    format!("Søjler delt i andele. {}", sentences.join(" "))
}

fn columns(data: &OverTimeView, print: &Print<'_>) -> String {
    let is_stacked = data.series.len() > 1;
    let mut sentences = developments(data, print);
    let totals = totals(data);
    let whole = if is_stacked { "I alt" } else { data.y_label.as_str() };
    if is_stacked {
        sentences.push(development(whole, &totals, &data.ticks, print));
    }
    let end = totals.last().copied().flatten().map(|value| (whole, value));
    let target = data.target.as_ref().map(|target| beside(target, "Senest", end.into_iter().collect()));
    format!("Søjlediagram. {}: {}{}", data.y_label, sentences.join(" "), target.unwrap_or_default())
}

fn lines(data: &OverTimeView, print: &Print<'_>) -> String {
    let sentences = developments(data, print);
    let last = |series: &SeriesView| series.values.iter().rev().find_map(|value| *value);
    let ends = data.series.iter().filter_map(|series| Some((series.label.as_str(), last(series)?)));
    let target = data.target.as_ref().map(|target| beside(target, "Senest", ends.collect()));
    format!("Kurvediagram. {}: {}{}", data.y_label, sentences.join(" "), target.unwrap_or_default())
}

fn organisation(nodes: &[NodeView]) -> String {
    let name = |node: &NodeView| {
        if node.detail.is_empty() { node.label.clone() } else { format!("{} ({})", node.label, node.detail) }
    };
    let sentence = |node: &NodeView| {
        let below = nodes.iter().filter(|child| child.parent.as_deref() == Some(&node.id));
        let below: Vec<String> = below.map(name).collect();
        (!below.is_empty()).then(|| format!("Under {}: {}.", node.label, below.join("; ")))
    };
    let sentences: Vec<String> = nodes.iter().filter_map(sentence).collect();
    // A single box has nothing below it.
    let alone = || nodes.iter().map(name).collect::<Vec<_>>().join("; ");
    let words = if sentences.is_empty() { format!("{}.", alone()) } else { sentences.join(" ") };
    format!("Organisationsdiagram. {words}")
}

fn process(steps: &[StepView]) -> String {
    let sentence = |(number, step): (usize, &StepView)| match step.detail.as_str() {
        "" => format!("{number}. {}.", step.label),
        detail => format!("{number}. {}: {detail}.", step.label),
    };
    let sentences: Vec<String> = (1..).zip(steps).map(sentence).collect();
    format!("Procesdiagram med {} trin. {}", steps.len(), sentences.join(" "))
}

/// A sentence for each series.
fn developments(data: &OverTimeView, print: &Print<'_>) -> Vec<String> {
    data.series.iter().map(|series| development(&series.label, &series.values, &data.ticks, print)).collect()
}

/// "DGE-grupper steg fra 88 i 2020 til 96 i 2024."; for a long series also the highest and the lowest number.
fn development(label: &str, values: &[Option<f64>], periods: &[TickView], print: &Print<'_>) -> String {
    let known: Vec<(f64, &str)> =
        values.iter().zip(periods).filter_map(|(value, period)| Some(((*value)?, period.words.as_str()))).collect();
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
    // The earliest of equal numbers.
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
