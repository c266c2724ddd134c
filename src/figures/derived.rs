//! Derived figures, and the statements of checks: SQL expressions over figures instead of columns.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataFrame};
use sqlparser::ast::{Expr, Value as SqlValue};

use super::engine;
use super::numbers::number;
use super::{Computed, ComputedFigures, member};
use crate::definition::Definition;
use crate::definition::expression::{Expression, Reference, quoted, rewrite_references, tolerant};
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Member, Value};

/// Adds the derived figures, in layers: one statement computes all that only need figures which are already there.
pub fn compute(definition: &Definition, values: &mut ComputedFigures, findings: &Findings) {
    let mut layer: Vec<(&FigureDefinition, &Expression)> = Vec::new();
    for figure in definition.derived_order.iter().filter_map(|id| definition.figures.get(id)) {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        let in_layer = |reference: &Reference| layer.iter().any(|(figure, _)| figure.id == reference.figure);
        let waits = expression.references().iter().any(in_layer);
        if waits {
            compute_layer(std::mem::take(&mut layer), values, findings);
        }
        layer.push((figure, expression));
    }
    compute_layer(layer, values, findings);
}

fn compute_layer(layer: Vec<(&FigureDefinition, &Expression)>, values: &mut ComputedFigures, findings: &Findings) {
    let (series, scalars): (Vec<_>, Vec<_>) =
        layer.into_iter().partition(|(_, expression)| members(expression, values).is_some());
    let mut batches: Vec<Vec<(&FigureDefinition, &Expression)>> =
        series.into_iter().map(|figure| vec![figure]).collect();
    batches.push(scalars);
    for batch in batches.into_iter().filter(|batch| !batch.is_empty()) {
        let expressions: Vec<&Expression> = batch.iter().map(|(_, expression)| *expression).collect();
        match evaluate(&expressions, values) {
            Err(error) => {
                let ids = batch.iter().map(|(figure, _)| figure.id.whole()).collect();
                findings.push(Finding::new(
                    Code::QueryFailed,
                    Place::Figures { ids },
                    format!("Nøgletallene kunne ikke udregnes: {error}."),
                ));
            }
            Ok(results) => {
                for ((figure, expression), result) in batch.into_iter().zip(results) {
                    let numbers: Vec<Option<f64>> =
                        result.into_iter().map(|value| super::finite(&figure.id, value, findings)).collect();
                    let value = match members(expression, values) {
                        None => Value::Scalar(numbers.first().copied().flatten()),
                        Some(keys) => Value::Series(
                            keys.into_iter()
                                .zip(numbers)
                                .map(|(key, value)| member(figure, key, value, None))
                                .collect(),
                        ),
                    };
                    values.insert(figure.id.clone(), Computed { value, rows: None });
                }
            }
        }
    }
}

/// Result of a statement about figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The statement is true.
    Holds,
    /// The statement is false.
    Fails,
    /// A figure is unknown, or the statement divides by 0.
    Unknown,
}

/// Evaluates statements, each with the difference it tolerates. A statement over series holds if it holds for every member.
///
/// # Errors
/// The message of the SQL engine.
pub fn check(statements: &[(&Expression, f64)], values: &ComputedFigures) -> Result<Vec<Truth>, String> {
    let trees: Vec<Expression> = statements
        .iter()
        .map(|(statement, tolerance)| statement.with_tree(tolerant(statement.tree.clone(), *tolerance)))
        .collect();
    let statements: Vec<&Expression> = trees.iter().collect();
    let truth = |numbers: &[Option<f64>]| {
        if numbers.contains(&Some(0.0)) {
            Truth::Fails
        } else if numbers.contains(&None) {
            Truth::Unknown
        } else {
            Truth::Holds
        }
    };
    let mut truths = vec![Truth::Unknown; statements.len()];
    let (series, scalars): (Vec<_>, Vec<_>) =
        (0..statements.len()).partition(|i| members(statements[*i], values).is_some());
    let mut batches: Vec<Vec<usize>> = series.into_iter().map(|i| vec![i]).collect();
    batches.push(scalars);
    for batch in batches.into_iter().filter(|batch| !batch.is_empty()) {
        let expressions: Vec<&Expression> = batch.iter().map(|i| statements[*i]).collect();
        for (i, numbers) in batch.into_iter().zip(evaluate(&expressions, values)?) {
            truths[i] = truth(&numbers);
        }
    }
    Ok(truths)
}

/// A number, if it is known, with the name of its member, if it has one.
pub type Named = (Option<String>, Option<f64>);

/// Evaluates an expression: to one number, or to one for each member.
///
/// # Errors
/// The message of the SQL engine.
pub fn value(expression: &Expression, values: &ComputedFigures) -> Result<Vec<Named>, String> {
    let numbers = evaluate(&[expression], values)?.into_iter().next().unwrap_or_default();
    Ok(match members(expression, values) {
        None => numbers.into_iter().map(|number| (None, number)).collect(),
        Some(keys) => keys.into_iter().map(|key| Some(key.join(", "))).zip(numbers).collect(),
    })
}

