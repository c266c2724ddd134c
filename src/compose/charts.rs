//! Charts, and their alternative texts for readers who cannot see them.

mod funnel;
mod over_time;
mod pairs;
mod shares;
mod words;

use indexmap::IndexMap;

use super::key::KeyTime;
use super::lexicon::Lexicon;
use super::members::sorted;
use super::prose::Prose;
use super::view::{ChartView, DrawingView, ItemView, NodeView, OverTimeView, StepView, TargetView};
use crate::definition::Definition;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::definition::table::{LocatedFigure, Sort};
use crate::figure_id::{FigureId, FigureRef};
use crate::snapshot::{HIDDEN, HIDDEN_NOTE, Lookup, Member, Snapshot};

/// All charts of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> IndexMap<String, ChartView> {
    definition.charts().map(|chart| (chart.id.clone(), view(definition, chart, snapshot, lexicon, prose))).collect()
}

fn view(
    definition: &Definition,
    chart: &ChartDefinition,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> ChartView {
    let drawing = drawing(definition, chart, snapshot, lexicon, prose);
    let note = hides(&drawing, snapshot).then(|| format!("{HIDDEN}: {HIDDEN_NOTE}"));
    let alt = [Some(words::describe(&drawing, chart, lexicon)), note.clone()].into_iter().flatten();
    let alt = alt.collect::<Vec<_>>().join(" ");
    ChartView { caption: prose.text(&chart.caption), alt, note, drawing }
}

/// Whether the drawing shows that a number is hidden.
fn hides(drawing: &DrawingView, snapshot: &Snapshot) -> bool {
    // Each kind of drawing has its texts in other places; as JSON all are found. Few reports hide numbers at all.
    snapshot.has_hidden() && serde_json::to_string(drawing).is_ok_and(|json| json.contains(HIDDEN))
}

fn drawing(
    definition: &Definition,
    chart: &ChartDefinition,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> DrawingView {
    let text = |template: Option<&_>| template.map_or_else(String::new, |template| prose.text(template));
    match &chart.drawing {
        Drawing::Bars { series, sort, value_label, target, previous, compare } => {
            let mut items = items(definition, &series.value.id, *sort, snapshot, lexicon);
            DrawingView::Bars {
                periods: periods_of(&mut items, *previous, lexicon),
                compare: compare.iter().filter_map(|figure| compared(figure, snapshot, lexicon)).collect(),
                value_label: value_label.clone(),
                items,
                target: target_line(target.as_ref(), snapshot, lexicon),
            }
        }
        Drawing::OverTime { series, stacked, x_label, y_label, target } => {
            let no_labels = IndexMap::new();
            let labels = definition.figures.get(&series.value.id).map_or(&no_labels, |figure| &figure.labels);
            let data = OverTimeView {
                x_label: x_label.clone(),
                y_label: y_label.clone(),
                target: target_line(target.as_ref(), snapshot, lexicon),
                ..over_time::view(&series.value.id, members(&series.value.id, snapshot), y_label, labels, lexicon)
            };
            if *stacked {
                let totals =
                    over_time::totals(&data).into_iter().map(|total| lexicon.print(&series.value.id, total)).collect();
                DrawingView::Columns { data, totals }
            } else {
                DrawingView::Lines { data }
            }
        }
        Drawing::Funnel { .. } => funnel::view(&chart.drawing, snapshot, lexicon),
        Drawing::Pairs { series, before, value_label } => {
            pairs::view(&series.value.id, &before.value.id, value_label, snapshot, lexicon)
        }
        Drawing::Shares { series } => shares::view(definition, &series.value.id, snapshot, lexicon),
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
    }
}

fn members<'a>(figure: &FigureId, snapshot: &'a Snapshot) -> &'a [Member] {
    match snapshot.lookup(&figure.whole()) {
        Lookup::Series(members) => members,
        _ => &[],
    }
}

fn items(
    definition: &Definition,
    figure: &FigureId,
    sort: Sort,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> Vec<ItemView> {
    let ends = definition.figures.get(figure).and_then(|figure| figure.interval.as_ref());
    sorted(members(figure, snapshot).iter().collect(), sort)
        .into_iter()
        .map(|member| {
            let text = lexicon.print_member(figure, member);
            // A member that is a time is the same in each report.
            let is_time = member.key.iter().any(|part| KeyTime::parse(part).is_some());
            let reference = FigureRef { id: figure.clone(), member: Some(member.name()) };
            let before = (!is_time).then(|| lexicon.before(&reference)).flatten();
            let before = before.map(|before| (before.value, lexicon.print(figure, Some(before.value))));
            // The bar of an unknown number has no length, and the star beside it.
            let own = snapshot.is_own(figure, member);
            let interval = ends.and_then(|ends| interval(ends, member, snapshot, lexicon));
            let value = member.value.unwrap_or(0.0);
            ItemView { label: member.label.clone(), value, own, text, before, interval }
        })
        .collect()
}

/// The ends of the interval of a member, if both are known.
fn interval(
    ends: &[FigureId; 2],
    member: &Member,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> Option<(f64, f64, String)> {
    let end = |id: &FigureId| members(id, snapshot).iter().find(|end| end.key == member.key)?.value;
    let [lower, upper] = ends;
    let (from, to) = (end(lower)?, end(upper)?);
    let words = format!("{}–{}", lexicon.print(lower, Some(from)), lexicon.print(upper, Some(to)));
    Some((from, to, words))
}

/// This period and the one before, if bars of both are drawn: most of the members must have a number then too.
fn periods_of(items: &mut [ItemView], wanted: bool, lexicon: &Lexicon) -> Option<[String; 2]> {
    let known = items.iter().filter(|item| item.before.is_some()).count();
    let previous = lexicon.previous().filter(|_| wanted && known * 2 > items.len());
    if previous.is_none() {
        items.iter_mut().for_each(|item| item.before = None);
    }
    Some([lexicon.period().in_words(), previous?.in_words()])
}

/// A number that the bars are held against; `None` if it is unknown.
fn compared(figure: &LocatedFigure, snapshot: &Snapshot, lexicon: &Lexicon) -> Option<ItemView> {
    let figure = &figure.value;
    let Lookup::Number(Some(value)) = snapshot.lookup(figure) else { return None };
    let label = snapshot.figures.get(&figure.id)?.label.clone();
    Some(ItemView {
        label,
        value,
        own: false,
        before: None,
        interval: None,
        text: lexicon.print(&figure.id, Some(value)),
    })
}

/// The line of a target; `None` if its value is unknown.
fn target_line(target: Option<&LocatedFigure>, snapshot: &Snapshot, lexicon: &Lexicon) -> Option<TargetView> {
    let figure = &target?.value;
    let Lookup::Number(Some(value)) = snapshot.lookup(figure) else { return None };
    let label = &snapshot.figures.get(&figure.id)?.label;
    Some(TargetView { value, label: format!("{label}: {}", lexicon.print(&figure.id, Some(value))) })
}
