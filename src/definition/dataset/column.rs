//! Columns of a dataset: the headers they are known under, and the type of their cells.

use std::fmt;

use indexmap::IndexMap;

use super::super::reader::{Located, TableOrText, TomlTable, values};
use super::fold::fold;
use crate::findings::Code;

/// A column of a dataset.
#[derive(Debug, Clone)]
pub struct Column {
    /// The headers it is known under.
    pub headers: Vec<String>,
    pub kind: ColumnKind,
    /// Whether its type could be read. If not, its use in expressions is not checked.
    pub has_type: bool,
    /// Whether a cell may be empty.
    pub empty: bool,
    /// Whether a file may lack the column; then all its cells are empty.
    pub optional: bool,
    /// Texts that mean an empty cell, in addition to those that mean it in every column.
    pub missing: Vec<String>,
    /// Texts that are values here, although they usually mean an empty cell, such as `-`.
    pub real: Vec<String>,
    /// Whether texts that differ only in case, spaces or hyphens are different things.
    pub exact: bool,
    /// Whether its cells are dropped at reading, because they hold what must not be kept: CPR numbers, names.
    pub drop: bool,
    /// The range of its numbers.
    pub bounds: Bounds,
    /// The declared reason why numbers that look like CPR numbers are none; `None` if nothing was declared.
    pub no_persons: Option<String>,
}

/// The least and the greatest value of a column of numbers, both included.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    pub min: Option<f64>,
    pub max: Option<f64>,
}

impl Bounds {
    pub fn contain(&self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }

    /// `fra 1 til 5`, for messages; `None` if there are none.
    pub fn danish(&self) -> Option<String> {
        let number = |number: f64| number.to_string().replace('.', ",");
        match (self.min, self.max) {
            (Some(min), Some(max)) => Some(format!("fra {} til {}", number(min), number(max))),
            (Some(min), None) => Some(format!("på mindst {}", number(min))),
            (None, Some(max)) => Some(format!("på højst {}", number(max))),
            (None, None) => None,
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnKind {
    Text,
    Integer(DecimalMark),
    Decimal(DecimalMark),
    Date(DateFormat),
    Boolean,
    /// One of the declared values.
    Category(Vec<CategoryValue>),
    /// The number of a practice in the register of providers: six digits, kept as text.
    Ydernummer,
    /// Several texts in one cell.
    List {
        separator: String,
        /// The declared values; empty where any text will do.
        values: Vec<CategoryValue>,
    },
}

/// The decimal mark of a column's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// Read as a comma, as in Danish. A column whose numbers could all be read with a point is reported.
    Undeclared,
    Comma,
    Point,
}

/// How a column's dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFormat {
    /// Day, month, year; or year, month, day.
    DayFirst,
    /// Month, day, year; or year, month, day.
    MonthFirst,
    /// A month of a year, read as its first day.
    Month,
    /// A quarter of a year, read as its first day.
    Quarter,
    /// The year alone, read as its first day.
    Year,
}

impl DateFormat {
    /// Whether a cell stands for several days.
    pub fn is_span(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }
}

impl ColumnKind {
    /// The declared values of a category or a list, empty for anything else.
    pub fn values(&self) -> &[CategoryValue] {
        match self {
            Self::Category(values) | Self::List { values, .. } => values,
            _ => &[],
        }
    }

    /// What it is called in Danish, for messages and lists.
    pub fn danish(&self) -> &'static str {
        match self {
            Self::Text => "tekst",
            Self::Integer(_) => "et helt tal",
            Self::Decimal(_) => "et tal",
            Self::Date(DateFormat::Year) => "et årstal",
            Self::Date(DateFormat::Month) => "en måned",
            Self::Date(DateFormat::Quarter) => "et kvartal",
            Self::Date(_) => "en dato",
            Self::Boolean => "ja eller nej",
            Self::Category(_) => "en af de kendte værdier",
            Self::Ydernummer => "et ydernummer (seks cifre)",
            Self::List { .. } => "en liste",
        }
    }
}

/// A value of a category, and how else it is spelt in exports.
#[derive(Clone, PartialEq)]
pub struct CategoryValue {
    /// The value that figures see.
    pub value: String,
    pub spellings: Vec<String>,
    /// What the value was called in earlier periods, where that was something else.
    pub was: Option<Located<String>>,
}

/// Part of the input of definition hashes, without `was`: a former name does not change what is counted.
impl fmt::Debug for CategoryValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CategoryValue").field("value", &self.value).field("spellings", &self.spellings).finish()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum TypeName {
    Text,
    Integer,
    Decimal,
    Date,
    Boolean,
    Category,
    Ydernummer,
    List,
}

const TYPES: [(&str, TypeName); 8] = [
    ("text", TypeName::Text),
    ("integer", TypeName::Integer),
    ("decimal", TypeName::Decimal),
    ("date", TypeName::Date),
    ("boolean", TypeName::Boolean),
    ("category", TypeName::Category),
    ("ydernummer", TypeName::Ydernummer),
    ("list", TypeName::List),
];

