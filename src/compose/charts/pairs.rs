//! Pairs: two numbers of each member, such as before and after a meeting.

use super::super::lexicon::Lexicon;
use super::super::view::{DrawingView, PairView, PairsView};
use super::{members, own};
use crate::definition::Definition;
use crate::figure_id::FigureId;
use crate::snapshot::Snapshot;

/// The members of the series, each with the number that it has in the earlier one.
pub fn view(
    definition: &Definition,
    [now, before]: [&FigureId; 2],
    value_label: &str,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> DrawingView {
    let earlier = members(before, snapshot);
    let label = |id: &FigureId| snapshot.figures.get(id).map_or_else(String::new, |figure| figure.label.clone());
    let items = members(now, snapshot).iter().map(|member| {
        let then = earlier.iter().find(|then| then.key == member.key);
        PairView {
            label: member.label.clone(),
            own: snapshot.is_own(now, member),
            before: then.and_then(|then| then.value),
            now: member.value,
            before_text: then.map_or_else(|| lexicon.print(before, None), |then| lexicon.print_member(before, then)),
            now_text: lexicon.print_member(now, member),
        }
    });
    let missing = own::missing(definition, now, snapshot).map(|name| PairView {
        label: name.to_owned(),
        own: true,
        before: None,
        now: None,
        before_text: lexicon.print(before, None),
        now_text: lexicon.print(now, None),
    });
    DrawingView::Pairs(PairsView {
        value_label: value_label.to_owned(),
        before_label: label(before),
        now_label: label(now),
        items: items.chain(missing).collect(),
    })
}
