//! SQL expressions in Danish words, for the report's appendix. What has no words is shown as SQL.

use sqlparser::ast::{
    BinaryOperator, DuplicateTreatment, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, UnaryOperator,
    Value,
};

use super::{Expression, is_zero_without_rows, rewrite_references};
use crate::danish;
use crate::definition::dataset::Dataset;
use crate::figure_id::FigureId;

/// "Antal rækker", "Summen af »Deltagere«".
pub fn value_in_words(expr: &Expr, dataset: &Dataset) -> String {
    let Expr::Function(function) = expr else { return sql(expr) };
    let name = function.name.to_string().to_uppercase();
    let FunctionArguments::List(list) = &function.args else { return sql(expr) };
    let distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
    match (name.as_str(), list.args.as_slice()) {
        // What it is without rows needs no words: the number is printed.
        ("COALESCE", [FunctionArg::Unnamed(FunctionArgExpr::Expr(value @ Expr::Function(_))), _])
            if is_zero_without_rows(expr) =>
        {
            value_in_words(value, dataset)
        }
        ("COUNT", [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)]) => "Antal rækker".to_owned(),
        (_, [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))]) => {
            let argument = operand(argument, dataset);
            match name.as_str() {
                "COUNT" if distinct => format!("Antal forskellige {argument}"),
                "COUNT" => format!("Antal rækker med {argument} udfyldt"),
                "SUM" => format!("Summen af {argument}"),
                "AVG" => format!("Gennemsnittet af {argument}"),
                "MIN" => format!("Den mindste {argument}"),
                "MAX" => format!("Den største {argument}"),
                "MEDIAN" => format!("Medianen af {argument}"),
                _ => sql(expr),
            }
        }
        _ => sql(expr),
    }
}

/// "»Aktivitet« er »Praksisbesøg« og »Klynge« er tom".
pub fn condition_in_words(expr: &Expr, dataset: &Dataset) -> String {
    use BinaryOperator as Op;
    let words = |expr: &Expr| condition_in_words(expr, dataset);
    match expr {
        Expr::Nested(inner) => format!("({})", words(inner)),
        Expr::BinaryOp { left, op: Op::And, right } => format!("{} og {}", words(left), words(right)),
        Expr::BinaryOp { left, op: Op::Or, right } => format!("{} eller {}", words(left), words(right)),
        Expr::UnaryOp { op: UnaryOperator::Not, expr: inner } => format!("ikke {}", words(inner)),
        Expr::IsNull(inner) => format!("{} er tom", operand(inner, dataset)),
        Expr::IsNotNull(inner) => format!("{} er udfyldt", operand(inner, dataset)),
        Expr::Identifier(_) => format!("{} er ja", operand(expr, dataset)),
        Expr::InList { expr: needle, list, negated } => {
            let items: Vec<String> = list.iter().map(|item| operand(item, dataset)).collect();
            let items = danish::joined(&items, "eller");
            format!("{} er {}{items}", operand(needle, dataset), if *negated { "hverken " } else { "" })
        }
        Expr::BinaryOp { left, op, right } => {
            let date = matches!(right.as_ref(), Expr::TypedString(_));
            let verb = match (op, date) {
                (Op::Eq, _) => "er",
                (Op::NotEq, _) => "ikke er",
                (Op::Lt, true) => "er før",
                (Op::LtEq, true) => "er senest",
                (Op::Gt, true) => "er efter",
                (Op::GtEq, true) => "er tidligst",
                (Op::Lt, false) => "er under",
                (Op::LtEq, false) => "er højst",
                (Op::Gt, false) => "er over",
                (Op::GtEq, false) => "er mindst",
                _ => return sql(expr),
            };
            format!("{} {verb} {}", operand(left, dataset), operand(right, dataset))
        }
        _ => sql(expr),
    }
}

/// "»Praksisform«", "måned i »Opgjort«": what a series is grouped by.
pub fn grouping_in_words(expr: &Expr, dataset: &Dataset) -> String {
    let Expr::Function(function) = expr else { return operand(expr, dataset) };
    let FunctionArguments::List(list) = &function.args else { return sql(expr) };
    match list.args.as_slice() {
        [
            FunctionArg::Unnamed(FunctionArgExpr::Expr(date)),
            FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(format))),
        ] if function.name.to_string().eq_ignore_ascii_case("STRFTIME") => {
            let format = format.value.to_string();
            let unit =
                [("%d", "dag"), ("%m", "måned"), ("%Y", "år")].into_iter().find(|(mark, _)| format.contains(mark));
            unit.map_or_else(|| sql(expr), |(_, unit)| format!("{unit} i {}", operand(date, dataset)))
        }
        _ => sql(expr),
    }
}

/// "»Antal opdaterede« / »Antal forløbsbeskrivelser«": a derived figure with the labels of what it is derived from.
pub fn derivation_in_words(expression: &Expression, label: &dyn Fn(&FigureId) -> String) -> String {
    let mut tree = expression.tree.clone();
    rewrite_references(&mut tree, &mut |reference, _| {
        let member = reference.member.map_or_else(String::new, |member| format!(" ({member})"));
        let name = format!("»{}{member}«", label(&reference.figure));
        let words = match reference.aggregate.as_deref() {
            None => name,
            Some("SUM") => format!("summen af {name}"),
            Some("COUNT") => format!("antallet i {name}"),
            Some("AVG") => format!("gennemsnittet af {name}"),
            Some("MIN") => format!("den mindste i {name}"),
            Some("MAX") => format!("den største i {name}"),
            Some(other) => format!("{other} af {name}"),
        };
        Some(Expr::Identifier(Ident::new(words)))
    });
    tree.to_string().replace(" - ", " \u{2212} ")
}

/// What the exports call a column.
pub fn header<'a>(dataset: &'a Dataset, column: &'a str) -> &'a str {
    dataset.columns.get(column).and_then(|column| column.headers.first()).map_or(column, String::as_str)
}

/// A column by its header, a text in quotes, a date in full.
fn operand(expr: &Expr, dataset: &Dataset) -> String {
    match expr {
        Expr::Identifier(column) => format!("»{}«", header(dataset, &column.value)),
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => format!("»{text}«"),
            other => other.to_string(),
        },
        Expr::TypedString(typed) => match typed.value.value.clone().into_string().and_then(|text| text.parse().ok()) {
            Some(day) => danish::date(day),
            None => sql(expr),
        },
        _ => sql(expr),
    }
}

/// The expression as SQL, in brackets to set it apart from the Danish words.
fn sql(expr: &Expr) -> String {
    format!("[{expr}]")
}
