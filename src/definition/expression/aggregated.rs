//! The aggregates of a figure's value and their arguments.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Spanned, visit_expressions};

use super::{Expression, arguments, is_aggregate};
use crate::definition::reader::At;

/// An aggregate and its argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregated {
    /// Its name in capitals, as `SUM`.
    pub function: String,
    /// The columns that its argument names.
    pub columns: Vec<String>,
    /// Whether the argument is one column and nothing else.
    pub is_bare: bool,
    /// Whether the argument compares anything, which may leave out values.
    pub is_conditional: bool,
    pub at: At,
}

impl Expression {
    /// Whether it is the number of rows and nothing else: `COUNT(*)`.
    pub fn is_row_count(&self) -> bool {
        self.text.split_whitespace().collect::<String>().eq_ignore_ascii_case("COUNT(*)")
    }

    /// The aggregates of the expression that have an argument.
    pub fn aggregated(&self) -> Vec<Aggregated> {
        let mut found = Vec::new();
        let _ = visit_expressions(&self.tree, |expr| {
            if let Expr::Function(function) = expr
                && is_aggregate(function)
                && let [argument] = arguments(function)[..]
            {
                let over = self.with_tree(argument.clone());
                found.push(Aggregated {
                    function: function.name.to_string().to_uppercase(),
                    columns: over.columns().into_iter().map(|(name, _)| name).collect(),
                    is_bare: matches!(argument, Expr::Identifier(_)),
                    is_conditional: function.filter.is_some() || matches!(argument, Expr::Case { .. }),
                    at: self.place(expr.span()),
                });
            }
            ControlFlow::<()>::Continue(())
        });
        found
    }
}
