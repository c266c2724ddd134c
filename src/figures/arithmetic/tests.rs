//! An expression over figures means what the same expression means over rows.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use polars::prelude::{Column, DataFrame};
use sqlparser::ast::Expr;

use super::Arithmetic;
use crate::definition::At;
use crate::definition::Located;
use crate::definition::expression::{Expression, quoted, reference, rewrite_references};
use crate::figures::engine;
use crate::figures::numbers::number;

const EXPRESSIONS: [&str; 44] = [
    "k.a + k.b * 2 - 3",
    "-k.a / k.b",
    "(k.a - k.b) / (k.b - 1)",
    "1 / 3",
    "k.a / 0",
    "0 * (k.a / 0)",
    "k.a = k.b",
    "k.a <> k.b",
    "k.a < k.b",
    "k.a <= k.b",
    "k.a > k.b OR k.b IS NULL",
    "k.a >= k.b AND k.b IS NOT NULL",
    "NOT k.a = k.b",
    "k.a > 1 AND k.b > 1",
    "k.a > 1 OR k.b > 1",
    "(k.a > 1) IS TRUE",
    "(k.b > 1) IS NOT TRUE",
    "(k.b > 1) IS FALSE",
    "(k.b > 1) IS NOT FALSE",
    "(k.b > 1) IS UNKNOWN",
    "(k.b > 1) IS NOT UNKNOWN",
    "k.a IS DISTINCT FROM k.b",
    "k.a IS NOT DISTINCT FROM k.b",
    "k.a BETWEEN 1 AND 2.5",
    "k.a NOT BETWEEN k.b AND 3",
    "k.a IN (1, 2.5, -3)",
    "k.b NOT IN (1, 2)",
    "CASE WHEN k.a > 1 THEN k.a ELSE k.b END",
    "CASE WHEN k.b > 1 THEN 1 WHEN k.a = 0 THEN 2 END",
    "CASE k.a WHEN 1 THEN 10 WHEN 2.5 THEN 20 ELSE 30 END",
    "ROUND(k.a)",
    "ROUND(k.a / 3, 2)",
    "ROUND(-k.a)",
    "ABS(-k.a)",
    "FLOOR(k.a)",
    "CEIL(-k.a)",
    "COALESCE(k.b, k.a, 0)",
    "COALESCE(k.b, 7)",
    "NULLIF(k.a, 0)",
    "NULLIF(k.a, k.b)",
    "k.a / NULLIF(k.b, 0)",
    "GREATEST(k.a, k.b, 1)",
    "LEAST(k.a, k.b)",
    "'a' = 'b' OR k.a > 0 AND true",
];

fn parsed(text: &str) -> Expression {
    Expression::parse(Located { value: text.to_owned(), at: At::file("") }).unwrap()
}

fn by_walking(expression: &Expression, a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let number_of = |expr: &Expr| Some(if reference(expr)?.figure.as_str() == "k.a" { a } else { b });
    Arithmetic { number_of: &number_of, tolerance: None }.outcome(&expression.tree).unwrap().number()
}

fn by_engine(expression: &Expression, a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let mut tree = expression.tree.clone();
    rewrite_references(&mut tree, &mut |reference, _| Some(quoted(reference.figure.as_str())));
    let frame = DataFrame::new(1, vec![Column::new("k.a".into(), [a]), Column::new("k.b".into(), [b])]).unwrap();
    let result = engine::run("figures", frame, &format!("SELECT {tree} AS x FROM figures")).unwrap();
    number(result.column("x").unwrap(), 0).unwrap()
}

#[test]
fn an_expression_over_figures_means_what_it_means_over_rows() {
    let values = [Some(0.0), Some(1.0), Some(2.5), None];
    for text in EXPRESSIONS {
        let expression = parsed(text);
        for (a, b) in [(0, 1), (1, 1), (2, 0), (2, 1), (1, 2), (2, 3), (3, 1), (3, 3)] {
            let (a, b) = (values[a], values[b]);
            let (walked, computed) = (by_walking(&expression, a, b), by_engine(&expression, a, b));
            let are_alike = walked == computed
                || walked.zip(computed).is_some_and(|(walked, computed)| walked.is_nan() && computed.is_nan());
            assert!(are_alike, "{text} with {a:?} and {b:?}: {walked:?}, by the engine {computed:?}");
        }
    }
}

#[test]
fn a_tolerated_difference_is_no_difference() {
    let holds = |text: &str, tolerance: f64| {
        let number_of = |expr: &Expr| reference(expr).map(|_| Some(2.0));
        let arithmetic = Arithmetic { number_of: &number_of, tolerance: Some(tolerance) };
        arithmetic.outcome(&parsed(text).tree).unwrap().number()
    };
    assert_eq!(holds("0.1 + 0.2 = 0.3", 0.0), Some(1.0));
    assert_eq!(holds("k.a = 3", 0.0), Some(0.0));
    assert_eq!(holds("k.a = 3", 1.0), Some(1.0));
    assert_eq!(holds("k.a <> 3", 1.0), Some(0.0));
    assert_eq!(holds("3 <= k.a", 1.0), Some(1.0));
    assert_eq!(holds("3 < k.a", 1.0), Some(0.0));
    assert_eq!(holds("2.5 < k.a", 1.0), Some(1.0));
    assert_eq!(holds("k.a > 2.5", 1.0), Some(1.0));
    assert_eq!(holds("k.a < 2", 0.0), Some(0.0));
    assert_eq!(holds("k.a / 0 = 1", 5.0), None);
    assert_eq!(holds("0 * (k.a / 0) <> 1", 0.0), None);
}
