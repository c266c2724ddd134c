//! The types of SQL expressions. Every part of an expression is one that the grammar names, with operands of its types, before
//! any data is read.

mod calls;
mod comparisons;

use sqlparser::ast::{
    AccessExpr, BinaryOperator, CaseWhen, Expr, Function, Spanned, TypedString, UnaryOperator, Value,
};

use super::interval::Length;
use super::refused::{refused, refused_literal, refused_operator, refused_sign};
use super::{AGGREGATES, Expression, arguments, is_quartile, rate_function, reference};
use crate::definition::dataset::{ColumnKind, Dataset};
use crate::findings::{Code, Finding};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlType {
    Number,
    Text,
    Date,
    Boolean,
    /// A list; only its items can be compared.
    List,
    /// NULL, or a part that has been reported; fits anything.
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

    /// The common type of two parts: the other one if one is `Any`.
    fn or(self, other: Self) -> Self {
        if self == Self::Any { other } else { self }
    }
}

/// What the names in an expression are.
#[derive(Debug, Clone, Copy)]
pub enum Names<'a> {
    /// Columns of a dataset. `items` is the list column whose items are rows, and so single values.
    Columns { dataset: &'a Dataset, items: Option<&'a str> },
    /// Figures, all of which are numbers.
    Figures,
}

/// The type of an expression, after pushing a finding for every part that cannot work.
pub fn check_types(expression: &Expression, names: Names<'_>, push: &mut dyn FnMut(Finding)) -> SqlType {
    let mut reported: Vec<Finding> = Vec::new();
    // A side that is compared with several values is checked several times, but reported once.
    let mut push_once = |finding: Finding| {
        if !reported.contains(&finding) {
            push(finding.clone());
            reported.push(finding);
        }
    };
    Checker { expression, names, push: &mut push_once }.infer(&expression.tree)
}

struct Checker<'a> {
    expression: &'a Expression,
    names: Names<'a>,
    push: &'a mut dyn FnMut(Finding),
}

