//! The chapters with their traffic lights, and what their owners have to do.

use serde::Serialize;

use crate::danish;
use crate::preview::chapters::{ChapterStatus, chapters};
use crate::preview::status::TrafficLight;
use crate::preview::view::links::FindingLink;
use crate::preview::view::scene::Scene;
use crate::preview::words::counted;

/// Errors and warnings of a chapter that are shown.
const MOST: usize = 3;

#[derive(Debug, Serialize)]
pub(super) struct ChapterItem {
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

/// The chapters with something to do or to see, and the titles of the others.
pub(super) fn items(scene: &Scene<'_>) -> (Vec<ChapterItem>, Vec<String>) {
    let all = chapters(scene.preview, scene.places());
    let is_quiet = |status: &ChapterStatus<'_>| {
        status.light == TrafficLight::Green && status.figures_changed == 0 && status.pages_changed == 0
    };
    let (quiet, busy): (Vec<_>, Vec<_>) = all.into_iter().partition(is_quiet);
    let titles = quiet.into_iter().map(|status| status.title.to_owned()).collect();
    (busy.into_iter().map(|status| ChapterItem::new(status, scene)).collect(), titles)
}

impl ChapterItem {
    fn new(status: ChapterStatus<'_>, scene: &Scene<'_>) -> Self {
        let more = status.findings.len().saturating_sub(MOST);
        let changed = [(status.figures_changed, "nøgletal", "nøgletal"), (status.pages_changed, "side", "sider")];
        let changed = changed.into_iter().filter(|(count, ..)| *count > 0);
        let changed: Vec<String> = changed.map(|(count, one, many)| counted(count, one, many)).collect();
        Self {
            title: status.title.to_owned(),
            owner: status.owner.to_owned(),
            light: status.light,
            light_word: status.light.word(),
            tasks: status.findings.iter().take(MOST).map(|index| FindingLink::new(scene.preview, *index)).collect(),
            more: if more == 0 { String::new() } else { format!("og {more} mere") },
            changed: danish::list(&changed),
            notices: status.notices,
        }
    }
}
