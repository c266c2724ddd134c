//! The numbers of the page »Året kort«.

use super::chart::tables;
use super::reader::TomlTable;
use super::table::{LocatedFigure, Template};

/// A number that a reader in a hurry should see, with a sentence about it.
#[derive(Debug, Clone)]
pub struct Highlight {
    pub figure: LocatedFigure,
    pub text: Template,
}

/// The page that shows them.
#[derive(Debug, Clone)]
pub struct Highlights {
    pub title: String,
    pub numbers: Vec<Highlight>,
}

impl Highlights {
    /// Reads the keys `highlights` and `highlights_title` of `report.toml`.
    pub(super) fn read(toml: &TomlTable<'_>) -> Self {
        let title = toml.text("highlights_title").map_or_else(|| "Året kort".to_owned(), |title| title.value);
        let numbers = tables(toml, "highlights").into_iter().map(|toml| {
            let figure = LocatedFigure::parse(toml.required_text("figure"));
            let highlight = Highlight { figure, text: toml.required_text("text") };
            toml.finish();
            highlight
        });
        Self { title, numbers: numbers.collect() }
    }
}
