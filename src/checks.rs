//! Checks: what must hold between figures.

use indexmap::IndexMap;

use crate::danish;
use crate::definition::Definition;
use crate::definition::chapter::Check;
use crate::definition::expression::Expression;
use crate::figures::{self, Computed, Truth, Value};
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// Tries every check of the definition.
pub fn run(definition: &Definition, values: &IndexMap<String, Computed>, findings: &Findings) {
    let checks: Vec<&Check> = definition.chapters.iter().flat_map(|chapter| &chapter.checks).collect();
    let statements: Vec<&Expression> = checks.iter().map(|check| &check.that).collect();
    let truths = match figures::check(&statements, values) {
        Ok(truths) => truths,
        Err(error) => {
            findings.push(Finding::error(
                Code::QueryFailed,
                Place::Nowhere,
                format!("Tjekkene kunne ikke udregnes: {error}."),
            ));
            return;
        }
    };
    for (check, truth) in checks.into_iter().zip(truths) {
        if truth == Truth::Unknown {
            let ids = check.that.references().into_iter().map(|reference| reference.figure).collect();
            let message = format!("Tjekket kan ikke afgøres, fordi et tal er ukendt: {}", check.message);
            findings.push(
                Finding::error(Code::CheckUnknown, Place::Figures { ids }, message).with_severity(Severity::Info),
            );
        }
        if truth != Truth::Fails {
            continue;
        }
        let mut ids: Vec<String> = check
            .that
            .references()
            .into_iter()
            .map(|reference| match reference.member {
                Some(member) => format!("{}[{member}]", reference.figure),
                None => reference.figure,
            })
            .collect();
        ids.dedup();
        let shown: Vec<String> = ids.iter().map(|id| format!("{id} = {}", shown(id, values))).collect();
        findings.push(
            Finding::error(
                Code::CheckFailed,
                Place::Figures { ids },
                format!("{} Men: {}.", check.message, shown.join(", ")),
            )
            .with_severity(check.severity)
            .advise(format!("Tjekket lyder: {}", check.that.text)),
        );
    }
}

/// The values of a figure, for a finding.
fn shown(reference: &str, values: &IndexMap<String, Computed>) -> String {
    let number = |value: Option<f64>| {
        value.map_or_else(
            || "ukendt".to_owned(),
            |value| danish::number(value, if value.fract() == 0.0 { 0 } else { 3 }),
        )
    };
    let (id, wanted) = crate::definition::table::split_member(reference);
    match values.get(id).map(|computed| &computed.value) {
        None => "ukendt".to_owned(),
        Some(Value::Scalar(value)) => number(*value),
        Some(Value::Series(members)) => match wanted {
            Some(wanted) => {
                number(members.iter().find(|member| member.name() == wanted).and_then(|member| member.value))
            }
            None => {
                let sum: Option<f64> = members.iter().map(|member| member.value).sum();
                let parts: Vec<String> = members.iter().map(|member| number(member.value)).collect();
                format!("{} (sum {})", parts.join(" + "), number(sum))
            }
        },
    }
}
