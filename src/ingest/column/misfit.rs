//! Why a cell does not fit its column, and how it was repaired.

use super::text::TextDefect;
use crate::cell::mended::Mend;
use crate::cpr;
use crate::findings::Code;

/// Why a cell does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Misfit {
    pub code: Code,
    /// What was expected, in Danish: "en dato".
    pub expected: String,
    /// What to do, in Danish; may be empty.
    pub advice: String,
}

impl Misfit {
    /// One Danish sentence for the list of rows that were left out.
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

/// How a cell was read although it is not written as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repair {
    /// A practice number lacked zeros at its start.
    LeadingZeros,
    /// A date was a number without a date format.
    SerialDate,
    /// A date was a number of eight digits: year, month, day.
    DigitsDate,
    /// The end date of a register's row was a placeholder for no end.
    NoEnd,
    /// Its start date was a placeholder for no start.
    NoStart,
    /// A text meant an empty cell.
    NoValue,
    /// An apostrophe in front, which keeps spreadsheet programs from reading a number or a formula.
    Apostrophe,
    Mended(Mend),
    /// It was read as it is, although something is wrong with it.
    Doubtful(TextDefect),
}