impl Checker<'_> {
    fn report(&mut self, expr: &Expr, code: Code, message: String, advice: impl Into<String>) {
        let at = self.expression.place(expr.span());
        (self.push)(Finding::new(code, at.place(), message).advise(advice));
    }

    /// Reports a part that the grammar does not have.
    fn refuse(&mut self, expr: &Expr, advice: impl Into<String>) -> SqlType {
        self.report(expr, Code::SqlType, format!("»{expr}« kan ikke bruges i et udtryk."), advice);
        SqlType::Any
    }

    fn infer(&mut self, expr: &Expr) -> SqlType {
        if let Some(advice) = refused(expr) {
            return self.refuse(expr, advice);
        }
        match expr {
            Expr::Nested(inner) => self.infer(inner),
            Expr::Identifier(ident) => self.column(&ident.value),
            Expr::CompoundIdentifier(_) => self.named(),
            Expr::CompoundFieldAccess { access_chain, .. } => self.member(expr, access_chain),
            Expr::Value(value) => self.literal(expr, &value.value),
            Expr::TypedString(typed) => self.date(expr, typed),
            Expr::Interval(_) => self.refuse(expr, "Et tidsrum lægges til en dato: dato + INTERVAL '3 months'."),
            Expr::UnaryOp { op, expr: inner } => self.sign(expr, *op, inner),
            Expr::IsNull(inner) | Expr::IsNotNull(inner) => {
                self.infer(inner);
                SqlType::Boolean
            }
            Expr::IsTrue(inner)
            | Expr::IsFalse(inner)
            | Expr::IsNotTrue(inner)
            | Expr::IsNotFalse(inner)
            | Expr::IsUnknown(inner)
            | Expr::IsNotUnknown(inner) => {
                self.expect(inner, SqlType::Boolean);
                SqlType::Boolean
            }
            Expr::BinaryOp { left, op, right } => self.binary(expr, left, op, right),
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(expr, operand.as_deref(), conditions, else_result.as_deref())
            }
            // Quartiles exist for series of figures only, not for rows.
            Expr::Function(function) if is_quartile(function) && matches!(self.names, Names::Figures) => {
                arguments(function).into_iter().for_each(|argument| self.expect(argument, SqlType::Number));
                SqlType::Number
            }
            Expr::Function(function) if matches!(self.names, Names::Figures) && rate_function(function).is_some() => {
                self.rate(expr, function)
            }
            other => self.comparison_or_call(other),
        }
    }

    /// The type of a name with a point: a figure. Columns have no point, so in other expressions it has been reported.
    fn named(&self) -> SqlType {
        match self.names {
            Names::Columns { .. } => SqlType::Any,
            Names::Figures => SqlType::Number,
        }
    }

    /// A function of a rate: of as many figures as its method needs.
    fn rate(&mut self, expr: &Expr, function: &Function) -> SqlType {
        let wanted = rate_function(function).map_or(0, |found| found.method.arguments());
        let arguments = arguments(function);
        if arguments.len() != wanted || arguments.iter().any(|argument| reference(argument).is_none()) {
            return self.refuse(expr, "Skriv nøgletal i den: hændelser, personer og standardbefolkning. Se »rate«.");
        }
        SqlType::Number
    }

    /// `chapter.figure['member']`.
    fn member(&mut self, expr: &Expr, chain: &[AccessExpr]) -> SqlType {
        let is_member = matches!(self.names, Names::Figures) && !chain.is_empty() && reference(expr).is_some();
        if is_member {
            SqlType::Number
        } else {
            self.refuse(expr, "Kantede parenteser hører til medlemmer af serier i »is« og tjek.")
        }
    }

    fn column(&self, name: &str) -> SqlType {
        let Names::Columns { dataset, items } = self.names else { return SqlType::Any };
        match dataset.columns.get(name).filter(|column| column.has_type).map(|column| &column.kind) {
            None => SqlType::Any,
            Some(ColumnKind::Integer(_) | ColumnKind::Decimal(_)) => SqlType::Number,
            Some(ColumnKind::Date(_)) => SqlType::Date,
            Some(ColumnKind::Boolean) => SqlType::Boolean,
            Some(ColumnKind::List { .. }) if items != Some(name) => SqlType::List,
            Some(ColumnKind::Text | ColumnKind::Category(_) | ColumnKind::Ydernummer | ColumnKind::List { .. }) => {
                SqlType::Text
            }
        }
    }

    fn literal(&mut self, expr: &Expr, value: &Value) -> SqlType {
        if let Some(advice) = refused_literal(value) {
            return self.refuse(expr, advice);
        }
        match value {
            Value::Number(..) => SqlType::Number,
            Value::Boolean(_) => SqlType::Boolean,
            Value::Null => SqlType::Any,
            Value::Placeholder(_) => match self.names {
                Names::Columns { .. } => SqlType::Date,
                Names::Figures => self.refuse(expr, "Datoer hører til i et nøgletal med »from«."),
            },
            _ => SqlType::Text,
        }
    }

    fn date(&mut self, expr: &Expr, typed: &TypedString) -> SqlType {
        let text = typed.value.value.clone().into_string().unwrap_or_default();
        let is_date = typed.data_type == sqlparser::ast::DataType::Date && !typed.uses_odbc_syntax;
        if !is_date || text.len() != 10 || text.parse::<chrono::NaiveDate>().is_err() {
            let message = format!("»{expr}« er ikke en dato.");
            self.report(expr, Code::SqlType, message, "En dato skrives DATE '2024-12-31'.");
        }
        SqlType::Date
    }

    fn sign(&mut self, expr: &Expr, op: UnaryOperator, inner: &Expr) -> SqlType {
        if let Some(advice) = refused_sign(op) {
            return self.refuse(expr, advice);
        }
        let wanted = if op == UnaryOperator::Not { SqlType::Boolean } else { SqlType::Number };
        self.expect(inner, wanted);
        wanted
    }

    fn binary(&mut self, expr: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr) -> SqlType {
        use BinaryOperator as Op;
        if let Some(advice) = refused_operator(op) {
            self.refuse_operator(op, right, advice);
            return SqlType::Any;
        }
        match (op, right) {
            (Op::And | Op::Or, _) => {
                self.expect(left, SqlType::Boolean);
                self.expect(right, SqlType::Boolean);
                SqlType::Boolean
            }
            (Op::StringConcat, _) => {
                self.expect(left, SqlType::Text);
                self.expect(right, SqlType::Text);
                SqlType::Text
            }
            (Op::Plus | Op::Minus, Expr::Interval(interval)) => {
                if Length::of(interval).is_none() {
                    let message = format!("»{interval}« er ikke et tidsrum, som kapreport kender.");
                    let advice = "Skriv fx INTERVAL '3 måneder', med år, kvartaler, måneder, uger eller dage.";
                    self.report(right, Code::SqlType, message, advice);
                }
                self.expect(left, SqlType::Date);
                SqlType::Date
            }
            (Op::Plus | Op::Minus | Op::Multiply | Op::Divide, _) => {
                self.expect(left, SqlType::Number);
                self.expect(right, SqlType::Number);
                SqlType::Number
            }
            _ => self.comparison(expr, left, op, right),
        }
    }

    fn refuse_operator(&mut self, op: &BinaryOperator, right: &Expr, advice: &str) {
        self.report(right, Code::SqlType, format!("»{op}« kan ikke bruges i et udtryk."), advice);
    }

    /// `CASE WHEN a THEN b ELSE c END`: its results have one type.
    fn case(
        &mut self,
        expr: &Expr,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
    ) -> SqlType {
        for CaseWhen { condition, .. } in conditions {
            match operand {
                Some(operand) => {
                    self.compare(expr, operand, condition);
                }
                None => self.expect(condition, SqlType::Boolean),
            }
        }
        self.alike(conditions.iter().map(|when| &when.result).chain(otherwise))
    }

    /// The one type of several parts. Reports the first that has another type than those before it.
    fn alike<'e>(&mut self, parts: impl Iterator<Item = &'e Expr>) -> SqlType {
        let mut common = SqlType::Any;
        for part in parts {
            let found = self.infer(part);
            if found == SqlType::List || !found.fits(common) {
                let wanted = if common == SqlType::Any { "en enkelt værdi" } else { common.danish() };
                let message = format!("»{part}« er {}, men her skal stå {wanted}.", found.danish());
                self.report(part, Code::SqlType, message, "");
                return SqlType::Any;
            }
            common = common.or(found);
        }
        common
    }

    fn expect(&mut self, expr: &Expr, wanted: SqlType) {
        let found = self.infer(expr);
        if !found.fits(wanted) {
            let message = format!("»{expr}« er {}, men her skal stå {}.", found.danish(), wanted.danish());
            let advice = if AGGREGATES.iter().any(|name| expr.to_string().starts_with(name)) {
                "Et nøgletals »value« regner på rækkerne; »where« vælger dem."
            } else {
                ""
            };
            self.report(expr, Code::SqlType, message, advice);
        }
    }
}
