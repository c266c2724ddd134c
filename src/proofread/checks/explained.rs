//! Numbers that follow from others, which the text need not mention: `Det er 66 flere end i 2022`, where a table has both years,
//! `i gennemsnit 26 om måneden`, `1.190 medlemmer. 148 kom til, og 74 meldte sig ud`.
//!
//! A number is compared with everything nearby that it may follow from. It is wrong only if it follows from nothing and is close to
//! one candidate.

pub(super) mod around;
mod budgets;
mod each;
mod earlier;
mod flows;
mod listed;
mod pairs;
mod quotients;
pub(super) mod reason;
mod remains;
mod two;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_sums::whole;

type ReasonCheck = fn(&ReadReport<'_>, usize) -> Option<Claim>;

const KINDS: [ReasonCheck; 24] = [
    listed::share,
    pairs::check,
    budgets::left,
    budgets::budgeted,
    budgets::over,
    flows::check,
    flows::transferred,
    earlier::than,
    each::times_one,
    each::between_groups,
    remains::named,
    remains::denied,
    remains::of_row,
    whole::split,
    whole::too_many,
    whole::of_list,
    whole::all_of,
    flows::between_totals,
    quotients::check,
    quotients::of_time,
    two::factor,
    two::points,
    two::apart,
    whole::opposite,
];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for at in 0..report.prose.len() {
        for kind in KINDS {
            claims.extend(kind(report, at).filter(|claim| is_new(claim, claims)));
        }
    }
}

/// Whether the claim is new: no other check made it, found one of its numbers wrong, or knows what its number follows from. That
/// number is the first of a claim.
fn is_new(claim: &Claim, claims: &[Claim]) -> bool {
    // A sum is no reason for a share of it.
    let is_kind = |other: &&Claim| claim.code != Code::PrintedShare || other.code == claim.code;
    let told = claim.numbers.first().filter(|_| claim.verdict != ClaimVerdict::Agrees);
    let is_known =
        |other: &Claim| other.verdict == ClaimVerdict::Agrees && told.is_some_and(|told| other.numbers.contains(told));
    let mut others = claims.iter().filter(is_kind);
    !others.any(|other| claim.is_told_in(other) || is_known(other)) && !claims.iter().any(|other| other.disputes(claim))
}
