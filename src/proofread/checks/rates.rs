//! Percentages in a row below the part and the whole: »Inviterede 224, svar 198, svarprocent 88 %«.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Greatest difference at which, in a table of one column, the percentage is taken for the ratio of the two rows, in percentage points.
const NEAR: f64 = 0.5;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        (0..table.rows.len()).for_each(|at| check_row(table, at, claims));
    }
}

/// Compares row `at` with the two rows above it, in either order.
fn check_row(table: &PrintedTable, at: usize, claims: &mut Vec<Claim>) {
    let above = table.rows.get(..at).unwrap_or_default().iter().rev().take_while(|row| !row.is_heading()).take(2);
    let above: Vec<&PrintedRow> = above.collect();
    let (Some(row), [one, two]) = (table.rows.get(at), above.as_slice()) else { return };
    let rates: Vec<RowShare<'_>> =
        (0..row.cells.len()).filter_map(|column| RowShare::of(row, [one, two], column)).collect();
    let label = row.plain_label();
    let is_named =
        label.split_whitespace().any(|word| starts_in(word, &[words![andel]]) || ends_in(word, &[PERCENT_RATES]));
    // What agrees in one column is meant in the others too.
    let is_sure = is_named && rates.iter().any(|rate| rate.ratio.agrees(&rate.percent));
    let is_meant = |rate: &&RowShare<'_>| is_sure || rates.len() == 1 && rate.is_near();
    claims.extend(rates.iter().filter(is_meant).map(RowShare::claim));
}

/// A percentage and the numbers above it.
struct RowShare<'a> {
    rows: [&'a PrintedRow; 3],
    ratio: PrintedRatio,
    percent: PrintedNumber,
    numbers: [PrintedNumber; 2],
}

impl<'a> RowShare<'a> {
    fn of(row: &'a PrintedRow, [one, two]: [&'a PrintedRow; 2], column: usize) -> Option<Self> {
        let percent = row.value(column).filter(|value| value.percent)?;
        let numbers = [one.value(column)?, two.value(column)?];
        let [first, second] = numbers;
        let (part, whole) = if first.value <= second.value { (first, second) } else { (second, first) };
        let ratio = PrintedRatio { part: part.plain(), whole: whole.plain() };
        ratio.is_plausible().then_some(Self { rows: [two, one, row], ratio, percent, numbers })
    }

    fn is_near(&self) -> bool {
        (self.percent.value - self.ratio.percent()).abs() <= NEAR
    }

    fn claim(&self) -> Claim {
        let (verdict, computation) = self.ratio.judge(&self.percent);
        let [two, one, row] = self.rows;
        let quoted: Vec<String> = self.rows.iter().map(|row| row.quotation()).collect();
        let passage = Passage::new(&row.line, quoted.join(" / "));
        let claim = Claim::new(Code::PrintedShare, verdict, computation, passage).about(row.index, [self.percent]);
        claim.about(one.index, [self.numbers[0]]).about(two.index, [self.numbers[1]])
    }
}
