//! What an expression may consist of: a figure's value of aggregates and arithmetic, its conditions of anything but aggregates.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArguments, Spanned, UnaryOperator, Value, visit_expressions,
};

use super::grammar::{FunctionKind, SERIES_AGGREGATES, function_rule};
use super::{AGGREGATES, Expression, arguments, is_aggregate, is_quartile, reference, visit_references};
use crate::definition::reader::At;
use crate::findings::{Code, Finding};

/// How many operators an expression may have. Its tree is walked recursively, and more would overflow the stack.
const MAX_OPERATORS: usize = 80;
/// Words that make a tree deeper without being an operator.
const COMPARING: [&str; 11] =
    ["IS", "IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "SIMILAR", "CASE", "COLLATE", "AT", "ISNULL"];

/// Reports an expression that is nested too deeply to be processed.
pub fn check_size(text: &str, at: &At) -> Option<Finding> {
    let (mut operators, mut comparisons) = (0, 0);
    // Iterating over the text costs no stack, which walking the tree would.
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')')) {
        let word = word.to_uppercase();
        operators += usize::from(matches!(word.as_str(), "AND" | "OR" | "+" | "-" | "*" | "/" | "NOT" | "||"));
        comparisons += usize::from(COMPARING.contains(&word.as_str()));
    }
    let nesting = text.matches(['(', '[']).count();
    let symbols = text.matches(['+', '-', '*', '/', '|', '%', '^', '&', '~', '!', ':', '#', '@', '?']).count();
    let comparisons = comparisons + text.matches(['=', '<', '>']).count();
    (operators.max(symbols).max(comparisons) + nesting > 2 * MAX_OPERATORS).then(|| {
        Finding::new(Code::SqlSyntax, at.place(), "SQL-udtrykket er for langt.")
            .advise("Brug IN ('a', 'b', …) i stedet for mange OR, eller del nøgletallet i flere.")
    })
}

/// Reports a part of a figure's value that is not one number for all rows: a column outside an aggregate, a window, a filter.
pub fn check_value(expression: &Expression, push: &mut dyn FnMut(Finding)) {
    let mut is_reported = false;
    let mut report = |expr: &Expr, message: String, advice: &str| {
        is_reported = true;
        push(Finding::new(Code::SqlType, expression.place(expr.span()).place(), message).advise(advice));
    };
    walk_value(&expression.tree, &mut report);
    if !is_reported && !has_aggregate(&expression.tree) {
        let message = format!("»{}« er et fast tal og bliver ikke talt i rækkerne.", expression.text);
        push(
            Finding::new(Code::SqlType, expression.at.place(), message)
                .advise("Skriv fx COUNT(*), eller nævn en kolonne: SUM(antal)."),
        );
    }
}

fn walk_value(expr: &Expr, report: &mut dyn FnMut(&Expr, String, &str)) {
    match expr {
        Expr::Nested(inner) | Expr::UnaryOp { op: UnaryOperator::Minus, expr: inner } => walk_value(inner, report),
        Expr::Value(_) => {}
        Expr::BinaryOp {
            left,
            op: BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply | BinaryOperator::Divide,
            right,
        } => {
            walk_value(left, report);
            walk_value(right, report);
        }
        Expr::Function(function) if is_aggregate(function) => {
            for argument in arguments(function) {
                if has_aggregate(argument) {
                    report(argument, format!("»{argument}« er en sum i en sum."), "");
                }
            }
        }
        Expr::Floor { expr: inner, .. } | Expr::Ceil { expr: inner, .. } => walk_value(inner, report),
        Expr::Function(function)
            if function_rule(&name(function)).is_some_and(|rule| rule.kind == FunctionKind::Arithmetic) =>
        {
            arguments(function).into_iter().for_each(|argument| walk_value(argument, report));
        }
        other => {
            let advice = format!("Brug {} om kolonnen.", AGGREGATES.join(", "));
            report(other, format!("»{other}« samler ikke rækkerne til ét tal."), &advice);
        }
    }
}

