//! Causes: changed colours, title page and logo.

use super::{CauseKind, ChangeCause};
use crate::preview::baseline::Baseline;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

pub(super) fn causes(preview: &Preview<'_>, baseline: &Baseline, _: &FigurePlaces) -> Vec<ChangeCause> {
    let (Some(figures), Some(then)) = (&preview.figures, &baseline.definition) else { return Vec::new() };
    if !preview.has_new_look() {
        return Vec::new();
    }
    let (then, now) = (&then.report.theme, &figures.definition.report.theme);
    let colours = [
        ("Farven", &then.primary, &now.primary),
        ("Den anden farve", &then.secondary, &now.secondary),
        ("Bundfarven", &then.tint, &now.tint),
    ];
    let changed = colours.into_iter().filter(|(_, then, now)| then != now);
    let details: Vec<String> = changed.map(|(name, then, now)| format!("{name}: {then} → {now}")).collect();
    vec![
        ChangeCause::new(CauseKind::Look, "Rapportens udseende er ændret; det gælder alle sider.")
            .with_details(details),
    ]
}
