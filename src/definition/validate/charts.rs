//! Checks charts: their series are series, their targets are numbers, and their boxes refer to each other.

use super::check_reference;
use crate::danish::did_you_mean;
use crate::definition::At;
use crate::definition::chart::{ChartDefinition, Drawing, OrganisationBox};
use crate::definition::figure::FigureOrigin;
use crate::definition::table::LocatedFigure;
use crate::definition::unchecked::UncheckedDefinition;
use crate::findings::{Code, Finding, Findings};

/// Reports what cannot be drawn.
pub fn check(definition: &UncheckedDefinition, chart: &ChartDefinition, findings: &Findings) {
    for series in chart.series().into_iter().chain(chart.beside()) {
        check_reference(definition, series, findings);
        if chart.periods() == 1 {
            check_is_series(definition, series, findings);
        }
    }
    let is_over_time = matches!(chart.drawing, Drawing::OverTime { .. });
    for compared in chart.compared() {
        check_reference(definition, compared, findings);
        if is_over_time {
            check_is_series(definition, compared, findings);
        } else {
            check_is_number(definition, compared, findings);
        }
    }
    if let Some(target) = chart.target() {
        check_reference(definition, target, findings);
        check_is_number(definition, target, findings);
    }
    if let Drawing::Organisation(nodes) = &chart.drawing {
        check_nodes(nodes, &chart.at, findings);
    }
}

fn check_is_series(definition: &UncheckedDefinition, reference: &LocatedFigure, findings: &Findings) {
    let Some(figure) = definition.figures.get(&reference.value.id) else { return };
    let scalar = match &figure.origin {
        FigureOrigin::Query(_) => !figure.is_query_series(),
        FigureOrigin::Unknown(_) => true,
        FigureOrigin::Derived(_) | FigureOrigin::Given(_) => false,
    };
    if scalar || reference.value.member.is_some() {
        findings.push(
            Finding::new(
                Code::WrongType,
                reference.at.place(),
                format!("»{}« er ét tal, men her skal stå en serie.", reference.value.id),
            )
            .advise("En serie er et nøgletal med »by« eller »over«."),
        );
    }
}

/// Reports a reference to a series where a number is needed, as far as that is known before the data is read.
fn check_is_number(definition: &UncheckedDefinition, reference: &LocatedFigure, findings: &Findings) {
    let Some(figure) = definition.figures.get(&reference.value.id) else { return };
    if figure.is_query_series() && reference.value.member.is_none() {
        let message = format!("»{}« er en serie, men her skal stå ét tal.", reference.value.id);
        findings.push(Finding::new(Code::WrongType, reference.at.place(), message));
    }
}

fn check_nodes(nodes: &[OrganisationBox], chart: &At, findings: &Findings) {
    let ids: Vec<&str> = nodes.iter().map(|node| node.id.value.as_str()).collect();
    for (i, node) in nodes.iter().enumerate() {
        if ids[..i].contains(&ids[i]) {
            findings.push(Finding::new(
                Code::DuplicateId,
                node.id.at.place(),
                format!("Kassen »{}« findes to gange.", ids[i]),
            ));
        }
        if let Some(under) = &node.under
            && !ids[..i].contains(&under.value.as_str())
        {
            findings.push(
                Finding::new(
                    Code::BadValue,
                    under.at.place(),
                    format!("Kassen »{}« står ikke før denne.", under.value),
                )
                .advise(did_you_mean(&under.value, ids.iter().copied())),
            );
        }
    }
    if nodes.iter().filter(|node| node.under.is_none()).count() != 1 {
        findings.push(Finding::new(
            Code::BadValue,
            chart.place(),
            "Et organisationsdiagram skal have netop én øverste kasse.",
        ));
    }
}
