//! One statement while columns are added to it.

use std::fmt::Write;

use indexmap::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr};

use super::statement::{IN_PERIOD, Output, SqlStatement, USED, grouping, member_alias, rows_alias};
use crate::definition::expression::{all_of, binary, filtered, quoted};
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
    /// Adds the columns of an output: its value and its number of rows.
    pub fn add(&mut self, output: Output, value: Expr, time: Option<Expr>, filter: Option<Expr>) {
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
        self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(&rows_alias(alias))));
        self.outputs.push(output);
    }

    /// Adds the columns [`USED`] and [`IN_PERIOD`].
    pub fn account_for_rows(&mut self, used: &[Option<Expr>], in_period: Option<Expr>) {
        self.add_used(used);
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

    /// Adds the number of rows in at least one of these times.
    fn add_used(&mut self, times: &[Option<Expr>]) {
        let mut different: Vec<&Option<Expr>> = Vec::new();
        for time in times {
            if !different.contains(&time) {
                different.push(time);
            }
        }
        let all_rows = different.iter().any(|time| time.is_none());
        let any = different
            .into_iter()
            .flatten()
            .map(|time| self.time(time.clone()))
            .reduce(|left, right| binary(left, BinaryOperator::Or, right));
        let condition = if all_rows { None } else { any };
        self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(USED)));
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

fn count_rows(condition: Option<&Expr>) -> String {
    condition.map_or_else(|| "COUNT(*)".to_owned(), |condition| format!("COUNT(*) FILTER (WHERE {condition})"))
}
