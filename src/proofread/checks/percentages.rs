//! Percentages of a table that follow from its counts: of a total, of another column of the row, or of a number in the title.

mod share;
mod whole;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use share::{CountedShare, Whole, counted_shares};
use whole::{is_share_of_any, reconciles, wholes};

/// With fewer shares that agree, the whole cannot be determined.
const FEWEST: usize = 2;
/// With fewer rows, one whole for all of them cannot be determined from those that agree.
const FEWEST_ROWS: usize = 3;
/// A table that is wider has more pairs of columns than a report prints.
const MAX_WIDTH: usize = 14;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in report.tables.iter().filter(|table| table.width() <= MAX_WIDTH) {
        let all: Vec<&PrintedRow> = table.rows.iter().collect();
        for column in 0..table.width() {
            if !check_column(table, &all, column, claims) {
                sections(table).iter().for_each(|section| _ = check_column(table, section, column, claims));
            }
        }
    }
}

/// The rows between two totals or headings, with the total after them.
fn sections(table: &PrintedTable) -> Vec<Vec<&PrintedRow>> {
    let is_between = |row: &PrintedRow| row.is_total() || row.is_heading();
    let parts = table.rows.split_inclusive(is_between).map(|rows| rows.iter().collect());
    parts.filter(|rows: &Vec<&PrintedRow>| rows.len() > FEWEST).collect()
}

/// How the percentages of some rows may be computed, and which of them agree.
struct ShareFormula<'a> {
    whole: Whole,
    shares: Vec<(CountedShare<'a>, bool)>,
}

impl ShareFormula<'_> {
    /// How many shares agree, apart from those of 0 and 100 %, which fit too many wholes.
    fn agreeing(&self) -> usize {
        self.shares.iter().filter(|(share, agrees)| *agrees && share.is_telling()).count()
    }

    fn is_convincing(&self) -> bool {
        let fewest = if matches!(self.whole, Whole::Column(_)) { FEWEST } else { FEWEST_ROWS };
        let agreeing = self.shares.iter().filter(|(_, agrees)| *agrees).count();
        self.shares.len() >= fewest && self.agreeing() >= FEWEST && 3 * agreeing >= 2 * self.shares.len()
    }
}

/// Recomputes the percentages in `column`. Returns whether it is known how they are computed.
fn check_column(table: &PrintedTable, rows: &[&PrintedRow], column: usize, claims: &mut Vec<Claim>) -> bool {
    let mut formulas: Vec<ShareFormula<'_>> = Vec::new();
    for shares in counted_shares(table, rows, column) {
        let formula = |whole: Whole| {
            let judged = shares.iter().map(|share| Some((*share, share.ratio(whole)?.agrees(&share.percent))));
            judged.collect::<Option<Vec<_>>>().map(|shares| ShareFormula { whole, shares })
        };
        formulas.extend(wholes(table, rows, &shares).into_iter().filter_map(formula));
    }
    formulas.retain(ShareFormula::is_convincing);
    // Of formulas that agree equally often, max_by_key takes the last: the likeliest after rev().
    let Some(best) = formulas.iter().rev().max_by_key(|formula| formula.agreeing()) else { return false };
    let are_reconciled = !matches!(best.whole, Whole::Column(_)) && reconciles(&best.shares);
    for (share, agrees) in &best.shares {
        let is_other = || {
            let is_same = |(other, agrees): &(CountedShare<'_>, bool)| *agrees && other.is_at(share);
            are_reconciled
                || formulas.iter().any(|formula| formula.shares.iter().any(is_same))
                || is_share_of_any(table, share)
        };
        if *agrees || !is_other() {
            claims.extend(share_claim(share, best.whole));
        }
    }
    true
}

fn share_claim(share: &CountedShare<'_>, whole: Whole) -> Option<Claim> {
    let ratio = share.ratio(whole)?;
    let (verdict, computation) = ratio.judge(&share.percent);
    let name = share.row.name();
    let computation = if verdict == ClaimVerdict::Agrees { computation } else { format!("»{name}«: {computation}") };
    let passage = share.row.passage();
    let claim = Claim::new(Code::PrintedShare, verdict, computation, passage);
    Some(claim.about(share.row.index, [share.count, share.percent, ratio.whole]))
}
