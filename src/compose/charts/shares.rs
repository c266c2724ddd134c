//! Bars of the same length, divided into shares: answers on a scale.

use indexmap::{IndexMap, IndexSet};

use super::super::lexicon::Lexicon;
use super::super::view::{DividedBarView, DrawingView, SharesView};
use super::members;
use crate::danish;
use crate::definition::Definition;
use crate::figure_id::FigureId;
use crate::snapshot::{HIDDEN, Member, Snapshot};

/// A bar for each key without its last part, divided into the values of the last part.
pub fn view(definition: &Definition, series: &FigureId, snapshot: &Snapshot, lexicon: &Lexicon) -> DrawingView {
    let no_labels = IndexMap::new();
    let labels = definition.figures.get(series).map_or(&no_labels, |figure| &figure.labels);
    let named = |part: &String| labels.get(part).unwrap_or(part).clone();
    let members = members(series, snapshot);
    let parts: IndexSet<&String> = members.iter().filter_map(|member| member.key.last()).collect();
    let mut bars: IndexMap<&[String], Vec<&Member>> = IndexMap::new();
    for member in members {
        if let Some((_, bar)) = member.key.split_last() {
            bars.entry(bar).or_default().push(member);
        }
    }
    let items = bars.into_iter().map(|(bar, members)| {
        let of = |part: &&String| members.iter().find(|member| member.key.last() == Some(part)).and_then(|m| m.value);
        let values: Vec<f64> = parts.iter().map(|part| of(part).unwrap_or(0.0).max(0.0)).collect();
        // With a hidden number, shares of the others would be shares of another whole.
        let hides = members.iter().any(|member| member.hidden);
        // A sum without rows has no value; beside known numbers it counts as zero.
        let is_known = !hides && members.iter().any(|member| member.value.is_some());
        let values = if is_known { values } else { vec![0.0; values.len()] };
        let total: f64 = values.iter().sum();
        let instead = match (hides, is_known) {
            (true, _) => Some(HIDDEN),
            (false, false) => Some("ukendt"),
            (false, true) => (total <= 0.0).then_some("ingen"),
        };
        let shares: Vec<f64> = values.iter().map(|value| if total > 0.0 { value / total } else { 0.0 }).collect();
        DividedBarView {
            label: bar.iter().map(named).collect::<Vec<_>>().join(", "),
            own: members.iter().any(|member| snapshot.is_own(series, member)),
            texts: shares.iter().map(|share| danish::percent(*share, 0)).collect(),
            shares,
            total: lexicon.print(series, Some(total)),
            instead: instead.map(str::to_owned),
        }
    });
    let items = items.collect();
    DrawingView::Shares(SharesView { parts: parts.into_iter().map(named).collect(), items })
}
