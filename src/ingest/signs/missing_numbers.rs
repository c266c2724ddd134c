//! Reports gaps in a column of running numbers: most likely rows are missing.

use super::SignMaterial;
use super::numbering::{Gap, Numbering};
use crate::danish;
use crate::definition::dataset::RowTime;
use crate::findings::{Code, Finding};

/// Gaps that a finding names.
const MOST_NAMED: usize = 5;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    // Rows that were left out are reported themselves.
    if evidence.limits.missing_numbers == 0 || evidence.table.left_out_rows > 0 || is_register(evidence) {
        return Vec::new();
    }
    evidence.numberings().iter().filter(|numbering| !numbering.gaps.is_empty()).map(|n| finding(evidence, n)).collect()
}

/// Whether rows disappear in the course of time: clinics that close leave holes in the numbers of a register.
fn is_register(evidence: &SignMaterial<'_>) -> bool {
    matches!(evidence.dataset.time, RowTime::Valid { .. })
}

fn finding(evidence: &SignMaterial<'_>, numbering: &Numbering) -> Finding {
    let Numbering { column, prefix, gaps, .. } = numbering;
    let name = |Gap { first, last, .. }: &Gap| match last - first {
        0 => format!("{prefix}{first}"),
        _ => format!("{prefix}{first}–{last}"),
    };
    let named: Vec<String> = gaps.iter().take(MOST_NAMED).map(name).collect();
    let more = if gaps.len() > MOST_NAMED { ", …" } else { "" };
    let missing = numbering.missing();
    let what =
        if missing == 1 { "Et løbenummer" } else { &format!("{} løbenumre", danish::number(missing as f64, 0)) };
    let message =
        format!("{what} mangler i en kolonne, hvor alle andre følger efter hinanden: {}{more}.", named.join(", "));
    let row = gaps.first().map_or(0, |gap| gap.row);
    let value = numbering.numbers.iter().find(|(_, at)| *at == row).map(|(number, _)| format!("{prefix}{number}"));
    Finding::new(Code::MissingNumber, evidence.place(row, Some(column), value), message)
}
