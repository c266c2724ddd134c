//! Rows of percentages that split a whole: `Enig | Neutral | Uenig` sum to 100 % in each row.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::table::is_base;

/// With fewer columns, or fewer rows that agree, the sum may be 100 by accident.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 2;
/// Greatest difference at which a sum is taken for 100.
const NEAR: f64 = 6.0;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in report.tables.iter().filter(|table| is_split(table)) {
        let rows: Vec<(&PrintedRow, Vec<PrintedNumber>)> =
            table.rows.iter().filter_map(|row| Some((row, parts(table, row)?))).collect();
        let agreeing = rows.iter().filter(|(_, parts)| are_hundred(parts)).count();
        if agreeing >= FEWEST_ROWS && 3 * agreeing >= 2 * rows.len() {
            claims.extend(rows.iter().filter_map(|(row, parts)| claim(row, parts)));
        }
    }
}

/// Whether the columns may split a whole: they are no years, changes or totals.
fn is_split(table: &PrintedTable) -> bool {
    let is_other = |name: &String| {
        is_change(name) || total_kind(name).is_some() || PrintedNumber::parse(name).is_some_and(|number| number.is_year)
    };
    table.width() >= FEWEST_COLUMNS && !table.columns.iter().any(is_other)
}

/// `None` for a row with anything but percentages and what they are of.
fn parts(table: &PrintedTable, row: &PrintedRow) -> Option<Vec<PrintedNumber>> {
    let shares = (0..row.cells.len()).filter(|column| !is_base(table.column(*column)));
    let parts: Vec<PrintedNumber> = shares.map(|column| row.value(column)).collect::<Option<_>>()?;
    let is_plain =
        parts.iter().all(|part| part.percent && part.value < 100.0) && !row.cells.iter().any(|cell| cell.is_signed);
    (parts.len() >= FEWEST_COLUMNS && is_plain).then_some(parts)
}

/// `None` if the sum is not meant to be 100.
fn claim(row: &PrintedRow, parts: &[PrintedNumber]) -> Option<Claim> {
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let name = row.name();
    let added = addition(parts);
    let (verdict, computation) = if are_hundred(parts) {
        (ClaimVerdict::Agrees, format!("»{name}« giver {added}, og det passer til 100\u{a0}%."))
    } else if (sum - 100.0).abs() <= NEAR {
        (ClaimVerdict::MayContradict, format!("»{name}« giver {added}, ikke 100\u{a0}%."))
    } else {
        return None;
    };
    let passage = row.passage();
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, parts.iter().copied()))
}
