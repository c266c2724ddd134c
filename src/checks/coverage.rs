//! Which figures the checks guard: each figure is changed on purpose, to see whether a check notices.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::{ComputedFigures, check_values};
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;
use crate::figures::{self, Computed};
use crate::findings::{Finding, Findings, Severity};
use crate::snapshot::Value;

/// How well the checks guard a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// A check notices if it is 1 too high or too low (a share: one percentage point).
    Full,
    /// A check notices one of the two, or a larger change.
    Partial,
    /// No check notices, even if it is doubled or 0.
    None,
}

/// How well the checks guard each figure, in the order of the report.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Coverage {
    /// Only of figures with at least one known number.
    pub guards: IndexMap<FigureId, Guard>,
}

/// Changes one figure at a time, computes those derived from it again, and looks for new findings of the checks.
pub fn coverage(definition: &Definition, values: &ComputedFigures) -> Coverage {
    let before = warnings(definition, values, None);
    let guards = definition
        .figures
        .values()
        .filter_map(|figure| {
            let computed = values.get(&figure.id).filter(|computed| !computed.numbers().is_empty())?;
            let step = if matches!(figure.format, NumberFormat::Percent(_)) { 0.01 } else { 1.0 };
            let notices = |change: &dyn Fn(f64) -> f64| {
                let broken = broken(definition, values, &figure.id, computed, change)?;
                let changed = broken.iter().filter(|(id, computed)| values.get(*id) != Some(computed));
                let changed: Vec<&FigureId> = changed.map(|(id, _)| id).collect();
                Some(warnings(definition, &broken, Some(&changed)).iter().any(|finding| !before.contains(finding)))
            };
            // 0 cannot be too low, so it is raised twice.
            let small = [
                notices(&|value| value + step),
                notices(&|value| if value < step { value + step } else { value - step }),
            ];
            let guard = if small.iter().all(|noticed| *noticed == Some(true)) {
                Guard::Full
            } else if small.contains(&Some(true))
                || notices(&|value| value * 2.0) == Some(true)
                || notices(&|_| 0.0) == Some(true)
            {
                Guard::Partial
            } else {
                Guard::None
            };
            Some((figure.id.clone(), guard))
        })
        .collect();
    Coverage { guards }
}

/// Warnings and errors of the checks of these figures.
fn warnings(definition: &Definition, values: &ComputedFigures, of: Option<&[&FigureId]>) -> Vec<Finding> {
    let findings = Findings::default();
    check_values(definition, values, of, &findings);
    let mut warnings = findings.sorted();
    warnings.retain(|finding| finding.severity != Severity::Info);
    warnings
}

/// The values with one figure changed; of a series, its largest member. `None` if the change has no effect.
fn broken(
    definition: &Definition,
    values: &ComputedFigures,
    id: &FigureId,
    computed: &Computed,
    change: &dyn Fn(f64) -> f64,
) -> Option<ComputedFigures> {
    let mut wrong = computed.clone();
    let number = match &mut wrong.value {
        Value::Scalar(value) => value.as_mut(),
        Value::Series(members) => {
            Arc::make_mut(members).iter_mut().filter_map(|member| member.value.as_mut()).max_by(|a, b| a.total_cmp(b))
        }
    }?;
    let changed = change(*number);
    if changed == *number {
        return None;
    }
    *number = changed;
    let mut broken = values.clone();
    broken.insert(id.clone(), wrong.clone());
    figures::compute_derived(definition, &mut broken, &Findings::default());
    // Again, because a derived figure has just been computed.
    broken.insert(id.clone(), wrong);
    Some(broken)
}
