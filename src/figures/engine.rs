//! Runs SQL with Polars as the standard means it.
//!
//! Statements are written for any SQL engine. Where Polars gives another result than the standard, the statement is changed
//! before Polars sees it, here and nowhere else.

mod functions;

use std::ops::ControlFlow;

use polars::prelude::{DataFrame, IntoLazy, PolarsResult, polars_bail, polars_err};
use polars::sql::SQLContext;
use sqlparser::ast::helpers::attached_token::AttachedToken;
use sqlparser::ast::{
    BinaryOperator, CastKind, DataType, ExactNumberInfo, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArguments, Ident, ObjectName, TrimWhereField, UnaryOperator, Value, visit_expressions_mut,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;

use crate::definition::expression::call;
use functions::{AVERAGE, OwnFunctions, ROUND, SUM};

/// Runs a statement over one table.
///
/// # Errors
/// The message of Polars or of the SQL parser.
pub fn run(table: &str, frame: DataFrame, sql: &str) -> PolarsResult<DataFrame> {
    silence_deprecations();
    let mut context = SQLContext::new().with_function_registry(OwnFunctions::shared());
    context.register(table, frame.lazy());
    context.execute(&for_polars(sql)?)?.collect()
}

/// Polars' SQL casts `DATE '2024-12-31'` in a way that Polars has deprecated, and warns on standard error for every date. Users can
/// do nothing about these warnings.
fn silence_deprecations() {
    polars::error::set_warning_function(|_, _| {});
}

fn for_polars(sql: &str) -> PolarsResult<String> {
    let parsed = Parser::parse_sql(&GenericDialect {}, sql);
    let mut statements = parsed.map_err(|error| polars_err!(SQLSyntax: "{error}"))?;
    let [statement] = &mut statements[..] else { polars_bail!(SQLSyntax: "one statement is run at a time") };
    let _ = visit_expressions_mut(statement, |expr| {
        let taken = std::mem::replace(expr, Expr::Wildcard(AttachedToken::empty()));
        *expr = adapted(taken);
        ControlFlow::<()>::Continue(())
    });
    Ok(statement.to_string())
}

/// The expression with the same meaning in Polars. Its parts are adapted already.
fn adapted(expr: Expr) -> Expr {
    match expr {
        // In Polars these are comparisons, which are unknown for an empty cell.
        Expr::IsTrue(inner) => known(*inner, false),
        Expr::IsNotTrue(inner) => not(known(*inner, false)),
        Expr::IsFalse(inner) => not(known(*inner, true)),
        Expr::IsNotFalse(inner) => known(*inner, true),
        Expr::IsUnknown(inner) => Expr::IsNull(inner),
        Expr::IsNotUnknown(inner) => Expr::IsNotNull(inner),
        // Whole numbers of 64 bits wrap around.
        Expr::BinaryOp {
            left,
            op: op @ (BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply),
            right,
        } if !matches!(right.as_ref(), Expr::Interval(_)) => {
            Expr::BinaryOp { left: Box::new(floating(*left)), op, right }
        }
        // Polars removes all kinds of white space.
        Expr::Trim { expr, trim_where: None, trim_what: None, trim_characters: None } => Expr::Trim {
            expr,
            trim_where: Some(TrimWhereField::Both),
            trim_what: Some(Box::new(Expr::value(Value::SingleQuotedString(" ".to_owned())))),
            trim_characters: None,
        },
        Expr::Function(function) => adapted_function(function),
        other => other,
    }
}

/// Polars rounds halves to even numbers, adds with rounding errors, and has 0 for a sum of no values.
fn adapted_function(mut function: Function) -> Expr {
    let own = match function.name.to_string().to_uppercase().as_str() {
        "ROUND" => ROUND,
        "SUM" => SUM,
        "AVG" => AVERAGE,
        _ => return Expr::Function(function),
    };
    function.name = ObjectName::from(Ident::new(own));
    // Polars ignores FILTER for functions that are not its own.
    if let (Some(condition), FunctionArguments::List(list)) = (function.filter.take(), &mut function.args) {
        list.args.push(FunctionArg::Unnamed(FunctionArgExpr::Expr(*condition)));
    }
    Expr::Function(function)
}

/// `COALESCE(condition, otherwise)`.
fn known(condition: Expr, otherwise: bool) -> Expr {
    call("COALESCE", vec![condition, Expr::value(Value::Boolean(otherwise))])
}

fn not(condition: Expr) -> Expr {
    Expr::Nested(Box::new(Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(condition) }))
}

/// The expression as a 64-bit floating-point number.
fn floating(expr: Expr) -> Expr {
    use BinaryOperator as Op;
    match expr {
        Expr::Value(value) => match value.value {
            Value::Number(text, long) if !text.contains('.') => Expr::value(Value::Number(format!("{text}.0"), long)),
            value => Expr::value(value),
        },
        expr @ (Expr::Cast { data_type: DataType::Double(_), .. }
        | Expr::BinaryOp { op: Op::Plus | Op::Minus | Op::Multiply | Op::Divide, .. }) => expr,
        expr => Expr::Cast {
            kind: CastKind::Cast,
            expr: Box::new(expr),
            data_type: DataType::Double(ExactNumberInfo::None),
            array: false,
            format: None,
        },
    }
}