/// The keys of the first whole series in the expression. `None` if it has none outside aggregates.
fn members(expression: &Expression, values: &ComputedFigures) -> Option<Vec<Vec<String>>> {
    expression.references().iter().filter(|reference| is_whole(reference)).find_map(|reference| {
        match values.get(&reference.figure) {
            Some(Computed { value: Value::Series(members), .. }) => {
                Some(members.iter().map(|member| member.key.clone()).collect())
            }
            _ => None,
        }
    })
}

fn is_whole(reference: &Reference) -> bool {
    reference.member.is_none() && reference.aggregate.is_none()
}

/// Evaluates expressions: each to a number for every member if one of them names a whole series, otherwise to one number.
///
/// Every figure is a column of 64-bit numbers in a table named `figures`, so `/` is division without rounding down.
fn evaluate(expressions: &[&Expression], values: &ComputedFigures) -> Result<Vec<Vec<Option<f64>>>, String> {
    let keys = expressions.iter().find_map(|expression| members(expression, values));
    let height = keys.as_ref().map_or(1, Vec::len);
    let mut names = BTreeSet::new();
    let mut columns = Vec::new();
    let mut selected = Vec::new();
    for (i, expression) in expressions.iter().enumerate() {
        let mut problem = None;
        let mut tree = expression.tree.clone();
        rewrite_references(&mut tree, &mut |reference, _| match operand(&reference, keys.as_deref(), values) {
            Err(message) => {
                problem = Some(message);
                None
            }
            Ok(Operand::Constant(number)) => Some(number.map_or_else(
                || Expr::value(SqlValue::Null),
                |number| Expr::value(SqlValue::Number(format!("{number:?}"), false)),
            )),
            Ok(Operand::Column(name, numbers)) => {
                if names.insert(name.clone()) {
                    columns.push(Column::new(name.as_str().into(), numbers));
                }
                Some(quoted(&name))
            }
        });
        if let Some(problem) = problem {
            return Err(problem);
        }
        selected.push(format!("{tree} AS {}", quoted(&format!("_{i}"))));
    }
    columns.push(Column::new("_".into(), vec![0.0; height]));
    let frame = DataFrame::new(height, columns).map_err(|e| e.to_string())?;
    let sql = format!("SELECT {} FROM figures", selected.join(", "));
    // Polars' own message is English.
    let result = engine::run("figures", frame, &sql).map_err(|_| "udtrykket er for indviklet".to_owned())?;
    (0..expressions.len())
        .map(|i| {
            let column = result.column(&format!("_{i}")).map_err(|e| e.to_string())?;
            // A constant comes back once for all members.
            let row = |row: usize| row.min(column.len().saturating_sub(1));
            (0..height).map(|member| number(column, row(member)).map_err(|e| e.to_string())).collect()
        })
        .collect()
}

/// What replaces a reference in an expression.
enum Operand {
    /// One number for the whole expression.
    Constant(Option<f64>),
    /// A column of the table.
    Column(String, Vec<Option<f64>>),
}

fn operand(reference: &Reference, keys: Option<&[Vec<String>]>, values: &ComputedFigures) -> Result<Operand, String> {
    let id = &reference.figure;
    let computed = values.get(id).ok_or_else(|| format!("»{id}« har ingen værdi"))?;
    let members = match &computed.value {
        Value::Scalar(value) if reference.member.is_none() => {
            let height = keys.map_or(1, <[_]>::len);
            return Ok(Operand::Column(id.to_string(), vec![*value; height]));
        }
        Value::Scalar(_) => return Err(format!("»{id}« er ét tal og har ingen medlemmer")),
        Value::Series(members) => members,
    };
    if let Some(wanted) = &reference.member {
        let member = members.iter().find(|member| member.name() == *wanted);
        return member
            .map(|member| Operand::Constant(member.value))
            .ok_or_else(|| format!("»{id}« har intet medlem »{wanted}«"));
    }
    if let Some(aggregate) = &reference.aggregate {
        return Ok(Operand::Constant(aggregated(aggregate, members)));
    }
    let own: Vec<_> = members.iter().map(|member| member.key.clone()).collect();
    if keys != Some(own.as_slice()) {
        return Err(format!("»{id}« har andre medlemmer end de øvrige serier i udtrykket"));
    }
    Ok(Operand::Column(id.to_string(), members.iter().map(|member| member.value).collect()))
}

/// The aggregate of a series. `None` if a member is unknown.
fn aggregated(aggregate: &str, members: &[Member]) -> Option<f64> {
    let numbers: Option<Vec<f64>> = members.iter().map(|member| member.value).collect();
    let numbers = numbers?;
    match aggregate {
        "COUNT" => Some(numbers.len() as f64),
        "SUM" => Some(numbers.iter().sum()),
        "AVG" => (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64),
        "MIN" => numbers.into_iter().reduce(f64::min),
        "MAX" => numbers.into_iter().reduce(f64::max),
        _ => None,
    }
}
