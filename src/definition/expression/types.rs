//! The types of SQL expressions over a dataset: enough to say before any data is read that an expression cannot work.

use sqlparser::ast::{BinaryOperator, Expr, Function, Spanned, UnaryOperator, Value};

use super::{AGGREGATES, Expression, arguments};
use crate::danish;
use crate::definition::dataset::{ColumnKind, Dataset};
use crate::findings::{Code, Finding};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlType {
    Number,
    Text,
    Date,
    Boolean,
    /// A list, of which only its items can be compared.
    List,
    /// Not known here; fits anything.
    Any,
}

impl SqlType {
    /// What it is called in Danish.
    pub fn danish(self) -> &'static str {
        match self {
            Self::Number => "et tal",
            Self::Text => "en tekst",
            Self::Date => "en dato",
            Self::Boolean => "ja eller nej",
            Self::List => "en liste",
            Self::Any => "ukendt",
        }
    }

    fn fits(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

/// The type of an expression over a dataset's columns, after pushing a finding for every part that cannot work.
///
/// `items` is the list column whose items are rows, and so single values.
pub fn check_types(
    expression: &Expression,
    dataset: &Dataset,
    items: Option<&str>,
    push: &mut dyn FnMut(Finding),
) -> SqlType {
    Checker { expression, dataset, items, push }.infer(&expression.tree)
}

struct Checker<'a> {
    expression: &'a Expression,
    dataset: &'a Dataset,
    items: Option<&'a str>,
    push: &'a mut dyn FnMut(Finding),
}

