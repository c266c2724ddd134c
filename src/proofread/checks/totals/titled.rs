//! Titles that give another number of all than the total: »Fald efter tidspunkt (n = 810)« above a total of 180.

use crate::proofread::checks::prelude::*;

pub(super) fn check(table: &PrintedTable) -> Option<Claim> {
    let title = tokens(&table.title);
    let named = title.windows(3).find_map(|three| match three {
        [n, sign, number] if n.word() == "n" && sign.is('=') => number.number(),
        _ => None,
    })?;
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
