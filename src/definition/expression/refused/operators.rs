//! Operators that an expression may not have.

use sqlparser::ast::BinaryOperator;

use super::{FUNCTIONS_ONLY, PATTERN};

const COMPARE: &str = "Sammenlign med =, <>, <, <=, > og >=.";

/// What to write instead of an operator that is refused. `None` if it is allowed.
#[rustfmt::skip]
pub fn refused_operator(op: &BinaryOperator) -> Option<&'static str> {
    use BinaryOperator as Op;
    match op {
        Op::Plus | Op::Minus | Op::Multiply | Op::Divide | Op::StringConcat
        | Op::Gt | Op::Lt | Op::GtEq | Op::LtEq | Op::Eq | Op::NotEq | Op::And | Op::Or => None,
        Op::Modulo => Some("Resten ved division med 10 er x - 10 * FLOOR(x / 10)."),
        Op::Spaceship => Some("Skriv a IS NOT DISTINCT FROM b."),
        Op::Xor => Some("Skriv a <> b."),
        Op::DuckIntegerDivide | Op::MyIntegerDivide => Some("Skriv FLOOR(a / b)."),
        Op::BitwiseOr | Op::BitwiseAnd => Some("Betingelser forbindes med AND og OR."),
        Op::BitwiseXor | Op::PGBitwiseXor | Op::PGBitwiseShiftLeft | Op::PGBitwiseShiftRight | Op::PGExp => {
            Some("Regn med +, -, * og /.")
        }
        Op::Match | Op::Regexp | Op::PGRegexMatch | Op::PGRegexIMatch | Op::PGRegexNotMatch | Op::PGRegexNotIMatch
        | Op::PGLikeMatch | Op::PGILikeMatch | Op::PGNotLikeMatch | Op::PGNotILikeMatch | Op::PGStartsWith => {
            Some(PATTERN)
        }
        Op::Assignment => Some(COMPARE),
        Op::Custom(_) | Op::PGCustomBinaryOperator(_) | Op::PGOverlap | Op::Overlaps
        | Op::Arrow | Op::LongArrow | Op::HashArrow | Op::HashLongArrow | Op::AtAt | Op::AtArrow | Op::ArrowAt
        | Op::HashMinus | Op::AtQuestion | Op::Question | Op::QuestionAnd | Op::QuestionPipe | Op::DoubleHash
        | Op::LtDashGt | Op::AndLt | Op::AndGt | Op::LtLtPipe | Op::PipeGtGt | Op::AndLtPipe | Op::PipeAndGt
        | Op::LtCaret | Op::GtCaret | Op::QuestionHash | Op::QuestionDash | Op::QuestionDashPipe
        | Op::QuestionDoublePipe | Op::At | Op::TildeEq => Some(FUNCTIONS_ONLY),
    }
}
