//! Which rows a figure is computed from, and which rows of a dataset are counted by any figure.

use std::ops::ControlFlow;

use indexmap::IndexMap;
use sqlparser::ast::{
    BinaryOperator, CaseWhen, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Value, ValueWithSpan,
    visit_expressions,
};

use super::time::time_condition;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::definition::expression::{AGGREGATES, Dates, all_of, binary};
use crate::definition::figure::{FigureDefinition, Query};
use crate::period::Period;

/// The rows of one table that figures count: for each time, the conditions of the figures that count in it.
#[derive(Debug, Default)]
pub struct CountedRows(IndexMap<Option<Expr>, TimeConditions>);

/// The conditions of the figures that count in one time.
#[derive(Debug)]
enum TimeConditions {
    /// A figure counts every row in the time.
    All,
    Any(Vec<Expr>),
}

/// A condition on rows.
pub enum RowCondition {
    Always,
    Never,
    Where(Box<Expr>),
}

impl CountedRows {
    /// Adds what a figure counts in a time. Without a condition it counts every row in the time.
    pub fn add(&mut self, time: Option<Expr>, condition: Option<Expr>) {
        let conditions = self.0.entry(time).or_insert_with(|| TimeConditions::Any(Vec::new()));
        match (condition, &mut *conditions) {
            (None, _) => *conditions = TimeConditions::All,
            (Some(condition), TimeConditions::Any(all)) if !all.contains(&condition) => all.push(condition),
            (Some(_), _) => {}
        }
    }

    /// The condition under which at least one figure counts a row. `name` may replace a time by a shorter expression.
    pub fn condition(&self, mut name: impl FnMut(Expr) -> Expr) -> RowCondition {
        let mut any: Option<Expr> = None;
        for (time, conditions) in &self.0 {
            let time = time.clone().map(&mut name);
            let own = match conditions {
                TimeConditions::All => None,
                TimeConditions::Any(conditions) => either(conditions.iter().cloned()),
            };
            let Some(counted) = all_of(time.into_iter().chain(own)) else { return RowCondition::Always };
            any = either(any.into_iter().chain([counted]));
        }
        any.map_or(RowCondition::Never, |any| RowCondition::Where(Box::new(any)))
    }
}

/// The conditions joined with OR.
fn either(conditions: impl Iterator<Item = Expr>) -> Option<Expr> {
    let nested = |condition: Expr| match condition {
        condition @ (Expr::Nested(_) | Expr::Identifier(_)) => condition,
        condition => Expr::Nested(Box::new(condition)),
    };
    let mut conditions = conditions.peekable();
    let first = conditions.next()?;
    if conditions.peek().is_none() {
        return Some(first);
    }
    Some(conditions.fold(nested(first), |any, condition| binary(any, BinaryOperator::Or, nested(condition))))
}

/// The rows of each dataset or join that figures count, without figures for which [`is_placed`] holds.
pub fn counted_rows(definition: &Definition, period: &Period) -> IndexMap<String, CountedRows> {
    let mut counted: IndexMap<String, CountedRows> = IndexMap::new();
    for figure in definition.figures.values() {
        let Some(query) = figure.query().filter(|query| counts(figure, query, period) && !is_placed(query)) else {
            continue;
        };
        let dataset = definition.dataset_of(query);
        for then in (0..query.over).filter_map(|back| period.earlier(back)) {
            let dates = query.dates(&then);
            let filter = query.filter.as_ref().map(|filter| filter.with_dates(&dates));
            let condition = all_of(filter.into_iter().chain(value_condition(query, dataset, &dates)));
            counted.entry(dataset.id.clone()).or_default().add(time_condition(dataset, query.time, &dates), condition);
        }
    }
    counted
}

/// Whether a figure counts rows in this period: not if it is declared unknown.
pub fn counts(figure: &FigureDefinition, query: &Query, period: &Period) -> bool {
    query.over > 1 || figure.unknown(&period.label).is_none()
}

/// Whether its rows are only known by running its statement: rows of a list are in another table, and rows that count once depend
/// on each other.
pub fn is_placed(query: &Query) -> bool {
    query.from.list.is_some() || !query.once.is_empty()
}

/// The condition under which a row has a value for the figure, as an average of answers uses only those who answered. `None` if
/// every row has one.
pub fn value_condition(query: &Query, dataset: &Dataset, dates: &Dates) -> Option<Expr> {
    let mut any: Vec<Expr> = Vec::new();
    let mut rests_on_all = false;
    let mut aggregates = 0;
    let _ = visit_expressions(&query.value.with_dates(dates), |expr| {
        if let Expr::Function(function) = expr
            && AGGREGATES.contains(&function.name.to_string().to_uppercase().as_str())
        {
            aggregates += 1;
            match argument(function) {
                Some(argument) if !is_never_null(argument, query, dataset) => {
                    let known = Expr::IsNotNull(Box::new(in_parentheses(argument.clone())));
                    if !any.contains(&known) {
                        any.push(known);
                    }
                }
                _ => rests_on_all = true,
            }
        }
        ControlFlow::<()>::Continue(())
    });
    if rests_on_all || aggregates == 0 { None } else { either(any.into_iter()).map(in_parentheses) }
}

/// The argument of an aggregate; `None` for `COUNT(*)`.
fn argument(function: &Function) -> Option<&Expr> {
    let FunctionArguments::List(list) = &function.args else { return None };
    match list.args.first()? {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => Some(argument),
        _ => None,
    }
}

/// Whether an expression has a value in every row: it is a constant, or a column that may not be empty.
fn is_never_null(expr: &Expr, query: &Query, dataset: &Dataset) -> bool {
    let never = |expr: &Expr| is_never_null(expr, query, dataset);
    match expr {
        Expr::Value(ValueWithSpan { value, .. }) => *value != Value::Null,
        Expr::Nested(inner) => never(inner),
        Expr::Identifier(name) if query.from.list.as_ref() == Some(&name.value) => true,
        Expr::Identifier(name) => {
            dataset.columns.get(&name.value).is_some_and(|column| !column.empty && !column.optional)
        }
        Expr::Case { conditions, else_result: Some(otherwise), .. } => {
            never(otherwise) && conditions.iter().all(|CaseWhen { result, .. }| never(result))
        }
        _ => false,
    }
}

fn in_parentheses(expr: Expr) -> Expr {
    match expr {
        expr @ (Expr::Nested(_) | Expr::Identifier(_) | Expr::Function(_) | Expr::IsNotNull(_)) => expr,
        expr => Expr::Nested(Box::new(expr)),
    }
}
