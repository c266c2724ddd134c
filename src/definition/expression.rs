//! SQL expressions: parsing, the names they use, their types, and replacing placeholders by the dates of a period.
//!
//! One language serves figures (over a dataset's columns), derived figures and checks (over other figures). The grammar
//! is that of the crate `sqlparser`, which Polars' SQL uses too.

mod aggregated;
mod binding;
mod build;
mod grammar;
mod interval;
mod parse;
mod rates;
mod references;
mod refused;
mod shape;
mod shares;
mod summed;
mod types;
mod words;

use std::ops::ControlFlow;

use chrono::NaiveDate;
use sqlparser::ast::{
    BinaryOperator, DataType, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned, Value,
    ValueWithSpan, visit_expressions, visit_expressions_mut,
};
use sqlparser::tokenizer::Span;

use super::reader::At;
use crate::period::Period;

pub use build::{all_of, binary, call, date_literal, filtered, quoted};
use interval::Length;
pub use rates::{RateFunction, RateMethod, rate_function, rate_methods, rate_standards, replace_rate_functions};

pub use references::{
    Reference, first_aggregated_expression, reference, replace_aggregates, rewrite_references, visit_references,
};
pub use shape::{check_no_aggregate, check_series_aggregates, check_statement, check_value};
pub use shares::check_shares;
pub use summed::SummedValue;
pub use types::{Names, SqlType, check_types};
pub use words::{condition_in_words, derivation_in_words, grouping_in_words, header, value_in_words};

/// Quartile functions of a series. SQL engines have no functions of these names for rows.
pub const QUARTILES: [&str; 2] = ["LOWER_QUARTILE", "UPPER_QUARTILE"];

/// The aggregate functions that figures may use.
pub const AGGREGATES: [&str; 7] = ["COUNT", "SUM", "AVG", "MIN", "MAX", "MEDIAN", "STDDEV"];

/// The dates that an expression can name.
pub const PLACEHOLDERS: [&str; 4] = [":start", ":end", ":last", ":as_of"];

/// A parsed SQL expression and its place.
#[derive(Debug, Clone)]
pub struct Expression {
    /// As the author wrote it.
    pub text: String,
    /// The syntax tree, without dates in its placeholders.
    pub tree: Expr,
    /// The place of its first character.
    pub at: At,
}

/// The values of the placeholders in a period.
#[derive(Debug, Clone)]
pub struct Dates {
    /// `:start`, the period's first day.
    pub start: NaiveDate,
    /// `:end`, the day after its last.
    pub end: NaiveDate,
    /// `:last`, its last day.
    pub last: NaiveDate,
    /// `:as_of`, the day that a stock is counted on.
    pub as_of: NaiveDate,
}

impl Dates {
    /// The dates of a period, with stocks counted on its last day.
    pub fn of(period: &Period) -> Self {
        Self { start: period.start, end: period.end, last: period.last(), as_of: period.last() }
    }

    fn get(&self, placeholder: &str) -> Option<NaiveDate> {
        Some(match placeholder {
            ":start" => self.start,
            ":end" => self.end,
            ":last" => self.last,
            ":as_of" => self.as_of,
            _ => return None,
        })
    }
}

impl Expression {
    /// The expression with another tree and the same place.
    pub fn with_tree(&self, tree: Expr) -> Self {
        Self { tree, ..self.clone() }
    }

    /// The two sides of a comparison; `None` for any other expression.
    pub fn sides(&self) -> Option<(Self, Self)> {
        use BinaryOperator as Op;
        match &self.tree {
            Expr::BinaryOp { left, op: Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq, right } => {
                Some((self.with_tree((**left).clone()), self.with_tree((**right).clone())))
            }
            _ => None,
        }
    }

    /// See [`is_zero_without_rows`].
    pub fn is_zero_without_rows(&self) -> bool {
        is_zero_without_rows(&self.tree)
    }

    /// The place of a part of the expression.
    pub fn place(&self, span: Span) -> At {
        if span.start.line == 1 && span.start.column > 0 {
            self.at.right(span.start.column as u32 - 1)
        } else {
            self.at.clone()
        }
    }

