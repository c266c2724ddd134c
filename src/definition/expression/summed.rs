//! Recognises values that are a single sum over rows: only for these is it known which others could be computed from them.

use sqlparser::ast::{Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Value};

use super::arguments;

/// What is added up: `COUNT(*)`, `SUM(column)` or `COALESCE(SUM(column), 0)`, with or without a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct SummedValue {
    /// `None` if rows are counted.
    pub column: Option<String>,
    /// `FILTER (WHERE …)`.
    pub filter: Option<Expr>,
}

impl SummedValue {
    /// `None` for every other expression.
    pub fn of(value: &Expr) -> Option<Self> {
        let Expr::Function(function) = value else { return None };
        if function.over.is_some() {
            return None;
        }
        let filter = function.filter.as_deref().cloned();
        match (function.name.to_string().to_uppercase().as_str(), &arguments(function)[..]) {
            ("COUNT", []) if is_star(function) => Some(Self { column: None, filter }),
            ("SUM", [Expr::Identifier(column)]) if !is_distinct(function) => {
                Some(Self { column: Some(column.value.clone()), filter })
            }
            ("COALESCE", [sum, Expr::Value(zero)]) if matches!(&zero.value, Value::Number(zero, _) if zero == "0") => {
                Self::of(sum)
            }
            _ => None,
        }
    }
}

fn is_star(function: &Function) -> bool {
    let FunctionArguments::List(list) = &function.args else { return false };
    matches!(list.args.as_slice(), [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)])
}

fn is_distinct(function: &Function) -> bool {
    matches!(&function.args, FunctionArguments::List(list) if list.duplicate_treatment.is_some())
}
