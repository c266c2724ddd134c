//! The first or last row of a table, if its numbers show that it is the sum of the others: »Region Nord | 120 | 133«.

use crate::proofread::checks::prelude::*;
use crate::proofread::parts::Parts;

/// With fewer rows or columns that agree, it may be a coincidence.
const FEWEST_PARTS: usize = 3;
const FEWEST_COLUMNS: usize = 2;

pub(super) fn check(table: &PrintedTable, claims: &mut Vec<Claim>) {
    if table.rows.iter().any(|row| row.is_heading() || row.is_item || row.is_total()) {
        return;
    }
    if let Some((last, above)) = table.rows.split_last() {
        check_row(table, last, above, claims);
    }
    if let Some((first, below)) = table.rows.split_first() {
        check_row(table, first, below, claims);
    }
}

fn check_row(table: &PrintedTable, total: &PrintedRow, rows: &[PrintedRow], claims: &mut Vec<Claim>) {
    let parts: Parts<'_> = rows.iter().collect();
    if parts.len() < FEWEST_PARTS {
        return;
    }
    let is_counted =
        |column: &usize| !is_called_average(table.column(*column)) && parts.agree(total, *column).is_some();
    let columns: Vec<usize> = (0..total.cells.len()).filter(is_counted).collect();
    // A column of zeros sums to zero in any row.
    let is_telling = |column: &&usize| {
        parts.agree(total, **column) == Some(true) && total.value(**column).is_some_and(|total| total.value > 0.0)
    };
    let agreeing = columns.iter().filter(is_telling).count();
    if agreeing < FEWEST_COLUMNS || 3 * agreeing < 2 * columns.len() {
        return;
    }
    for column in columns {
        let verdict = match parts.agree(total, column) {
            Some(true) => ClaimVerdict::Agrees,
            Some(false) if parts.are_near(total, column) == Some(true) => ClaimVerdict::MayContradict,
            _ => continue,
        };
        claims.extend(parts.claim(table, total, column, verdict));
    }
}
