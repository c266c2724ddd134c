//! `protect` of a dataset: that no small number of persons can be read from what is published.

use indexmap::IndexMap;

use super::super::reader::{At, Located, TomlTable};
use super::column::{Column, ColumnKind};
use crate::findings::Code;

/// From how many persons on a count may be published, unless the definition says so.
const THRESHOLD: u32 = 5;

/// How the persons behind a dataset's counts are protected: its rows are added up to inner cells, and those with few persons are
/// rounded before anything is computed from them.
#[derive(Debug, Clone)]
pub struct Protection {
    /// The columns that tell inner cells apart, the one that names a practice first. Other columns cannot be used.
    pub cells: Vec<Located<String>>,
    /// The column with the number of persons; `None` if each row is a person.
    pub persons: Option<Located<String>>,
    /// Columns with numbers of events, which follow the persons.
    pub counts: Vec<Located<String>>,
    /// The least number of persons that may be published.
    pub threshold: u32,
    pub at: At,
}

impl Protection {
    pub(in crate::definition) fn read(table: TomlTable<'_>) -> Self {
        let read = Self {
            cells: table.required_texts("cells"),
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
        self.cells.iter().chain(&self.persons).chain(&self.counts).any(|kept| kept.value == column)
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
