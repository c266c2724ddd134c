//! The chapters with their traffic lights, and what their owners have to do. Chapters with nothing to do share a line.

use serde::Serialize;

use crate::danish;
use crate::preview::chapters::ChapterStatus;
use crate::preview::scene::Scene;
use crate::preview::status::TrafficLight;
use crate::preview::view::links::FindingLink;
use crate::preview::words::counted;

/// Errors and warnings of a chapter that are shown.
const MOST: usize = 2;

#[derive(Debug, Serialize)]
pub(super) struct ChapterToMend {
    title: String,
    owner: String,
    light: TrafficLight,
    light_word: &'static str,
    notices: Vec<String>,
    tasks: Vec<FindingLink>,
    more: String,
    /// What has changed in it, in words.
    changed: String,
}

/// All chapters, by what there is to do and to see.
pub(super) struct ChapterLists {
    pub(super) to_do: Vec<ChapterToMend>,
    /// Titles of those that have changed, with what: `Kurser (1 side)`.
    pub(super) changed: Vec<String>,
    /// Titles of those in which nothing has changed.
    pub(super) calm: Vec<String>,
}

pub(super) fn lists(scene: &Scene<'_>) -> ChapterLists {
    let mut lists = ChapterLists { to_do: Vec::new(), changed: Vec::new(), calm: Vec::new() };
    for status in scene.chapters() {
        let changed = changed(status);
        match (status.light, changed.is_empty()) {
            (TrafficLight::Green, true) => lists.calm.push(status.title.to_owned()),
            (TrafficLight::Green, false) => lists.changed.push(format!("{} ({changed})", status.title)),
            _ => lists.to_do.push(ChapterToMend::new(status, scene)),
        }
    }
    lists
}

/// `2 nøgletal og 1 side`; "" if nothing has changed.
fn changed(status: &ChapterStatus<'_>) -> String {
    let counts = [(status.figures_changed, "nøgletal", "nøgletal"), (status.pages_changed, "side", "sider")];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, one, many)| counted(count, one, many)).collect();
    danish::list(&counts)
}

impl ChapterToMend {
    fn new(status: &ChapterStatus<'_>, scene: &Scene<'_>) -> Self {
        let more = status.findings.len().saturating_sub(MOST);
        Self {
            title: status.title.to_owned(),
            owner: status.owner.to_owned(),
            light: status.light,
            light_word: status.light.word(),
            tasks: status.findings.iter().take(MOST).map(|index| FindingLink::new(scene.preview, *index)).collect(),
            more: if more == 0 { String::new() } else { format!("og {more} mere") },
            changed: changed(status),
            notices: status.notices.clone(),
        }
    }
}
