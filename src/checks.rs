//! Checks: what must hold between figures, declared by the report or true of every report.

mod changes;
mod coverage;
mod declared;
mod shown;
mod tables;
mod values;

use indexmap::IndexMap;

use crate::definition::Definition;
use crate::figures::Computed;
use crate::findings::{Code, Finding, Findings, Place};

pub use changes::large_changes;
pub use coverage::{Coverage, Guard, coverage};

/// The figures by id.
type Values = IndexMap<String, Computed>;

/// Tries every check of the definition, and those that every report must pass.
pub fn run(definition: &Definition, values: &Values, findings: &Findings) {
    values::defined_once(definition, findings);
    try_values(definition, values, findings);
}

/// Tries what depends on the values.
fn try_values(definition: &Definition, values: &Values, findings: &Findings) {
    declared::run(definition, values, findings);
    tables::run(definition, values, findings);
    values::run(definition, values, findings);
}

/// An error between these figures.
fn disagreement(code: Code, ids: Vec<String>, message: String) -> Finding {
    Finding::error(code, Place::Figures { ids }, message)
}
