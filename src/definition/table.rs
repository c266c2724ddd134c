//! Tables: which figures, in which order, with which words. They define no numbers.

mod layout;
mod rows;

use std::fmt;

use super::reader::{At, Located, Table as Toml};
pub use layout::{ChangeColumns, Columns, Header, Layout, Order, Periods, Ranking, Rows};
pub(super) use rows::read_sort;
pub use rows::{FigureRow, Row, RowStyle, SeriesRows, Sort};

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

impl Table {
    /// Reads one table; its mistakes become findings.
    pub fn read(chapter: &str, name: &Located<String>, toml: Toml<'_>) -> Self {
        let table = Self {
            id: format!("{chapter}.{}", name.value),
            caption: toml.required_text("caption"),
            summary: toml.required_text("summary"),
            layout: Layout::read(&toml),
            notes: toml.texts("notes"),
            at: name.at.clone(),
        };
        toml.finish();
        table
    }

    /// Every figure that it shows.
    pub fn figures(&self) -> Vec<&FigureRef> {
        match &self.layout {
            Layout::Ranking(ranking) => vec![&ranking.series],
            Layout::Rows(rows) => rows.rows.iter().flat_map(Row::figures).collect(),
        }
    }

    /// How many periods it shows.
    pub fn periods(&self) -> u32 {
        match &self.layout {
            Layout::Rows(Rows { columns: Columns::Periods(periods), .. }) => periods.count,
            Layout::Rows(_) | Layout::Ranking(_) => 1,
        }
    }

    /// Every text with Tera expressions in it.
    pub fn templates(&self) -> Vec<&Template> {
        let mut all: Vec<&Template> = vec![&self.caption, &self.summary];
        all.extend(&self.notes);
        match &self.layout {
            Layout::Ranking(ranking) => all.extend(&ranking.header),
            Layout::Rows(rows) => {
                all.push(&rows.header);
                all.extend(rows.columns.templates());
                all.extend(rows.rows.iter().flat_map(Row::templates));
            }
        }
        all
    }
}
