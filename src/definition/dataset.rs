//! Datasets: declared kinds of exports.

use indexmap::IndexMap;

use super::reader::{At, Located, Table};
use crate::findings::Code;

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
    /// The sheet to read; None means the first visible one.
    pub sheet: Option<String>,
    /// How its rows lie in time.
    pub time: RowTime,
    /// Columns that together may occur once only.
    pub key: Vec<String>,
    /// Headers of columns that are known and not read.
    pub ignored: Vec<String>,
    /// The columns by name, in the order of the definition.
    pub columns: IndexMap<String, Column>,
    /// Where it is defined.
    pub at: At,
}

/// How a dataset's rows lie in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowTime {
    /// A row is an event on the date in this column.
    Event(String),
    /// A row is valid from the date in one column to that in another; an empty end means that it still is.
    Valid {
        /// First day.
        from: String,
        /// Last day, or the day after it.
        to: String,
        /// Whether the day in `to` is the last valid one (`last = …`) or the first that is not (`until = …`).
        inclusive: bool,
    },
    /// Rows have no time: every row counts.
    Timeless,
}

/// A column of a dataset.
#[derive(Debug, Clone)]
pub struct Column {
    /// The headers it is known under.
    pub headers: Vec<String>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether a cell may be empty.
    pub empty: bool,
    /// Whether a file may lack the column; then all its cells are empty.
    pub optional: bool,
    /// Whether its cells are dropped at reading, because they hold what must not be kept: CPR numbers, names.
    pub drop: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A calendar day.
    Date,
    /// Yes or no.
    Boolean,
    /// One of the declared values.
    Category(Vec<CategoryValue>),
    /// The number of a practice in the register of providers: six digits, kept as text.
    Ydernummer,
    /// Several texts in one cell.
    List {
        /// What stands between them.
        separator: String,
        /// The declared values; empty where any text will do.
        values: Vec<CategoryValue>,
    },
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
            Self::Integer => "et helt tal",
            Self::Decimal => "et tal",
            Self::Date => "en dato",
            Self::Boolean => "ja eller nej",
            Self::Category(_) => "en af de kendte værdier",
            Self::Ydernummer => "et ydernummer (seks cifre)",
            Self::List { .. } => "en liste",
        }
    }
}

/// A value of a category, and how else it is spelt in exports.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryValue {
    /// The value that figures see.
    pub value: String,
    /// Other spellings.
    pub spellings: Vec<String>,
}

impl Dataset {
    /// Reads one dataset; its mistakes become findings.
    pub fn read(name: &Located<String>, table: Table<'_>) -> Self {
        let label = table.required_text("label").value;
        let source = table.required_text("source").value;
        let files = values(table.required_texts("files"));
        let sheet = table.text("sheet").map(|sheet| sheet.value);
        let key = table.texts("key");
        let ignored = values(table.texts("ignored"));
        let columns: IndexMap<_, _> = table
            .named_tables("columns")
            .into_iter()
            .map(|(name, table)| {
                super::figure::check_name(&table, &name);
                (name.value, Column::read(table))
            })
            .collect();
        if columns.is_empty() {
            table.report(Code::MissingKey, &table.at, "Datasættet har ingen kolonner.", "");
        }
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
        let time = read_time(&table);
        let date_columns: Vec<&Located<String>> = time.1.iter().collect();
        for column in date_columns {
            known(column);
            if columns.get(&column.value).is_some_and(|found| found.kind != ColumnKind::Date) {
                table.report(
                    Code::WrongType,
                    &column.at,
                    format!("Kolonnen »{}« skal være en dato.", column.value),
                    "",
                );
            }
        }
        let dataset = Self {
            id: name.value.clone(),
            label,
            source,
            files,
            sheet,
            time: time.0,
            key: key.into_iter().map(|key| key.value).collect(),
            ignored,
            columns,
            at: name.at.clone(),
        };
        table.finish();
        dataset
    }
}

/// The time of a dataset's rows, and the columns it names.
fn read_time(table: &Table<'_>) -> (RowTime, Vec<Located<String>>) {
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

impl Column {
    fn read(table: Table<'_>) -> Self {
        #[derive(Clone, Copy, PartialEq)]
        enum Word {
            Text,
            Integer,
            Decimal,
            Date,
            Boolean,
            Category,
            Ydernummer,
            List,
        }
        let word = table.choice(
            "type",
            &[
                ("text", Word::Text),
                ("integer", Word::Integer),
                ("decimal", Word::Decimal),
                ("date", Word::Date),
                ("boolean", Word::Boolean),
                ("category", Word::Category),
                ("ydernummer", Word::Ydernummer),
                ("list", Word::List),
            ],
        );
        if !table.has("type") {
            table.report(Code::MissingKey, &table.at, "Nøglen »type« mangler.", "");
        }
        let takes_values = matches!(word, Some(Word::Category | Word::List));
        let values_read = if takes_values { read_values(&table) } else { Vec::new() };
        let kind = match word.unwrap_or(Word::Text) {
            Word::Text => ColumnKind::Text,
            Word::Integer => ColumnKind::Integer,
            Word::Decimal => ColumnKind::Decimal,
            Word::Date => ColumnKind::Date,
            Word::Boolean => ColumnKind::Boolean,
            Word::Ydernummer => ColumnKind::Ydernummer,
            Word::Category => {
                if values_read.is_empty() {
                    table.report(Code::MissingKey, &table.at, "En kategori skal have »values«.", "");
                }
                ColumnKind::Category(values_read)
            }
            Word::List => ColumnKind::List {
                separator: table.text("separator").map_or_else(|| ";".to_owned(), |text| text.value),
                values: values_read,
            },
        };
        let column = Self {
            headers: values(table.required_texts("header")),
            kind,
            empty: table.flag("empty"),
            optional: table.flag("optional"),
            drop: table.flag("drop"),
        };
        table.finish();
        column
    }
}

/// `values = ["A", { value = "B", spellings = ["b.", "bb"] }]`.
fn read_values(table: &Table<'_>) -> Vec<CategoryValue> {
    use super::reader::TableOrText;
    let values: Vec<CategoryValue> = table
        .tables_or_texts("values")
        .into_iter()
        .map(|item| match item {
            TableOrText::Text(text) => CategoryValue { value: text.value, spellings: Vec::new() },
            TableOrText::Table(item) => {
                let value = CategoryValue {
                    value: item.required_text("value").value,
                    spellings: values(item.texts("spellings")),
                };
                item.finish();
                value
            }
        })
        .collect();
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

/// The text without what spellings may differ in: case, spaces and hyphens.
pub fn fold(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{200b}' | '\u{2010}'..='\u{2015}'));
    kept.flat_map(char::to_lowercase).collect()
}

/// The texts without their places.
pub(super) fn values(texts: Vec<Located<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
