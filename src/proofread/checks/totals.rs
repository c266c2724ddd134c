//! Total rows: »I alt« is the sum of the rows around it.

mod titled;
mod unnamed;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::parts::Parts;
use crate::proofread::table::TotalKind;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| !row.is_heading()) {
            if let Some(kind) = row.total_kind() {
                check_total(table, at, kind, claims);
            }
        }
        unnamed::check(table, claims);
        claims.extend(titled::check(report, table));
    }
}

fn check_total(table: &PrintedTable, at: usize, kind: TotalKind, claims: &mut Vec<Claim>) {
    let Some(total) = table.rows.get(at) else { return };
    let columns = 0..total.cells.len();
    let agreeing =
        |parts: &Parts<'_>| columns.clone().filter(|column| parts.agree(total, *column) == Some(true)).count();
    // Of candidates that agree in equally many columns, max_by_key takes the last: the likeliest after rev().
    let candidates = candidates(table, at, kind);
    let Some(parts) = candidates.iter().rev().max_by_key(|parts| agreeing(parts)) else { return };
    // A table without a caption or a header may continue one on the page before: rows may be missing.
    let is_whole = (!table.name.is_empty() || !table.columns.is_empty()) && !table.may_continue;
    let is_sure = agreeing(parts) > 0 || kind == TotalKind::Plain && is_whole;
    let others = columns.len().saturating_sub(1);
    let is_proven = agreeing(parts) >= 2 && agreeing(parts) == others;
    for column in columns.filter(|column| !is_share(total, *column)) {
        let verdict = match parts.agree(total, column) {
            None => continue,
            Some(true) => ClaimVerdict::Agrees,
            Some(false) if parts.are_averaged(table, total, column) => continue,
            // Rows may overlap, and persons are counted once: far from the total they are not its parts.
            Some(false) if parts.are_near(total, column) != Some(true) && !is_proven => continue,
            Some(false) if is_sure => ClaimVerdict::Contradicts,
            Some(false) => ClaimVerdict::MayContradict,
        };
        claims.extend(parts.claim(table, total, column, verdict));
    }
}

/// Whether the column has the percentages of the counts beside it. They are checked against those counts.
fn is_share(row: &PrintedRow, column: usize) -> bool {
    let count = column.checked_sub(1).and_then(|before| row.value(before));
    row.value(column).is_some_and(|value| value.percent) && count.is_some_and(|count| !count.percent)
}

/// The groups of rows that the total in row `at` may be the sum of, the likeliest first.
fn candidates(table: &PrintedTable, at: usize, kind: TotalKind) -> Vec<Parts<'_>> {
    let above = table.rows.get(..at).unwrap_or_default();
    let below = table.rows.get(at + 1..).unwrap_or_default();
    let since_total = above.iter().rposition(PrintedRow::is_total).map_or(0, |last| last + 1);
    let since_heading = above.iter().rposition(PrintedRow::is_heading).map_or(0, |last| last + 1);
    let is_top = |row: &&PrintedRow| !row.is_heading() && !row.is_item;
    let is_part = |row: &&PrintedRow| !row.is_heading() && !row.is_subset();
    let mut candidates: Vec<Parts<'_>> = vec![
        above.iter().skip(since_total).filter(is_top).collect(),
        above.iter().skip(since_heading).filter(is_top).collect(),
        above.iter().filter(|row| is_top(row) && !row.is_total()).collect(),
        above.iter().filter(|row| row.is_total()).collect(),
        above.iter().skip(since_total).filter(is_part).collect(),
        below.iter().take_while(|row| !row.is_heading() && !row.is_total()).collect(),
        below.iter().take_while(|row| row.is_item).collect(),
    ];
    if table.columns.is_empty() {
        // The names of the columns may be numbers: »Kvartal | 1 | 2 | 3 | 4«.
        candidates.push(above.iter().skip(1).filter(|row| is_top(row) && !row.is_total()).collect());
    }
    if kind == TotalKind::Labelled {
        let tops: Vec<&PrintedRow> = above.iter().filter(is_top).collect();
        candidates.extend((2..tops.len()).map(|length| tops.iter().skip(tops.len() - length).copied().collect()));
    }
    candidates.retain(|parts| parts.len() >= 2);
    candidates
}
