//! Datasets: declared kinds of exports.

mod column;
mod fold;
mod protection;

use indexmap::IndexMap;

use super::names::check_name;
use super::reader::{At, Located, TomlTable, values};
use crate::findings::Code;

pub use column::{CategoryValue, Column, ColumnKind, DateFormat, DecimalMark};
pub use fold::{FOOTNOTE_SIGNS, fold, fold_undeclared};
use protection::ProtectionKey;
pub use protection::{OwnNumbers, Protection};

/// One declared kind of export.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// The name that figures use in `from`.
    pub id: String,
    /// What it is called in the report.
    pub label: String,
    /// The system or list it comes from, for the report's colophon.
    pub source: String,
    /// File name patterns, `*` and `?`, matched below the data folder without regard to case.
    pub files: Vec<String>,
    /// The sheets to read, as patterns with `*` and `?`; empty means the first visible one.
    pub sheets: Vec<String>,
    /// How hidden rows and columns of a workbook are treated.
    pub hidden: Hidden,
    /// The first words of footer rows, in addition to those that every dataset knows.
    pub footers: Vec<String>,
    /// How its rows relate to time.
    pub time: RowTime,
    /// Columns whose combined values must be unique.
    pub key: Vec<String>,
    /// Headers of columns that are known and not read.
    pub ignored: Vec<String>,
    /// How small numbers of persons are protected; `None` if its counts are published as they are.
    pub protect: Option<Protection>,
    /// Whether the report declares, with a reason, that it needs no protection.
    pub is_open: bool,
    /// The columns by name, in the order of the definition.
    pub columns: IndexMap<String, Column>,
    pub at: At,
}

/// How a dataset's rows relate to time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowTime {
    /// A row is an event on the date in this column.
    Event(String),
    /// A row is valid from the date in one column to that in another. If the end is empty, it is still valid.
    Valid {
        from: String,
        /// Last day, or the day after it.
        to: String,
        /// Whether the day in `to` is the last valid one (`last = …`) or the first that is not (`until = …`).
        inclusive: bool,
    },
    /// Rows have no time: every row counts.
    Timeless,
}

/// How to treat a workbook's hidden rows and columns, and rows that are struck through. `None` if the definition does not say;
/// they are then read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hidden {
    /// Rows; a filter hides rows too.
    pub rows: Option<HiddenPart>,
    pub columns: Option<HiddenPart>,
    /// Rows that are struck through.
    pub struck: Option<HiddenPart>,
}

/// How to treat something that is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenPart {
    /// It counts like anything else.
    Read,
    Skip,
}

impl Hidden {
    fn read(table: &TomlTable<'_>) -> Self {
        let Some(hidden) = table.table("hidden") else { return Self::default() };
        let choices = [("read", HiddenPart::Read), ("skip", HiddenPart::Skip)];
        let choice = |key| hidden.choice(key, &choices);
        let read = Self { rows: choice("rows"), columns: choice("columns"), struck: choice("struck") };
        hidden.finish();
        read
    }
}

impl Dataset {
    /// A dataset of two others, so far without columns.
    pub fn joined(id: &Located<String>, label: &str) -> Self {
        Self {
            id: id.value.clone(),
            label: label.to_owned(),
            source: String::new(),
            files: Vec::new(),
            sheets: Vec::new(),
            hidden: Hidden::default(),
            footers: Vec::new(),
            time: RowTime::Timeless,
            key: Vec::new(),
            ignored: Vec::new(),
            protect: None,
            is_open: false,
            columns: IndexMap::new(),
            at: id.at.clone(),
        }
    }

