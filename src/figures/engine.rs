//! Runs SQL with Polars, with the meaning of the SQL standard.
//!
//! Statements are written for any SQL engine. Where Polars gives another result than the standard, the statement is changed
//! before Polars sees it, here and nowhere else.

mod functions;

use std::ops::ControlFlow;

use polars::prelude::{DataFrame, IntoLazy, LazyFrame, PolarsResult, polars_bail, polars_err};
use polars::sql::SQLContext;
use sqlparser::ast::helpers::attached_token::AttachedToken;
use sqlparser::ast::{
    BinaryOperator, CaseWhen, CastKind, DataType, ExactNumberInfo, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArguments, Ident, ObjectName, Query, SetExpr, Statement, TableFactor, TrimWhereField, UnaryOperator, Value,
    visit_expressions_mut,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;

use crate::definition::expression::{arguments, binary, call};
use functions::{AVERAGE, OwnFunctions, ROUND, SUM};

/// Runs a statement over one table.
///
/// # Errors
/// The message of Polars or of the SQL parser.
pub fn run(table: &str, frame: DataFrame, sql: &str) -> PolarsResult<DataFrame> {
    silence_deprecations();
    let mut query = parsed(sql)?;
    let _ = visit_expressions_mut(&mut query, |expr| {
        let taken = std::mem::replace(expr, Expr::Wildcard(AttachedToken::empty()));
        *expr = adapted(taken);
        ControlFlow::<()>::Continue(())
    });
    lazy(table, frame.lazy(), query)?.collect()
}

/// Polars' SQL casts `DATE '2024-12-31'` in a way that Polars itself has deprecated, and warns on standard error for every date.
/// Users cannot do anything about these warnings.
fn silence_deprecations() {
    polars::error::set_warning_function(|_, _| {});
}

fn parsed(sql: &str) -> PolarsResult<Query> {
    let statements = Parser::parse_sql(&GenericDialect {}, sql);
    match statements.map_err(|error| polars_err!(SQLSyntax: "{error}"))?.pop() {
        Some(Statement::Query(query)) => Ok(*query),
        _ => polars_bail!(SQLSyntax: "a statement is a query"),
    }
}

/// The result of a query over a table. A subquery after FROM is run first, because Polars does not know [`OwnFunctions`] inside it.
fn lazy(table: &str, frame: LazyFrame, mut query: Query) -> PolarsResult<LazyFrame> {
    let (mut name, mut frame) = (table.to_owned(), frame);
    if let Some(from) = first_table(&mut query)
        && let TableFactor::Derived { subquery, alias: Some(alias), .. } = from
    {
        frame = lazy(&name, frame, (**subquery).clone())?;
        name.clone_from(&alias.name.value);
        let mut named = parsed(&format!("SELECT * FROM {}", alias.name))?;
        if let Some(table) = first_table(&mut named) {
            *from = table.clone();
        }
    }
    let mut context = SQLContext::new().with_function_registry(OwnFunctions::shared());
    context.register(&name, frame);
    context.execute(&query.to_string())
}

fn first_table(query: &mut Query) -> Option<&mut TableFactor> {
    match query.body.as_mut() {
        SetExpr::Select(select) => select.from.first_mut().map(|from| &mut from.relation),
        _ => None,
    }
}

/// The expression with the same meaning in Polars. Its parts are adapted already.
fn adapted(expr: Expr) -> Expr {
    match expr {
        // In Polars these are comparisons, and so unknown for an empty cell.
        Expr::IsTrue(inner) => known(*inner, false),
        Expr::IsNotTrue(inner) => not(known(*inner, false)),
        Expr::IsFalse(inner) => not(known(*inner, true)),
        Expr::IsNotFalse(inner) => known(*inner, true),
        Expr::IsUnknown(inner) => Expr::IsNull(inner),
        Expr::IsNotUnknown(inner) => Expr::IsNotNull(inner),
        // As floating-point numbers, because 64-bit integers wrap around.
        Expr::BinaryOp {
            left,
            op: op @ (BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply),
            right,
        } if !matches!(right.as_ref(), Expr::Interval(_)) => {
            Expr::BinaryOp { left: Box::new(floating(*left)), op, right }
        }
        // Polars does not allow integers and decimals to be mixed.
        Expr::InList { expr, list, negated } if list.iter().any(is_number) => {
            Expr::InList { expr: Box::new(floating(*expr)), list: list.into_iter().map(floating).collect(), negated }
        }
        // Polars returns 8-bit integers.
        part @ Expr::Extract { .. } => cast(part, DataType::BigInt(None)),
        // Polars removes all kinds of white space, the standard only spaces.
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

/// Adapts functions: Polars rounds halves to even, adds with rounding errors, returns 0 for a sum of no values, has unsigned
/// lengths of texts, and cuts too much off a text that is shorter than `RIGHT` asks for.
fn adapted_function(mut function: Function) -> Expr {
    let own = match (function.name.to_string().to_uppercase().as_str(), &arguments(&function)[..]) {
        ("ROUND", _) => ROUND,
        ("SUM", _) => SUM,
        ("AVG", _) => AVERAGE,
        ("LENGTH", _) => return cast(Expr::Function(function), DataType::BigInt(None)),
        ("RIGHT", [text, length]) => return right(text, length, &function),
        _ => return Expr::Function(function),
    };
    function.name = ObjectName::from(Ident::new(own));
    // Polars ignores FILTER for user-defined functions, so the condition is passed as an argument.
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

/// Whether it is a number literal.
fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::Value(value) => matches!(value.value, Value::Number(..)),
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => is_number(expr),
        _ => false,
    }
}

/// The expression as a 64-bit floating-point number.
fn floating(expr: Expr) -> Expr {
    use BinaryOperator as Op;
    match expr {
        Expr::Value(value) => match value.value {
            Value::Number(text, long) if !text.contains('.') => Expr::value(Value::Number(format!("{text}.0"), long)),
            value => Expr::value(value),
        },
        Expr::UnaryOp { op, expr } if is_number(&expr) => Expr::UnaryOp { op, expr: Box::new(floating(*expr)) },
        expr @ (Expr::Cast { data_type: DataType::Double(_), .. }
        | Expr::BinaryOp { op: Op::Plus | Op::Minus | Op::Multiply | Op::Divide, .. }) => expr,
        expr => cast(expr, DataType::Double(ExactNumberInfo::None)),
    }
}

fn cast(expr: Expr, data_type: DataType) -> Expr {
    Expr::Cast { kind: CastKind::Cast, expr: Box::new(expr), data_type, array: false, format: None }
}

/// `CASE WHEN LENGTH(text) > length THEN RIGHT(text, length) ELSE text END`.
fn right(text: &Expr, length: &Expr, function: &Function) -> Expr {
    let is_longer = binary(call("LENGTH", vec![text.clone()]), BinaryOperator::Gt, length.clone());
    Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: vec![CaseWhen { condition: is_longer, result: Expr::Function(function.clone()) }],
        else_result: Some(Box::new(text.clone())),
    }
}
