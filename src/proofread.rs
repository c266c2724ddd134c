//! Proofreading of a finished report: recomputes what it says about its own numbers.
//!
//! A file is read into lines of cells ([`document`]), the lines into tables and sentences ([`report`]), and each of the
//! [`checks`] finds claims in those and recomputes them. A check passes over what it is not sure is a claim: a false alarm costs
//! more than a missed contradiction.

mod change;
mod checks;
pub(crate) mod claim;
pub(crate) mod document;
mod exact;
mod fraction;
mod index_base;
mod lexicon;
mod line;
mod list;
pub(crate) mod marked;
mod named_parts;
pub(crate) mod number;
mod only;
mod parts;
pub(crate) mod phrases;
mod quantity;
mod rate;
pub(crate) mod ratio;
mod read_quantity;
mod report;
mod rounded;
mod sentence;
mod slip;
mod stem;
pub(crate) mod sum;
mod table;
mod token;

use std::collections::HashSet;

use checks::CHECKS;
use checks::read_report::ReadReport;
use claim::{Claim, ClaimVerdict, NumberPlace};
use document::PrintedDocument;
use report::PrintedReport;

use crate::findings::Code;

/// The result of all checks.
pub(crate) struct Proofreading {
    /// In reading order, including those that hold.
    pub(crate) claims: Vec<Claim>,
    /// How many printed numbers are part of no claim, and so were not checked.
    pub(crate) unchecked: usize,
}

impl Proofreading {
    pub(crate) fn of(document: &PrintedDocument) -> Self {
        let report = PrintedReport::of(document);
        let read = ReadReport::of(&report);
        let mut claims = Vec::new();
        for check in CHECKS {
            check(&read, &mut claims);
        }
        rounded::excuse(&report, &mut claims);
        claims.sort_by_key(|claim| (claim.passage.page, claim.passage.line));
        let checked: HashSet<NumberPlace> = claims.iter().flat_map(|claim| claim.numbers.iter().copied()).collect();
        let unchecked = report.numbers().iter().filter(|number| !checked.contains(number)).count();
        Self { claims, unchecked }
    }

    pub(crate) fn count(&self, verdict: ClaimVerdict) -> usize {
        self.claims.iter().filter(|claim| claim.verdict == verdict).count()
    }

    /// How many claims of this kind were recomputed.
    pub(crate) fn count_of(&self, code: Code) -> usize {
        self.claims.iter().filter(|claim| claim.code == code).count()
    }
}
