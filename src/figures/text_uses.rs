//! Which texts of a dataset a figure counts, groups by or compares.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned,
    Value, visit_expressions,
};

use crate::definition::At;
use crate::definition::dataset::{ColumnKind, Dataset};
use crate::definition::expression::Expression;
use crate::definition::figure::Query;

/// A column of texts, and what a figure compares it with.
pub struct TextUse {
    pub column: String,
    /// Whether the column's different texts are counted, or are the members of a series.
    pub is_counted: bool,
    pub comparisons: Vec<TextComparison>,
}

/// A text of the definition that a column is compared with.
pub struct TextComparison {
    pub text: String,
    /// Which part of a row's text it is compared with.
    pub part: ComparedPart,
    /// Whether rows with the text count; `false` if those without it do.
    pub is_equal: bool,
    pub at: At,
}

/// The part of a row's text that is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ComparedPart {
    Whole,
    /// `LIKE 'x%'`
    Start,
    /// `LIKE '%x'`
    End,
    /// `LIKE '%x%'`
    Any,
}

impl ComparedPart {
    /// Whether the text has the part.
    pub fn is_in(self, part: &str, text: &str) -> bool {
        match self {
            Self::Whole => text == part,
            Self::Start => text.starts_with(part),
            Self::End => text.ends_with(part),
            Self::Any => text.contains(part),
        }
    }
}

/// The columns whose texts the query counts, groups by or compares, unless the definition says that each spelling is a text of
/// its own.
pub fn text_uses(query: &Query, dataset: &Dataset) -> Vec<TextUse> {
    let mut uses = Vec::new();
    for by in &query.by {
        if let Expr::Identifier(column) = &by.tree {
            use_of(&mut uses, &column.value).is_counted = true;
        }
    }
    for column in query.once() {
        use_of(&mut uses, column).is_counted = true;
    }
    for expression in query.expressions() {
        let _ = visit_expressions(&expression.tree, |expr| {
            if let Expr::Function(function) = expr
                && let Some(column) = distinct_column(function)
            {
                use_of(&mut uses, column).is_counted = true;
            }
            for (column, comparison) in comparisons(expression, expr) {
                use_of(&mut uses, column).comparisons.push(comparison);
            }
            ControlFlow::<()>::Continue(())
        });
    }
    uses.retain(|text_use| holds_any_text(query, dataset, &text_use.column));
    uses
}

fn use_of<'u>(uses: &'u mut Vec<TextUse>, column: &str) -> &'u mut TextUse {
    let at = uses.iter().position(|text_use| text_use.column == column).unwrap_or_else(|| {
        uses.push(TextUse { column: column.to_owned(), is_counted: false, comparisons: Vec::new() });
        uses.len() - 1
    });
    &mut uses[at]
}

fn holds_any_text(query: &Query, dataset: &Dataset, name: &str) -> bool {
    dataset.columns.get(name).is_some_and(|column| {
        !column.exact
            && match &column.kind {
                ColumnKind::Text => true,
                ColumnKind::List { values, .. } => values.is_empty() && query.from.list.as_deref() == Some(name),
                _ => false,
            }
    })
}

/// The column in `COUNT(DISTINCT column)`.
fn distinct_column(function: &Function) -> Option<&str> {
    let FunctionArguments::List(list) = &function.args else { return None };
    match (list.duplicate_treatment, list.args.as_slice()) {
        (
            Some(DuplicateTreatment::Distinct),
            [FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Identifier(column)))],
        ) => Some(&column.value),
        _ => None,
    }
}

/// The comparisons of a column with a text that the expression itself is: `a = 'x'`, `a IN ('x', 'y')`, `CASE a WHEN 'x' …`.
fn comparisons<'e>(expression: &Expression, expr: &'e Expr) -> Vec<(&'e str, TextComparison)> {
    let compared = |column: &'e Expr, value: &Expr, is_equal| match column {
        Expr::Identifier(column) => {
            let at = expression.place(value.span());
            text(value)
                .map(|text| (column.value.as_str(), TextComparison { text, part: ComparedPart::Whole, is_equal, at }))
        }
        _ => None,
    };
    match expr {
        Expr::BinaryOp { left, op: op @ (BinaryOperator::Eq | BinaryOperator::NotEq), right } => {
            let is_equal = *op == BinaryOperator::Eq;
            compared(left, right, is_equal).or_else(|| compared(right, left, is_equal)).into_iter().collect()
        }
        Expr::InList { expr, list, negated } => {
            list.iter().filter_map(|value| compared(expr, value, !negated)).collect()
        }
        Expr::Like { expr: column, pattern, negated, any: false, escape_char: None } => {
            compared(column, pattern, !negated)
                .and_then(|(column, comparison)| Some((column, simple_pattern(comparison)?)))
                .into_iter()
                .collect()
        }
        Expr::Case { operand: Some(operand), conditions, .. } => {
            conditions.iter().filter_map(|when| compared(operand, &when.condition, true)).collect()
        }
        _ => Vec::new(),
    }
}

/// The comparison with the text of a pattern; `None` if the pattern has other wildcards than `%` at its ends.
fn simple_pattern(like: TextComparison) -> Option<TextComparison> {
    let start = like.text.strip_prefix('%');
    let rest = start.unwrap_or(&like.text);
    let end = rest.strip_suffix('%');
    let part = match (start, end) {
        (None, None) => ComparedPart::Whole,
        (None, Some(_)) => ComparedPart::Start,
        (Some(_), None) => ComparedPart::End,
        (Some(_), Some(_)) => ComparedPart::Any,
    };
    let text = end.unwrap_or(rest).to_owned();
    (!text.is_empty() && !text.contains(['%', '_', '\\'])).then_some(TextComparison { text, part, ..like })
}

fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Some(text.clone()),
            _ => None,
        },
        Expr::Nested(inner) => text(inner),
        _ => None,
    }
}
