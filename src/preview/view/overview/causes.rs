//! What has happened: a cause in each item, with the figures and pages that it changed.

use serde::Serialize;

use crate::preview::causes::{CauseKind, ChangeCause};
use crate::preview::scene::Scene;
use crate::preview::view::changes::ChangeItem;
use crate::preview::view::links::PageLink;
use crate::preview::words::counted;

/// Figures and members that are shown for a cause.
const MOST: usize = 6;

/// Causes of one kind.
#[derive(Debug, Serialize)]
pub(super) struct CauseGroup {
    kind: CauseKind,
    heading: &'static str,
    causes: Vec<CauseItem>,
}

#[derive(Debug, Serialize)]
struct CauseItem {
    sentence: String,
    details: Vec<String>,
    figures: Vec<ChangeItem>,
    more_figures: String,
    pages: Vec<PageLink>,
}

pub(super) fn groups(scene: &Scene<'_>) -> Vec<CauseGroup> {
    let mut groups: Vec<CauseGroup> = Vec::new();
    for cause in scene.causes() {
        let item = CauseItem::new(cause, scene);
        match groups.last_mut() {
            Some(group) if group.kind == cause.kind => group.causes.push(item),
            _ => groups.push(CauseGroup { kind: cause.kind, heading: cause.kind.heading(), causes: vec![item] }),
        }
    }
    groups
}

impl CauseItem {
    fn new(cause: &ChangeCause, scene: &Scene<'_>) -> Self {
        // A number that stands in for a missing one has not changed.
        let moved = |id: &str| cause.kind != CauseKind::Gap && cause.figures.iter().any(|figure| figure.as_str() == id);
        let mut figures = ChangeItem::of(scene, moved);
        figures.sort_by(|a, b| b.0.total_cmp(&a.0));
        let more = figures.len().saturating_sub(MOST);
        Self {
            sentence: cause.sentence.clone(),
            details: cause.details.clone(),
            figures: figures.into_iter().take(MOST).map(|(_, figure)| figure).collect(),
            more_figures: if more == 0 {
                String::new()
            } else {
                format!("og {}", counted(more, "tal mere", "tal mere"))
            },
            pages: PageLink::all(cause.pages.iter().copied()),
        }
    }
}
