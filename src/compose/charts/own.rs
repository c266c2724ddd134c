//! The reader of a batch report in its charts.

use super::super::lexicon::UNKNOWN;
use super::super::view::{DrawingView, ItemView};
use super::members;
use crate::definition::Definition;
use crate::definition::batch::Scope;
use crate::figure_id::FigureId;
use crate::snapshot::Snapshot;

/// Note below bars or pairs in which a number is unknown.
pub const UNKNOWN_NOTE: &str = "*: Tallet er ukendt. Der mangler tal i udtrækket, eller der er for få hændelser bag.";

/// What the reader is called: "Jeres praksis". `None` in a report that is not one of a batch.
fn name<'a>(definition: &'a Definition, snapshot: &Snapshot) -> Option<&'a str> {
    let level = &snapshot.member.as_ref()?.level;
    Some(&definition.report.batch.as_ref()?.levels.get(level)?.own)
}

/// The reader's name if a series of bars or pairs shows the reader's level but not the reader, which has no rows. The chart then
/// has an empty place for it, so that readers do not search for it.
pub fn missing<'a>(definition: &'a Definition, series: &FigureId, snapshot: &Snapshot) -> Option<&'a str> {
    let own = snapshot.member.as_ref()?.own.get(series)?;
    let shown = members(series, snapshot);
    let is_among_them = shown.iter().any(|member| snapshot.is_own(series, member));
    let is_expected = own.iter().all(Option::is_some) && !shown.is_empty() && !is_among_them;
    if is_expected { name(definition, snapshot) } else { None }
}

/// A bar without length, for the missing reader.
pub fn missing_bar(name: &str) -> ItemView {
    ItemView {
        label: name.to_owned(),
        value: 0.0,
        own: true,
        text: UNKNOWN.to_owned(),
        before: None,
        interval: None,
        before_interval: None,
    }
}

/// The name of a line about the reader's own rows.
pub fn name_of_series<'a>(definition: &'a Definition, series: &FigureId, snapshot: &Snapshot) -> Option<&'a str> {
    let is_own = scope(definition, series).is_some_and(|scope| *scope == Scope::Own);
    if is_own { name(definition, snapshot) } else { None }
}

/// Whether a series is about the group that the report itself is about: in the report of a cluster, the mean of the cluster.
pub fn is_about_own_group(definition: &Definition, series: &FigureId, snapshot: &Snapshot) -> bool {
    let level = snapshot.member.as_ref().map(|member| &member.level);
    matches!(scope(definition, series), Some(Scope::Level(scope)) if Some(&scope.value) == level)
}

fn scope<'a>(definition: &'a Definition, series: &FigureId) -> Option<&'a Scope> {
    let counted = definition.figures.get(definition.first_operand(series))?;
    Some(&counted.query()?.scope)
}

/// Whether the drawing has stars that only a note explains.
pub fn explains_stars(drawing: &DrawingView, snapshot: &Snapshot) -> bool {
    let is_star = |text: &str| text == UNKNOWN;
    snapshot.member.is_some()
        && match drawing {
            DrawingView::Bars(bars) => bars
                .items
                .iter()
                .any(|item| is_star(&item.text) || item.before.as_ref().is_some_and(|(_, before)| is_star(before))),
            DrawingView::Pairs(pairs) => pairs.items.iter().any(|item| item.own && is_star(&item.now_text)),
            _ => false,
        }
}
