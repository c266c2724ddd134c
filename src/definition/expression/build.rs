//! Builds expressions.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use sqlparser::ast::{
    BinaryOperator, CastKind, DataType, ExactNumberInfo, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArgumentList, FunctionArguments, Ident, ObjectName, TypedString, Value, visit_expressions_mut,
};

use super::is_aggregate;

/// The expression with `FILTER (WHERE condition)` on each of its aggregates.
///
/// Aggregates that are calculated with are made 64-bit floating-point numbers first, so that no difference of counts can wrap
/// around and no quotient is rounded down.
pub fn filtered(tree: Expr, condition: Option<&Expr>) -> Expr {
    if let Expr::Function(mut function) = tree.clone()
        && is_aggregate(&function)
    {
        function.filter = condition.cloned().map(Box::new);
        return Expr::Function(function);
    }
    let mut tree = tree;
    let _ = visit_expressions_mut(&mut tree, |expr| {
        if let Expr::Function(function) = expr
            && is_aggregate(function)
        {
            function.filter = condition.cloned().map(Box::new);
            *expr = Expr::Cast {
                kind: CastKind::Cast,
                expr: Box::new(expr.clone()),
                data_type: DataType::Double(ExactNumberInfo::None),
                array: false,
                format: None,
            };
        }
        ControlFlow::<()>::Continue(())
    });
    tree
}

/// `name(a, b)`.
pub fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::Function(Function {
        name: ObjectName::from(Ident::new(name)),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: arguments.into_iter().map(|argument| FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))).collect(),
            clauses: Vec::new(),
        }),
        filter: None,
        null_treatment: None,
        over: None,
        within_group: Vec::new(),
    })
}

/// The conditions joined with AND; `None` without conditions.
pub fn all_of(conditions: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    conditions.into_iter().map(in_parentheses).reduce(|left, right| Expr::BinaryOp {
        left: Box::new(left),
        op: BinaryOperator::And,
        right: Box::new(right),
    })
}

/// The condition, in parentheses if it is an OR, which binds more loosely than AND.
fn in_parentheses(condition: Expr) -> Expr {
    match condition {
        Expr::BinaryOp { op: BinaryOperator::Or, .. } => Expr::Nested(Box::new(condition)),
        other => other,
    }
}

/// `DATE '2024-12-31'`.
pub fn date_literal(date: NaiveDate) -> Expr {
    Expr::TypedString(TypedString {
        data_type: DataType::Date,
        value: Value::SingleQuotedString(date.to_string()).into(),
        uses_odbc_syntax: false,
    })
}

/// `"name"`.
pub fn quoted(name: &str) -> Expr {
    Expr::Identifier(Ident::with_quote('"', name))
}

/// `left op right`.
pub fn binary(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::BinaryOp { left: Box::new(left), op, right: Box::new(right) }
}
