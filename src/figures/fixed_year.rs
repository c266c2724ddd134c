//! Finds conditions on the day of a row that no row of the period can meet: a fixed year or date in the definition that should
//! have been taken from the period.

use chrono::{Datelike, NaiveDate};
use sqlparser::ast::{BinaryOperator, DateTimeField, Expr, Value, ValueWithSpan};

use crate::definition::Definition;
use crate::definition::dataset::RowTime;
use crate::definition::figure::{Query, QueryTime};
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Reports each figure with a condition on the day that no row of the period can meet.
pub fn report(definition: &Definition, period: &Period, findings: &Findings) {
    for figure in definition.figures.values().filter(|figure| figure.unknown(&period.label).is_none()) {
        let Some(query) = figure.query() else { continue };
        let (Some(filter), Some(day)) = (&query.filter, day_column(definition, query)) else { continue };
        let Some(part) = conjuncts(&filter.tree).into_iter().find(|part| is_never(part, day, period)) else { continue };
        let message = format!(
            "Betingelsen kræver »{part}«, men nøgletallet tæller kun rækker fra {}, så ingen række passer.",
            period.in_words()
        );
        let advice = "Slet årstallet: nøgletallet tæller altid periodens rækker. En del af perioden skrives med :start og :end, og et \
                      andet år desuden med time = \"all\".";
        findings.push(Finding::new(Code::FixedYear, filter.at.place(), message).advise(advice));
    }
}

/// The column with the day by which rows of a figure belong to the period.
fn day_column<'d>(definition: &'d Definition, query: &Query) -> Option<&'d str> {
    match &definition.dataset_of(query).time {
        RowTime::Event(day) if query.time == QueryTime::Default && query.over == 1 => Some(day),
        _ => None,
    }
}

/// The parts of a condition that must all hold.
fn conjuncts(tree: &Expr) -> Vec<&Expr> {
    match tree {
        Expr::Nested(inner) => conjuncts(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => [conjuncts(left), conjuncts(right)].concat(),
        other => vec![other],
    }
}

/// Whether no day of the period meets the condition: `EXTRACT(YEAR FROM day) = 2024`, `day < DATE '2024-07-01'`,
/// `day BETWEEN …`, `EXTRACT(YEAR FROM day) IN (2022, 2023)`.
fn is_never(part: &Expr, day: &str, period: &Period) -> bool {
    use BinaryOperator as Op;
    match part {
        Expr::BinaryOp { left, op, right } => is_beyond(left, op, right, day, period),
        Expr::Between { expr, negated: false, low, high } => {
            is_beyond(expr, &Op::GtEq, low, day, period) || is_beyond(expr, &Op::LtEq, high, day, period)
        }
        Expr::InList { expr, list, negated: false } => {
            !list.is_empty() && list.iter().all(|item| is_beyond(expr, &Op::Eq, item, day, period))
        }
        _ => false,
    }
}

/// Whether no day of the period meets a comparison of the day, or of its year, with the literal on the right.
fn is_beyond(left: &Expr, op: &BinaryOperator, right: &Expr, day: &str, period: &Period) -> bool {
    let (first, last) = (period.start, period.last());
    if is_year_of(left, day) {
        return year(right).is_some_and(|year| is_outside(year, op, first.year(), last.year()));
    }
    let is_day = matches!(left, Expr::Identifier(column) if column.value == day);
    is_day && date(right).is_some_and(|date| is_outside(date, op, first, last))
}

/// Whether no value from `first` to `last` meets the comparison with `written`.
fn is_outside<T: PartialOrd>(written: T, op: &BinaryOperator, first: T, last: T) -> bool {
    use BinaryOperator as Op;
    match op {
        Op::Eq => written < first || written > last,
        Op::Lt => first >= written,
        Op::LtEq => first > written,
        Op::Gt => last <= written,
        Op::GtEq => last < written,
        _ => false,
    }
}

fn is_year_of(side: &Expr, day: &str) -> bool {
    matches!(side, Expr::Extract { field: DateTimeField::Year, expr, .. }
        if matches!(&**expr, Expr::Identifier(column) if column.value == day))
}

fn year(side: &Expr) -> Option<i32> {
    match side {
        Expr::Value(ValueWithSpan { value: Value::Number(number, _), .. }) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn date(side: &Expr) -> Option<NaiveDate> {
    match side {
        Expr::TypedString(typed) => typed.value.value.clone().into_string()?.parse().ok(),
        _ => None,
    }
}
