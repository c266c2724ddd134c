//! Members that one series of an expression has and another one lacks, and members that an expression names and no series has.

use indexmap::IndexSet;

use super::ComputedFigures;
use super::aligned::AlignedMembers;
use crate::danish;
use crate::definition::Definition;
use crate::definition::expression::Expression;
use crate::definition::figure::FigureDefinition;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::snapshot::Value;

/// Members that a message names.
const MOST_NAMED: usize = 3;

/// Members that a series lacks, so that numbers derived from it are unknown.
#[derive(PartialEq, Eq, Hash)]
pub struct MissingMembers {
    series: FigureId,
    names: Vec<String>,
}

impl MissingMembers {
    /// Those of the first series that lacks some.
    pub fn of(members: &AlignedMembers) -> Option<Self> {
        let (series, _) = members.missing.first()?;
        let of_series = members.missing.iter().filter(|(id, _)| id == series);
        // A series that the expression names twice lacks them twice.
        let names: IndexSet<String> = of_series.map(|(_, key)| key.join(", ")).collect();
        Some(Self { series: series.clone(), names: names.into_iter().collect() })
    }
}

/// The finding for figures that are unknown for the same members.
pub fn unknown_members(definition: &Definition, cause: &MissingMembers, figures: &[&FigureDefinition]) -> Finding {
    let MissingMembers { series, names } = cause;
    let ends: Vec<&FigureId> = figures.iter().filter_map(|figure| figure.interval.as_ref()).flatten().collect();
    // The ends of an interval are unknown with their rate.
    let figures: Vec<&FigureDefinition> =
        figures.iter().copied().filter(|figure| !ends.contains(&&figure.id)).collect();
    let what = match figures.as_slice() {
        [figure] => format!("»{}« er ukendt", figure.label),
        several => format!("{} nøgletal er ukendte", several.len()),
    };
    // Practices come and go; regions do not.
    let is_of_batch = definition.level_parts(series).iter().any(Option::is_some);
    if is_of_batch {
        // Their letters differ from report to report, so they would tell nothing.
        let message = format!("{what} for dem, som ikke findes i »{series}«.");
        let place = Place::Figures { ids: figures.iter().map(|figure| figure.id.whole()).collect() };
        return Finding::new(Code::MembersDiffer, place, message).with_severity(Severity::Info);
    }
    let named = danish::list(&names.iter().take(MOST_NAMED).map(|name| format!("»{name}«")).collect::<Vec<_>>());
    let more = names.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" og {more} til") } else { String::new() };
    let message = format!("{what} for {named}{more}, som ikke findes i »{series}«.");
    let place = Place::Figures { ids: figures.iter().map(|figure| figure.id.whole()).collect() };
    Finding::new(Code::MembersDiffer, place, message).quoting(names.clone())
}

/// Reports members that an expression names and its series do not have in this period. Their numbers are unknown, so that a draft
/// can still be made. Returns whether there are any.
pub fn report_missing_members(expression: &Expression, values: &ComputedFigures, findings: &Findings) -> bool {
    let mut is_missing = false;
    for reference in expression.references() {
        let Some(wanted) = &reference.member else { continue };
        let Some(Value::Series(members)) = values.get(&reference.figure).map(|computed| &computed.value) else {
            continue;
        };
        if members.iter().all(|member| member.name() != *wanted) {
            let message = format!("»{}« har intet medlem »{wanted}« i denne periode.", reference.figure);
            let advice = "Findes det kun i nogle perioder, så skriv alle medlemmer under »members« i serien.";
            findings.push(Finding::new(Code::UnknownMember, expression.at.place(), message).advise(advice));
            is_missing = true;
        }
    }
    is_missing
}
