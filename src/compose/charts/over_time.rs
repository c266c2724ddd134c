//! Series over time: the members of a figure by period.

use indexmap::IndexMap;

use super::super::key::KeyTime;
use super::super::lexicon::Lexicon;
use super::super::view::{OverTimeView, SeriesView, TickView};
use crate::figure_id::FigureId;
use crate::snapshot::Member;

/// Most ticks of an axis, so that a mistyped year does not add thousands of quarters.
const MOST_PERIODS: usize = 400;

/// The members by period: the last part of a key is the period, the parts before it are the series. The caller names the axes.
/// `alone` is the label of a series whose keys have no other parts. `labels` names parts of the keys.
pub fn view(
    figure: &FigureId,
    members: &[Member],
    alone: &str,
    labels: &IndexMap<String, String>,
    lexicon: &Lexicon,
) -> OverTimeView {
    let mut periods = periods(members);
    for (part, tick) in &mut periods {
        if let Some(label) = labels.get(part) {
            *tick = TickView { label: label.clone(), group: String::new(), place: 0, words: label.clone() };
        }
    }
    let mut series: IndexMap<String, SeriesView> = IndexMap::new();
    for member in members {
        let Some((period, group)) = member.key.split_last() else { continue };
        let label = || -> String {
            let parts: Vec<&str> = group.iter().map(|part| labels.get(part).unwrap_or(part).as_str()).collect();
            if parts.is_empty() { alone.to_owned() } else { parts.join(", ") }
        };
        let entry = series.entry(group.join(", ")).or_insert_with(|| SeriesView {
            label: label(),
            values: vec![None; periods.len()],
            texts: vec![String::new(); periods.len()],
        });
        let place = periods.get_index_of(period);
        if let Some((value, text)) = place.and_then(|at| Some((entry.values.get_mut(at)?, entry.texts.get_mut(at)?))) {
            *value = member.value;
            *text = lexicon.print_member(figure, member);
        }
    }
    OverTimeView {
        x_label: String::new(),
        y_label: String::new(),
        ticks: periods.into_values().collect(),
        series: series.into_values().collect(),
        target: None,
    }
}

/// Adds a line over the same periods. Leaves out its other periods.
pub fn beside(
    mut drawn: OverTimeView,
    figure: &FigureId,
    members: &[Member],
    label: &str,
    lexicon: &Lexicon,
) -> OverTimeView {
    let words = |key: &String| KeyTime::parse(key).map_or_else(|| key.clone(), |time| time.tick().words);
    let at = |tick: &TickView| members.iter().find(|member| member.key.last().map(words).as_ref() == Some(&tick.words));
    let found: Vec<Option<&Member>> = drawn.ticks.iter().map(at).collect();
    let text =
        |member: &Option<&Member>| member.map_or_else(String::new, |member| lexicon.print_member(figure, member));
    drawn.series.push(SeriesView {
        label: label.to_owned(),
        values: found.iter().map(|member| member.and_then(|member| member.value)).collect(),
        texts: found.iter().map(text).collect(),
    });
    drawn
}

/// The periods of the members in chronological order, including quarters and months between them without a member.
fn periods(members: &[Member]) -> IndexMap<String, TickView> {
    let parts = members.iter().filter_map(|member| member.key.last());
    let found: IndexMap<&String, Option<KeyTime>> = parts.map(|part| (part, KeyTime::parse(part))).collect();
    let times: Option<Vec<(KeyTime, String)>> =
        found.iter().map(|(part, time)| Some((time.clone()?, (*part).clone()))).collect();
    let Some(mut times) = times else {
        // Keys that are not times keep the order of the members.
        let tick =
            |part: &String| TickView { label: part.clone(), group: String::new(), place: 0, words: part.clone() };
        return found.keys().map(|part| ((*part).clone(), tick(part))).collect();
    };
    times.sort();
    let mut periods: IndexMap<String, TickView> = IndexMap::new();
    for (time, part) in &times {
        periods.insert(part.clone(), time.tick());
        let later = times.iter().map(|(later, _)| later).find(|later| *later > time);
        let mut next = time.next();
        while let (Some(between), Some(later)) = (&next, later)
            && between < later
            && periods.len() < MOST_PERIODS
        {
            periods.insert(between.in_words(), between.tick());
            next = between.next();
        }
    }
    periods
}

/// The sum of each period; unknown if one of its numbers is.
pub fn totals(data: &OverTimeView) -> Vec<Option<f64>> {
    (0..data.ticks.len())
        .map(|i| data.series.iter().map(|series| series.values.get(i).copied().flatten()).sum())
        .collect()
}
