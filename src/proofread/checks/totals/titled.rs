//! Titles that give another number of all than the total: »Fald efter tidspunkt (n = 810)« above a total of 180.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Most lines between a table and a note below it, and most tokens of one that has nothing else.
const BELOW: usize = 4;
const NOTE: usize = 5;

/// 810 of »n = 810«.
fn named(text: &[PlacedToken]) -> Option<PrintedNumber> {
    text.windows(3).find_map(|three| match three {
        [n, sign, number] if n.word() == "n" && sign.is('=') => number.number(),
        _ => None,
    })
}

pub(super) fn check(report: &ReadReport<'_>, table: &PrintedTable) -> Option<Claim> {
    // A note below the table may have it alone.
    let below = report.lines.get(table.lines.end..).unwrap_or_default().iter().map(|line| tokens(&line.text));
    let note = below.take(BELOW).find(|line| !line.is_empty()).filter(|line| line.len() <= NOTE);
    let named = named(&tokens(&table.title)).or_else(|| named(&note?))?;
    let total = only(table.rows.iter().filter(|row| row.is_total() && !row.is_heading()))?;
    let is_count = |value: &PrintedNumber| !value.percent && value.decimals == 0;
    let counts: Vec<PrintedNumber> = total.cells.iter().filter_map(|cell| cell.value).filter(is_count).collect();
    let holds = counts.iter().any(|count| count.value == named.value);
    // Of several answers each, the total is larger than how many answered.
    let is_meant = |count: &&PrintedNumber| counts.len() == 1 && is_slip(&named, count.value);
    let count = counts.iter().find(|count| count.value == named.value).or(counts.iter().find(is_meant))?;
    let link = if holds { "og" } else { "men" };
    let computation = format!("Titlen siger n = {named}, {link} »{}« er {count}.", total.label);
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = total.passage();
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(total.index, [*count]))
}
