//! Computes an expression over figures by walking it, with the meaning that SQL gives it over rows. A table engine would take
//! milliseconds to plan what is a few operations on a few numbers.

mod functions;

use std::cmp::Ordering;

use sqlparser::ast::{BinaryOperator, CaseWhen, Expr, UnaryOperator, Value as Literal};

use crate::danish;

/// Decimals of a difference that count. Smaller differences are binary noise: 0.1 + 0.2 counts as 0.3.
const DECIMALS: usize = 9;
/// A larger difference comes from a division by zero, for which neither side of a comparison would be right.
const LARGEST_DIFFERENCE: f64 = 1e18;

/// The value of a part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionValue {
    /// NULL.
    Unknown,
    Number(f64),
    Truth(bool),
    Text(String),
}

impl ExpressionValue {
    /// The number; 1 or 0 for a truth value; `None` if it is unknown or a text.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Truth(truth) => Some(f64::from(u8::from(truth))),
            Self::Unknown | Self::Text(_) => None,
        }
    }
}

impl From<Option<f64>> for ExpressionValue {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Unknown, Self::Number)
    }
}

impl From<Option<bool>> for ExpressionValue {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Self::Unknown, Self::Truth)
    }
}

/// Computes expressions for one member of their series.
pub struct Arithmetic<'a> {
    /// The number of the figure that a part of the expression refers to: `Some(None)` if it is unknown, `None` if the part is not
    /// a reference.
    pub number_of: &'a dyn Fn(&Expr) -> Option<Option<f64>>,
    /// Numbers that differ by no more than this are equal. `None` compares as SQL does.
    pub tolerance: Option<f64>,
}

impl Arithmetic<'_> {
    /// The value of the expression.
    ///
    /// # Errors
    /// When it has a part that is only for rows.
    pub fn outcome(&self, expr: &Expr) -> Result<ExpressionValue, String> {
        if let Some(number) = (self.number_of)(expr) {
            return Ok(number.into());
        }
        Ok(match expr {
            Expr::Nested(inner) => self.outcome(inner)?,
            Expr::Value(value) => literal(&value.value)?,
            Expr::UnaryOp { op: UnaryOperator::Plus, expr } => self.outcome(expr)?,
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => self.number(expr)?.map(|number| -number).into(),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => self.truth(expr)?.map(|truth| !truth).into(),
            Expr::IsNull(inner) | Expr::IsUnknown(inner) => {
                ExpressionValue::Truth(self.outcome(inner)? == ExpressionValue::Unknown)
            }
            Expr::IsNotNull(inner) | Expr::IsNotUnknown(inner) => {
                ExpressionValue::Truth(self.outcome(inner)? != ExpressionValue::Unknown)
            }
            Expr::IsTrue(inner) => ExpressionValue::Truth(self.truth(inner)? == Some(true)),
            Expr::IsNotTrue(inner) => ExpressionValue::Truth(self.truth(inner)? != Some(true)),
            Expr::IsFalse(inner) => ExpressionValue::Truth(self.truth(inner)? == Some(false)),
            Expr::IsNotFalse(inner) => ExpressionValue::Truth(self.truth(inner)? != Some(false)),
            Expr::IsDistinctFrom(left, right) => ExpressionValue::Truth(!self.are_the_same(left, right)?),
            Expr::IsNotDistinctFrom(left, right) => ExpressionValue::Truth(self.are_the_same(left, right)?),
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right)?,
            Expr::Between { expr, negated, low, high } => {
                let (value, low, high) = (self.outcome(expr)?, self.outcome(low)?, self.outcome(high)?);
                let is_low = order(&value, &low)?.map(Ordering::is_ge);
                let is_high = order(&value, &high)?.map(Ordering::is_le);
                both(is_low, is_high).map(|is_between| is_between != *negated).into()
            }
            Expr::InList { expr, list, negated } => {
                let value = self.outcome(expr)?;
                let mut is_in = Some(false);
                for item in list {
                    is_in = either(is_in, is_equal(&value, &self.outcome(item)?)?);
                }
                is_in.map(|is_in| is_in != *negated).into()
            }
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref())?
            }
            other => self.call(other)?,
        })
    }

    fn number(&self, expr: &Expr) -> Result<Option<f64>, String> {
        match self.outcome(expr)? {
            ExpressionValue::Unknown => Ok(None),
            ExpressionValue::Number(number) => Ok(Some(number)),
            ExpressionValue::Truth(_) | ExpressionValue::Text(_) => Err(too_complex()),
        }
    }

    fn truth(&self, expr: &Expr) -> Result<Option<bool>, String> {
        match self.outcome(expr)? {
            ExpressionValue::Unknown => Ok(None),
            ExpressionValue::Truth(truth) => Ok(Some(truth)),
            ExpressionValue::Number(_) | ExpressionValue::Text(_) => Err(too_complex()),
        }
    }

    fn binary(&self, left: &Expr, op: &BinaryOperator, right: &Expr) -> Result<ExpressionValue, String> {
        use BinaryOperator as Op;
        let numbers = |compute: fn(f64, f64) -> f64| -> Result<ExpressionValue, String> {
            let (left, right) = (self.number(left)?, self.number(right)?);
            Ok(left.zip(right).map(|(left, right)| compute(left, right)).into())
        };
        match op {
            Op::Plus => numbers(|a, b| a + b),
            Op::Minus => numbers(|a, b| a - b),
            Op::Multiply => numbers(|a, b| a * b),
            Op::Divide => numbers(|a, b| a / b),
            Op::And => Ok(both(self.truth(left)?, self.truth(right)?).into()),
            Op::Or => Ok(either(self.truth(left)?, self.truth(right)?).into()),
            _ => self.comparison(&self.outcome(left)?, op, &self.outcome(right)?),
        }
    }

    fn comparison(
        &self,
        left: &ExpressionValue,
        op: &BinaryOperator,
        right: &ExpressionValue,
    ) -> Result<ExpressionValue, String> {
        let holds = match (left, right, self.tolerance) {
            (ExpressionValue::Number(left), ExpressionValue::Number(right), Some(tolerance)) => {
                holds_with(tolerance, left - right, op)
            }
            _ => order(left, right)?.and_then(|order| holds_for(order, op)),
        };
        Ok(holds.into())
    }

    /// Whether both are unknown or both are the same value.
    fn are_the_same(&self, left: &Expr, right: &Expr) -> Result<bool, String> {
        let (left, right) = (self.outcome(left)?, self.outcome(right)?);
        Ok(is_equal(&left, &right)?.unwrap_or(left == right))
    }

    fn case(
        &self,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
    ) -> Result<ExpressionValue, String> {
        let operand = operand.map(|operand| self.outcome(operand)).transpose()?;
        for CaseWhen { condition, result } in conditions {
            let applies = match &operand {
                None => self.truth(condition)?,
                Some(operand) => is_equal(operand, &self.outcome(condition)?)?,
            };
            if applies == Some(true) {
                return self.outcome(result);
            }
        }
        otherwise.map_or(Ok(ExpressionValue::Unknown), |otherwise| self.outcome(otherwise))
    }
}

