//! Shares that are compared with a percentage as it is printed: a share is from 0 to 1, so `share > 80` is never true.

use std::ops::ControlFlow;

use sqlparser::ast::{BinaryOperator, Expr, Spanned, Value, visit_expressions};

use super::{Expression, reference};
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
    let _ = visit_expressions(&expression.tree, |expr| {
        use BinaryOperator as Op;
        match expr {
            Expr::BinaryOp { left, op: Op::Gt | Op::Lt | Op::GtEq | Op::LtEq | Op::Eq | Op::NotEq, right } => {
                compare(left, right);
                compare(right, left);
            }
            Expr::Between { expr, low, high, .. } => {
                compare(expr, low);
                compare(expr, high);
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
