//! Labels that name the parts of their row: `Møder (Nord (33) og Syd (9))`.

use crate::findings::Code;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::named_parts::named_parts;
use crate::proofread::number::PrintedNumber;
use crate::proofread::sum::{addition, adds_up, compared};
use crate::proofread::table::PrintedRow;

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
    let passage = Passage::new(&row.line, row.quotation());
    let numbers = values.into_iter().chain([total]);
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, numbers))
}
