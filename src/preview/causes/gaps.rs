//! What is missing or cannot be read, and what is shown instead.

use indexmap::IndexMap;

use super::{CauseKind, ChangeCause};
use crate::danish;
use crate::definition::chapter::Chapter;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Place, Severity};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

/// More groups than these are told together.
const MOST: usize = 5;

pub(super) fn causes(preview: &Preview<'_>, places: &FigurePlaces) -> Vec<ChangeCause> {
    let mut causes: Vec<ChangeCause> = preview
        .gaps
        .files
        .iter()
        .map(|(file, then)| {
            let sentence = format!("{file} kan ikke læses; rapporten er sat efter filen fra {then}.");
            ChangeCause::new(CauseKind::Gap, sentence)
        })
        .collect();
    causes.extend(preview.findings.iter().filter_map(|finding| unset(finding, preview)));
    let mut together: IndexMap<(&[String], Option<&str>), Vec<FigureId>> = IndexMap::new();
    for (id, gap) in &preview.gaps.figures {
        together.entry((&gap.because, gap.kept_from.as_deref())).or_default().push(id.clone());
    }
    let told: Vec<&String> = together.keys().flat_map(|(because, _)| *because).collect();
    let unused = preview.gaps.datasets.values().filter(|label| !told.contains(label));
    causes.extend(
        unused.map(|label| ChangeCause::new(CauseKind::Gap, format!("»{label}« mangler eller kan ikke læses."))),
    );
    if together.len() > MOST {
        causes.push(all_together(preview, together, places));
        return causes;
    }
    for ((because, then), figures) in together {
        let sentence = format!("{}; {}.", what(because), instead(figures.len(), then));
        causes.push(ChangeCause::new(CauseKind::Gap, sentence).moving(figures, places));
    }
    causes
}

/// A chapter that cannot be set, and is printed as it was written.
fn unset(finding: &Finding, preview: &Preview<'_>) -> Option<ChangeCause> {
    let Place::Source { file, line, .. } = &finding.place else { return None };
    let is_unset = finding.severity == Severity::Error && matches!(finding.code, Code::TypstError | Code::ProseSyntax);
    let definition = preview.figures.as_ref().filter(|_| is_unset)?.definition;
    let of = |chapter: &&Chapter| *file == format!("{}/{}.typ", definition.report.id, chapter.id);
    let title = &definition.chapters.iter().find(of)?.title;
    let sentence = format!("Kapitlet »{title}« kan ikke sættes: linje {line}. {}", finding.message);
    let pages = preview.pages.iter().flat_map(|pages| pages.whereabouts.template(file));
    Some(ChangeCause::new(CauseKind::Gap, sentence).on_pages(pages))
}

/// One cause for many exports that are missing, as before the last of them has come.
fn all_together(
    preview: &Preview<'_>,
    together: IndexMap<(&[String], Option<&str>), Vec<FigureId>>,
    places: &FigurePlaces,
) -> ChangeCause {
    let count = danish::counted(preview.gaps.datasets.len() as u64, "eksport", "eksporter");
    let known =
        preview.exports.iter().filter(|export| !preview.gaps.datasets.contains_key(&export.source.file.dataset));
    let here: Vec<String> =
        known.filter(|export| export.is_there).map(|export| format!("»{}«", export.label)).collect();
    let here = if here.is_empty() { String::new() } else { format!(" Her er {}.", danish::list(&here)) };
    let details = together
        .iter()
        .map(|((because, then), figures)| format!("{}; {}", what(because), instead(figures.len(), *then)));
    let sentence = format!("{count} mangler eller kan ikke læses.{here}");
    let cause = ChangeCause::new(CauseKind::Gap, sentence).with_details(details.collect::<Vec<_>>());
    cause.moving(together.into_values().flatten().collect(), places)
}

/// `»Medicinteamets log« mangler eller kan ikke læses`
fn what(because: &[String]) -> String {
    let labels: Vec<String> = because.iter().map(|label| format!("»{label}«")).collect();
    match labels.is_empty() {
        true => "Noget kan ikke beregnes".to_owned(),
        false => format!("{} mangler eller kan ikke læses", danish::list(&labels)),
    }
}

/// `12 nøgletal er fra den 26. november 2026`
fn instead(figures: usize, then: Option<&str>) -> String {
    let numbers = danish::counted(figures as u64, "nøgletal", "nøgletal");
    then.map_or_else(|| format!("{numbers} er ukendte"), |then| format!("{numbers} er fra {then}"))
}
