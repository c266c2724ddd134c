//! An SQL statement over one table, and the names of the columns of its result.

use indexmap::IndexSet;

use crate::definition::expression::quoted;
use crate::definition::figure::QueryFrom;
use crate::figure_id::FigureId;

/// Column with the number of rows that at least one figure is computed from, leaving out figures whose rows are only known by
/// running their own statement.
pub const USED: &str = "_used";
/// Column with the number of rows in the period itself.
pub const IN_PERIOD: &str = "_in_period";

/// Column with this part of a member's key, counted from 0.
pub fn member_alias(part: usize) -> String {
    if part == 0 { "_member".to_owned() } else { format!("_member {}", part + 1) }
}

/// One statement over one table.
#[derive(Debug, Clone)]
pub struct SqlStatement {
    /// The table that it reads.
    pub from: QueryFrom,
    /// The `WITH` clause of a joined dataset or of a list's items, otherwise "".
    pub with: String,
    /// The statement without the `WITH` clause.
    pub sql: String,
    /// Whether it has the columns [`USED`] and [`IN_PERIOD`].
    pub accounts: bool,
    /// Number of parts of a member's key; 0 if the result is one row of scalars.
    pub key_parts: usize,
    /// Where the result has the figures.
    pub outputs: Vec<Output>,
}

/// A column of a statement's result.
#[derive(Debug, Clone)]
pub struct Output {
    pub figure: FigureId,
    /// The period, if the figure is a series over time.
    pub period: Option<String>,
    /// Column with the value. [`rows_alias`] is the column with its number of rows.
    pub alias: String,
}

impl SqlStatement {
    /// The whole statement, for any SQL engine.
    pub fn text(&self) -> String {
        format!("{}{}", self.with, self.sql)
    }
}

/// Column with the number of rows of `alias` that meet its conditions, with or without a value. It is missing if every row has
/// a value.
pub fn met_alias(alias: &str) -> String {
    format!("{alias} (met)")
}

/// Column with the number of rows of `alias`.
pub fn rows_alias(alias: &str) -> String {
    format!("{alias} (rows)")
}

/// `GROUP BY` and `ORDER BY`, or "" if `by` is empty.
pub fn grouping(by: &[String]) -> String {
    if by.is_empty() {
        return String::new();
    }
    let members: Vec<String> = (0..by.len()).map(|part| quoted(&member_alias(part)).to_string()).collect();
    // A scope and `by` can name the same column.
    let different: IndexSet<&str> = by.iter().map(String::as_str).collect();
    let different: Vec<&str> = different.into_iter().collect();
    format!("\nGROUP BY {}\nORDER BY {}", different.join(", "), members.join(", "))
}
