//! Finds conditions on the day of a row that no row of the period can meet: a year or a date that was written in the definition when it
//! was right, instead of being taken from the period.

use chrono::{Datelike, NaiveDate};
use sqlparser::ast::{BinaryOperator, DateTimeField, Expr, Value, ValueWithSpan};

use crate::definition::Definition;
use crate::definition::dataset::RowTime;
use crate::definition::figure::{Query, QueryTime};
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Reports each figure that asks for a day on which no row that it counts lies.
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

/// The day that puts the rows of a figure into the period.
fn day_column<'d>(definition: &'d Definition, query: &Query) -> Option<&'d str> {
    match &definition.dataset_of(query).time {
        RowTime::Event(day) if query.time == QueryTime::Default && query.over == 1 => Some(day),
        _ => None,
    }
}

/// The parts that must all hold.
fn conjuncts(tree: &Expr) -> Vec<&Expr> {
    match tree {
        Expr::Nested(inner) => conjuncts(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => [conjuncts(left), conjuncts(right)].concat(),
        other => vec![other],
    }
}

/// Whether no day of the period meets the comparison: `EXTRACT(YEAR FROM day) = 2024`, `day < DATE '2024-07-01'`.
fn is_never(part: &Expr, day: &str, period: &Period) -> bool {
    use BinaryOperator as Op;
    let Expr::BinaryOp { left, op, right } = part else { return false };
    let (first, last) = (period.start, period.last());
    if is_year_of(left, day)
        && let Some(year) = year(right)
    {
        let (first, last) = (first.year(), last.year());
        return match op {
            Op::Eq => year < first || year > last,
            Op::Lt => first >= year,
            Op::LtEq => first > year,
            Op::Gt => last <= year,
            Op::GtEq => last < year,
            _ => false,
        };
    }
    let is_day = matches!(&**left, Expr::Identifier(column) if column.value == day);
    let Some(date) = date(right).filter(|_| is_day) else { return false };
    match op {
        Op::Eq => date < first || date > last,
        Op::Lt => first >= date,
        Op::LtEq => first > date,
        Op::Gt => last <= date,
        Op::GtEq => last < date,
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
