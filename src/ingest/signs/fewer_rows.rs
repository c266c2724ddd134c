//! Reports a register with far fewer rows than in the report before: it was most likely cut off.

use super::SignMaterial;
use crate::danish;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding};

/// A register with fewer rows can lose a good part of them in a year.
const LEAST_ROWS: u64 = 10;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let limit = u64::from(evidence.limits.fewer_rows);
    // Events differ from year to year; a register hardly does.
    if limit == 0 || !matches!(evidence.dataset.time, RowTime::Valid { .. }) {
        return Vec::new();
    }
    let Some(earlier) = evidence.earlier else { return Vec::new() };
    let Some(then) = earlier.datasets.get(&evidence.dataset.id).map(|account| account.read) else { return Vec::new() };
    let now = evidence.table.read;
    if now == 0 || then < LEAST_ROWS || now >= then || (then - now) * 100 <= then * limit {
        return Vec::new();
    }
    let percent = (then - now) * 100 / then;
    let (now, then) = (danish::rows(now), danish::number(then as f64, 0));
    let message = format!(
        "»{}« har {now}, men havde {then} i rapporten for {}: {percent} % færre.",
        evidence.dataset.label, earlier.period.label
    );
    vec![Finding::new(Code::FewerRows, evidence.file(), message)]
}
