//! Running sums: each cell of `Kumuleret` is the sum of another column up to its row.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// With fewer cells that agree, the column that is summed cannot be determined.
const FEWEST: usize = 2;

/// A cell and the sum of the other column up to its row.
struct RunningSum<'a> {
    row: &'a PrintedRow,
    printed: PrintedNumber,
    sum: f64,
    added: PrintedNumber,
    slack: f64,
}

impl RunningSum<'_> {
    fn agrees(&self) -> bool {
        (self.sum - self.printed.value).abs() <= self.slack + self.printed.slack() + 1e-9 * self.sum.abs()
    }
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        let is_running = |column: &usize| has_part(&table.column(*column).to_lowercase(), &[RUNNING, &["år til dato"]]);
        let columns: Vec<usize> = (0..table.width()).filter(is_running).collect();
        for column in &columns {
            let others = (0..table.width()).filter(|other| !columns.contains(other));
            let sums = others.map(|other| sums(table, other, *column));
            let agreeing = |sums: &Vec<RunningSum<'_>>| sums.iter().filter(|sum| sum.agrees()).count();
            let Some(sums) = sums.max_by_key(agreeing) else { continue };
            let count = agreeing(&sums);
            if count >= FEWEST && 2 * count > sums.len() {
                let sure = if count > FEWEST { ClaimVerdict::Contradicts } else { ClaimVerdict::MayContradict };
                claims.extend(sums.iter().map(|sum| claim(table, *column, sum, sure)));
            }
        }
    }
}

fn sums(table: &PrintedTable, other: usize, column: usize) -> Vec<RunningSum<'_>> {
    let mut sum = 0.0;
    let mut slack = 0.0;
    let rows = table.rows.iter().filter(|row| !row.is_heading() && !row.is_total());
    let running = rows.filter_map(|row| {
        let added = row.value(other)?;
        sum += added.value;
        slack += added.slack();
        Some(RunningSum { row, printed: row.value(column)?, sum, added, slack })
    });
    running.collect()
}

fn claim(table: &PrintedTable, column: usize, running: &RunningSum<'_>, sure: ClaimVerdict) -> Claim {
    let RunningSum { row, printed, sum, added, .. } = running;
    let exact = PrintedNumber { value: *sum, is_year: false, ..*printed };
    let subject = format!("»{}« for »{}« er {exact}", table.column(column), row.label);
    let (verdict, computation) = match running.agrees() {
        true => (ClaimVerdict::Agrees, format!("{subject}, som der står.")),
        false => (sure, format!("{subject}, men der står {printed}.")),
    };
    let passage = row.passage();
    Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, [*printed, *added])
}
