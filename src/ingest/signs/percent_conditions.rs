//! Reports conditions that compare a column of percentages with a number above 1: `58 %` is read as 0.58, which is never above
//! 50.

use super::SignMaterial;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Finding};

const ALL: f64 = 100.0;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let bounds =
        evidence.queries().flat_map(|query| query.expressions().flat_map(|expression| expression.column_bounds()));
    let meant = bounds.filter(|bound| bound.number > 1.0 && bound.number <= ALL && has_shares(evidence, &bound.column));
    meant
        .map(|bound| {
            let message =
                format!("»{}« skiller ingen rækker fra hinanden: kolonnens tal er andele fra 0 til 1.", bound.text);
            let advice = format!("{} procent skrives {}.", bound.number, bound.number / ALL);
            Finding::new(Code::NearMiss, bound.at.place(), message).advise(advice)
        })
        .collect()
}

/// Whether all numbers of the column are shares (0–1), and some are neither 0 nor 1.
fn has_shares(evidence: &SignMaterial<'_>, name: &str) -> bool {
    let is_decimal = |column: &crate::definition::dataset::Column| matches!(column.kind, ColumnKind::Decimal(_));
    if !evidence.dataset.columns.get(name).is_some_and(is_decimal) {
        return false;
    }
    let numbers = evidence.table.frame.column(name).ok().and_then(|column| column.f64().ok());
    let Some(numbers) = numbers else { return false };
    let mut is_some_part = false;
    numbers.iter().flatten().all(|number| {
        is_some_part |= number > 0.0 && number < 1.0;
        (0.0..=1.0).contains(&number)
    }) && is_some_part
}
