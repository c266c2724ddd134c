//! The checks: one module each, all of the same shape.
//!
//! A check takes the whole report, finds claims of one kind, recomputes them and adds them. It passes over what it is not sure
//! is a claim. A new check is a new module and a line in [`CHECKS`].

mod averages;
mod breakdowns;
mod changes;
mod hundreds;
mod items;
mod lists;
mod percentages;
mod quotients;
mod rates;
mod references;
mod repeats;
mod retold;
mod row_totals;
mod shares;
mod split_rows;
mod told_sums;
mod totals;
mod worded_shares;

use super::claim::Claim;
use super::report::PrintedReport;

type ProofCheck = fn(&PrintedReport, &mut Vec<Claim>);

pub(super) const CHECKS: [ProofCheck; 18] = [
    shares::check,
    worded_shares::check,
    totals::check,
    row_totals::check,
    told_sums::check,
    averages::check,
    quotients::check,
    hundreds::check,
    split_rows::check,
    items::check,
    breakdowns::check,
    rates::check,
    percentages::check,
    changes::check,
    repeats::check,
    retold::check,
    lists::check,
    references::check,
];
