//! Tables: which figures, in which order, with which words. They define no numbers.

use std::fmt;

use indexmap::IndexMap;

use super::reader::{At, Located, Table as Toml, TableOrText};
use crate::findings::Code;

/// A text with Tera expressions in it.
pub type Template = Located<String>;

/// A figure, or a member of a series, as tables and prose name it: `medicin.emner[Opioider]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRef {
    /// `chapter.name`.
    pub figure: String,
    /// The member in brackets.
    pub member: Option<String>,
    /// Where it is named.
    pub at: At,
}

impl FigureRef {
    /// Reads `chapter.name` or `chapter.name[member]`.
    pub fn parse(text: Located<String>) -> Self {
        let (figure, member) = split_member(&text.value);
        Self { figure: figure.to_owned(), member: member.map(str::to_owned), at: text.at }
    }
}

impl fmt::Display for FigureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => write!(f, "{}[{member}]", self.figure),
            None => f.write_str(&self.figure),
        }
    }
}

/// Splits `chapter.name[member]` into the figure's id and the member.
pub fn split_member(text: &str) -> (&str, Option<&str>) {
    match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((figure, member)) => (figure, Some(member)),
        None => (text, None),
    }
}

/// A table of the report.
#[derive(Debug, Clone)]
pub struct Table {
    /// `chapter.name`.
    pub id: String,
    /// Its caption.
    pub caption: Template,
    /// What it shows, for those who cannot see it.
    pub summary: Template,
    /// What is in it.
    pub layout: Layout,
    /// Notes below it that belong to no row.
    pub notes: Vec<Template>,
    /// Where it is defined.
    pub at: At,
}

/// What is in a table.
#[derive(Debug, Clone)]
pub enum Layout {
    /// A figure a row.
    Rows {
        /// The header of the labels and that of the values.
        header: Vec<Template>,
        /// The rows.
        rows: Vec<Row>,
        /// How many periods are columns, this one first, then the earlier ones.
        periods: u32,
        /// How the change since the period before is shown, after the periods.
        change: Option<ChangeColumns>,
    },
    /// The members of series as rows, a series a column.
    Matrix {
        /// The header of the members.
        header: Template,
        /// The series.
        columns: Vec<FigureRef>,
    },
}

/// How the change since the period before is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeColumns {
    /// As a difference; of shares in percentage points.
    Number,
    /// In percent; of shares in percentage points.
    Percent,
    /// As both.
    Both,
}

/// A row of a table, or several.
#[derive(Debug, Clone)]
pub enum Row {
    /// Words over the rows that follow.
    Heading(Template),
    /// One figure.
    Figure(Box<FigureRow>),
    /// A row for each member of a series.
    Series(SeriesRows),
}

/// The rows of a series.
#[derive(Debug, Clone)]
pub struct SeriesRows {
    /// The series.
    pub series: FigureRef,
    /// How far the rows are indented.
    pub indent: u32,
    /// In which order the members come.
    pub sort: Sort,
    /// Only so many; None means all.
    pub top: Option<u32>,
    /// What members are called in this table, where that is not their label.
    pub labels: IndexMap<String, String>,
}

/// A row with one figure.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// The figure.
    pub figure: FigureRef,
    /// What the row is called, where that is not the figure's label.
    pub label: Option<Template>,
    /// What the cell says, where that is not the figure's value; `vaerdi` stands for the value.
    pub cell: Option<Template>,
    /// A note to the value.
    pub note: Option<Template>,
    /// How far it is indented.
    pub indent: u32,
    /// How it stands out.
    pub style: RowStyle,
    /// Whether a parent is the sum of the parts below it, and a total that of the rows above it.
    pub sums: bool,
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStyle {
    /// It does not.
    Plain,
    /// It has parts below it.
    Parent,
    /// It is the sum of those above.
    Total,
}

/// In which order the members of a series come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// As the series has them.
    Declared,
    /// The largest first; equals as the series has them.
    Falling,
}