impl Column {
    pub(super) fn read(table: TomlTable<'_>) -> Self {
        let word = table.choice("type", &TYPES);
        if !table.has("type") {
            table.report(Code::MissingKey, &table.at, "Nøglen »type« mangler.", "");
        }
        let takes_values = matches!(word, Some(TypeName::Category | TypeName::List));
        let values_read = if takes_values { read_values(&table) } else { Vec::new() };
        let kind = match word.unwrap_or(TypeName::Text) {
            TypeName::Text => ColumnKind::Text,
            TypeName::Integer => ColumnKind::Integer(read_mark(&table)),
            TypeName::Decimal => ColumnKind::Decimal(read_mark(&table)),
            TypeName::Date => ColumnKind::Date(read_format(&table)),
            TypeName::Boolean => ColumnKind::Boolean,
            TypeName::Ydernummer => ColumnKind::Ydernummer,
            TypeName::Category => {
                if values_read.is_empty() {
                    table.report(Code::MissingKey, &table.at, "En kategori skal have »values«.", "");
                }
                ColumnKind::Category(values_read)
            }
            TypeName::List => ColumnKind::List {
                separator: table.text("separator").map_or_else(|| ";".to_owned(), |text| text.value),
                values: values_read,
            },
        };
        let is_number = matches!(kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_));
        let bounds = if is_number { read_bounds(&table) } else { Bounds::default() };
        let column = Self {
            headers: values(table.required_texts("header")),
            kind,
            has_type: word.is_some(),
            empty: table.flag("empty"),
            optional: table.flag("optional"),
            missing: values(table.texts("missing")),
            real: values(table.texts("real")),
            exact: table.flag("exact"),
            drop: table.flag("drop"),
            bounds,
            no_persons: read_persons(&table),
        };
        table.finish();
        column
    }
}

/// `persons = "none"` with a `reason`.
fn read_persons(table: &TomlTable<'_>) -> Option<String> {
    let reason = table.text("reason");
    table.choice("persons", &[("none", ())])?;
    if reason.is_none() {
        let advice = "Skriv fx reason = \"Numrene er arbejdssteders P-numre\". Rapportens bilag viser begrundelsen.";
        table.report(Code::MissingKey, &table.at_key("persons"), "Nøglen »reason« mangler: hvis numre er det?", advice);
    }
    Some(reason.map(|reason| reason.value).unwrap_or_default())
}

/// `decimals = ","` or `decimals = "."`.
fn read_mark(table: &TomlTable<'_>) -> DecimalMark {
    let choices = [(",", DecimalMark::Comma), (".", DecimalMark::Point)];
    table.choice("decimals", &choices).unwrap_or(DecimalMark::Undeclared)
}

/// `min = 1`, `max = 5`.
fn read_bounds(table: &TomlTable<'_>) -> Bounds {
    let bounds = Bounds { min: table.number("min"), max: table.number("max") };
    if let Bounds { min: Some(min), max: Some(max) } = bounds
        && min > max
    {
        table.report(Code::BadValue, &table.at_key("max"), "»max« er mindre end »min«.", "");
        return Bounds::default();
    }
    bounds
}

/// `format = "month-first"`, for one.
fn read_format(table: &TomlTable<'_>) -> DateFormat {
    let choices = [
        ("day-first", DateFormat::DayFirst),
        ("month-first", DateFormat::MonthFirst),
        ("month", DateFormat::Month),
        ("quarter", DateFormat::Quarter),
        ("year", DateFormat::Year),
    ];
    table.choice("format", &choices).unwrap_or(DateFormat::DayFirst)
}

/// `values = ["A", { value = "B", spellings = ["b.", "bb"] }]`.
fn read_values(table: &TomlTable<'_>) -> Vec<CategoryValue> {
    let values: Vec<CategoryValue> = table
        .tables_or_texts("values")
        .into_iter()
        .map(|item| match item {
            TableOrText::Text(text) => CategoryValue { value: text.value, spellings: Vec::new(), was: None },
            TableOrText::Table(item) => {
                let value = CategoryValue {
                    value: item.required_text("value").value,
                    spellings: values(item.texts("spellings")),
                    was: item.text("was"),
                };
                item.finish();
                value
            }
        })
        .collect();
    for value in &values {
        let Some(was) = &value.was else { continue };
        let is_taken = |other: &CategoryValue| match &other.was {
            Some(earlier) => other.value != value.value && earlier.value == was.value,
            None => other.value == was.value,
        };
        if was.value == value.value || values.iter().any(is_taken) {
            let message = format!("»{}« kan ikke have heddet »{}«: det gør en anden værdi.", value.value, was.value);
            let advice = "»was« er det navn, som værdien havde i tidligere års rapporter, og som ingen anden har nu.";
            table.report(Code::DuplicateId, &was.at, message, advice);
        }
    }
    let mut seen: IndexMap<String, &str> = IndexMap::new();
    for value in &values {
        for spelling in std::iter::once(&value.value).chain(&value.spellings) {
            if let Some(other) = seen.insert(fold(spelling), &value.value).filter(|other| *other != value.value) {
                let message = format!("»{spelling}« kan både være »{other}« og »{}«.", value.value);
                let advice = "Store og små bogstaver, mellemrum og bindestreger skiller ikke stavemåder fra hinanden.";
                table.report(Code::DuplicateId, &table.at_key("values"), message, advice);
            }
        }
    }
    values
}
