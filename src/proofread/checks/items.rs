//! Items below a row: they sum to the row, or count only some of it.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::parts::Parts;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        for (at, row) in table.rows.iter().enumerate() {
            if !row.is_heading() && !row.is_total() && !row.is_item {
                check_items(table, at, claims);
            }
        }
    }
}

fn check_items(table: &PrintedTable, at: usize, claims: &mut Vec<Claim>) {
    let Some(row) = table.rows.get(at) else { return };
    let below = table.rows.get(at + 1..).unwrap_or_default();
    let parts: Parts<'_> = below.iter().take_while(|row| row.is_item && !row.is_heading()).collect();
    if parts.len() < 2 || parts.has_subset() {
        return;
    }
    let columns = 0..row.cells.len();
    let is_sure = columns.clone().any(|column| parts.agree(row, column) == Some(true));
    for column in columns {
        let is_meant_as_sum = || !parts.are_averaged(table, row, column) && parts.are_near(row, column) == Some(true);
        let verdict = match parts.agree(row, column) {
            None => continue,
            Some(true) => ClaimVerdict::Agrees,
            // Items may overlap or be only the largest: far from the row they are not its parts.
            Some(false) if !is_meant_as_sum() => continue,
            Some(false) if is_sure => ClaimVerdict::Contradicts,
            Some(false) => ClaimVerdict::MayContradict,
        };
        claims.extend(parts.claim(table, row, column, verdict));
    }
}
