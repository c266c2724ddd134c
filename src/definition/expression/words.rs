//! SQL expressions in Danish words, for the report's appendix.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, CaseWhen, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments,
    Ident, UnaryOperator, Value, visit_expressions, visit_expressions_mut,
};

use super::{
    Expression, RateFunction, RateMethod, reference, replace_aggregates, replace_rate_functions, rewrite_references,
};
use crate::danish;
use crate::definition::dataset::Dataset;
use crate::figure_id::FigureId;

/// "Antal rækker", "Summen af »Deltagere«", "Summen af »Deltagere« divideret med antal rækker".
pub fn value_in_words(expr: &Expr, dataset: &Dataset) -> String {
    danish::capitalised(&amount(expr, dataset))
}

/// [`value_in_words`] without the capital letter.
fn amount(expr: &Expr, dataset: &Dataset) -> String {
    match expr {
        Expr::Function(function) => called(function, expr, dataset),
        Expr::Nested(inner) => format!("({})", amount(inner, dataset)),
        Expr::Cast { expr: inner, .. } => amount(inner, dataset),
        Expr::BinaryOp { left, op, right } => match arithmetic(op) {
            Some(word) => format!("{} {word} {}", amount(left, dataset), amount(right, dataset)),
            None => computed(expr, dataset),
        },
        Expr::Identifier(_) | Expr::Value(_) | Expr::TypedString(_) => operand(expr, dataset),
        _ => computed(expr, dataset),
    }
}

fn arithmetic(op: &BinaryOperator) -> Option<&'static str> {
    match op {
        BinaryOperator::Plus => Some("plus"),
        BinaryOperator::Minus => Some("minus"),
        BinaryOperator::Multiply => Some("ganget med"),
        BinaryOperator::Divide => Some("divideret med"),
        _ => None,
    }
}

/// A function in words, such as "antal rækker".
fn called(function: &Function, expr: &Expr, dataset: &Dataset) -> String {
    let name = function.name.to_string().to_uppercase();
    let FunctionArguments::List(list) = &function.args else { return computed(expr, dataset) };
    let distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
    match (name.as_str(), list.args.as_slice()) {
        // The replacement for an empty cell or a zero divisor needs no words.
        ("COALESCE" | "NULLIF", [FunctionArg::Unnamed(FunctionArgExpr::Expr(value)), _]) => amount(value, dataset),
        ("ROUND", [FunctionArg::Unnamed(FunctionArgExpr::Expr(value)), ..]) => {
            format!("{} afrundet", amount(value, dataset))
        }
        ("COUNT", [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)]) => "antal rækker".to_owned(),
        (_, [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))]) => {
            let argument = amount(argument, dataset);
            match name.as_str() {
                "COUNT" if distinct => format!("antal forskellige {argument}"),
                "COUNT" => format!("antal rækker med {argument} udfyldt"),
                "SUM" => format!("summen af {argument}"),
                "AVG" => format!("gennemsnittet af {argument}"),
                "MIN" => format!("den mindste {argument}"),
                "MAX" => format!("den største {argument}"),
                "MEDIAN" => format!("medianen af {argument}"),
                "STDDEV" => format!("standardafvigelsen af {argument}"),
                _ => computed(expr, dataset),
            }
        }
        _ => computed(expr, dataset),
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
                _ => return format!("{} gælder", computed(expr, dataset)),
            };
            format!("{} {verb} {}", operand(left, dataset), operand(right, dataset))
        }
        _ => format!("{} gælder", computed(expr, dataset)),
    }
}

/// "»Praksisform«", "måned i »Opgjort«": what a series is grouped by.
pub fn grouping_in_words(expr: &Expr, dataset: &Dataset) -> String {
    match expr {
        Expr::Extract { field, expr: date, .. } => {
            let part = match field.to_string().to_uppercase().as_str() {
                "YEAR" => "år",
                "QUARTER" => "kvartal",
                "MONTH" => "måned",
                "WEEK" => "uge",
                "DAY" => "dag",
                _ => return computed(expr, dataset),
            };
            format!("{part} i {}", operand(date, dataset))
        }
        Expr::Case { conditions, else_result, .. } => cases(conditions, else_result.as_deref(), dataset),
        Expr::Function(function) => formatted_date(function, dataset).unwrap_or_else(|| computed(expr, dataset)),
        _ => operand(expr, dataset),
    }
}

/// "»Den enkelte praksis«, når »Klynge« er tom, og ellers »Klynger«".
fn cases(conditions: &[CaseWhen], otherwise: Option<&Expr>, dataset: &Dataset) -> String {
    let case = |case: &CaseWhen| {
        let condition = condition_in_words(&case.condition, dataset);
        format!("{}, når {condition}", grouping_in_words(&case.result, dataset))
    };
    let cases = danish::list(&conditions.iter().map(case).collect::<Vec<_>>());
    match otherwise {
        Some(otherwise) => format!("{cases}, og ellers {}", grouping_in_words(otherwise, dataset)),
        None => cases,
    }
}

