//! The functions that an expression over figures may call.

use std::cmp::Ordering;

use sqlparser::ast::{Expr, Function};

use super::{Arithmetic, ExpressionValue, by_size, is_equal, too_complex};
use crate::danish;
use crate::definition::expression::{RateMethod, arguments, rate_function};
use crate::statistics::{Confidence, ConfidenceInterval, count_interval, funnel_rate, wilson};

impl Arithmetic<'_> {
    pub(super) fn call(&self, expr: &Expr) -> Result<ExpressionValue, String> {
        let function = match expr {
            Expr::Floor { expr, .. } => return Ok(self.number(expr)?.map(f64::floor).into()),
            Expr::Ceil { expr, .. } => return Ok(self.number(expr)?.map(f64::ceil).into()),
            Expr::Function(function) => function,
            _ => return Err(too_complex()),
        };
        let name = function.name.to_string().to_uppercase();
        match (name.as_str(), &arguments(function)[..]) {
            ("ABS", [number]) => Ok(self.number(number)?.map(f64::abs).into()),
            ("FLOOR", [number]) => Ok(self.number(number)?.map(f64::floor).into()),
            ("CEIL", [number]) => Ok(self.number(number)?.map(f64::ceil).into()),
            ("ROUND", [number]) => Ok(self.number(number)?.map(|number| danish::rounded(number, 0)).into()),
            ("ROUND", [number, decimals]) => {
                let decimals = self.number(decimals)?.unwrap_or(0.0) as usize;
                Ok(self.number(number)?.map(|number| danish::rounded(number, decimals)).into())
            }
            ("GREATEST", numbers) => self.extreme(numbers, Ordering::Greater),
            ("LEAST", numbers) => self.extreme(numbers, Ordering::Less),
            ("COALESCE", values) => self.first_known(values),
            ("NULLIF", [value, other]) => {
                let (value, other) = (self.outcome(value)?, self.outcome(other)?);
                Ok(if is_equal(&value, &other)? == Some(true) { ExpressionValue::Unknown } else { value })
            }
            _ => self.interval_end(function).unwrap_or_else(|| Err(too_complex())),
        }
    }

    /// An end of the 95 % interval of a count or a share, or of a funnel's limits; `None` for other functions.
    fn interval_end(&self, function: &Function) -> Option<Result<ExpressionValue, String>> {
        let found = rate_function(function)?;
        let numbers: Result<Vec<Option<f64>>, String> =
            arguments(function).into_iter().map(|argument| self.number(argument)).collect();
        let interval = |numbers: &[Option<f64>]| match (found.method, numbers) {
            (RateMethod::Byar, [count]) => count_interval((*count)?, Confidence::P95),
            // The rate is the expected count of one unit.
            (RateMethod::Funnel, [expected]) => funnel_rate((*expected)?, 1.0, Confidence::P95),
            (RateMethod::Wilson, [events, persons]) => wilson((*events)?, (*persons)?, Confidence::P95),
            _ => None,
        };
        let end = |ends: ConfidenceInterval| if found.is_upper { ends.upper } else { ends.lower };
        Some(numbers.map(|numbers| interval(&numbers).map(end).into()))
    }

    /// The largest or smallest of the known numbers.
    fn extreme(&self, numbers: &[&Expr], wanted: Ordering) -> Result<ExpressionValue, String> {
        let mut found: Option<f64> = None;
        for number in numbers {
            let Some(number) = self.number(number)? else { continue };
            if found.is_none_or(|found| by_size(number, found) == wanted) {
                found = Some(number);
            }
        }
        Ok(found.into())
    }

    fn first_known(&self, values: &[&Expr]) -> Result<ExpressionValue, String> {
        for value in values {
            let value = self.outcome(value)?;
            if value != ExpressionValue::Unknown {
                return Ok(value);
            }
        }
        Ok(ExpressionValue::Unknown)
    }
}
