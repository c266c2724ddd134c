//! Charts, and their alternative texts for readers who cannot see them.

mod bars;
mod funnel;
mod over_time;
mod own;
mod pairs;
mod past_periods;
mod shares;
mod words;

use indexmap::IndexMap;

use self::past_periods::PastPeriods;
use super::lexicon::Lexicon;
use super::prose::Prose;
use super::view::{ChartView, ColumnsView, DrawingView, NodeView, OverTimeView, StepView, TargetView};
use crate::definition::Definition;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::definition::table::LocatedFigure;
use crate::figure_id::FigureId;
use crate::snapshot::{HIDDEN, HIDDEN_NOTE, Lookup, Member, Snapshot};

/// All charts of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> IndexMap<String, ChartView> {
    let view = |chart| view(definition, chart, snapshot, earlier, lexicon, prose);
    definition.charts().map(|chart| (chart.id.clone(), view(chart))).collect()
}

fn view(
    definition: &Definition,
    chart: &ChartDefinition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> ChartView {
    let past = PastPeriods::of(chart, snapshot, earlier);
    let drawing = drawing(definition, chart, past.as_ref(), snapshot, lexicon, prose);
    let hidden = hides(&drawing, snapshot, earlier).then(|| format!("{HIDDEN}: {HIDDEN_NOTE}"));
    let unknown = own::explains_stars(&drawing, snapshot).then(|| own::UNKNOWN_NOTE.to_owned());
    let notes: Vec<String> = past.and_then(|past| past.note()).into_iter().chain(hidden).chain(unknown).collect();
    let note = (!notes.is_empty()).then(|| notes.join(" "));
    let alt = [Some(words::describe(&drawing, chart, lexicon)), note.clone()].into_iter().flatten();
    let alt = alt.collect::<Vec<_>>().join(" ");
    ChartView::new(prose.text(&chart.caption), alt, note, drawing)
}

/// Whether the drawing shows that a number is hidden.
fn hides(drawing: &DrawingView, snapshot: &Snapshot, earlier: &[Snapshot]) -> bool {
    // Each kind of drawing has its texts in other fields; in JSON all are found. Tested only if numbers are hidden at all.
    let has_hidden = std::iter::once(snapshot).chain(earlier).any(Snapshot::has_hidden);
    has_hidden && serde_json::to_string(drawing).is_ok_and(|json| json.contains(HIDDEN))
}

fn drawing(
    definition: &Definition,
    chart: &ChartDefinition,
    past: Option<&PastPeriods>,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    prose: &Prose<'_>,
) -> DrawingView {
    let text = |template: Option<&_>| template.map_or_else(String::new, |template| prose.text(template));
    match &chart.drawing {
        Drawing::Bars { .. } => bars::view(definition, &chart.drawing, snapshot, lexicon),
        Drawing::OverTime { .. } => over_time(definition, &chart.drawing, past, snapshot, lexicon),
        Drawing::Funnel { .. } => funnel::view(&chart.drawing, snapshot, lexicon),
        Drawing::Pairs { series, before, value_label } => {
            pairs::view(definition, [&series.value.id, &before.value.id], value_label, snapshot, lexicon)
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

/// Lines or columns, with lines of the groups that the reader is compared with.
fn over_time(
    definition: &Definition,
    drawing: &Drawing,
    past: Option<&PastPeriods>,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> DrawingView {
    let Drawing::OverTime { series, stacked, periods: _, x_label, y_label, target, compare } = drawing else {
        return DrawingView::nothing();
    };
    let series = &series.value.id;
    let no_labels = IndexMap::new();
    let labels = definition.figures.get(series).map_or(&no_labels, |figure| &figure.labels);
    let drawn = match past {
        Some(past) => past.view(lexicon),
        None => {
            let alone = own::name_of_series(definition, series, snapshot).unwrap_or(y_label);
            over_time::view(series, members(series, snapshot), alone, labels, lexicon)
        }
    };
    let compared = compare.iter().map(|figure| &figure.value.id);
    let compared = compared.filter(|id| !own::is_about_own_group(definition, id, snapshot));
    let drawn = compared.fold(drawn, |drawn, id| {
        let label = snapshot.figures.get(id).map_or("", |figure| figure.label.as_str());
        over_time::beside(drawn, id, members(id, snapshot), label, lexicon)
    });
    let data = OverTimeView {
        x_label: x_label.clone(),
        y_label: y_label.clone(),
        target: target_line(target.as_ref(), snapshot, lexicon),
        ..drawn
    };
    if !stacked {
        return DrawingView::Lines(data);
    }
    let totals = over_time::totals(&data).into_iter().map(|total| lexicon.print(series, total)).collect();
    DrawingView::Columns(ColumnsView { data, totals })
}

fn members<'a>(figure: &FigureId, snapshot: &'a Snapshot) -> &'a [Member] {
    match snapshot.lookup(&figure.whole()) {
        Lookup::Series(members) => members,
        _ => &[],
    }
}

/// The line of a target; `None` if its value is unknown.
fn target_line(target: Option<&LocatedFigure>, snapshot: &Snapshot, lexicon: &Lexicon) -> Option<TargetView> {
    let figure = &target?.value;
    let Lookup::Number(Some(value)) = snapshot.lookup(figure) else { return None };
    let label = &snapshot.figures.get(&figure.id)?.label;
    Some(TargetView { value, label: format!("{label}: {}", lexicon.print(&figure.id, Some(value))) })
}
