//! Titles whose number of all differs from the total: »Fald efter tidspunkt (n = 810)« above a total of 180.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Most lines between a table and a note below it, and most tokens of one that has nothing else.
const BELOW: usize = 4;
const NOTE: usize = 5;
/// Greatest difference at which percentages are meant to be 100 together.
const NEAR: f64 = 6.0;

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
    if !table.rows.iter().any(PrintedRow::is_total) {
        return of_rows(table, &named);
    }
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

/// `n = 362` above rows that are all answers, as their percentages show: their sum is 362, or a misprint of it.
fn of_rows(table: &PrintedTable, named: &PrintedNumber) -> Option<Claim> {
    let rows = &table.rows;
    let values = |column: usize| rows.iter().map(|row| row.value(column)).collect::<Option<Vec<_>>>();
    let are_shares = |values: &Vec<PrintedNumber>| {
        let sum: f64 = values.iter().map(|value| value.value).sum();
        values.iter().all(|value| value.percent) && (sum - 100.0).abs() <= NEAR
    };
    let are_counts = |values: &Vec<PrintedNumber>| values.iter().all(|value| !value.percent && value.decimals == 0);
    let columns: Vec<Vec<PrintedNumber>> = (0..table.width()).map(values).collect::<Option<_>>()?;
    let [counts, shares] = columns.as_slice() else { return None };
    let is_split = are_counts(counts) && are_shares(shares) && !rows.iter().any(|row| row.is_item || row.is_subset());
    let agrees = adds_up(named, counts);
    let sum: f64 = counts.iter().map(|count| count.value).sum();
    let first = rows.first().filter(|_| is_split && rows.len() > 2 && (agrees || is_misprint(named, sum)))?;
    let link = if agrees { "som titlen siger".to_owned() } else { format!("men titlen siger n = {named}") };
    let verdict = if agrees { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let claim =
        Claim::new(Code::PrintedSum, verdict, format!("Rækkerne giver {}, {link}.", addition(counts)), first.passage());
    Some(rows.iter().zip(counts).fold(claim, |claim, (row, count)| claim.about(row.index, [*count])))
}
