//! The checks: one module each, all of the same shape.
//!
//! A check takes the whole report, finds claims of one kind, recomputes them and adds them. It passes over what it is not sure
//! is a claim. A new check is a new module and a line in [`CHECKS`].

mod about_tables;
mod accounts;
mod averages;
mod breakdowns;
mod changes;
mod dates;
mod explained;
mod hundreds;
mod items;
mod lists;
mod percentages;
mod prelude;
mod quotients;
mod ranks;
mod rates;
pub(super) mod read_report;
mod references;
mod repeats;
mod retold;
mod row_totals;
mod running_sums;
mod shares;
mod split_rows;
mod targets;
mod told_rows;
mod told_sums;
mod totals;
mod trends;
mod worded_shares;

use super::claim::Claim;
use read_report::ReadReport;

type ProofCheck = fn(&ReadReport<'_>, &mut Vec<Claim>);

pub(super) const CHECKS: [ProofCheck; 26] = [
    shares::check,
    worded_shares::check,
    totals::check,
    row_totals::check,
    accounts::check,
    running_sums::check,
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
    dates::check,
    targets::check,
    ranks::check,
    trends::check,
    repeats::check,
    retold::check,
    told_rows::check,
    lists::check,
    references::check,
    explained::check,
];
