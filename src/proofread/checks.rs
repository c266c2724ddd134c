//! The checks: one module each, all of the same shape.
//!
//! A check takes the whole report, finds claims of one kind, recomputes them and adds them. It passes over what it is not sure
//! is a claim. A new check is a new module and a line in [`CHECKS`].

mod averages;
mod breakdowns;
mod changes;
mod hundreds;
mod items;
mod percentages;
mod rates;
mod references;
mod repeats;
mod row_totals;
mod shares;
mod totals;
mod worded_shares;

use super::claim::Claim;
use super::report::PrintedReport;

type ProofCheck = fn(&PrintedReport, &mut Vec<Claim>);

pub(super) const CHECKS: [ProofCheck; 13] = [
    shares::check,
    worded_shares::check,
    totals::check,
    row_totals::check,
    averages::check,
    hundreds::check,
    items::check,
    breakdowns::check,
    rates::check,
    percentages::check,
    changes::check,
    repeats::check,
    references::check,
];
