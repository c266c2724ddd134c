//! What has changed, in a few lines for the summaries of CI systems.

use super::changes::ChangeItem;
use super::scene::Scene;
use crate::danish;
use crate::preview::model::Preview;
use crate::preview::words::counted;

/// Most changed figures that are named.
const MOST_NAMED: usize = 10;

/// The figures that changed most, and the numbers of the changed pages.
pub(crate) fn summary(preview: &Preview<'_>) -> Vec<String> {
    let changes = ChangeItem::largest(&Scene::new(preview));
    let mut lines: Vec<String> = changes.iter().take(MOST_NAMED).map(ChangeItem::line).collect();
    if changes.len() > MOST_NAMED {
        lines.push(format!("… og {} mere", counted(changes.len() - MOST_NAMED, "nøgletal", "nøgletal")));
    }
    let pages = preview.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
    let changed: Vec<String> = pages
        .filter(|change| change.state.is_change())
        .filter_map(|change| Some((change.new? + 1).to_string()))
        .collect();
    if !changed.is_empty() {
        lines.push(format!("Ændrede sider: {}", danish::list(&changed)));
    }
    lines
}
