//! One statement over one table, in SQL that people read: the rows that count, once each where that is asked for, and what they
//! come to.

use sqlparser::ast::{BinaryOperator, Expr};

use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, Expression, quoted};
use crate::definition::figure::Query;

use super::plan::{grouping, time_condition};

/// The column with the place of a row among those that are alike in the columns of `once`.
const PLACE: &str = "_place";

/// The rows of a table that count.
pub struct Body {
    table: String,
    conditions: Vec<String>,
    once: Option<Once>,
}

/// Which of the rows that are alike count.
struct Once {
    /// What they are alike in, the member of a series among it.
    alike: Vec<String>,
    /// Those of it that an empty cell makes like no other row.
    columns: Vec<String>,
    /// What comes first, from the greatest on.
    order: Vec<String>,
}

impl Body {
    /// The rows that count for a figure in a time, those of one member only where `own` is the condition for it.
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
            // Rows without a time that differ in nothing that is seen: any of them will do, but SQL wants an order.
            if order.is_empty() {
                order.clone_from(&columns);
            }
            Once { alike: by.chain(columns.clone()).collect(), columns, order }
        });
        Self { table: query.from.table(), conditions, once }
    }

    /// The statement that selects this of the rows, with a row for each member where `by` is not empty. `last` decides between
    /// rows that are alike in all that the figure sees.
    pub fn select(&self, selected: &[String], by: &[String], last: &[&str]) -> String {
        let table = &self.table;
        let condition = all(&self.conditions);
        let selected = selected.join(", ");
        let grouping = grouping(by);
        let Some(once) = &self.once else { return format!("SELECT {selected}\nFROM {table}{condition}{grouping}") };
        let place = quoted(PLACE);
        let order: Vec<String> = once
            .order
            .iter()
            .map(String::as_str)
            .chain(last.iter().copied())
            .map(|column| format!("{column} DESC"))
            .collect();
        let empty: String = once.columns.iter().map(|column| format!(" OR {column} IS NULL")).collect();
        format!(
            "SELECT {selected}\nFROM (\nSELECT *,\n  ROW_NUMBER() OVER (PARTITION BY {} ORDER BY {}) AS {place}\nFROM {table}{condition}\n) AS {table}\nWHERE {place} = 1{empty}{grouping}",
            once.alike.join(", "),
            order.join(", ")
        )
    }

    /// The statement that counts among rows that are alike those that are not alike in what the value is computed from; None where
    /// there can be none.
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

/// The conditions after WHERE; "" where there are none.
fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", conditions.join("\n  AND ")) }
}

/// The columns that a figure's value is computed from, each once.
pub fn value_columns(query: &Query) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for (name, _) in Expression::columns(&query.value) {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named
}

/// The parts of a condition that must all hold, with parentheses where a neighbouring AND would tear one apart.
fn conjuncts(condition: Expr) -> Vec<Expr> {
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
