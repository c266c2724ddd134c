//! Bars: a number for each member, with its interval, a second number beside it, and numbers to compare all with.

use std::collections::HashMap;

use super::super::key::KeyTime;
use super::super::lexicon::Lexicon;
use super::super::members::sorted;
use super::super::view::{BarsView, DrawingView, ItemView, PairedBars};
use super::{members, own, target_line};
use crate::definition::Definition;
use crate::definition::chart::Drawing;
use crate::definition::table::{LocatedFigure, Sort};
use crate::figure_id::{FigureId, FigureRef};
use crate::snapshot::{Lookup, Member, Snapshot};

pub fn view(definition: &Definition, drawing: &Drawing, snapshot: &Snapshot, lexicon: &Lexicon) -> DrawingView {
    let Drawing::Bars { series, sort, value_label, target, previous, compare, beside } = drawing else {
        return DrawingView::nothing();
    };
    let series = &series.value.id;
    let mut items = items(definition, series, *sort, snapshot, lexicon);
    items.extend(own::missing(definition, series, snapshot).map(own::missing_bar));
    let paired = match beside {
        Some(beside) => Some(paired(&mut items, [series, &beside.value.id], definition, snapshot, lexicon)),
        None => periods_of(&mut items, *previous, lexicon),
    };
    DrawingView::Bars(BarsView {
        paired,
        compare: compare.iter().filter_map(|figure| compared(figure, snapshot, lexicon)).collect(),
        value_label: value_label.clone(),
        items,
        target: target_line(target.as_ref(), snapshot, lexicon),
    })
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
            // An unknown number has a bar without length and a star beside it.
            let own = snapshot.is_own(figure, member);
            let interval = ends.and_then(|ends| interval(ends, member, snapshot, lexicon));
            let value = member.value.unwrap_or(0.0);
            ItemView { label: member.label.clone(), value, own, text, before, interval, before_interval: None }
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

/// Gives each item the number of a second figure.
fn paired(
    items: &mut [ItemView],
    [first, second]: [&FigureId; 2],
    definition: &Definition,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> PairedBars {
    let ends = definition.figures.get(second).and_then(|figure| figure.interval.as_ref());
    let beside: HashMap<&str, &Member> =
        members(second, snapshot).iter().map(|member| (member.label.as_str(), member)).collect();
    for item in items {
        let member = beside.get(item.label.as_str()).copied();
        item.before = member.map(|member| (member.value.unwrap_or(0.0), lexicon.print_member(second, member)));
        item.before_interval = ends.zip(member).and_then(|(ends, member)| interval(ends, member, snapshot, lexicon));
    }
    let label = |id: &FigureId| snapshot.figures.get(id).map_or_else(String::new, |figure| figure.label.clone());
    PairedBars { names: [label(first), label(second)], are_periods: false }
}

/// The names of this period and the one before, if bars of both are drawn: most members must have a number in both.
fn periods_of(items: &mut [ItemView], wanted: bool, lexicon: &Lexicon) -> Option<PairedBars> {
    let known = items.iter().filter(|item| item.before.is_some()).count();
    let previous = lexicon.previous().filter(|_| wanted && known * 2 > items.len());
    if previous.is_none() {
        items.iter_mut().for_each(|item| item.before = None);
    }
    Some(PairedBars { names: [lexicon.period().in_words(), previous?.in_words()], are_periods: true })
}

/// A number to compare the bars with; `None` if it is unknown.
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
        before_interval: None,
        text: lexicon.print(&figure.id, Some(value)),
    })
}
