//! A report's definition: a folder of text files, read and checked as a whole before anything is computed.
//!
//! All mistakes are collected as findings with file, line and column. Reading continues after a mistake, so that one run shows as
//! many as possible.

pub mod accepted;
pub mod batch;
pub mod chapter;
pub mod chart;
pub mod concepts;
pub mod dataset;
pub mod expression;
pub mod figure;
mod hashes;
pub mod highlights;
pub mod join;
mod level_parts;
pub(crate) mod members;
mod names;
pub(crate) mod reader;
mod renames;
pub mod report;
pub mod table;
pub mod templates;
pub mod theme;
mod unchecked;
pub mod usage;
pub(crate) mod validate;
mod wording;

use chrono::NaiveDate;
use indexmap::IndexMap;

pub use reader::{At, Located, TomlFile};
pub use report::Report;
pub use templates::Templates;
pub(crate) use wording::how;

use crate::figure_id::FigureId;
use crate::findings::Findings;
use crate::period::Period;
use chapter::Chapter;
use chart::ChartDefinition;
use concepts::Concepts;
use dataset::{Dataset, Protection};
use figure::{FigureDefinition, Query};
use join::Join;
use table::{TableDefinition, Template};
use unchecked::UncheckedDefinition;

/// A definition without mistakes. Only validation makes one, so every dataset, column and figure that it names is defined.
pub struct Definition {
    /// The contents of `report.toml`.
    pub report: Report,
    /// The datasets that are read from files, in the order of the file.
    pub datasets: IndexMap<String, Dataset>,
    /// The datasets that are two others joined, in the order of the file.
    pub joins: IndexMap<String, Join>,
    /// The chapters, in the report's order.
    pub chapters: Vec<Chapter>,
    /// The figures by id, in the order of the chapters and their files.
    pub figures: IndexMap<FigureId, FigureDefinition>,
    /// The ids of derived figures, each after those that it is derived from.
    pub derived_order: Vec<FigureId>,
    /// A hash per figure of everything that decides what it counts. Numbers of figures with different hashes cannot be compared.
    pub hashes: IndexMap<FigureId, String>,
    /// The concepts that reports share.
    pub concepts: Concepts,
    /// The files the report is made of.
    pub templates: Templates,
}

impl Definition {
    /// The dataset with this id, read from files or joined.
    pub fn dataset(&self, id: &str) -> Option<&Dataset> {
        self.datasets.get(id).or_else(|| self.joins.get(id).map(|join| &join.rows))
    }

    /// The dataset whose rows the query counts.
    pub fn dataset_of(&self, query: &Query) -> &Dataset {
        let id = &query.from.dataset;
        self.joins.get(id).map_or_else(|| &self.datasets[id], |join| &join.rows)
    }

    /// The two datasets of a join.
    pub fn joined_by(&self, join: &Join) -> [&Dataset; 2] {
        [&self.datasets[&join.first], &self.datasets[&join.second]]
    }

    /// The datasets that rows of this one come from: itself, or the two that are joined.
    pub fn parts<'a>(&'a self, id: &'a str) -> Vec<&'a str> {
        self.joins.get(id).map_or_else(|| vec![id], |join| vec![&join.first, &join.second])
    }

    /// The protection of a dataset; of a join, that of its first dataset.
    pub fn protection_of(&self, id: &str) -> Option<&Protection> {
        let read = self.joins.get(id).map_or(id, |join| &join.first);
        self.datasets.get(read)?.protect.as_ref()
    }

    /// The tables of all chapters.
    pub fn tables(&self) -> impl Iterator<Item = &TableDefinition> {
        self.chapters.iter().flat_map(|chapter| &chapter.tables)
    }

    /// The charts of all chapters.
    pub fn charts(&self) -> impl Iterator<Item = &ChartDefinition> {
        self.chapters.iter().flat_map(|chapter| &chapter.charts)
    }

    /// Every text that Tera renders: the title, the prose and the words of tables, charts and highlights.
    pub fn texts(&self) -> impl Iterator<Item = &Template> {
        let chapters = self.chapters.iter().flat_map(|chapter| chapter.labels().chain([&chapter.prose]));
        let highlights = self.report.highlights.numbers.iter().map(|highlight| &highlight.text);
        [&self.report.title].into_iter().chain(highlights).chain(chapters)
    }

    /// The day on which the figure is counted in a period; `None` if it is not a stock.
    pub fn as_of(&self, figure: &FigureDefinition, period: &Period) -> Option<NaiveDate> {
        let query = figure.query()?;
        query.is_stock(self.dataset_of(query)).then(|| query.dates(period).as_of)
    }

    /// The title of the chapter with this id.
    pub fn chapter_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.chapters.iter().find(|chapter| chapter.id == id).map_or(id, |chapter| &chapter.title)
    }
}

/// The author of a report; `None` if the report or its `author` is missing.
pub fn author(report: &str, templates: &Templates) -> Option<String> {
    text_of("author", report, templates)
}

/// What the readers of a report must know first; `None` if nothing.
pub fn notice(report: &str, templates: &Templates) -> Option<String> {
    text_of("notice", report, templates)
}

/// The text of one key of `report.toml`. Mistakes in other keys do not matter.
fn text_of(key: &'static str, report: &str, templates: &Templates) -> Option<String> {
    let path = format!("{report}/report.toml");
    let text = templates.text(&path).ok()??;
    TomlFile::new(&path, &text, &Findings::default()).read(|toml| toml.text(key)).map(|text| text.value)
}

/// Reads and validates the report; `None` if the findings have errors.
pub fn read(report: &str, templates: Templates, findings: &Findings) -> Option<Definition> {
    UncheckedDefinition::read(report, templates, findings)?.validate(findings)
}
