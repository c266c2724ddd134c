//! Large changes since the previous period, which the chapter must explain.

use std::collections::BTreeSet;

use super::shown;
use crate::danish;
use crate::definition::At;
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::definition::usage::Usage;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};
use crate::snapshot::{Lookup, Snapshot};

/// Reports numbers that have changed by more than the limit of the report and are not among the `explained`.
pub fn large_changes(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &Snapshot,
    explained: &BTreeSet<FigureId>,
    findings: &Findings,
) {
    let Some(limit) = definition.report.large_change else { return };
    let mut usage = None;
    for (id, figure) in &definition.figures {
        let (Some(then), Lookup::Number(Some(now))) = (snapshot.comparable(earlier, id), snapshot.lookup(&id.whole()))
        else {
            continue;
        };
        let Some(then) = then.number(None) else { continue };
        let is_share = matches!(figure.format, NumberFormat::Percent(_));
        // Shares are compared in percentage points.
        let (change, least) = if is_share { (now - then, 0.0) } else { ((now - then) / then, limit.least) };
        let is_large = change.abs() > limit.share && (now - then).abs() >= least;
        if !is_large || explained.contains(id) {
            continue;
        }
        let number = |value| shown::number(definition, id, value);
        let by = match (is_share, change.is_finite()) {
            (true, _) => format!(" ({} procentpoint)", danish::number(change.abs() * 100.0, 1)),
            (false, true) => format!(" ({})", danish::percent(change.abs(), 0)),
            (false, false) => String::new(),
        };
        let message = format!(
            "»{}« er {} fra {} i {} til {} i {}{by}, og kapitlet forklarer det ikke.",
            figure.label,
            if now > then { "steget" } else { "faldet" },
            number(then),
            earlier.period.label,
            number(now),
            snapshot.period.label,
        );
        let at = printed_at(usage.get_or_insert_with(|| Usage::of(definition)), definition, id);
        findings.push(
            Finding::new(Code::LargeChange, at.place(), message).advise(format!(
                "Skriv, hvorfor tallet har ændret sig, og sæt {{{{ forklarer(id=\"{id}\", periode=\"{}\") }}}} ved forklaringen.",
                snapshot.period.label
            )),
        );
    }
}

/// Where the chapter first names the figure; its first line if it does not.
fn printed_at(usage: &Usage, definition: &Definition, id: &FigureId) -> At {
    let chapter = At::file(&format!("{}/{}.typ", definition.report.id, id.chapter()));
    let whole = id.whole();
    let named = usage.of_figure(&whole).find(|used| used.at.file == chapter.file);
    named.map_or(chapter, |used| used.at.clone())
}