impl Checker<'_> {
    fn report(&mut self, expr: &Expr, code: Code, message: String, advice: String) {
        let at = self.expression.place(expr.span());
        (self.push)(Finding::new(code, at.place(), message).advise(advice));
    }

    fn infer(&mut self, expr: &Expr) -> SqlType {
        match expr {
            Expr::Nested(inner) => self.infer(inner),
            Expr::Identifier(ident) => self.column(&ident.value),
            Expr::Value(value) => match &value.value {
                Value::Number(..) => SqlType::Number,
                Value::SingleQuotedString(_) => SqlType::Text,
                Value::Boolean(_) => SqlType::Boolean,
                Value::Placeholder(_) => SqlType::Date,
                _ => SqlType::Any,
            },
            Expr::TypedString(typed) => {
                let text = typed.value.value.clone().into_string().unwrap_or_default();
                if text.parse::<chrono::NaiveDate>().is_err() {
                    let message = format!("»{expr}« er ikke en dato.");
                    self.report(expr, Code::SqlType, message, "En dato skrives DATE '2024-12-31'.".to_owned());
                }
                SqlType::Date
            }
            Expr::Interval(_) => SqlType::Any,
            Expr::UnaryOp { op: UnaryOperator::Not, expr: inner } => {
                self.expect(inner, SqlType::Boolean);
                SqlType::Boolean
            }
            Expr::UnaryOp { expr: inner, .. } => {
                self.expect(inner, SqlType::Number);
                SqlType::Number
            }
            Expr::IsNull(inner) | Expr::IsNotNull(inner) | Expr::IsTrue(inner) | Expr::IsFalse(inner) => {
                self.infer(inner);
                SqlType::Boolean
            }
            Expr::InList { expr: needle, list, .. } => {
                for item in list {
                    self.compare(expr, needle, item);
                }
                SqlType::Boolean
            }
            Expr::Between { expr: needle, low, high, .. } => {
                self.compare(expr, needle, low);
                self.compare(expr, needle, high);
                SqlType::Boolean
            }
            Expr::Like { expr: inner, .. } | Expr::ILike { expr: inner, .. } => {
                self.expect(inner, SqlType::Text);
                SqlType::Boolean
            }
            Expr::BinaryOp { left, op, right } => self.binary(expr, left, op, right),
            Expr::Function(function) => self.function(function),
            _ => SqlType::Any,
        }
    }

    fn column(&self, name: &str) -> SqlType {
        match self.dataset.columns.get(name).map(|column| &column.kind) {
            None => SqlType::Any,
            Some(ColumnKind::Integer | ColumnKind::Decimal(_)) => SqlType::Number,
            Some(ColumnKind::Date(_)) => SqlType::Date,
            Some(ColumnKind::Boolean) => SqlType::Boolean,
            Some(ColumnKind::List { .. }) if self.items != Some(name) => SqlType::List,
            Some(_) => SqlType::Text,
        }
    }

    fn function(&mut self, function: &Function) -> SqlType {
        let arguments = arguments(function);
        match function.name.to_string().to_uppercase().as_str() {
            "SUM" | "AVG" | "MEDIAN" | "STDDEV" => {
                arguments.iter().for_each(|argument| self.expect(argument, SqlType::Number));
                SqlType::Number
            }
            "STRFTIME" => {
                if let Some(first) = arguments.first() {
                    self.expect(first, SqlType::Date);
                }
                SqlType::Text
            }
            name => {
                let first = arguments.first().map(|argument| self.infer(argument));
                match name {
                    "COUNT" => SqlType::Number,
                    "MIN" | "MAX" | "COALESCE" => first.unwrap_or(SqlType::Any),
                    _ => SqlType::Any,
                }
            }
        }
    }

    fn binary(&mut self, expr: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr) -> SqlType {
        use BinaryOperator as Op;
        match op {
            Op::And | Op::Or => {
                self.expect(left, SqlType::Boolean);
                self.expect(right, SqlType::Boolean);
                SqlType::Boolean
            }
            Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq => {
                self.compare(expr, left, right);
                SqlType::Boolean
            }
            Op::Plus | Op::Minus if matches!(right, Expr::Interval(_)) => {
                self.expect(left, SqlType::Date);
                SqlType::Date
            }
            Op::Plus | Op::Minus | Op::Multiply | Op::Divide | Op::Modulo => {
                self.expect(left, SqlType::Number);
                self.expect(right, SqlType::Number);
                SqlType::Number
            }
            _ => {
                self.infer(left);
                self.infer(right);
                SqlType::Any
            }
        }
    }

    /// Both sides of a comparison have one type, and a text that is compared with a category is one of its values.
    fn compare(&mut self, whole: &Expr, left: &Expr, right: &Expr) {
        let (a, b) = (self.infer(left), self.infer(right));
        if !a.fits(b) || a == SqlType::List {
            let message = format!("»{whole}« sammenligner {} med {}.", a.danish(), b.danish());
            let advice = if a == SqlType::List || b == SqlType::List {
                format!("Brug from = \"{}.kolonne\": så er hvert punkt i listen en række for sig.", self.dataset.id)
            } else if matches!((a, b), (SqlType::Date, SqlType::Text) | (SqlType::Text, SqlType::Date)) {
                "En dato skrives DATE '2024-12-31'.".to_owned()
            } else {
                String::new()
            };
            self.report(right, Code::SqlType, message, advice);
        }
        let (column, value, right) = match (left, right) {
            (Expr::Identifier(column), Expr::Value(value)) => (column, value, right),
            (Expr::Value(value), Expr::Identifier(column)) => (column, value, left),
            _ => return,
        };
        let (Some(found), Value::SingleQuotedString(text)) = (self.dataset.columns.get(&column.value), &value.value)
        else {
            return;
        };
        let values = found.kind.values();
        if !values.is_empty() && !values.iter().any(|known| known.value == *text) {
            let names: Vec<_> = values.iter().map(|known| known.value.as_str()).collect();
            let hint = danish::did_you_mean(text, names.iter().copied());
            let advice = if hint.is_empty() { format!("Kendte værdier: {}.", names.join(", ")) } else { hint };
            self.report(
                right,
                Code::BadValue,
                format!("Kolonnen »{}« har ingen værdi »{text}«.", column.value),
                advice,
            );
        }
    }

    fn expect(&mut self, expr: &Expr, wanted: SqlType) {
        let found = self.infer(expr);
        if !found.fits(wanted) {
            let message = format!("»{expr}« er {}, men her skal stå {}.", found.danish(), wanted.danish());
            let advice = if AGGREGATES.iter().any(|name| expr.to_string().starts_with(name)) {
                "Et nøgletals »value« regner på rækkerne; »where« vælger dem.".to_owned()
            } else {
                String::new()
            };
            self.report(expr, Code::SqlType, message, advice);
        }
    }
}