/// Reports aggregates in a condition or a grouping, which would range over other rows than their author expects.
pub fn check_no_aggregate(expression: &Expression, push: &mut dyn FnMut(Finding)) {
    if has_aggregate(&expression.tree) {
        push(
            Finding::new(
                Code::SqlType,
                expression.at.place(),
                format!("»{}« regner på alle rækker, men her ses på én række ad gangen.", expression.text),
            )
            .advise("Et nøgletals »value« regner på rækkerne; »where« og »by« ser på hver række."),
        );
    }
}

/// Reports an aggregate in a derived figure that is not of whole series.
pub fn check_series_aggregates(expression: &Expression, push: &mut dyn FnMut(Finding)) {
    let _ = visit_expressions(&expression.tree, |expr| {
        if let Expr::Function(function) = expr
            && (is_aggregate(function) || is_quartile(function))
        {
            let name = name(function);
            let is_of_series = match reference(expr) {
                Some(reference) => reference.member.is_none(),
                None => name != "COUNT" && matches!(arguments(function)[..], [argument] if is_of_series(argument)),
            };
            let distinct =
                matches!(&function.args, FunctionArguments::List(list) if list.duplicate_treatment.is_some());
            if !is_of_series || distinct || is_modified(function) || !SERIES_AGGREGATES.contains(&name.as_str()) {
                let advice = if name == "COUNT" {
                    "Tæl medlemmerne af én serie: COUNT(kapitel.serie), eller nogle af dem: SUM(CASE WHEN kapitel.serie > 5 THEN 1 ELSE 0 END)."
                        .to_owned()
                } else {
                    format!(
                        "{} kan stå om serier: SUM(kapitel.serie), SUM(kapitel.serie * kapitel.anden).",
                        SERIES_AGGREGATES.join(", ")
                    )
                };
                let place = expression.place(expr.span()).place();
                let message = format!("»{expr}« kan ikke udregnes.");
                push(Finding::new(Code::SqlType, place, message).advise(advice));
            }
        }
        ControlFlow::<()>::Continue(())
    });
}

/// Whether an expression over figures has a whole series in it, and no aggregate: `SUM(SUM(a.b))` would be of one number.
fn is_of_series(argument: &Expr) -> bool {
    let (mut has_series, mut has_aggregate) = (false, false);
    visit_references(argument, &mut |reference, _| {
        has_series |= reference.is_whole();
        has_aggregate |= reference.is_aggregated;
    });
    has_series && !has_aggregate
}

/// Reports a check that is no statement.
pub fn check_statement(expression: &Expression, push: &mut dyn FnMut(Finding)) {
    if !is_statement(&expression.tree) {
        push(
            Finding::new(
                Code::SqlType,
                expression.at.place(),
                format!("»{}« er ikke et udsagn, der er sandt eller falsk.", expression.text),
            )
            .advise("Skriv fx a = b eller a <= b."),
        );
    }
}

fn is_statement(expr: &Expr) -> bool {
    use BinaryOperator as Op;
    match expr {
        Expr::Nested(inner) | Expr::UnaryOp { op: UnaryOperator::Not, expr: inner } => is_statement(inner),
        Expr::BinaryOp { left, op: Op::And | Op::Or, right } => is_statement(left) && is_statement(right),
        Expr::BinaryOp { op, .. } => matches!(op, Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq),
        Expr::Between { .. } | Expr::InList { .. } | Expr::IsNull(_) | Expr::IsNotNull(_) => true,
        Expr::Value(value) => matches!(value.value, Value::Boolean(_)),
        _ => false,
    }
}

fn has_aggregate(expr: &Expr) -> bool {
    let mut any = false;
    let _ = visit_expressions(expr, |expr| {
        any |= matches!(expr, Expr::Function(function) if is_aggregate(function) || function.over.is_some());
        ControlFlow::<()>::Continue(())
    });
    any
}

/// Whether the function has a clause that changes the rows it ranges over.
fn is_modified(function: &Function) -> bool {
    function.filter.is_some() || function.over.is_some() || !function.within_group.is_empty()
}

fn name(function: &Function) -> String {
    function.name.to_string().to_uppercase()
}
