//! A statement to which columns are added.

use std::fmt::Write;

use indexmap::IndexMap;
use sqlparser::ast::Expr;

use super::counted::{CountedRows, RowCondition};
use super::statement::{IN_PERIOD, Output, SqlStatement, USED, grouping, member_alias, met_alias, rows_alias};
use crate::definition::expression::{all_of, filtered, quoted};
use crate::definition::figure::QueryFrom;

/// The columns of a statement.
///
/// Most figures of a table count in the same time, and each needs its value and its number of rows. So whether a row counts is
/// computed once, as a column of a subquery.
#[derive(Default)]
pub struct SelectedColumns {
    columns: Vec<String>,
    outputs: Vec<Output>,
    /// Whether it has [`USED`] and [`IN_PERIOD`].
    accounts: bool,
    /// Name of the column that tells whether a row is in this time.
    times: IndexMap<Expr, String>,
    /// Name of the column that tells whether a row counts: in time and by a figure's own condition.
    conditions: IndexMap<Expr, String>,
}

impl SelectedColumns {
    /// Adds the columns of an output: its value, and its number of rows that meet `counted`.
    pub fn add(
        &mut self,
        output: Output,
        value: Expr,
        time: Option<Expr>,
        filter: Option<Expr>,
        counted: Option<Expr>,
    ) {
        let alias = &output.alias;
        let time = time.map(|time| self.time(time));
        let condition = match filter {
            None => time,
            Some(filter) => all_of(time.into_iter().chain([filter])).map(|condition| {
                quoted(self.conditions.entry(condition).or_insert_with(|| format!("counts in {alias}")))
            }),
        };
        let value = filtered(value, condition.as_ref());
        self.columns.push(format!("{value} AS {}", quoted(alias)));
        if counted.is_some() {
            self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(&met_alias(alias))));
        }
        let condition = all_of(condition.into_iter().chain(counted));
        self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(&rows_alias(alias))));
        self.outputs.push(output);
    }

    /// Adds the columns [`USED`] and [`IN_PERIOD`].
    pub fn account_for_rows(&mut self, used: &CountedRows, in_period: Option<Expr>) {
        let used = match used.condition(|time| self.time(time)) {
            RowCondition::Always => count_rows(None),
            RowCondition::Never => "0".to_owned(),
            RowCondition::Where(condition) => count_rows(Some(&*condition)),
        };
        self.columns.push(format!("{used} AS {}", quoted(USED)));
        let time = in_period.map(|time| self.time(time));
        self.columns.push(format!("{} AS {}", count_rows(time.as_ref()), quoted(IN_PERIOD)));
        self.accounts = true;
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The column that tells whether a row is in this time.
    fn time(&mut self, time: Expr) -> Expr {
        let number = self.times.len() + 1;
        quoted(self.times.entry(time).or_insert_with(|| format!("in time {number}")))
    }

    pub fn statement(self, from: QueryFrom, by: &[String]) -> SqlStatement {
        let mut sql = String::from("SELECT\n");
        for (part, by) in by.iter().enumerate() {
            let _ = writeln!(sql, "  {by} AS {},", quoted(&member_alias(part)));
        }
        let name = from.table();
        let table = with_columns(&name, &name, &self.times);
        let table = with_columns(&table, &name, &self.conditions);
        let _ = write!(sql, "  {}\nFROM {table}", self.columns.join(",\n  "));
        sql.push_str(&grouping(by));
        let accounts = self.accounts;
        SqlStatement { from, with: String::new(), sql, accounts, key_parts: by.len(), outputs: self.outputs }
    }
}

/// A subquery of the table with more columns, under the same name.
fn with_columns(table: &str, name: &str, columns: &IndexMap<Expr, String>) -> String {
    if columns.is_empty() {
        return table.to_owned();
    }
    let columns: Vec<String> = columns.iter().map(|(expr, name)| format!("{expr} AS {}", quoted(name))).collect();
    format!("(\nSELECT *,\n  {}\nFROM {table}\n) AS {name}", columns.join(",\n  "))
}

pub fn count_rows(condition: Option<&Expr>) -> String {
    condition.map_or_else(|| "COUNT(*)".to_owned(), |condition| format!("COUNT(*) FILTER (WHERE {condition})"))
}
