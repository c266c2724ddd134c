//! What has happened, in a few lines for the terminal and the summaries of CI systems.

use super::changes::ChangeItem;
use crate::danish;
use crate::preview::causes::{CauseKind, ChangeCause};
use crate::preview::model::Preview;
use crate::preview::scene::Scene;
use crate::preview::words::counted;

/// Figures and members that are named for a cause.
const MOST_NAMED: usize = 8;

/// How many further lines of a cause are shown.
const MOST_DETAILS: usize = 3;

/// A line for each cause, with the figures that it moved, and the numbers of the changed pages.
pub(crate) fn summary(preview: &Preview<'_>) -> Vec<String> {
    let scene = Scene::new(preview);
    let mut lines: Vec<String> = scene.causes().iter().map(|cause| line(cause, &scene)).collect();
    let pages = preview.changed_pages();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(usize::to_string).collect();
        lines.push(format!("Ændrede sider: {}", danish::list(&pages)));
    }
    lines.extend(Some(preview.following()).filter(|following| !following.is_empty()));
    lines
}

/// `log-2024.csv: 4 → 5 rækker; 1 række er ny. Besøg: 2 → 3`
fn line(cause: &ChangeCause, scene: &Scene<'_>) -> String {
    // A number that stands in for a missing one has not changed.
    let moved = |id: &str| cause.kind != CauseKind::Gap && cause.figures.iter().any(|figure| figure.as_str() == id);
    let mut figures = ChangeItem::of(scene, moved);
    figures.sort_by(|a, b| b.0.total_cmp(&a.0));
    let more = figures.len().saturating_sub(MOST_NAMED);
    let mut parts: Vec<String> = figures.iter().take(MOST_NAMED).map(|(_, figure)| figure.line()).collect();
    if more > 0 {
        parts.push(format!("og {}", counted(more, "tal mere", "tal mere")));
    }
    if figures.is_empty() {
        parts.extend(cause.details.iter().take(MOST_DETAILS).cloned());
        let more = cause.details.len().saturating_sub(MOST_DETAILS);
        parts.extend((more > 0).then(|| format!("og {more} mere")));
    }
    let details = parts.join("; ");
    if details.is_empty() { cause.sentence.clone() } else { format!("{} {details}", cause.sentence) }
}
