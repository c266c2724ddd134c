//! What is missing or cannot be read, and what is shown instead.

use indexmap::IndexMap;

use super::{Cause, CauseKind};
use crate::danish;
use crate::figure_id::FigureId;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

pub(super) fn causes(preview: &Preview<'_>, places: &FigurePlaces) -> Vec<Cause> {
    let mut causes: Vec<Cause> = preview
        .gaps
        .files
        .iter()
        .map(|(file, then)| {
            let sentence = format!("{file} kan ikke læses; rapporten er sat efter filen fra {then}.");
            Cause::new(CauseKind::Gap, sentence)
        })
        .collect();
    let mut together: IndexMap<(&[String], Option<&str>), Vec<FigureId>> = IndexMap::new();
    for (id, gap) in &preview.gaps.figures {
        together.entry((&gap.because, gap.kept_from.as_deref())).or_default().push(id.clone());
    }
    let told: Vec<&String> = together.keys().flat_map(|(because, _)| *because).collect();
    let unused = preview.gaps.datasets.values().filter(|label| !told.contains(label));
    causes.extend(unused.map(|label| Cause::new(CauseKind::Gap, format!("»{label}« mangler eller kan ikke læses."))));
    for ((because, then), figures) in together {
        let numbers = danish::counted(figures.len() as u64, "nøgletal", "nøgletal");
        let labels: Vec<String> = because.iter().map(|label| format!("»{label}«")).collect();
        let what = match labels.is_empty() {
            true => "Noget kan ikke beregnes".to_owned(),
            false => format!("{} mangler eller kan ikke læses", danish::list(&labels)),
        };
        let instead = then.map_or_else(|| "er ukendte".to_owned(), |then| format!("er fra {then}"));
        causes.push(Cause::new(CauseKind::Gap, format!("{what}; {numbers} {instead}.")).moving(figures, places));
    }
    causes
}
