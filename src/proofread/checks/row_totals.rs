//! Columns that are the sum of other columns: `Kvinder | Mænd | I alt`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// With fewer rows that agree, the columns of the sum cannot be determined.
const FEWEST_ROWS: usize = 2;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        let totals = (0..table.width()).filter(|column| total_kind(table.column(*column)).is_some());
        totals.for_each(|total| check_column(table, total, claims));
    }
}

/// Takes the columns that the total is the sum of in most rows. The column is passed over if there are none.
fn check_column(table: &PrintedTable, total: usize, claims: &mut Vec<Claim>) {
    let sums = candidates(table, total).into_iter().map(|columns| {
        let sums: Vec<RowSum<'_>> = table.rows.iter().filter_map(|row| RowSum::of(row, &columns, total)).collect();
        sums
    });
    let telling = |sums: &[RowSum<'_>]| sums.iter().filter(|sum| sum.is_telling()).count();
    let Some(sums) = sums.rev().max_by_key(|sums| telling(sums)) else { return };
    let agreeing = sums.iter().filter(|sum| sum.agrees()).count();
    if telling(&sums) >= FEWEST_ROWS && 3 * agreeing >= 2 * sums.len() {
        claims.extend(sums.iter().filter_map(|sum| sum.claim(table.column(total))));
    }
}

/// The groups of columns that the total may be the sum of, the likeliest first.
fn candidates(table: &PrintedTable, total: usize) -> Vec<Vec<usize>> {
    let is_part = |column: &usize| {
        let name = table.column(*column);
        *column != total && !is_change(name) && !is_called_average(name) && total_kind(name).is_none()
    };
    let since = (0..total).rev().take_while(|column| total_kind(table.column(*column)).is_none()).count();
    let until = (total + 1..table.width()).take_while(|column| total_kind(table.column(*column)).is_none()).count();
    let ranges = [total - since..total, 0..total, total + 1..total + 1 + until, 0..table.width()];
    let mut groups: Vec<Vec<usize>> = ranges.into_iter().map(|range| range.filter(is_part).collect()).collect();
    groups.retain(|columns| columns.len() >= 2);
    groups
}

/// The numbers of a row that may sum to its total.
struct RowSum<'a> {
    row: &'a PrintedRow,
    total: PrintedNumber,
    parts: Vec<PrintedNumber>,
}

impl<'a> RowSum<'a> {
    /// `None` if a number is missing, or they are of different kinds. Percentages beside the counts are passed over.
    fn of(row: &'a PrintedRow, columns: &[usize], total: usize) -> Option<Self> {
        let total = row.value(total)?;
        let values: Vec<PrintedNumber> = columns.iter().map(|column| row.value(*column)).collect::<Option<_>>()?;
        let parts: Vec<PrintedNumber> = values.into_iter().filter(|value| value.percent == total.percent).collect();
        (parts.len() >= 2).then_some(Self { row, total, parts })
    }

    fn agrees(&self) -> bool {
        adds_up(&self.total, &self.parts)
    }

    /// Whether the sum agrees and has two parts above 0 at least: a single one only repeats the total.
    fn is_telling(&self) -> bool {
        self.agrees() && self.parts.iter().filter(|part| part.value > 0.0).count() >= 2
    }

    /// `None` if the total is too far from the sum to be meant as one.
    fn claim(&self, name: &str) -> Option<Claim> {
        let exact: f64 = self.parts.iter().map(|part| part.value).sum();
        let verdict = match self.agrees() {
            true => ClaimVerdict::Agrees,
            false if is_slip(&self.total, exact) => ClaimVerdict::Contradicts,
            false => return None,
        };
        let compared = compared(&self.total, &self.parts, verdict == ClaimVerdict::Agrees);
        let label = self.row.name();
        let computation = format!("»{name}« for »{label}« er {}{compared}", addition(&self.parts));
        let passage = self.row.passage();
        let numbers = self.parts.iter().copied().chain([self.total]);
        Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(self.row.index, numbers))
    }
}
