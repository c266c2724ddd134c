//! The functions that an expression may use, with their parameters and results. docs/sql.md lists them; a test compares the two.

use super::types::SqlType;

/// What a parameter of a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    Of(SqlType),
    /// Any type but a list, the same for all such parameters of a call.
    Alike,
    /// An integer literal of at least this value.
    Whole(u32),
    /// A text literal that is not empty.
    WrittenText,
    /// A text literal.
    WrittenOrEmpty,
    /// A text literal with only the marks of [`FORMAT_MARKS`].
    DateFormat,
}

/// What a function returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    Type(SqlType),
    /// The type of its [`Parameter::Alike`] arguments.
    Alike,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// Computes one value from all rows.
    Aggregate,
    /// Computes a value from values; also allowed outside the aggregates of a figure's value.
    Arithmetic,
    /// Computes a value of each row.
    OfRow,
}

#[derive(Debug)]
pub struct FunctionRule {
    pub name: &'static str,
    pub kind: FunctionKind,
    pub parameters: &'static [Parameter],
    /// How many of the parameters a call needs.
    pub required: usize,
    /// Whether the last parameter may be repeated.
    pub repeats: bool,
    pub returns: Returns,
    /// A call, for messages and docs/sql.md.
    pub example: &'static str,
}

const NUMBER: Parameter = Parameter::Of(SqlType::Number);
const TEXT: Parameter = Parameter::Of(SqlType::Text);
const DATE: Parameter = Parameter::Of(SqlType::Date);

const fn rule(
    name: &'static str,
    kind: FunctionKind,
    parameters: &'static [Parameter],
    returns: Returns,
    example: &'static str,
) -> FunctionRule {
    FunctionRule { name, kind, parameters, required: parameters.len(), repeats: false, returns, example }
}

const fn aggregate(
    name: &'static str,
    parameters: &'static [Parameter],
    returns: Returns,
    example: &'static str,
) -> FunctionRule {
    rule(name, FunctionKind::Aggregate, parameters, returns, example)
}

const fn of_row(
    name: &'static str,
    parameters: &'static [Parameter],
    returns: Returns,
    example: &'static str,
) -> FunctionRule {
    rule(name, FunctionKind::OfRow, parameters, returns, example)
}

const fn repeating(rule: FunctionRule) -> FunctionRule {
    FunctionRule { repeats: true, ..rule }
}

const fn with_required(rule: FunctionRule, required: usize) -> FunctionRule {
    FunctionRule { required, ..rule }
}

const IS_NUMBER: Returns = Returns::Type(SqlType::Number);
const IS_TEXT: Returns = Returns::Type(SqlType::Text);
const IS_BOOLEAN: Returns = Returns::Type(SqlType::Boolean);
const ARITHMETIC: FunctionKind = FunctionKind::Arithmetic;