    /// The names of columns it uses, with their places.
    pub fn columns(&self) -> Vec<(String, At)> {
        let mut names = Vec::new();
        let _ = visit_expressions(&self.tree, |expr| {
            match expr {
                Expr::Identifier(ident) => names.push((ident.value.clone(), self.place(ident.span))),
                Expr::CompoundIdentifier(parts) => {
                    let name: Vec<_> = parts.iter().map(|part| part.value.as_str()).collect();
                    names.push((name.join("."), self.place(expr.span())));
                }
                _ => {}
            }
            ControlFlow::<()>::Continue(())
        });
        names
    }

    /// The figures it refers to, as `chapter.name` or `chapter.name[member]`, with their places.
    pub fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        visit_references(&self.tree, &mut |reference, expr| {
            found.push(Reference { at: self.place(expr.span()), ..reference });
        });
        found
    }

    /// Placeholders that do not exist.
    pub fn unknown_placeholders(&self) -> Vec<(String, At)> {
        let mut unknown = Vec::new();
        let _ = visit_expressions(&self.tree, |expr| {
            if let Expr::Value(ValueWithSpan { value: Value::Placeholder(name), span }) = expr
                && !PLACEHOLDERS.contains(&name.as_str())
            {
                unknown.push((name.clone(), self.place(*span)));
            }
            ControlFlow::<()>::Continue(())
        });
        unknown
    }

    /// The tree with its placeholders replaced by dates, and with sums of dates and intervals evaluated.
    pub fn with_dates(&self, dates: &Dates) -> Expr {
        let mut tree = self.tree.clone();
        let _ = visit_expressions_mut(&mut tree, |expr| {
            if let Some(date) = constant_date(expr, dates) {
                *expr = date_literal(date);
            } else if let Expr::Interval(interval) = expr
                && let Some(length) = Length::of(interval)
            {
                *expr = length.expression();
            }
            ControlFlow::<()>::Continue(())
        });
        tree
    }

    /// The date that it evaluates to, if it is a placeholder or a date, plus or minus intervals.
    pub fn date(&self, dates: &Dates) -> Option<NaiveDate> {
        constant_date(&self.with_dates(dates), dates)
    }
}

/// Whether it is zero when there are no rows: a bare `COUNT(…)`, or `COALESCE(…, 0)` around an aggregate. Any other expression is
/// then unknown.
fn is_zero_without_rows(expr: &Expr) -> bool {
    let Expr::Function(function) = expr else { return false };
    match (function.name.to_string().to_uppercase().as_str(), &arguments(function)[..]) {
        ("COUNT", _) => true,
        ("COALESCE", [Expr::Function(first), Expr::Value(value)]) => {
            is_aggregate(first) && matches!(&value.value, Value::Number(text, _) if text == "0")
        }
        _ => false,
    }
}

/// The arguments of a function that are expressions.
pub fn arguments(function: &Function) -> Vec<&Expr> {
    let FunctionArguments::List(list) = &function.args else { return Vec::new() };
    let expressions = list.args.iter().filter_map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => Some(argument),
        _ => None,
    });
    expressions.collect()
}

/// Whether the function is one of [`AGGREGATES`].
fn is_aggregate(function: &Function) -> bool {
    AGGREGATES.contains(&function.name.to_string().to_uppercase().as_str())
}

/// Whether the function is a quartile of a series.
fn is_quartile(function: &Function) -> bool {
    QUARTILES.contains(&function.name.to_string().to_uppercase().as_str())
}

/// The date that an expression of placeholders, dates and intervals evaluates to.
fn constant_date(expr: &Expr, dates: &Dates) -> Option<NaiveDate> {
    match expr {
        Expr::Nested(inner) => constant_date(inner, dates),
        Expr::Value(ValueWithSpan { value: Value::Placeholder(name), .. }) => dates.get(name),
        Expr::TypedString(typed) if typed.data_type == DataType::Date => {
            typed.value.value.clone().into_string()?.parse().ok()
        }
        Expr::BinaryOp { left, op, right } => {
            let date = constant_date(left, dates)?;
            let Expr::Interval(interval) = right.as_ref() else { return None };
            Length::of(interval)?.applied(date, op)
        }
        _ => None,
    }
}
