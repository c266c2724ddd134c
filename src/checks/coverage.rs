//! Which figures the checks guard: each is broken on purpose, and the checks must notice.

use indexmap::IndexMap;
use serde::Serialize;

use super::{ComputedFigures, try_values};
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
    /// They notice when it is one (a share: one percentage point) too high or too low.
    Full,
    /// They notice some such mistakes, or only larger ones.
    Partial,
    /// They notice nothing, even when it is doubled or nought.
    None,
}

/// How well each figure is guarded, in the report's order.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Coverage {
    /// Without the figures that nobody knows.
    pub guards: IndexMap<FigureId, Guard>,
}

/// Breaks every figure in turn, computes again what is derived from it, and sees whether a check says more than before.
pub fn coverage(definition: &Definition, values: &ComputedFigures) -> Coverage {
    let before = said(definition, values, None);
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
                Some(said(definition, &broken, Some(&changed)).iter().any(|finding| !before.contains(finding)))
            };
            // What is nought cannot be too low.
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

/// All warnings and errors of the checks of these figures.
fn said(definition: &Definition, values: &ComputedFigures, of: Option<&[&FigureId]>) -> Vec<Finding> {
    let findings = Findings::default();
    try_values(definition, values, of, &findings);
    let mut said = findings.sorted();
    said.retain(|finding| finding.severity != Severity::Info);
    said
}

/// The values with one figure changed, a series in its largest member; None where that changes nothing.
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
            members.iter_mut().filter_map(|member| member.value.as_mut()).max_by(|a, b| a.total_cmp(b))
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
    // One that is derived itself is wrong all the same, and so is what follows from it.
    broken.insert(id.clone(), wrong);
    Some(broken)
}
