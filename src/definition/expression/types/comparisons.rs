//! Comparisons: both sides have one type.

use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value};

use super::{Checker, Names, SqlType};
use crate::danish;
use crate::findings::Code;

impl Checker<'_> {
    pub(super) fn comparison_or_call(&mut self, expr: &Expr) -> SqlType {
        match expr {
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.compare(expr, left, right);
                SqlType::Boolean
            }
            Expr::InList { expr: needle, list, .. } => {
                self.in_list(expr, needle, list);
                SqlType::Boolean
            }
            Expr::Between { expr: needle, low, high, .. } => {
                self.compare(expr, needle, low);
                self.compare(expr, needle, high);
                SqlType::Boolean
            }
            Expr::Like { expr: inner, pattern, any, escape_char, .. }
            | Expr::ILike { expr: inner, pattern, any, escape_char, .. } => {
                self.expect(inner, SqlType::Text);
                let is_written = matches!(pattern.as_ref(), Expr::Value(value) if matches!(value.value, Value::SingleQuotedString(_)));
                if *any || escape_char.is_some() || !is_written {
                    let advice = "Efter LIKE står ét mønster i enkelte anførselstegn: note LIKE '%aflyst%'.";
                    self.refuse(expr, advice);
                }
                SqlType::Boolean
            }
            other => self.call(other),
        }
    }

    /// `=`, `<>`, `<`, `<=`, `>`, `>=`.
    pub(super) fn comparison(&mut self, expr: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr) -> SqlType {
        let chained = [left, right].into_iter().find(|side| is_comparison(side));
        if let Some(side) = chained {
            self.report(
                side,
                Code::SqlType,
                format!("»{expr}« har to sammenligninger efter hinanden."),
                "Sæt den ene i parentes, eller forbind dem med AND.",
            );
            return SqlType::Boolean;
        }
        let found = self.compare(expr, left, right);
        let is_column = |side: &Expr| matches!(side, Expr::Identifier(_));
        let is_empty_cell = [(left, right), (right, left)].iter().any(|(a, b)| is_column(a) && is_empty_text(b));
        if *op == BinaryOperator::Eq && is_empty_cell {
            let message = format!("»{expr}« er aldrig sandt: en tom celle er NULL, ikke en tom tekst.");
            self.report(expr, Code::SqlType, message, "Skriv x IS NULL.");
        }
        if found == SqlType::Boolean && !matches!(op, BinaryOperator::Eq | BinaryOperator::NotEq) {
            self.report(
                expr,
                Code::SqlType,
                format!("»{expr}« sammenligner ja og nej efter størrelse."),
                "Ja og nej sammenlignes med = og <>.",
            );
        }
        SqlType::Boolean
    }

    /// The type of both sides of a comparison. A text that is compared with a category is one of its values.
    pub(super) fn compare(&mut self, whole: &Expr, left: &Expr, right: &Expr) -> SqlType {
        let (a, b) = (self.infer(left), self.infer(right));
        if let Some(null) = [left, right].into_iter().find(|side| is_null(side)) {
            let message = format!("»{whole}« er aldrig sandt: NULL er ikke lig med noget.");
            self.report(null, Code::SqlType, message, "Skriv x IS NULL eller x IS NOT NULL.");
        } else if !a.fits(b) || a == SqlType::List || b == SqlType::List {
            let message = format!("»{whole}« sammenligner {} med {}.", a.danish(), b.danish());
            let advice = self.advice_for(a, b);
            self.report(right, Code::SqlType, message, advice);
        }
        self.check_value_of_category(left, right);
        a.or(b)
    }

    fn advice_for(&self, a: SqlType, b: SqlType) -> String {
        match (a, b, self.names) {
            (SqlType::List, _, Names::Columns { dataset, .. }) | (_, SqlType::List, Names::Columns { dataset, .. }) => {
                format!("Brug from = \"{}.kolonne\": så er hvert punkt i listen en række for sig.", dataset.id)
            }
            (SqlType::Date, SqlType::Text, _) | (SqlType::Text, SqlType::Date, _) => {
                "En dato skrives DATE '2024-12-31'.".to_owned()
            }
            (SqlType::Text, SqlType::Number, _) | (SqlType::Number, SqlType::Text, _) => {
                "En tekst skrives i enkelte anførselstegn, et tal uden.".to_owned()
            }
            (SqlType::Boolean, _, _) | (_, SqlType::Boolean, _) => {
                "Ja er TRUE, og nej er FALSE. En betingelse kan også bare være kolonnens navn, eller NOT og navnet."
                    .to_owned()
            }
            _ => String::new(),
        }
    }

    fn check_value_of_category(&mut self, left: &Expr, right: &Expr) {
        let (column, value, right) = match (left, right) {
            (Expr::Identifier(column), Expr::Value(value)) => (column, value, right),
            (Expr::Value(value), Expr::Identifier(column)) => (column, value, left),
            _ => return,
        };
        let Names::Columns { dataset, .. } = self.names else { return };
        let (Some(found), Value::SingleQuotedString(text)) = (dataset.columns.get(&column.value), &value.value) else {
            return;
        };
        let values = found.kind.values();
        if !values.is_empty() && !values.iter().any(|known| known.value == *text) {
            let names: Vec<_> = values.iter().map(|known| known.value.as_str()).collect();
            let hint = danish::did_you_mean(text, names.iter().copied());
            let advice = if hint.is_empty() { format!("Kendte værdier: {}.", names.join(", ")) } else { hint };
            let message = format!("Kolonnen »{}« har ingen værdi »{text}«.", column.value);
            self.report(right, Code::BadValue, message, advice);
        }
    }

    /// Every item of the list is a written value of the needle's type.
    fn in_list(&mut self, expr: &Expr, needle: &Expr, list: &[Expr]) {
        if list.is_empty() {
            self.refuse(expr, "Skriv mindst én værdi i parentesen.");
        }
        for item in list {
            if is_null(item) {
                let message = format!("»{expr}« finder ingen tomme celler.");
                self.report(item, Code::SqlType, message, "Skriv x IN (…) OR x IS NULL.");
                continue;
            }
            if self.compare(expr, needle, item) == SqlType::Boolean || !is_written(item) {
                let advice = "I parentesen efter IN står tal, tekster og datoer. Brug OR til andet.";
                self.report(item, Code::SqlType, format!("»{item}« kan ikke stå efter IN."), advice);
            }
        }
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(value) if value.value == Value::Null)
}

fn is_empty_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(value) if value.value == Value::SingleQuotedString(String::new()))
}

/// Whether it is a comparison without parentheses.
fn is_comparison(expr: &Expr) -> bool {
    use BinaryOperator as Op;
    matches!(expr, Expr::BinaryOp { op: Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq, .. })
}

/// Whether it is a value that is written out: a number, a text, a date, or a date with intervals.
pub(super) fn is_written(expr: &Expr) -> bool {
    match expr {
        Expr::Value(_) | Expr::TypedString(_) => true,
        Expr::UnaryOp { op: UnaryOperator::Minus, expr: inner } => matches!(inner.as_ref(), Expr::Value(_)),
        Expr::BinaryOp { left, right, .. } => is_written(left) && matches!(right.as_ref(), Expr::Interval(_)),
        _ => false,
    }
}
