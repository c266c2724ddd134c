//! One figure alone: the statement that computes it, in SQL that people read, and the rows that it counts.

use polars::prelude::{DataFrame, PolarsResult};
use sqlparser::ast::{BinaryOperator, CastKind, DataType, Expr, Value};

use super::plan::{dates, grouping, member_alias, time_condition};
use super::query::{cell, execute};
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Expression, SqlType, binary, check_types, filtered, quoted};
use crate::definition::figure::{Figure, From, Origin, Query, Time};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN, Table};
use crate::period::Period;

/// What computes one figure in one period.
#[derive(Debug, Clone)]
pub struct Single {
    /// The table it reads.
    pub from: From,
    /// The period, where the figure is a series over time.
    pub period: Option<String>,
    /// The statement, as any SQL engine could run it.
    pub sql: String,
    /// The names of the columns that decide what it counts.
    pub columns: Vec<String>,
    rows: String,
}

/// What computes a figure, or the member of it that has this key: one statement for each period of a series over time, otherwise
/// one. None for a figure that is not counted from rows.
pub fn singles(definition: &Definition, figure: &Figure, key: Option<&[String]>, period: &Period) -> Vec<Single> {
    let Origin::Query(query) = &figure.origin else { return Vec::new() };
    let Some(dataset) = definition.datasets.get(&query.from.dataset) else { return Vec::new() };
    let periods = (0..query.over).rev().filter_map(|back| period.earlier(back));
    periods
        .filter_map(|then| {
            let label = (query.over > 1).then(|| then.label.clone());
            let group = match key {
                None => None,
                Some(key) => {
                    let (group, rest) = key.split_at_checked(query.by.len())?;
                    (rest == label.as_slice()).then_some(Some(group))?
                }
            };
            Some(single(figure, query, dataset, group, label, &then))
        })
        .collect()
}

fn single(
    figure: &Figure,
    query: &Query,
    dataset: &Dataset,
    group: Option<&[String]>,
    label: Option<String>,
    period: &Period,
) -> Single {
    let dates = dates(query, period);
    let by: Vec<Expr> = query.by.iter().map(|by| by.with_dates(&dates)).collect();
    let own = query.by.iter().zip(&by).zip(group.unwrap_or_default());
    let own = own.map(|((written, by), part)| is_member(written, by, part, query, dataset));
    let conditions: Vec<String> = time_condition(dataset, query.time, &dates)
        .into_iter()
        .chain(query.filter.as_ref().map(|filter| filter.with_dates(&dates)))
        .chain(own)
        .flat_map(conjuncts)
        .map(|condition| condition.to_string())
        .collect();
    let table = query.from.table();
    let condition =
        if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", conditions.join("\n  AND ")) };
    let value = filtered(query.value.with_dates(&dates), None);
    let name = label.as_ref().map_or_else(|| figure.id.clone(), |label| format!("{}[{label}]", figure.id));
    let value = format!("{value} AS {}", quoted(&name));
    let by: Vec<String> = by.iter().filter(|_| group.is_none()).map(Expr::to_string).collect();
    let selected = by.iter().enumerate().map(|(part, by)| format!("{by} AS {}", quoted(&member_alias(part))));
    let selected: Vec<String> = selected.chain([value]).collect();
    let sql = format!("SELECT {}\nFROM {table}{condition}{}", selected.join(", "), grouping(&by));
    let columns = columns(query, dataset);
    let named: Vec<String> = columns
        .iter()
        .map(String::as_str)
        .chain([SOURCE_COLUMN, ROW_COLUMN])
        .map(|name| quoted(name).to_string())
        .collect();
    let rows = format!("SELECT {} FROM {table}{condition}", named.join(", "));
    Single { from: query.from.clone(), period: label, sql, columns, rows }
}

/// The condition that a row belongs to this member.
fn is_member(written: &Expression, by: &Expr, member: &str, query: &Query, dataset: &Dataset) -> Expr {
    let is_text = check_types(written, dataset, query.from.list.as_deref(), &mut |_| {}) == SqlType::Text;
    let by = if is_text {
        by.clone()
    } else {
        Expr::Cast {
            kind: CastKind::Cast,
            expr: Box::new(by.clone()),
            data_type: DataType::Varchar(None),
            array: false,
            format: None,
        }
    };
    binary(by, BinaryOperator::Eq, Expr::value(Value::SingleQuotedString(member.to_owned())))
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

/// The columns of the dataset that the figure's expressions and its time name, in the dataset's order.
fn columns(query: &Query, dataset: &Dataset) -> Vec<String> {
    let mut named: Vec<String> = query.expressions().flat_map(Expression::columns).map(|(name, _)| name).collect();
    match (&dataset.time, query.time) {
        (RowTime::Timeless, _) | (_, Time::All) => {}
        (RowTime::Event(date), _) => named.push(date.clone()),
        (RowTime::Valid { from, to, .. }, _) => named.extend([from.clone(), to.clone()]),
    }
    named.extend(query.from.list.clone());
    dataset
        .columns
        .iter()
        .filter(|(name, column)| !column.drop && named.contains(name))
        .map(|(name, _)| name.clone())
        .collect()
}

impl Single {
    /// The figure's value, or that of each group.
    ///
    /// # Errors
    /// What Polars says when the statement cannot be run.
    pub fn values(&self, table: &Table) -> PolarsResult<Vec<Option<f64>>> {
        let result = execute(&self.from, &self.sql, table)?;
        let value = result.get_column_names().last().map_or_else(String::new, |name| name.to_string());
        Ok((0..result.height()).map(|row| cell(&result, &value, row)).collect())
    }

    /// The rows that are counted: [`Single::columns`], then [`SOURCE_COLUMN`] and [`ROW_COLUMN`].
    ///
    /// # Errors
    /// What Polars says when the statement cannot be run.
    pub fn rows(&self, table: &Table) -> PolarsResult<DataFrame> {
        execute(&self.from, &self.rows, table)
    }
}