/// Danish message for an expression that passed validation, but has texts or dates in unsupported places.
fn too_complex() -> String {
    "udtrykket er for indviklet".to_owned()
}

fn literal(value: &Literal) -> Result<ExpressionValue, String> {
    Ok(match value {
        Literal::Number(text, _) => ExpressionValue::Number(text.parse().map_err(|_| too_complex())?),
        Literal::Boolean(truth) => ExpressionValue::Truth(*truth),
        Literal::Null => ExpressionValue::Unknown,
        Literal::SingleQuotedString(text) => ExpressionValue::Text(text.clone()),
        _ => return Err(too_complex()),
    })
}

/// SQL's AND: false if one side is false, otherwise unknown if one is unknown.
fn both(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    if left == Some(false) || right == Some(false) { Some(false) } else { Some(left? && right?) }
}

/// SQL's OR: true if one side is true, otherwise unknown if one is unknown.
fn either(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    if left == Some(true) || right == Some(true) { Some(true) } else { Some(left? || right?) }
}

fn is_equal(left: &ExpressionValue, right: &ExpressionValue) -> Result<Option<bool>, String> {
    Ok(order(left, right)?.map(Ordering::is_eq))
}

/// How two values compare; `None` if one is unknown.
fn order(left: &ExpressionValue, right: &ExpressionValue) -> Result<Option<Ordering>, String> {
    match (left, right) {
        (ExpressionValue::Unknown, _) | (_, ExpressionValue::Unknown) => Ok(None),
        (ExpressionValue::Number(left), ExpressionValue::Number(right)) => Ok(Some(by_size(*left, *right))),
        (ExpressionValue::Truth(left), ExpressionValue::Truth(right)) => Ok(Some(left.cmp(right))),
        (ExpressionValue::Text(left), ExpressionValue::Text(right)) => Ok(Some(left.cmp(right))),
        _ => Err(too_complex()),
    }
}

/// Compares by size. NaN, as from 0 / 0, is larger than all numbers and equal to itself, as in Polars.
fn by_size(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

/// Whether a comparison of two values in this order holds; `None` if it is another operator.
fn holds_for(order: Ordering, op: &BinaryOperator) -> Option<bool> {
    use BinaryOperator as Op;
    Some(match op {
        Op::Eq => order.is_eq(),
        Op::NotEq => order.is_ne(),
        Op::Lt => order.is_lt(),
        Op::LtEq => order.is_le(),
        Op::Gt => order.is_gt(),
        Op::GtEq => order.is_ge(),
        _ => return None,
    })
}

/// Whether a comparison of two numbers with this difference holds within the tolerance; `None` after a division by zero.
fn holds_with(tolerance: f64, difference: f64, op: &BinaryOperator) -> Option<bool> {
    use BinaryOperator as Op;
    let (difference, tolerance) = (danish::rounded(difference, DECIMALS), danish::rounded(tolerance, DECIMALS));
    if difference.is_nan() || difference.abs() >= LARGEST_DIFFERENCE {
        return None;
    }
    Some(match op {
        Op::Eq => difference.abs() <= tolerance,
        Op::NotEq => difference.abs() > tolerance,
        Op::Lt => difference < tolerance,
        Op::LtEq => difference <= tolerance,
        Op::Gt => -difference < tolerance,
        Op::GtEq => -difference <= tolerance,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
