//! Finds shares that are compared with a percentage: a share is 0–1, so `share > 80` is never true.

use std::ops::ControlFlow;

use sqlparser::ast::{BinaryOperator, Expr, Spanned, Value, visit_expressions};

use super::{Expression, reference};
use crate::definition::reader::At;
use crate::findings::{Code, Finding};

/// Reports each comparison of a share with a number above 1. `is_share` tells whether the figure with this id is one.
pub fn check_shares(expression: &Expression, is_share: &dyn Fn(&str) -> bool, push: &mut dyn FnMut(Finding)) {
    let mut compare = |share: &Expr, other: &Expr| {
        let named = reference(share)
            .filter(|named| named.aggregate.as_deref().is_none_or(|name| !["SUM", "COUNT"].contains(&name)));
        let (Some(named), Some(number)) = (named, literal(other)) else { return };
        if number > 1.0 && is_share(named.figure.as_str()) {
            let message = format!("»{share}« er en andel fra 0 til 1, men bliver sammenlignet med {other}.");
            let advice = format!("{other} procent skrives {}.", number / 100.0);
            let place = expression.place(other.span()).place();
            push(Finding::new(Code::SqlType, place, message).advise(advice));
        }
    };
    visit_comparisons(expression, &mut |_, one, other| compare(one, other));
}

/// A column that a condition compares with a number.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnBound {
    pub column: String,
    pub number: f64,
    /// The comparison as it is written.
    pub text: String,
    pub at: At,
}

impl Expression {
    /// The columns that it compares with numbers.
    pub fn column_bounds(&self) -> Vec<ColumnBound> {
        let mut found = Vec::new();
        visit_comparisons(self, &mut |whole, one, other| {
            if let (Expr::Identifier(column), Some(number)) = (one, literal(other)) {
                let (text, at) = (whole.to_string(), self.place(column.span));
                found.push(ColumnBound { column: column.value.clone(), number, text, at });
            }
        });
        found
    }
}

/// Calls `found` for the two sides of each comparison, in both orders.
fn visit_comparisons(expression: &Expression, found: &mut dyn FnMut(&Expr, &Expr, &Expr)) {
    let _ = visit_expressions(&expression.tree, |whole| {
        use BinaryOperator as Op;
        match whole {
            Expr::BinaryOp { left, op: Op::Gt | Op::Lt | Op::GtEq | Op::LtEq | Op::Eq | Op::NotEq, right } => {
                found(whole, left, right);
                found(whole, right, left);
            }
            Expr::Between { expr, low, high, .. } => {
                found(whole, expr, low);
                found(whole, expr, high);
            }
            _ => {}
        }
        ControlFlow::<()>::Continue(())
    });
}

fn literal(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::Number(text, _) => text.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
