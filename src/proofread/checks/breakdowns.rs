//! Labels that name the parts of their row: `Møder (Nord (33) og Syd (9))`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::named_parts::named_parts;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    claims.extend(report.tables.iter().flat_map(|table| &table.rows).filter_map(breakdown));
}

fn breakdown(row: &PrintedRow) -> Option<Claim> {
    let values: Vec<PrintedNumber> = named_parts(&row.label).into_iter().map(|(_, number)| number).collect();
    let is_count = |number: &PrintedNumber| !number.percent;
    let total = row.value(0).filter(|total| values.len() >= 2 && is_count(total) && values.iter().all(is_count))?;
    let agrees = adds_up(&total, &values);
    let computation = format!("Tallene i parentes er {}{}", addition(&values), compared(&total, &values, agrees));
    // The parts may be only some of the row.
    let verdict = if agrees { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = row.passage();
    let numbers = values.into_iter().chain([total]);
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, numbers))
}
