//! Tables: which figures they show, in which order, and with which texts. They define no numbers.

mod layout;
mod rows;

use super::reader::{At, Located, TomlTable};
use crate::figure_id::FigureRef;
pub use layout::{ChangeColumns, ColumnHeader, Columns, Order, Periods, Ranking, RowsLayout, TableLayout};
pub(super) use rows::read_sort;
pub use rows::{FigureRow, RowStyle, SeriesRows, Sort, TableRow};

/// A text with Tera expressions in it.
pub type Template = Located<String>;

/// A figure, or a member of a series, and where it is named.
pub type LocatedFigure = Located<FigureRef>;

impl LocatedFigure {
    /// Reads `chapter.name` or `chapter.name[member]`.
    pub fn parse(text: Located<String>) -> Self {
        Self { value: FigureRef::parse(&text.value), at: text.at }
    }
}

/// A table of the report.
#[derive(Debug, Clone)]
pub struct TableDefinition {
    /// `chapter.name`.
    pub id: String,
    pub caption: Template,
    /// Alternative text.
    pub summary: Template,
    pub layout: TableLayout,
    /// Notes below it that belong to no row.
    pub notes: Vec<Template>,
    pub at: At,
}

impl TableDefinition {
    /// Reads one table; its mistakes become findings.
    pub fn read(chapter: &str, name: &Located<String>, toml: TomlTable<'_>) -> Self {
        let table = Self {
            id: format!("{chapter}.{}", name.value),
            caption: toml.required_text("caption"),
            summary: toml.required_text("summary"),
            layout: TableLayout::read(&toml),
            notes: toml.texts("notes"),
            at: name.at.clone(),
        };
        toml.finish();
        table
    }

    /// Every figure that it shows.
    pub fn figures(&self) -> Vec<&LocatedFigure> {
        match &self.layout {
            TableLayout::Ranking(ranking) => vec![&ranking.series],
            TableLayout::Rows(rows) => rows.rows.iter().flat_map(TableRow::figures).collect(),
        }
    }

    /// How many periods it shows, the current one included.
    pub fn periods(&self) -> u32 {
        match &self.layout {
            TableLayout::Rows(RowsLayout { columns: Columns::Periods(periods), .. }) => periods.count,
            TableLayout::Rows(_) | TableLayout::Ranking(_) => 1,
        }
    }

    /// Every text with Tera expressions in it.
    pub fn templates(&self) -> Vec<&Template> {
        let mut all: Vec<&Template> = vec![&self.caption, &self.summary];
        all.extend(&self.notes);
        match &self.layout {
            TableLayout::Ranking(ranking) => all.extend(&ranking.header),
            TableLayout::Rows(rows) => {
                all.push(&rows.header);
                all.extend(rows.columns.templates());
                all.extend(rows.rows.iter().flat_map(TableRow::templates));
            }
        }
        all
    }
}