impl Table {
    /// Reads one table; its mistakes become findings.
    pub fn read(chapter: &str, name: &Located<String>, toml: Toml<'_>) -> Self {
        let caption = toml.required_text("caption");
        let summary = toml.required_text("summary");
        let header = toml.required_texts("header");
        let layout = if toml.has("columns") {
            let columns = toml.texts("columns").into_iter().map(FigureRef::parse).collect();
            let header =
                header.into_iter().next().unwrap_or_else(|| Located { value: String::new(), at: toml.at.clone() });
            Layout::Matrix { header, columns }
        } else {
            let periods = toml.count_within("periods", 1, 10).unwrap_or(1);
            let wanted = if periods == 1 { 2 } else { 1 };
            if !header.is_empty() && header.len() != wanted {
                let message = format!(
                    "»header« skal have {}.",
                    if wanted == 2 { "to overskrifter" } else { "én overskrift; perioderne er selv de andre" }
                );
                toml.report(Code::BadValue, &toml.at_key("header"), message, "");
            }
            let choices =
                [("number", ChangeColumns::Number), ("percent", ChangeColumns::Percent), ("both", ChangeColumns::Both)];
            let change = toml.choice("change", &choices);
            if change.is_some() && periods == 1 {
                let message = "»change« viser ændringen fra perioden før og kræver, at den er en kolonne.";
                toml.report(Code::BadValue, &toml.at_key("change"), message, "Skriv også periods = 2.");
            }
            if !toml.has("rows") {
                toml.report(Code::MissingKey, &toml.at, "En tabel skal have »rows« eller »columns«.", "");
            }
            let rows = toml.tables_or_texts("rows").into_iter().map(read_row).collect();
            Layout::Rows { header, rows, periods, change }
        };
        let table = Self {
            id: format!("{chapter}.{}", name.value),
            caption,
            summary,
            layout,
            notes: toml.texts("notes"),
            at: name.at.clone(),
        };
        toml.finish();
        table
    }

    /// Every figure that it shows.
    pub fn figures(&self) -> Vec<&FigureRef> {
        match &self.layout {
            Layout::Matrix { columns, .. } => columns.iter().collect(),
            Layout::Rows { rows, .. } => rows
                .iter()
                .filter_map(|row| match row {
                    Row::Heading(_) => None,
                    Row::Figure(row) => Some(&row.figure),
                    Row::Series(rows) => Some(&rows.series),
                })
                .collect(),
        }
    }

    /// Every text with Tera expressions in it.
    pub fn templates(&self) -> Vec<&Template> {
        let mut all: Vec<&Template> = vec![&self.caption, &self.summary];
        all.extend(&self.notes);
        match &self.layout {
            Layout::Matrix { header, .. } => all.push(header),
            Layout::Rows { header, rows, .. } => {
                all.extend(header);
                for row in rows {
                    match row {
                        Row::Heading(text) => all.push(text),
                        Row::Figure(row) => all.extend(row.label.iter().chain(&row.cell).chain(&row.note)),
                        Row::Series(_) => {}
                    }
                }
            }
        }
        all
    }
}

fn read_row(row: TableOrText<'_>) -> Row {
    let plain = |figure| FigureRow {
        figure,
        label: None,
        cell: None,
        note: None,
        indent: 0,
        style: RowStyle::Plain,
        sums: true,
    };
    let row = match row {
        TableOrText::Text(id) => return Row::Figure(Box::new(plain(FigureRef::parse(id)))),
        TableOrText::Table(row) => row,
    };
    let indent = row.count_within("indent", 0, 4).unwrap_or(0);
    let (heading, figure, series) = (row.text("heading"), row.text("figure"), row.text("series"));
    let read = match (heading, figure, series) {
        (Some(heading), None, None) => Row::Heading(heading),
        (None, Some(figure), None) => {
            let style = match (row.flag("parent"), row.flag("total")) {
                (_, true) => RowStyle::Total,
                (true, false) => RowStyle::Parent,
                (false, false) => RowStyle::Plain,
            };
            Row::Figure(Box::new(FigureRow {
                label: row.text("label"),
                cell: row.text("cell"),
                note: row.text("note"),
                indent,
                style,
                sums: row.optional_flag("sums").unwrap_or(true),
                ..plain(FigureRef::parse(figure))
            }))
        }
        (None, None, Some(series)) => Row::Series(SeriesRows {
            series: FigureRef::parse(series),
            indent,
            sort: read_sort(&row),
            top: row.count("top"),
            labels: row.named_texts("labels"),
        }),
        (heading, ..) => {
            row.report(
                Code::MissingKey,
                &row.at,
                "En række skal have netop én af »heading«, »figure« og »series«.",
                "",
            );
            Row::Heading(heading.unwrap_or_else(|| Located { value: String::new(), at: row.at.clone() }))
        }
    };
    row.finish();
    read
}

pub(super) fn read_sort(toml: &Toml<'_>) -> Sort {
    toml.choice("sort", &[("declared", Sort::Declared), ("falling", Sort::Falling)]).unwrap_or(Sort::Declared)
}
