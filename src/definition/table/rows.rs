//! The rows of a table.

use indexmap::IndexMap;

use super::{LocatedFigure, Template};
use crate::definition::reader::{Located, TableOrText, TomlTable};
use crate::findings::Code;

/// A row of a table, or several.
#[derive(Debug, Clone)]
pub enum TableRow {
    /// Words over the rows that follow.
    Heading(Template),
    /// One row, a figure in each column.
    Figure(Box<FigureRow>),
    /// A row for each member of the series, a series in each column.
    Series(SeriesRows),
}

/// The rows of series with the same members.
#[derive(Debug, Clone)]
pub struct SeriesRows {
    /// The series in each column; None leaves it empty.
    pub series: Vec<Option<LocatedFigure>>,
    /// How far the rows are indented.
    pub indent: u32,
    /// In which order the members come; by size, it is by that of the first series.
    pub sort: Sort,
    /// How many members are shown; `None` for all.
    pub top: Option<u32>,
    /// What members are called in this table, where that is not their label.
    pub labels: IndexMap<String, String>,
}

/// A row with a figure in each column.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// The figure in each column; None leaves it empty.
    pub figures: Vec<Option<LocatedFigure>>,
    /// What the row is called, where that is not the first figure's label.
    pub label: Option<Template>,
    /// The text of the cell, if it is more than the value; `vaerdi` is the value.
    pub cell: Option<Template>,
    /// A note to the first value.
    pub note: Option<Template>,
    /// How far it is indented.
    pub indent: u32,
    pub style: RowStyle,
    /// Whether a parent is the sum of the parts below it, and a total that of the rows above it.
    pub sums: bool,
}

/// How a row is emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStyle {
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

impl TableRow {
    /// Every figure that it shows.
    pub fn figures(&self) -> impl Iterator<Item = &LocatedFigure> {
        let figures = match self {
            Self::Heading(_) => &[],
            Self::Figure(row) => row.figures.as_slice(),
            Self::Series(rows) => rows.series.as_slice(),
        };
        figures.iter().flatten()
    }

    /// How far it is indented; None for a heading.
    pub fn indent(&self) -> Option<u32> {
        match self {
            Self::Heading(_) => None,
            Self::Figure(row) => Some(row.indent),
            Self::Series(rows) => Some(rows.indent),
        }
    }

    /// Every text with Tera expressions in it.
    pub(super) fn templates(&self) -> Vec<&Template> {
        match self {
            Self::Heading(text) => vec![text],
            Self::Figure(row) => row.label.iter().chain(&row.cell).chain(&row.note).collect(),
            Self::Series(_) => Vec::new(),
        }
    }
}

/// Reads the rows of a table with `width` figures in each row.
pub(super) fn read_rows(toml: &TomlTable<'_>, width: usize) -> Vec<TableRow> {
    toml.tables_or_texts("rows")
        .into_iter()
        .map(|row| match row {
            TableOrText::Table(row) => read_row(row, width),
            TableOrText::Text(id) => {
                check_width(toml, &id, 1, width);
                TableRow::Figure(Box::new(plain(vec![Some(LocatedFigure::parse(id))])))
            }
        })
        .collect()
}

fn plain(figures: Vec<Option<LocatedFigure>>) -> FigureRow {
    FigureRow { figures, label: None, cell: None, note: None, indent: 0, style: RowStyle::Plain, sums: true }
}

fn read_row(row: TomlTable<'_>, width: usize) -> TableRow {
    let indent = row.count_within("indent", 0, 4).unwrap_or(0);
    let heading = row.text("heading");
    let figures = cells(&row, if row.has("figures") { "figures" } else { "figure" }, width);
    let series = cells(&row, "series", width);
    if row.has("figures") && row.has("figure") {
        row.report(Code::UnknownKey, &row.at_key("figure"), "En række har enten »figure« eller »figures«.", "");
    }
    let read = match (heading, figures, series) {
        (Some(heading), None, None) => TableRow::Heading(heading),
        (None, Some(figures), None) => {
            let style = match (row.flag("parent"), row.flag("total")) {
                (_, true) => RowStyle::Total,
                (true, false) => RowStyle::Parent,
                (false, false) => RowStyle::Plain,
            };
            let cell = row.text("cell");
            if let Some(cell) = cell.as_ref().filter(|_| figures.len() > 1) {
                let message = "»cell« er ordene i én celle, men rækken har flere tal.";
                row.report(Code::BadValue, &cell.at, message, "Skriv rækken med »figure« i en tabel med én kolonne.");
            }
            TableRow::Figure(Box::new(FigureRow {
                label: row.text("label"),
                cell,
                note: row.text("note"),
                indent,
                style,
                sums: row.optional_flag("sums").unwrap_or(true),
                ..plain(figures)
            }))
        }
        (None, None, Some(series)) => TableRow::Series(SeriesRows {
            series,
            indent,
            sort: read_sort(&row),
            top: row.count("top"),
            labels: row.named_texts("labels"),
        }),
        (heading, ..) => {
            row.report(
                Code::MissingKey,
                &row.at,
                "En række skal have netop én af »heading«, »figure«, »figures« og »series«.",
                "",
            );
            TableRow::Heading(heading.unwrap_or_else(|| Located { value: String::new(), at: row.at.clone() }))
        }
    };
    row.finish();
    read
}

/// The figures under a key, one for each column; `None` if the key is missing.
fn cells(row: &TomlTable<'_>, key: &'static str, width: usize) -> Option<Vec<Option<LocatedFigure>>> {
    let texts = row.texts(key);
    if !row.has(key) {
        return None;
    }
    if let Some(first) = texts.first() {
        check_width(row, first, texts.len(), width);
    }
    let cells = texts.into_iter().map(|text| (!text.value.is_empty()).then(|| LocatedFigure::parse(text)));
    let cells: Vec<Option<LocatedFigure>> = cells.collect();
    if cells.iter().all(Option::is_none) {
        row.report(Code::MissingKey, &row.at_key(key), format!("»{key}« nævner intet nøgletal."), "");
    }
    Some(cells)
}

/// Reports a row that has another number of figures than the table has columns for them.
fn check_width(toml: &TomlTable<'_>, first: &Located<String>, found: usize, wanted: usize) {
    // A table without headers has been reported for that.
    if found != wanted && wanted > 0 {
        let message = format!("Rækken har {found} tal, men tabellen har {wanted} med overskrift.");
        let advice = "Giv hver række lige så mange nøgletal, som tabellen har kolonner med tal; \"\" er en tom celle.";
        toml.report(Code::BadValue, &first.at, message, advice);
    }
}

pub(in crate::definition) fn read_sort(toml: &TomlTable<'_>) -> Sort {
    toml.choice("sort", &[("declared", Sort::Declared), ("falling", Sort::Falling)]).unwrap_or(Sort::Declared)
}
