//! What is wrong with a cell, and what was mended in it.

use crate::cpr;
use crate::findings::Code;

/// Why a cell does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Misfit {
    /// What kind of misfit.
    pub code: Code,
    /// What was expected, in Danish: "en dato".
    pub expected: String,
    /// What the user may have meant, in Danish; "" for no idea.
    pub advice: String,
}

impl Misfit {
    /// What is wrong with a cell, in one Danish sentence: for the list of rows that were left out.
    pub fn reason(&self, column: &str, value: &str) -> String {
        match self.code {
            Code::EmptyCell => format!("»{column}« er tom, men skal være {}.", self.expected),
            Code::BadCell if value.is_empty() => format!("»{column}« skal være {}.", self.expected),
            Code::BadCell => format!("»{column}« er »{}«, men skal være {}.", cpr::masked(value), self.expected),
            Code::CprNumber => format!("»{column}« har et CPR-nummer."),
            Code::DuplicateRow => format!("{}: {value}.", self.expected),
            _ => format!("{}.", self.expected),
        }
    }
}

/// How a value was read that is not written as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repair {
    /// A practice number without the zeros in front.
    LeadingZeros,
    /// A date without a date's format.
    SerialDate,
    /// A text that says that there is no value.
    NoValue,
}
