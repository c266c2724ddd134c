//! `protect` of a dataset: how small numbers of persons are kept out of what is published.

use indexmap::IndexMap;

use super::super::reader::{At, Located, TomlTable};
use super::column::{Column, ColumnKind};
use crate::findings::Code;

/// Default of the least number of persons that may be published.
const THRESHOLD: u32 = 5;

/// How the persons behind a dataset's counts are protected.
#[derive(Debug, Clone)]
pub struct Protection {
    pub method: ProtectionMethod,
    /// Whose numbers a member of a batch sees exactly.
    pub own: OwnNumbers,
    /// The columns that identify an inner cell, that of the practice first. With rounding, figures can use no other columns; with
    /// suppression, it is empty.
    pub cells: Vec<Located<String>>,
    /// The column with the number of persons; `None` if each row is a person.
    pub persons: Option<Located<String>>,
    /// Columns with numbers of events, which are rounded with the persons.
    pub counts: Vec<Located<String>>,
    /// The least number of persons that may be published.
    pub threshold: u32,
    pub at: At,
}

/// The method by which small counts are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProtectionMethod {
    /// Rows are added up to inner cells, and those with few persons are rounded before anything is computed from them.
    Round,
    /// Numbers of few persons are hidden, and others from which these could be computed. Numbers that are shown are exact.
    Suppress,
}

/// What a member of a batch sees of its own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnNumbers {
    /// The same rounded cells as everybody.
    Rounded,
    /// The true numbers, in figures with `scope = "own"`.
    Exact,
}

/// What `protect` of a dataset says.
pub(in crate::definition) enum ProtectionKey {
    Protected(Protection),
    /// The report says why its numbers are published as they are.
    Open,
}

impl ProtectionKey {
    pub(in crate::definition) fn read(table: TomlTable<'_>) -> Self {
        if !table.has("open") {
            return Self::Protected(Protection::read(table));
        }
        table.required_text("open");
        table.finish();
        Self::Open
    }
}

impl Protection {
    fn read(table: TomlTable<'_>) -> Self {
        let methods = [("round", ProtectionMethod::Round), ("suppress", ProtectionMethod::Suppress)];
        let method = table.choice("method", &methods).unwrap_or(ProtectionMethod::Round);
        let own = [("rounded", OwnNumbers::Rounded), ("exact", OwnNumbers::Exact)];
        let cells = match method {
            ProtectionMethod::Round => table.required_texts("cells"),
            ProtectionMethod::Suppress => table.texts("cells"),
        };
        if method == ProtectionMethod::Suppress {
            for key in ["cells", "own"].into_iter().filter(|key| table.has(key)) {
                let message =
                    format!("»{key}« hører til afrunding og kan ikke stå sammen med »method = \"suppress\"«.");
                table.report(Code::BadValue, &table.at_key(key), message, "Slet nøglen.");
            }
        }
        let read = Self {
            method,
            own: table.choice("own", &own).unwrap_or(OwnNumbers::Rounded),
            cells,
            persons: table.text("persons"),
            counts: table.texts("counts"),
            threshold: table.count_within("threshold", 2, 100).unwrap_or(THRESHOLD),
            at: table.at.clone(),
        };
        if let (None, Some(count)) = (&read.persons, read.counts.first()) {
            let message = "»counts« kræver »persons«: hændelser følger antallet af personer.";
            table.report(Code::MissingKey, &count.at, message, "Skriv kolonnen med antal personer i »persons«.");
        }
        table.finish();
        read
    }

    /// Reports columns that do not exist or are of the wrong type.
    pub(in crate::definition) fn check(&self, table: &TomlTable<'_>, columns: &IndexMap<String, Column>) {
        let numbers = self.persons.iter().chain(&self.counts);
        for column in self.cells.iter().chain(numbers.clone()) {
            if columns.get(&column.value).is_none_or(|column| column.drop) {
                let message = format!("Datasættet har ingen kolonne »{}«.", column.value);
                let hint = crate::danish::did_you_mean(&column.value, columns.keys().map(String::as_str));
                table.report(Code::UnknownColumn, &column.at, message, hint);
            }
        }
        for column in numbers {
            let Some(found) = columns.get(&column.value) else { continue };
            if !matches!(found.kind, ColumnKind::Integer(_)) {
                let message = format!("Kolonnen »{}« skal være et helt tal.", column.value);
                table.report(Code::WrongType, &column.at, message, "Den har et antal, som kan lægges sammen.");
            } else if found.empty || found.optional {
                let message = format!("Kolonnen »{}« må ikke være tom, når den beskyttes.", column.value);
                let advice = "Slet »empty« og »optional« ved kolonnen: uden et antal kan rækken ikke lægges sammen.";
                table.report(Code::BadValue, &column.at, message, advice);
            }
        }
        for column in &self.cells {
            let kind = columns.get(&column.value).map(|column| &column.kind);
            if matches!(kind, Some(ColumnKind::List { .. } | ColumnKind::Decimal(_))) {
                let message = format!("Kolonnen »{}« kan ikke stå i »cells«.", column.value);
                table.report(
                    Code::WrongType,
                    &column.at,
                    message,
                    "Der skal stå kolonner, som rækkerne kan deles op efter.",
                );
            }
        }
    }

    /// Whether figures may use the column.
    pub fn keeps(&self, column: &str) -> bool {
        self.is_suppressed()
            || self.cells.iter().chain(&self.persons).chain(&self.counts).any(|kept| kept.value == column)
    }

    /// Whether numbers are hidden rather than rounded.
    pub fn is_suppressed(&self) -> bool {
        self.method == ProtectionMethod::Suppress
    }

    /// Whether the column has a number that is added up.
    pub fn is_number(&self, column: &str) -> bool {
        self.persons.iter().chain(&self.counts).any(|number| number.value == column)
    }

    /// The names of the columns of `cells`.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.value.as_str())
    }
}
