//! What a text says in its own words of the rows of a table, clause by clause: which rows rose, are alone or above a bound, which
//! has none, how two of them compare, and what they are together.
//!
//! A clause counts only if all its words are plain or of the table: then it is about nothing else.

mod about;
mod cells;
mod clause;
mod columns;
mod compared;
mod differences;
mod distance;
pub(super) mod form;
mod leading;
mod means;
mod most;
pub(super) mod names;
mod nothing;
mod paired;
mod predicate;
mod quantified;
mod rates;
mod series;
mod shares;
mod sums;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use about::NamedTables;
use clause::{TableClause, clauses};

type ClauseCheck = fn(&TableClause<'_>) -> Vec<Claim>;

/// The likeliest first.
const KINDS: [ClauseCheck; 13] = [
    series::check,
    leading::check,
    means::check,
    shares::check,
    rates::check,
    distance::check,
    nothing::check,
    compared::check,
    differences::check,
    sums::check,
    most::check,
    quantified::check,
    cells::check,
];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    let tables = NamedTables::of(report);
    for (at, sentence) in prose.iter().enumerate() {
        let mut found: Vec<(usize, Vec<Claim>)> = Vec::new();
        for clauses in clauses(prose, at, &tables) {
            let Some(table) = clauses.first().map(|clause| clause.table.lines.start) else { continue };
            let own: Vec<Claim> = clauses.iter().flat_map(told).collect();
            // Turned, the same table may fit where it does not fit as it is.
            match found.iter_mut().find(|(other, _)| *other == table) {
                Some((_, other)) if other.is_empty() => *other = own,
                Some((_, other)) => {
                    let new: Vec<Claim> = own.into_iter().filter(|claim| !claim.is_told_by(other)).collect();
                    other.extend(new);
                }
                None => found.push((table, own)),
            }
        }
        let found = found.into_iter().map(|(_, claims)| claims).collect();
        let new: Vec<Claim> =
            of_one_table(found).into_iter().filter(|claim| !is_told(claim, sentence, claims)).collect();
        claims.extend(new);
    }
    paired::check(report, &tables, claims);
}

/// A clause may be of several kinds; the first that finds something decides.
fn told(clause: &TableClause<'_>) -> Vec<Claim> {
    let mut found = KINDS.iter().map(|kind| kind(clause)).find(|found| !found.is_empty()).unwrap_or_default();
    // »Den største fremgang havde Øst med 37« states the change and its rank.
    if found.iter().all(|claim| claim.code == Code::PrintedChange && claim.verdict == ClaimVerdict::Agrees)
        && clause.has_word(&[MOST])
    {
        found.extend(most::check(clause));
    }
    found
}

/// The claims about the only table that the sentence fits, or about one that it agrees with.
fn of_one_table(found: Vec<Vec<Claim>>) -> Vec<Claim> {
    let mut found: Vec<Vec<Claim>> = found.into_iter().filter(|claims| !claims.is_empty()).collect();
    let agrees = |claims: &Vec<Claim>| claims.iter().all(|claim| claim.verdict == ClaimVerdict::Agrees);
    match found.iter().position(agrees) {
        Some(at) => found.swap_remove(at),
        None if found.len() == 1 => found.concat(),
        None => Vec::new(),
    }
}

/// Whether another check made this claim already: about the same numbers or the same words, or it found one of the numbers wrong.
fn is_told(claim: &Claim, sentence: &PrintedSentence, claims: &[Claim]) -> bool {
    let quoted = &claim.passage.quotation;
    let is_same = |other: &Claim| {
        let is_near = other.passage.quotation.contains(quoted.as_str()) || quoted.contains(&other.passage.quotation);
        other.code == claim.code && other.verdict != ClaimVerdict::Agrees && is_near
    };
    let is_disputed =
        |other: &Claim| other.disputes(claim) && other.numbers.iter().any(|own| own.line == sentence.index);
    claim.is_told_by(claims) || claims.iter().any(|other| is_same(other) || is_disputed(other))
}
