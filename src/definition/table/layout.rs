//! How a table is laid out: what its rows and columns are.

use super::rows::{SeriesRows, Sort, TableRow, read_rows};
use super::{LocatedFigure, Template};
use crate::definition::reader::{Located, TomlTable};
use crate::findings::Code;

/// How a table is laid out.
#[derive(Debug, Clone)]
pub enum TableLayout {
    Rows(RowsLayout),
    /// The members of a series, the largest first.
    Ranking(Ranking),
}

#[derive(Debug, Clone)]
pub struct RowsLayout {
    /// The header of the rows' labels.
    pub header: Template,
    /// What the columns after the labels are.
    pub columns: Columns,
    pub rows: Vec<TableRow>,
}

/// What the columns after the labels are.
#[derive(Debug, Clone)]
pub enum Columns {
    /// One for each figure of a row.
    Figures(Vec<ColumnHeader>),
    /// One for each period, of the one figure of a row.
    Periods(Periods),
}

/// The header of a column of figures.
#[derive(Debug, Clone)]
pub enum ColumnHeader {
    Words(Template),
    /// What the series in it is called.
    LabelOf(LocatedFigure),
}

#[derive(Debug, Clone, Copy)]
pub struct Periods {
    /// How many; the last of them is that of the report.
    pub count: u32,
    pub order: Order,
    /// How the change since the period before is shown, after the periods.
    pub change: Option<ChangeColumns>,
}

/// In which order periods come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// That of the report first.
    Latest,
    /// That of the report last.
    Earliest,
}

/// How the change since the period before is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeColumns {
    /// As a difference; of shares in percentage points.
    Number,
    /// As a percentage; of shares in percentage points.
    Percent,
    Both,
}

/// The members of a series with their rank: a column for the rank, one for each part of the key, and one for the number.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The headers of the columns.
    pub header: Vec<Template>,
    pub series: LocatedFigure,
    /// How many members are shown, with ties of the last; `None` for all.
    pub top: Option<u32>,
}

impl TableLayout {
    /// Reads the keys that say how a table is laid out.
    pub(super) fn read(toml: &TomlTable<'_>) -> Self {
        let header = toml.required_texts("header");
        if let Some(series) = toml.text("ranking") {
            return Self::Ranking(Ranking { header, series: LocatedFigure::parse(series), top: toml.count("top") });
        }
        if toml.has("columns") {
            return Self::Rows(series_as_columns(toml, header));
        }
        let count = toml.count_within("periods", 1, 10).unwrap_or(1);
        let changes =
            [("number", ChangeColumns::Number), ("percent", ChangeColumns::Percent), ("both", ChangeColumns::Both)];
        let change = toml.choice("change", &changes);
        let order = toml.choice("order", &[("latest", Order::Latest), ("earliest", Order::Earliest)]);
        if change.is_some() && count == 1 {
            let message = "»change« viser ændringen fra perioden før og kræver, at den er en kolonne.";
            toml.report(Code::BadValue, &toml.at_key("change"), message, "Skriv også periods = 2.");
        }
        if order.is_some() && count == 1 {
            let message = "»order« er periodernes rækkefølge og kræver, at der er flere af dem.";
            toml.report(Code::BadValue, &toml.at_key("order"), message, "Skriv også periods = 2.");
        }
        let fits = if count == 1 { header.len() > 1 } else { header.len() == 1 };
        if !header.is_empty() && !fits {
            let wanted = if count == 1 {
                "mindst to overskrifter: én til rækkerne og én til hver kolonne med tal"
            } else {
                "én overskrift; perioderne er selv de andre"
            };
            toml.report(Code::BadValue, &toml.at_key("header"), format!("»header« skal have {wanted}."), "");
        }
        if !toml.has("rows") {
            let message = "En tabel skal have »rows«, »columns« eller »ranking«.";
            toml.report(Code::MissingKey, &toml.at, message, "");
        }
        let mut header = header.into_iter();
        let first = header.next().unwrap_or_else(|| nothing(toml));
        let columns = if count == 1 {
            Columns::Figures(header.map(ColumnHeader::Words).collect())
        } else {
            Columns::Periods(Periods { count, order: order.unwrap_or(Order::Latest), change })
        };
        let rows = read_rows(toml, columns.figures());
        if rows.is_empty() && toml.has("rows") {
            let advice = "Skriv fx rows = [{ series = \"kapitel.serie\" }], eller slet tabellen.";
            toml.report(Code::BadValue, &toml.at_key("rows"), "Tabellen har ingen rækker.", advice);
        }
        Self::Rows(RowsLayout { header: first, columns, rows })
    }
}

/// `columns = ["a.b", "a.c"]`, the short form of `rows = [{ series = ["a.b", "a.c"] }]` with the series' labels as headers.
fn series_as_columns(toml: &TomlTable<'_>, header: Vec<Template>) -> RowsLayout {
    let series: Vec<LocatedFigure> = toml.texts("columns").into_iter().map(LocatedFigure::parse).collect();
    if header.len() > 1 && header.len() != series.len() + 1 {
        let message = "»header« skal have én overskrift, eller én til rækkerne og én til hver kolonne.";
        toml.report(Code::BadValue, &toml.at_key("header"), message, "");
    }
    let mut header = header.into_iter();
    let first = header.next().unwrap_or_else(|| nothing(toml));
    let words: Vec<Template> = header.collect();
    let columns = if words.len() == series.len() {
        words.into_iter().map(ColumnHeader::Words).collect()
    } else {
        series.iter().cloned().map(ColumnHeader::LabelOf).collect()
    };
    let rows = SeriesRows {
        series: series.into_iter().map(Some).collect(),
        indent: 0,
        sort: Sort::Declared,
        top: None,
        labels: Default::default(),
    };
    RowsLayout { header: first, columns: Columns::Figures(columns), rows: vec![TableRow::Series(rows)] }
}

/// An empty text in place of a missing one.
fn nothing(toml: &TomlTable<'_>) -> Template {
    Located { value: String::new(), at: toml.at.clone() }
}

impl Columns {
    /// How many figures a row has.
    pub fn figures(&self) -> usize {
        match self {
            Self::Figures(headers) => headers.len(),
            Self::Periods(_) => 1,
        }
    }

    /// Every text with Tera expressions in it.
    pub(super) fn templates(&self) -> impl Iterator<Item = &Template> {
        let headers = if let Self::Figures(headers) = self { headers.as_slice() } else { &[] };
        headers.iter().filter_map(|header| match header {
            ColumnHeader::Words(words) => Some(words),
            ColumnHeader::LabelOf(_) => None,
        })
    }
}
