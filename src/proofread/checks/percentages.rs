//! Tables with a count and its percentage in every row: `26 (23 %)`.

use crate::findings::Code;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::number::PrintedNumber;
use crate::proofread::ratio::PrintedRatio;
use crate::proofread::report::PrintedReport;
use crate::proofread::table::{PrintedCell, PrintedRow, PrintedTable};

/// With fewer rows, the whole cannot be told from those that agree.
const FEWEST_ROWS: usize = 3;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        (0..table.width()).for_each(|column| check_column(table, column, claims));
    }
}

/// A count with its percentage.
struct CountedShare<'a> {
    row: &'a PrintedRow,
    count: PrintedNumber,
    percent: PrintedNumber,
}

fn check_column(table: &PrintedTable, column: usize, claims: &mut Vec<Claim>) {
    let rows = table.rows.iter().filter(|row| !row.is_total());
    let shares: Vec<CountedShare<'_>> = rows.filter_map(|row| CountedShare::of(row, column)).collect();
    if shares.len() < FEWEST_ROWS {
        return;
    }
    let total = table.rows.iter().filter(|row| row.is_total()).find_map(|row| row.value(column));
    let sum = PrintedNumber::whole(shares.iter().map(|share| share.count.value).sum());
    let judged = total.into_iter().chain([sum]).filter_map(|whole| judge_all(&shares, whole));
    // The whole is not printed beside the percentages: it is the one that most of them agree with.
    let convincing = judged.into_iter().find(|claims| {
        let agreeing = claims.iter().filter(|claim| claim.verdict == ClaimVerdict::Agrees).count();
        agreeing >= 2 && 3 * agreeing >= 2 * claims.len()
    });
    claims.extend(convincing.into_iter().flatten());
}

/// `None` if a count is larger than the whole.
fn judge_all(shares: &[CountedShare<'_>], whole: PrintedNumber) -> Option<Vec<Claim>> {
    shares.iter().map(|share| share.judge(whole)).collect()
}

impl<'a> CountedShare<'a> {
    /// The count in the column, with the percentage in the same cell or the next.
    fn of(row: &'a PrintedRow, column: usize) -> Option<Self> {
        let count = row.value(column).filter(|count| !count.percent && count.decimals == 0)?;
        // A percentage with a sign is a change of the count.
        let is_share = |cell: &&PrintedCell| !cell.is_signed;
        let in_cell = row.cells.get(column)?.numbers.get(1).copied().filter(|number| number.percent);
        let percent = in_cell.or_else(|| {
            row.cells.get(column + 1).filter(is_share).and_then(|cell| cell.value).filter(|number| number.percent)
        })?;
        Some(Self { row, count, percent })
    }

    fn judge(&self, whole: PrintedNumber) -> Option<Claim> {
        let ratio = PrintedRatio { part: self.count, whole };
        let (verdict, computation) = ratio.is_plausible().then(|| ratio.judge(&self.percent))?;
        let passage = Passage::new(&self.row.line, self.row.quotation());
        Some(Claim { code: Code::PrintedShare, verdict, computation, passage, other: None })
    }
}
