//! Checks that the report declares.

use super::{ComputedFigures, disagreement, shown};
use crate::definition::Definition;
use crate::definition::chapter::Check;
use crate::definition::expression::Reference;
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::{self, Named, Truth};
use crate::findings::{Code, Finding, Findings, Severity};
use crate::snapshot::Value;

/// Runs the declared checks of these figures. `None` is all figures.
pub fn run(definition: &Definition, values: &ComputedFigures, of: Option<&[&FigureId]>, findings: &Findings) {
    let checks = definition.chapters.iter().flat_map(|chapter| &chapter.checks);
    let names = |check: &&Check| {
        let mut references = check.that.references().into_iter();
        of.is_none_or(|of| references.any(|reference| of.contains(&&reference.figure)))
    };
    // A figure that could not be computed has a finding already.
    let can_be_evaluated = |check: &&Check| !figures::lacks_derived(definition, &check.that, values);
    for check in checks.filter(names).filter(can_be_evaluated) {
        let is_reported = figures::report_missing_members(&check.that, values, findings);
        match figures::check(definition, &check.that, check.tolerance, values) {
            Ok(Truth::Holds) => {}
            Ok(Truth::Unknown) if is_reported => {}
            Ok(Truth::Unknown) => findings.push(undecided(check, values)),
            Ok(Truth::Fails) => findings.push(failure(definition, check, values)),
            Err(error) => {
                let message = format!("Tjekket kunne ikke udregnes: {error}.");
                findings.push(Finding::new(Code::QueryFailed, check.that.at.place(), message));
            }
        }
    }
}

/// The finding of a check that is neither true nor false, because a figure is unknown or because it divides by 0.
fn undecided(check: &Check, values: &ComputedFigures) -> Finding {
    let references = check.that.references();
    let is_known = |reference: &Reference| {
        values.get(&reference.figure).is_some_and(|computed| match &computed.value {
            Value::Scalar(value) => value.is_some(),
            Value::Series(members) => members.iter().all(|member| member.value.is_some()),
        })
    };
    let whole = references.iter().filter(|reference| reference.is_whole());
    let is_series = |id: &&FigureId| matches!(values.get(*id).map(|computed| &computed.value), Some(Value::Series(_)));
    let series: Vec<&FigureId> = whole.map(|reference| &reference.figure).filter(is_series).collect();
    let divides_by_zero = references.iter().all(is_known) && figures::have_same_members(&series, values);
    let why = if divides_by_zero { "der divideres med nul" } else { "et tal er ukendt" };
    let ids = references.into_iter().map(|reference| reference.figure.into()).collect();
    let message = format!("Tjekket kan ikke afgøres, fordi {why}: {}", check.message);
    let finding = disagreement(Code::CheckUnknown, ids, message).by_rule(check.that.at.source_line());
    if divides_by_zero { finding.with_severity(Severity::Warning) } else { finding }
}

/// The finding of a check that fails: the figures, their values, and how much they differ.
fn failure(definition: &Definition, check: &Check, values: &ComputedFigures) -> Finding {
    let mut ids: Vec<FigureRef> = Vec::new();
    for reference in check.that.references() {
        let id = reference.named();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let shown: Vec<String> = ids.iter().map(|id| shown::figure(definition, id, values)).collect();
    let tolerance = match check.tolerance {
        0.0 => String::new(),
        tolerance => format!(" (tolerance {})", shown::plain(tolerance)),
    };
    let message = format!("{} Men: {}.{}", check.message, shown.join(", "), difference(definition, check, values));
    disagreement(Code::CheckFailed, ids, message)
        .with_severity(check.severity)
        .by_rule(check.that.at.source_line())
        .advise(format!("Tjekket lyder: {}{tolerance}", check.that.text))
}

/// ` Forskellen er 1.`: the difference of the two sides of a comparison, of series for the members that differ most.
fn difference(definition: &Definition, check: &Check, values: &ComputedFigures) -> String {
    let sides = check.that.sides().and_then(|(left, right)| {
        Some((figures::value(definition, &left, values).ok()?, figures::value(definition, &right, values).ok()?))
    });
    let Some((left, right)) = sides else { return String::new() };
    // A side that is one number is compared with every member of the other.
    let at = |side: &[Named], row: usize| side.get(row.min(side.len().saturating_sub(1))).cloned().unwrap_or_default();
    let differences = (0..left.len().max(right.len())).filter_map(|row| {
        let ((a, left), (b, right)) = (at(&left, row), at(&right, row));
        Some((a.or(b), (left? - right?).abs())).filter(|(_, difference)| difference.is_finite())
    });
    match differences.max_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((None, difference)) => format!(" Forskellen er {}.", shown::plain(difference)),
        Some((Some(member), difference)) => {
            format!(" Forskellen er størst for »{member}«: {}.", shown::plain(difference))
        }
        None => String::new(),
    }
}
