//! The statement of one figure, in readable SQL: the rows that count, and what is computed from them.

use sqlparser::ast::{BinaryOperator, Expr};

use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, quoted};
use crate::definition::figure::Query;

use super::columns::value_columns;
use super::statement::grouping;
use super::time::time_condition;

/// Column with the rank of a row among those with the same values in the columns of `once`.
const PLACE: &str = "_place";

/// The rows of a table that count.
pub struct Body {
    table: String,
    conditions: Vec<String>,
    once: Option<Once>,
}

/// Of rows that agree, only the first counts.
struct Once {
    /// Expressions in which the rows agree, including those of `by`.
    alike: Vec<String>,
    /// The columns of `once`. A row with an empty cell in one of them always counts.
    columns: Vec<String>,
    /// Columns to sort by, descending.
    order: Vec<String>,
}

impl Body {
    /// The rows that count for a figure in these dates. `own` has conditions that restrict them to one member.
    pub fn new(query: &Query, dataset: &Dataset, dates: &Dates, own: impl IntoIterator<Item = Expr>) -> Self {
        let conditions = time_condition(dataset, query.time, dates)
            .into_iter()
            .chain(query.filter.as_ref().map(|filter| filter.with_dates(dates)))
            .chain(own)
            .flat_map(conjuncts)
            .map(|condition| condition.to_string())
            .collect();
        let once = (!query.once.is_empty()).then(|| {
            let columns: Vec<String> = query.once().map(str::to_owned).collect();
            let by = query.by.iter().map(|by| by.with_dates(dates).to_string());
            let mut order: Vec<String> = match &dataset.time {
                RowTime::Event(day) => vec![day.clone()],
                RowTime::Valid { from, .. } => vec![from.clone()],
                RowTime::Timeless => Vec::new(),
            };
            order.extend(value_columns(query));
            order.retain(|column| !columns.contains(column));
            // The rows do not differ for the figure, but SQL needs an order.
            if order.is_empty() {
                order.clone_from(&columns);
            }
            Once { alike: by.chain(columns.clone()).collect(), columns, order }
        });
        Self { table: query.from.table(), conditions, once }
    }

    /// The statement that selects these expressions, grouped if `by` is not empty.
    pub fn select(&self, selected: &[String], by: &[String]) -> String {
        self.statement(selected, by, None, &[])
    }

    /// The statement that selects these columns of the rows that count and meet one more condition. `last` orders rows that are
    /// otherwise equal.
    pub fn rows(&self, selected: &[String], also: Option<&Expr>, last: &[&str]) -> String {
        self.statement(selected, &[], also, last)
    }

    fn statement(&self, selected: &[String], by: &[String], also: Option<&Expr>, last: &[&str]) -> String {
        let table = &self.table;
        let condition = all(&self.conditions);
        let selected = selected.join(", ");
        let grouping = grouping(by);
        let Some(once) = &self.once else {
            let also = also.map(Expr::to_string);
            let condition = all(&self.conditions.iter().cloned().chain(also).collect::<Vec<_>>());
            return format!("SELECT {selected}\nFROM {table}{condition}{grouping}");
        };
        let place = quoted(PLACE);
        let order: Vec<String> = once
            .order
            .iter()
            .map(String::as_str)
            .chain(last.iter().copied())
            .map(|column| format!("{column} DESC"))
            .collect();
        let empty: String = once.columns.iter().map(|column| format!(" OR {column} IS NULL")).collect();
        let counted = match also {
            None => format!("{place} = 1{empty}"),
            Some(also) => format!("({place} = 1{empty})\n  AND {also}"),
        };
        format!(
            "SELECT {selected}\nFROM (\nSELECT *,\n  ROW_NUMBER() OVER (PARTITION BY {} ORDER BY {}) AS {place}\nFROM {table}{condition}\n) AS {table}\nWHERE {counted}{grouping}",
            once.alike.join(", "),
            order.join(", ")
        )
    }

    /// The statement that counts the cases in which rows that count once differ in the columns of the value. `None` if they
    /// cannot differ.
    pub fn differing(&self, query: &Query) -> Option<String> {
        let once = self.once.as_ref()?;
        let seen: Vec<String> =
            value_columns(query).into_iter().filter(|column| !once.columns.contains(column)).collect();
        if seen.is_empty() {
            return None;
        }
        let different: Vec<String> =
            (0..).zip(&seen).map(|(i, column)| format!("COUNT(DISTINCT {column}) AS _{i}")).collect();
        let several: Vec<String> = (0..seen.len()).map(|i| format!("_{i} > 1")).collect();
        let known = once.columns.iter().map(|column| format!("{column} IS NOT NULL"));
        let conditions: Vec<String> = self.conditions.iter().cloned().chain(known).collect();
        Some(format!(
            "SELECT COUNT(*) AS _several FROM (SELECT {} FROM {}{} GROUP BY {}) AS alike WHERE {}",
            different.join(", "),
            self.table,
            all(&conditions),
            once.alike.join(", "),
            several.join(" OR ")
        ))
    }
}

/// `WHERE` and the conditions, or "" if there are no conditions.
fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", conditions.join("\n  AND ")) }
}

/// Splits a condition at its ANDs. Parts with OR get parentheses, because they are joined by AND again.
pub fn conjuncts(condition: Expr) -> Vec<Expr> {
    match condition {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            let mut all = conjuncts(*left);
            all.extend(conjuncts(*right));
            all
        }
        Expr::BinaryOp { op: BinaryOperator::Or, .. } => vec![Expr::Nested(Box::new(condition))],
        other => vec![other],
    }
}
