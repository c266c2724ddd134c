//! What an expression may not have, and what to write instead.
//!
//! The matches are exhaustive on purpose: with a version of sqlparser that has a new kind of expression, they do not compile
//! until somebody has decided about it.

mod operators;

use sqlparser::ast::{Expr, UnaryOperator, Value};

pub use operators::refused_operator;

const FUNCTIONS_ONLY: &str =
    "Skriv udtrykket med de regnetegn, sammenligninger og funktioner, som vejledningen nævner.";
const PATTERN: &str = "Et mønster skrives med LIKE: note LIKE '%aflyst%'.";
const TEXT: &str = "En tekst skrives i enkelte anførselstegn: 'Besøg'.";
const TYPES: &str =
    "Kolonnens type står i datasets.toml. ROUND(x) gør et tal helt, STRFTIME(dato, '%Y') gør en dato til tekst.";
const QUERY: &str = "Lav et nøgletal af den, og regn videre på det med »is«.";
const LISTS: &str = "Skriv værdierne i en parentes: slags IN ('Besøg', 'Møde').";
const LETTERS: &str = "LOWER(note) ser bort fra store og små bogstaver.";

/// What to write instead of an expression that is refused. `None` if its kind is allowed.
pub fn refused(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::Identifier(_)
        | Expr::CompoundIdentifier(_)
        | Expr::CompoundFieldAccess { .. }
        | Expr::IsFalse(_)
        | Expr::IsNotFalse(_)
        | Expr::IsTrue(_)
        | Expr::IsNotTrue(_)
        | Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::IsUnknown(_)
        | Expr::IsNotUnknown(_)
        | Expr::IsDistinctFrom(..)
        | Expr::IsNotDistinctFrom(..)
        | Expr::InList { .. }
        | Expr::Between { .. }
        | Expr::BinaryOp { .. }
        | Expr::Like { .. }
        | Expr::ILike { .. }
        | Expr::UnaryOp { .. }
        | Expr::Extract { .. }
        | Expr::Ceil { .. }
        | Expr::Floor { .. }
        | Expr::Substring { .. }
        | Expr::Trim { .. }
        | Expr::Nested(_)
        | Expr::Value(_)
        | Expr::TypedString(_)
        | Expr::Function(_)
        | Expr::Case { .. }
        | Expr::Interval(_) => None,
        Expr::Cast { .. } | Expr::Convert { .. } => Some(TYPES),
        Expr::Position { .. } | Expr::SimilarTo { .. } | Expr::RLike { .. } | Expr::MatchAgainst { .. } => {
            Some(PATTERN)
        }
        Expr::AnyOp { .. } | Expr::AllOp { .. } | Expr::InUnnest { .. } | Expr::MemberOf(_) | Expr::Tuple(_) => {
            Some(LISTS)
        }
        Expr::InSubquery { .. } | Expr::Exists { .. } | Expr::Subquery(_) => Some(QUERY),
        Expr::Collate { .. } | Expr::IsNormalized { .. } => Some(LETTERS),
        Expr::Prefixed { .. } => Some(TEXT),
        Expr::Wildcard(_) | Expr::QualifiedWildcard(..) => Some("Antallet af rækker er COUNT(*)."),
        Expr::AtTimeZone { .. } => Some("Datoer har ingen tidszone."),
        Expr::Overlay { .. } => Some("Brug REPLACE(note, 'fra', 'til')."),
        Expr::JsonAccess { .. }
        | Expr::GroupingSets(_)
        | Expr::Cube(_)
        | Expr::Rollup(_)
        | Expr::Struct { .. }
        | Expr::Named { .. }
        | Expr::Dictionary(_)
        | Expr::Map(_)
        | Expr::Array(_)
        | Expr::OuterJoin(_)
        | Expr::Prior(_)
        | Expr::Lambda(_) => Some(FUNCTIONS_ONLY),
    }
}

/// What to write instead of a sign before a value that is refused. `None` if it is allowed.
pub fn refused_sign(op: UnaryOperator) -> Option<&'static str> {
    use UnaryOperator as Op;
    match op {
        Op::Plus | Op::Minus | Op::Not => None,
        Op::BangNot => Some("Skriv NOT foran betingelsen."),
        Op::PGAbs => Some("Skriv ABS(x)."),
        Op::AtDashAt
        | Op::BitwiseNot
        | Op::DoubleAt
        | Op::Hash
        | Op::PGCubeRoot
        | Op::PGPostfixFactorial
        | Op::PGPrefixFactorial
        | Op::PGSquareRoot
        | Op::QuestionDash
        | Op::QuestionPipe => Some(FUNCTIONS_ONLY),
    }
}

/// What to write instead of a way to write a value that is refused. `None` if it is allowed.
pub fn refused_literal(value: &Value) -> Option<&'static str> {
    match value {
        Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null | Value::Placeholder(_) => None,
        Value::Number(text, is_long) => {
            let plain = !*is_long && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let exact = text.bytes().filter(u8::is_ascii_digit).count() <= 15;
            (!plain || !exact).then_some("Et tal skrives med højst 15 cifre og punktum foran decimalerne: 1234.5.")
        }
        Value::DollarQuotedString(_)
        | Value::TripleSingleQuotedString(_)
        | Value::TripleDoubleQuotedString(_)
        | Value::EscapedStringLiteral(_)
        | Value::UnicodeStringLiteral(_)
        | Value::SingleQuotedByteStringLiteral(_)
        | Value::DoubleQuotedByteStringLiteral(_)
        | Value::TripleSingleQuotedByteStringLiteral(_)
        | Value::TripleDoubleQuotedByteStringLiteral(_)
        | Value::SingleQuotedRawStringLiteral(_)
        | Value::DoubleQuotedRawStringLiteral(_)
        | Value::TripleSingleQuotedRawStringLiteral(_)
        | Value::TripleDoubleQuotedRawStringLiteral(_)
        | Value::NationalStringLiteral(_)
        | Value::QuoteDelimitedStringLiteral(_)
        | Value::NationalQuoteDelimitedStringLiteral(_)
        | Value::HexStringLiteral(_)
        | Value::DoubleQuotedString(_) => Some(TEXT),
    }
}