/// "måned i »Opgjort«" for `STRFTIME(opgjort, '%Y-%m')`.
fn formatted_date(function: &Function, dataset: &Dataset) -> Option<String> {
    let FunctionArguments::List(list) = &function.args else { return None };
    let [
        FunctionArg::Unnamed(FunctionArgExpr::Expr(date)),
        FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(format))),
    ] = list.args.as_slice()
    else {
        return None;
    };
    let format = format.value.to_string();
    let (_, unit) =
        [("%d", "dag"), ("%m", "måned"), ("%Y", "år")].into_iter().find(|(mark, _)| format.contains(mark))?;
    let is_format = function.name.to_string().eq_ignore_ascii_case("STRFTIME");
    is_format.then(|| format!("{unit} i {}", operand(date, dataset)))
}

/// "»Antal opdaterede« / »Antal forløbsbeskrivelser«": a derived figure with the labels of what it is derived from.
pub fn derivation_in_words(expression: &Expression, label: &dyn Fn(&FigureId) -> String) -> String {
    let mut tree = expression.tree.clone();
    replace_rate_functions(&mut tree, &mut |function, arguments| rate_in_words(function, arguments, label));
    rewrite_references(&mut tree, &mut |reference, _| {
        let member = reference.member.map_or_else(String::new, |member| format!(" ({member})"));
        let name = format!("»{}{member}«", label(&reference.figure));
        let words = reference.aggregate.map_or_else(|| name.clone(), |aggregate| aggregate_in_words(&aggregate, &name));
        Some(Expr::Identifier(Ident::new(words)))
    });
    let _ = visit_expressions_mut(&mut tree, |expr| {
        if let Expr::Case { operand: None, conditions, else_result, .. } = expr {
            let case = |case: &CaseWhen| format!("{}, når {}", case.result, case.condition);
            let cases: Vec<String> = conditions.iter().map(case).collect();
            let otherwise = else_result.as_ref().map_or_else(String::new, |result| format!(", og ellers {result}"));
            *expr = Expr::Identifier(Ident::new(format!("{}{otherwise}", danish::list(&cases))));
        }
        ControlFlow::<()>::Continue(())
    });
    replace_aggregates(&mut tree, &mut |aggregate, argument| {
        Some(Expr::Identifier(Ident::new(aggregate_in_words(aggregate, &format!("({argument})")))))
    });
    tree.to_string().replace(" - ", " \u{2212} ")
}

fn aggregate_in_words(aggregate: &str, series: &str) -> String {
    match aggregate {
        "SUM" => format!("summen af {series}"),
        "COUNT" => format!("antallet i {series}"),
        "AVG" => format!("gennemsnittet af {series}"),
        "MIN" => format!("den mindste i {series}"),
        "MAX" => format!("den største i {series}"),
        "MEDIAN" => format!("medianen af {series}"),
        "LOWER_QUARTILE" => format!("nedre kvartil af {series}"),
        "UPPER_QUARTILE" => format!("øvre kvartil af {series}"),
        other => format!("{other} af {series}"),
    }
}

/// `»Recepter« / »Sikrede«, nedre grænse`: a call of a rate function with the labels of its figures.
fn rate_in_words(function: RateFunction, arguments: &[&Expr], label: &dyn Fn(&FigureId) -> String) -> Option<Expr> {
    let name = |argument: &Expr| {
        let reference = reference(argument)?;
        let name = format!("»{}«", label(&reference.figure));
        Some(if reference.aggregate.is_some() { format!("summen af {name}") } else { name })
    };
    let names: Vec<String> = arguments.iter().map(|argument| name(argument)).collect::<Option<_>>()?;
    let of = match names.as_slice() {
        [events] => events.clone(),
        [events, persons] => format!("{events} / {persons}"),
        [events, persons, standard] => format!("{events} / {persons} standardiseret efter {standard}"),
        _ => return None,
    };
    let words = match (function.method, function.is_upper) {
        (RateMethod::Direct, _) => of,
        (_, false) => format!("nedre grænse for {of}"),
        (_, true) => format!("øvre grænse for {of}"),
    };
    let ident = Expr::Identifier(Ident::new(words));
    Some(if names.len() > 1 { Expr::Nested(Box::new(ident)) } else { ident })
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
            None => computed(expr, dataset),
        },
        Expr::Extract { .. } | Expr::Case { .. } => grouping_in_words(expr, dataset),
        Expr::BinaryOp { .. } | Expr::Function(_) | Expr::Nested(_) | Expr::Cast { .. } => amount(expr, dataset),
        _ => computed(expr, dataset),
    }
}

/// An expression that has no words of its own, by its columns: "en beregning ud fra »Fra« og »Til«". Readers know no SQL.
fn computed(expr: &Expr, dataset: &Dataset) -> String {
    let mut columns: Vec<String> = Vec::new();
    let _ = visit_expressions(expr, |inner: &Expr| {
        if let Expr::Identifier(column) = inner {
            let column = format!("»{}«", header(dataset, &column.value));
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        ControlFlow::<()>::Continue(())
    });
    if columns.is_empty() {
        "en beregning".to_owned()
    } else {
        format!("en beregning ud fra {}", danish::list(&columns))
    }
}
