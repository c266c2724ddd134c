//! Accounts in tables: the result is the income minus the expenses.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

const RESULTS: [&str; 8] = [
    "resultat",
    "årets resultat",
    "overskud",
    "underskud",
    "årets overskud",
    "årets underskud",
    "nettoresultat",
    "driftsresultat",
];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    report.tables.iter().for_each(|table| check_table(table, claims));
}

/// Whether the numbers below the name are percentages or an index.
fn is_relative(name: &str) -> bool {
    let name = name.to_lowercase();
    ["pct", "procent", "%", "indeks"].iter().any(|word| name.contains(word))
}

fn check_table(table: &PrintedTable, claims: &mut Vec<Claim>) {
    let is_result = |row: &PrintedRow| RESULTS.contains(&row.plain_label().trim_end_matches([' ', ':', '*', '.']));
    for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| !row.is_heading() && is_result(row)) {
        let above = table.rows.get(..at).unwrap_or_default();
        let (Some(income), Some(expense)) = (total(above, &[REVENUE]), total(above, &[COSTS, &["forbrug i alt"]]))
        else {
            continue;
        };
        let account = TableAccount { income, expense, result: row };
        // »Afvigelse i pct.« is no account.
        let columns = (0..row.cells.len())
            .filter(|column| !is_called_average(table.column(*column)) && !is_relative(table.column(*column)));
        let is_sure = columns.clone().filter(|column| account.agrees(*column) == Some(true)).count() > 0;
        claims.extend(columns.filter_map(|column| account.claim(table, column, is_sure)));
    }
}

/// The last row with such a label, or the last of them that is a total.
fn total<'a>(rows: &'a [PrintedRow], starts: &[&[&str]]) -> Option<&'a PrintedRow> {
    let is_named =
        |row: &&PrintedRow| !row.is_heading() && starts_in(row.plain_label().trim_start_matches("samlede "), starts);
    let totals = rows.iter().rev().filter(is_named);
    totals.clone().find(|row| row.is_total()).or_else(|| totals.clone().next().filter(|_| totals.count() == 1))
}

struct TableAccount<'a> {
    income: &'a PrintedRow,
    expense: &'a PrintedRow,
    result: &'a PrintedRow,
}

impl TableAccount<'_> {
    /// Income, expenses and result of a column. `None` if one is missing or a percentage.
    fn numbers(&self, column: usize) -> Option<[PrintedNumber; 3]> {
        let numbers = [self.income.value(column)?, self.expense.value(column)?, self.result.value(column)?];
        numbers.iter().all(|number| !number.percent).then_some(numbers)
    }

    fn agrees(&self, column: usize) -> Option<bool> {
        let [income, expense, result] = self.numbers(column)?;
        // Expenses may be printed with a minus, and a deficit without one.
        let left = income.value - expense.value.abs();
        let room = [income, expense, result].iter().map(PrintedNumber::slack).sum::<f64>() + 1e-9 * left.abs().max(1.0);
        let is_unsigned = result.value >= 0.0 && self.result.plain_label().contains("underskud");
        let changes = (income.value - expense.value - result.value).abs() <= room;
        Some(changes || (left - result.value).abs() <= room || is_unsigned && (left + result.value).abs() <= room)
    }

    /// `None` if the result is not even close to the difference.
    fn claim(&self, table: &PrintedTable, column: usize, is_sure: bool) -> Option<Claim> {
        let [income, expense, result] = self.numbers(column)?;
        let left = PrintedNumber {
            value: income.value - expense.value.abs(),
            decimals: income.decimals.max(expense.decimals),
            ..income
        };
        let left = PrintedNumber { is_year: false, ..left };
        let name = table.column(column);
        let under =
            if self.result.cells.len() > 1 && !name.is_empty() { format!(" under »{name}«") } else { String::new() };
        let subject = format!("»{}« er {income} − {expense} = {left}{under}", self.result.label);
        let (verdict, computation) = match self.agrees(column)? {
            true => (ClaimVerdict::Agrees, format!("{subject}, som der står.")),
            false if is_sure && is_slip(&result, left.value) => {
                (ClaimVerdict::Contradicts, format!("{subject}, men der står {result}."))
            }
            false if is_slip(&result, left.value) => {
                (ClaimVerdict::MayContradict, format!("{subject}, men der står {result}."))
            }
            false => return None,
        };
        let passage = self.result.passage();
        let claim = Claim::new(Code::PrintedSum, verdict, computation, passage).about(self.income.index, [income]);
        Some(claim.about(self.expense.index, [expense]).about(self.result.index, [result]))
    }
}
