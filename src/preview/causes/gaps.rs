//! Causes: what is missing or cannot be read, and what is shown instead.

use super::{CauseKind, ChangeCause};
use crate::danish;
use crate::definition::chapter::Chapter;
use crate::findings::{Code, Finding, Place, Severity};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;
use crate::snapshot::GapGroup;

/// More groups than this are joined to one cause.
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
    let groups = preview.gaps.groups(|_| true);
    let told: Vec<&String> = groups.iter().flat_map(GapGroup::because).collect();
    let unused = preview.gaps.datasets.values().filter(|label| !told.contains(label));
    causes.extend(
        unused.map(|label| ChangeCause::new(CauseKind::Gap, format!("»{label}« mangler eller kan ikke læses."))),
    );
    if groups.len() > MOST {
        causes.push(all_together(preview, &groups, places));
        return causes;
    }
    for group in groups {
        let sentence = format!("{}; {}.", group.cause(), group.instead());
        let figures = group.figures.into_iter().cloned().collect();
        causes.push(ChangeCause::new(CauseKind::Gap, sentence).moving(figures, places));
    }
    causes
}

/// A chapter that cannot be typeset, and is printed as its source text.
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

/// One cause for many missing exports, as when not all have been delivered yet.
fn all_together(preview: &Preview<'_>, groups: &[GapGroup<'_>], places: &FigurePlaces) -> ChangeCause {
    let count = danish::counted(preview.gaps.datasets.len() as u64, "eksport", "eksporter");
    let known =
        preview.exports.iter().filter(|export| !preview.gaps.datasets.contains_key(&export.source.file.dataset));
    let here: Vec<String> =
        known.filter(|export| export.is_there).map(|export| format!("»{}«", export.label)).collect();
    let here = if here.is_empty() { String::new() } else { format!(" Her er {}.", danish::list(&here)) };
    let details = groups.iter().map(|group| format!("{}; {}", group.cause(), group.instead()));
    let sentence = format!("{count} mangler eller kan ikke læses.{here}");
    let cause = ChangeCause::new(CauseKind::Gap, sentence).with_details(details.collect::<Vec<_>>());
    cause.moving(groups.iter().flat_map(|group| &group.figures).map(|id| (*id).clone()).collect(), places)
}
