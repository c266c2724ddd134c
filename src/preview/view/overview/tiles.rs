//! Large numbers at the top: errors, warnings and changes.

use serde::Serialize;

use crate::preview::model::Preview;
use crate::preview::view::web_page::WebPage;
use crate::preview::words::whole;

/// A large number that links to what it counts.
#[derive(Debug, Serialize)]
pub(super) struct TileItem {
    value: String,
    label: &'static str,
    href: String,
    tone: Tone,
}

/// What the colour of a tile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Tone {
    Error,
    Warning,
    Change,
    /// The count is zero.
    Calm,
}

pub(super) fn tiles(preview: &Preview<'_>) -> Vec<TileItem> {
    let counts = preview.counts();
    let tile = |count: usize, label, page: WebPage, anchor: Option<&str>, tone| TileItem {
        value: whole(count as u64),
        label,
        // An empty list has no anchor.
        href: anchor.filter(|_| count > 0).map_or_else(|| page.file().to_owned(), |anchor| page.link_to(anchor)),
        tone: if count == 0 { Tone::Calm } else { tone },
    };
    let warnings = if counts.warnings == 1 { "advarsel" } else { "advarsler" };
    let mut tiles = vec![
        tile(counts.errors, "fejl", WebPage::Findings, Some("fejl"), Tone::Error),
        tile(counts.warnings, warnings, WebPage::Findings, Some("advarsler"), Tone::Warning),
    ];
    if preview.baseline.is_some() && preview.figures.is_some() {
        let label = if counts.figures_changed == 1 { "ændret nøgletal" } else { "ændrede nøgletal" };
        tiles.push(tile(counts.figures_changed, label, WebPage::Figures, None, Tone::Change));
    }
    if preview.pages.as_ref().is_some_and(|pages| pages.changes.is_some()) {
        let label = if counts.pages_changed == 1 { "ændret side" } else { "ændrede sider" };
        tiles.push(tile(counts.pages_changed, label, WebPage::Pages, None, Tone::Change));
    }
    tiles
}