    /// Reads one dataset; its mistakes become findings.
    pub fn read(name: &Located<String>, table: TomlTable<'_>) -> Self {
        let label = table.required_text("label").value;
        let source = table.required_text("source").value;
        let files = values(table.required_texts("files"));
        let sheets = values(table.texts("sheet"));
        let hidden = Hidden::read(&table);
        let footers = values(table.texts("footers"));
        let key = table.texts("key");
        let ignored = values(table.texts("ignored"));
        let columns = read_columns(&table);
        let known = |column: &Located<String>| {
            if !columns.contains_key(&column.value) {
                let hint = crate::danish::did_you_mean(&column.value, columns.keys().map(String::as_str));
                table.report(
                    Code::UnknownColumn,
                    &column.at,
                    format!("Datasættet har ingen kolonne »{}«.", column.value),
                    hint,
                );
            }
        };
        key.iter().for_each(known);
        let (time, date_columns) = read_time(&table);
        for column in &date_columns {
            known(column);
            if columns.get(&column.value).is_some_and(|found| !matches!(found.kind, ColumnKind::Date(_))) {
                table.report(
                    Code::WrongType,
                    &column.at,
                    format!("Kolonnen »{}« skal være en dato.", column.value),
                    "",
                );
            }
        }
        let protect = table.table("protect").map(ProtectionKey::read);
        let is_open = matches!(protect, Some(ProtectionKey::Open));
        let protect = protect.and_then(|protect| checked_protection(protect, &table, &columns, &time));
        let mut dataset = Self {
            id: name.value.clone(),
            label,
            source,
            files,
            sheets,
            hidden,
            footers,
            time,
            key: key.into_iter().map(|key| key.value).collect(),
            ignored,
            protect,
            is_open,
            columns,
            at: name.at.clone(),
        };
        dataset.bound_protected();
        table.finish();
        dataset
    }
}

impl Dataset {
    /// Requires numbers that are added up to be at least 0: a negative one could hide how many persons a cell has.
    fn bound_protected(&mut self) {
        let Some(protect) = &self.protect else { return };
        for (_, column) in self.columns.iter_mut().filter(|(name, _)| protect.is_number(name)) {
            column.bounds.min = Some(column.bounds.min.unwrap_or(0.0).max(0.0));
        }
    }
}

fn checked_protection(
    key: ProtectionKey,
    table: &TomlTable<'_>,
    columns: &IndexMap<String, Column>,
    time: &RowTime,
) -> Option<Protection> {
    let ProtectionKey::Protected(protect) = key else { return None };
    protect.check(table, columns);
    if matches!(time, RowTime::Valid { .. }) && !protect.is_suppressed() {
        let message = "Et register kan ikke afrundes: dets rækker gælder fra dag til dag.";
        let advice = "Brug et datasæt med »period« eller uden tid, eller skriv method = \"suppress\".";
        table.report(Code::BadValue, &protect.at, message, advice);
    }
    Some(protect)
}

fn read_columns(table: &TomlTable<'_>) -> IndexMap<String, Column> {
    let columns: IndexMap<_, _> = table
        .named_tables("columns")
        .into_iter()
        .map(|(name, table)| {
            check_name(&table, &name);
            (name.value, Column::read(table))
        })
        .collect();
    if columns.is_empty() {
        table.report(Code::MissingKey, &table.at, "Datasættet har ingen kolonner.", "");
    }
    columns
}

/// The time of a dataset's rows, and the columns it names.
fn read_time(table: &TomlTable<'_>) -> (RowTime, Vec<Located<String>>) {
    let period = table.text("period");
    let valid = table.table("valid");
    match (period, valid) {
        (Some(_), Some(_)) => {
            table.report(
                Code::BadValue,
                &table.at_key("valid"),
                "Et datasæt har enten »period« eller »valid«, ikke begge.",
                "",
            );
            (RowTime::Timeless, Vec::new())
        }
        (Some(column), None) => (RowTime::Event(column.value.clone()), vec![column]),
        (None, Some(valid)) => {
            let from = valid.required_text("from");
            let (last, until) = (valid.text("last"), valid.text("until"));
            let inclusive = last.is_some();
            if last.is_some() == until.is_some() {
                let at = valid.at.clone();
                valid.report(
                    Code::MissingKey,
                    &at,
                    "»valid« skal have enten »last« (sidste gyldige dag) eller »until« (dagen efter).",
                    "",
                );
            }
            valid.finish();
            match last.or(until) {
                Some(to) => {
                    (RowTime::Valid { from: from.value.clone(), to: to.value.clone(), inclusive }, vec![from, to])
                }
                None => (RowTime::Timeless, Vec::new()),
            }
        }
        (None, None) => (RowTime::Timeless, Vec::new()),
    }
}
