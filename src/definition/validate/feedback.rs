//! What makes feedback to a reader work, in reports that are made for each member of a batch: a number beside others, the reader's own among
//! them, what the chart says, and what can be done about it.
//!
//! Ivers N et al. Growing literature, stagnant science? J Gen Intern Med 2014;29:1534–41. Brehaut J et al. Practice feedback interventions:
//! 15 suggestions. Ann Intern Med 2016;164:435–41.

use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, Scope};
use crate::definition::chapter::Chapter;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::definition::usage::scan::{self, InsertedKind};
use crate::findings::{Code, Finding, Findings};

/// Reports charts and chapters that lack it.
pub fn check(definition: &Definition, findings: &Findings) {
    let Some(batch) = &definition.report.batch else { return };
    for chart in definition.charts() {
        check_chart(definition, batch, chart, findings);
    }
    definition.chapters.iter().for_each(|chapter| check_chapter(definition, chapter, findings));
}

fn check_chart(definition: &Definition, batch: &BatchDefinition, chart: &ChartDefinition, findings: &Findings) {
    let Some(series) = chart.series() else { return };
    let shows_members = definition.level_parts(&series.value.id).iter().any(Option::is_some);
    let has_bars = matches!(chart.drawing, Drawing::Bars { .. });
    if shows_members && has_bars && chart.compared().is_empty() && chart.target().is_none() {
        let message = format!("Diagrammet »{}« har ikke noget at sammenligne med.", chart.id);
        findings.push(Finding::new(Code::NoComparator, chart.at.place(), message));
    }
    let is_of_reader = matches!(chart.drawing, Drawing::Bars { .. } | Drawing::Pairs { .. } | Drawing::Funnel { .. });
    let query = definition.figures.get(definition.first_operand(&series.value.id)).and_then(|figure| figure.query());
    let is_of_group = query.is_some_and(|query| match &query.scope {
        Scope::Level(level) => level.value != batch.finest(),
        Scope::All | Scope::Own => false,
    });
    if is_of_reader && is_of_group && !shows_members {
        let message = format!("Diagrammet »{}« viser gruppens tal, og læseren kan ikke se sit eget.", chart.id);
        findings.push(Finding::new(Code::NoOwnBar, chart.at.place(), message));
    }
}

fn check_chapter(definition: &Definition, chapter: &Chapter, findings: &Findings) {
    let prose = &chapter.prose.value;
    let is_drawn = |id: &str| definition.charts().any(|chart| chart.id == id && chart.series().is_some());
    let calls = scan::calls(prose);
    let Some(first) = calls.iter().find(|call| call.kind == InsertedKind::Chart && is_drawn(call.id)) else { return };
    let place = || scan::at(&chapter.prose, first.offset).place();
    if scan::call(prose, "#budskab[").is_none_or(|headline| headline > first.offset) {
        let message = format!("Kapitlet »{}« siger ikke før det første diagram, hvad det viser.", chapter.title);
        findings.push(Finding::new(Code::NoHeadline, place(), message));
    }
    if scan::call(prose, "#handling[").is_none() {
        let message = format!("Kapitlet »{}« siger ikke, hvad læseren kan gøre.", chapter.title);
        findings.push(Finding::new(Code::NoAction, place(), message));
    }
}
