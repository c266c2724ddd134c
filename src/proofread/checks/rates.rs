//! Percentages in a row below the part and the whole: »Inviterede 224, svar 198, svarprocent 88 %«.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Greatest difference at which the percentage is taken for the ratio of the two rows, in percentage points.
const NEAR: f64 = 0.5;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        claims.extend((0..table.rows.len()).filter_map(|at| rate(table, at)));
    }
}

/// Compares row `at` with the two rows above it, in either order.
fn rate(table: &PrintedTable, at: usize) -> Option<Claim> {
    let row = table.rows.get(at)?;
    let percent = row.value(0).filter(|value| value.percent)?;
    let above: Vec<&PrintedRow> =
        table.rows.get(..at)?.iter().rev().take_while(|row| !row.is_heading()).take(2).collect();
    let [one, two] = above.as_slice() else { return None };
    let (one, two) = (one.value(0)?, two.value(0)?);
    let (part, whole) = if one.value <= two.value { (one, two) } else { (two, one) };
    let ratio = PrintedRatio { part, whole };
    let is_meant = row.cells.len() == 1 && ratio.is_plausible() && (percent.value - ratio.percent()).abs() <= NEAR;
    let (verdict, computation) = is_meant.then(|| ratio.judge(&percent))?;
    let rows: Vec<String> = above.iter().rev().copied().chain([row]).map(PrintedRow::quotation).collect();
    let passage = Passage::new(&row.line, rows.join(" / "));
    let claim = Claim::new(Code::PrintedShare, verdict, computation, passage).about(row.index, [percent]);
    Some(above.iter().fold(claim, |claim, row| claim.about(row.index, row.value(0))))
}
