//! Checks what makes feedback effective in the reports of a batch: the reader's own number beside those of others, a headline
//! that says what the chart shows, and an action.
//!
//! Ivers N et al. Growing literature, stagnant science? J Gen Intern Med 2014;29:1534–41. Brehaut J et al. Practice feedback interventions:
//! 15 suggestions. Ann Intern Med 2016;164:435–41.

use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, Scope};
use crate::definition::chapter::Chapter;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::definition::usage::scan::{self, InsertedKind};
use crate::findings::{Code, Finding, Findings};

/// Reports charts and measures that lack one of these.
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

/// A chart needs a headline of its own, and each measure an action. A measure is what is below one heading.
fn check_chapter(definition: &Definition, chapter: &Chapter, findings: &Findings) {
    let prose = &chapter.prose.value;
    let is_drawn = |id: &str| definition.charts().any(|chart| chart.id == id && chart.series().is_some());
    let calls = scan::calls(prose);
    let charts: Vec<_> = calls.iter().filter(|call| call.kind == InsertedKind::Chart && is_drawn(call.id)).collect();
    let place = |offset| scan::at(&chapter.prose, offset).place();
    let mut before = 0;
    for chart in &charts {
        let between = prose.get(before..chart.offset).unwrap_or_default();
        if scan::call(between, "#budskab[").is_none() && !(before > 0 && is_alternative(between)) {
            let message = format!("Diagrammet »{}« har ingen sætning før sig, der siger, hvad det viser.", chart.id);
            findings.push(Finding::new(Code::NoHeadline, place(chart.offset), message));
        }
        before = chart.offset;
    }
    for section in scan::sections(prose) {
        let Some(first) = charts.iter().find(|chart| section.range.contains(&chart.offset)) else { continue };
        if scan::call(prose.get(section.range.clone()).unwrap_or_default(), "#handling[").is_none() {
            let what = match section.title {
                None => format!("Kapitlet »{}«", chapter.title),
                Some(title) => format!("Afsnittet »{title}«"),
            };
            let message = format!("{what} siger ikke, hvad læseren kan gøre.");
            findings.push(Finding::new(Code::NoAction, place(first.offset), message));
        }
    }
}

/// Whether a chart is shown instead of the one before it, in the other branch of a condition: both have the same headline.
fn is_alternative(between: &str) -> bool {
    let text = between.split_once(')').map_or("", |(_, text)| text);
    let text = text.trim_end().strip_suffix("#figur(\"").unwrap_or(text);
    let tags = scan::tags(text);
    let is_else =
        |(start, end): &(usize, usize)| text[*start..*end].contains(" else") || text[*start..*end].contains(" elif");
    tags.iter().any(is_else) && scan::readable(text).trim().is_empty()
}
