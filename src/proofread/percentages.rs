//! Tables with a count and its percentage in every row.

use super::number::Printed;
use super::share::Ratio;
use super::statement::{Spot, Statement, Verdict};
use super::table::{Row, Table};
use super::totals::is_total;
use crate::findings::Code;

/// How many rows there must be.
const FEWEST: usize = 3;

/// What the rows say of their counts: a percentage that does not follow from the total, where most of the others do.
pub fn statements(table: &Table) -> Vec<Statement> {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..width).flat_map(|column| in_column(table, column)).collect()
}

fn in_column(table: &Table, column: usize) -> Vec<Statement> {
    let shares: Vec<(&Row, Printed, Printed)> = table
        .rows
        .iter()
        .filter(|row| !is_total(row))
        .filter_map(|row| share(row, column).map(|(n, p)| (row, n, p)))
        .collect();
    if shares.len() < FEWEST {
        return Vec::new();
    }
    let total = table.rows.iter().filter(|row| is_total(row)).find_map(|row| row.value(column));
    let sum = Printed::whole(shares.iter().map(|(_, count, _)| count.value).sum());
    let judged = |whole: Printed| {
        let judge = |(row, part, percent): &(&Row, Printed, Printed)| {
            let ratio = Ratio { part: *part, whole };
            let (verdict, computation) = ratio.is_plausible().then(|| ratio.judge(percent))?;
            let spot = Spot::new(&row.line, row.quotation());
            Some(Statement { code: Code::PrintedShare, verdict, computation, spot, other: None })
        };
        shares.iter().map(judge).collect::<Option<Vec<_>>>()
    };
    let judged = total.into_iter().chain([sum]).filter_map(judged).find(|statements| {
        let agreeing = statements.iter().filter(|statement| statement.verdict == Verdict::Agrees).count();
        // What the percentages are of is known from those that agree.
        agreeing >= 2 && 3 * agreeing >= 2 * statements.len()
    });
    judged.unwrap_or_default()
}

/// The count in a column and the percentage in the next one or behind it: `26 (23 %)`.
fn share(row: &Row, column: usize) -> Option<(Printed, Printed)> {
    let count = row.value(column).filter(|count| !count.percent && count.decimals == 0)?;
    let behind = row.cells.get(column)?.numbers.get(1).copied();
    let percent =
        behind.filter(|number| number.percent).or_else(|| row.value(column + 1).filter(|number| number.percent));
    Some((count, percent?))
}