pub const FUNCTIONS: [FunctionRule; 27] = [
    aggregate("COUNT", &[Parameter::Alike], IS_NUMBER, "COUNT(DISTINCT ydernr)"),
    aggregate("SUM", &[NUMBER], IS_NUMBER, "SUM(antal)"),
    aggregate("AVG", &[NUMBER], IS_NUMBER, "AVG(antal)"),
    aggregate("MIN", &[Parameter::Alike], Returns::Alike, "MIN(antal)"),
    aggregate("MAX", &[Parameter::Alike], Returns::Alike, "MAX(antal)"),
    aggregate("MEDIAN", &[NUMBER], IS_NUMBER, "MEDIAN(antal)"),
    aggregate("STDDEV", &[NUMBER], IS_NUMBER, "STDDEV(antal)"),
    with_required(rule("ROUND", ARITHMETIC, &[NUMBER, Parameter::Whole(0)], IS_NUMBER, "ROUND(AVG(antal), 1)"), 1),
    rule("ABS", ARITHMETIC, &[NUMBER], IS_NUMBER, "ABS(SUM(antal))"),
    rule("FLOOR", ARITHMETIC, &[NUMBER], IS_NUMBER, "FLOOR(AVG(antal))"),
    rule("CEIL", ARITHMETIC, &[NUMBER], IS_NUMBER, "CEIL(AVG(antal))"),
    repeating(rule(
        "COALESCE",
        ARITHMETIC,
        &[Parameter::Alike, Parameter::Alike],
        Returns::Alike,
        "COALESCE(SUM(antal), 0)",
    )),
    rule("NULLIF", ARITHMETIC, &[Parameter::Alike, Parameter::Alike], Returns::Alike, "NULLIF(SUM(antal), 0)"),
    repeating(rule("GREATEST", ARITHMETIC, &[NUMBER, NUMBER], IS_NUMBER, "GREATEST(SUM(antal), 1)")),
    repeating(rule("LEAST", ARITHMETIC, &[NUMBER, NUMBER], IS_NUMBER, "LEAST(SUM(antal), 100)")),
    of_row("STRFTIME", &[DATE, Parameter::DateFormat], IS_TEXT, "STRFTIME(dato, '%Y-%m')"),
    of_row("LOWER", &[TEXT], IS_TEXT, "LOWER(note)"),
    of_row("UPPER", &[TEXT], IS_TEXT, "UPPER(note)"),
    of_row("LENGTH", &[TEXT], IS_NUMBER, "LENGTH(note)"),
    with_required(
        of_row("SUBSTR", &[TEXT, Parameter::Whole(1), Parameter::Whole(1)], IS_TEXT, "SUBSTR(note, 1, 3)"),
        2,
    ),
    of_row("TRIM", &[TEXT], IS_TEXT, "TRIM(note)"),
    of_row("LEFT", &[TEXT, Parameter::Whole(1)], IS_TEXT, "LEFT(note, 3)"),
    of_row("RIGHT", &[TEXT, Parameter::Whole(1)], IS_TEXT, "RIGHT(note, 3)"),
    of_row("REPLACE", &[TEXT, Parameter::WrittenText, Parameter::WrittenOrEmpty], IS_TEXT, "REPLACE(note, '-', ' ')"),
    repeating(of_row("CONCAT", &[TEXT, TEXT], IS_TEXT, "CONCAT(note, ' ', slags)")),
    of_row("STARTS_WITH", &[TEXT, Parameter::WrittenText], IS_BOOLEAN, "STARTS_WITH(note, 'Aflyst')"),
    of_row("ENDS_WITH", &[TEXT, Parameter::WrittenText], IS_BOOLEAN, "ENDS_WITH(note, 'aflyst')"),
];

/// Aggregates that a derived figure may take of a series.
pub const SERIES_AGGREGATES: [&str; 8] =
    ["COUNT", "SUM", "AVG", "MIN", "MAX", "MEDIAN", "LOWER_QUARTILE", "UPPER_QUARTILE"];

/// What may follow `%` in the format of `STRFTIME`: marks with the same meaning in all engines.
pub const FORMAT_MARKS: [&str; 15] = ["Y", "y", "m", "-m", "d", "-d", "j", "V", "G", "u", "B", "b", "A", "a", "%"];

/// What `EXTRACT(… FROM dato)` may take from a date.
pub const DATE_PARTS: [&str; 7] = ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "ISODOW"];

pub fn function_rule(name: &str) -> Option<&'static FunctionRule> {
    FUNCTIONS.iter().find(|rule| rule.name == name)
}

/// The names of all functions of these kinds.
pub fn function_names(kinds: &[FunctionKind]) -> Vec<&'static str> {
    FUNCTIONS.iter().filter(|rule| kinds.contains(&rule.kind)).map(|rule| rule.name).collect()
}

/// Whether a text has only the marks of [`FORMAT_MARKS`].
pub fn is_date_format(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        let Some(mark) = FORMAT_MARKS.iter().find(|mark| after.starts_with(**mark)) else { return false };
        rest = &after[mark.len()..];
    }
    !text.is_empty()
}
