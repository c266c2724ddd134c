//! Causes: figures that are counted in another way, or have another name or unit.

use super::{CauseKind, ChangeCause};
use crate::diff::{Difference, FigureChange, Obstacle};
use crate::preview::baseline::Baseline;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::{Preview, ReportFigures};

pub(super) fn causes(preview: &Preview<'_>, _: &Baseline, places: &FigurePlaces) -> Vec<ChangeCause> {
    let Some(figures) = &preview.figures else { return Vec::new() };
    let entries = figures.diff.figures().filter(|entry| !preview.gaps.figures.contains_key(&entry.id));
    entries.filter_map(|entry| cause(entry, figures, places)).collect()
}

fn cause(entry: &FigureChange, figures: &ReportFigures<'_>, places: &FigurePlaces) -> Option<ChangeCause> {
    let note = entry.note(&figures.diff);
    let label = &entry.label;
    let cause = |sentence: String| ChangeCause::new(CauseKind::Definition, sentence);
    let Difference::Incomparable(obstacle, sides) = &entry.difference else {
        let renamed = || cause(format!("»{label}« har fået nyt navn eller ny enhed: {note}."));
        return (!note.is_empty()).then(|| renamed().on_pages(places.pages(&entry.id)));
    };
    let sentence = format!("»{label}« er opgjort på en anden måde.");
    let details = match obstacle {
        Obstacle::Definition(operands) if !operands.is_empty() => vec![entry.reason()],
        _ if sides[0].how != sides[1].how => vec![format!("Før: {}", sides[0].how), format!("Nu: {}", sides[1].how)],
        _ => vec![entry.reason()],
    };
    let details = details.into_iter().chain([note]).filter(|detail| !detail.is_empty());
    Some(cause(sentence).with_details(details).moving(vec![entry.id.clone()], places))
}
