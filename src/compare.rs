//! Reports side by side: the numbers that declare a common concept, and what they come to in proportion to something.
//!
//! It reads snapshots and the declarations of concepts only.

mod notes;
pub mod overview;
mod page;
mod quotient;
mod render;

use chrono::NaiveDate;

use crate::definition::concepts::{Concept, ConceptKind, Concepts};
use crate::definition::figure::NumberFormat;
use crate::diff::cautions::left_out;
use crate::diff::pairs::Known;
use crate::figure_id::FigureId;
use crate::period::Period;
use crate::snapshot::{Snapshot, Value};
pub use page::Shown;
pub use quotient::{Quotient, Ratio};
pub use render::render;

/// A snapshot and the file that it was read from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// What the report's authors are called; its id where nobody knows.
    pub name: String,
}

/// How reports are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// As they are typed: `kap-h 2024`.
    Typed,
    /// As they are printed: `KAP-H juli 2019 – juni 2021`.
    Printed,
}

/// Reports side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The reports.
    pub columns: Vec<Column>,
    /// The concepts that at least one of them knows, by chapter.
    pub chapters: Vec<Chapter>,
    /// What a reader must know, in Danish.
    pub notes: Vec<String>,
}

/// A report and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The report's id.
    pub report: String,
    /// The period.
    pub period: Period,
    /// What tells it apart from others of the same report and period; "" where there are none.
    pub mark: String,
    /// What its authors are called.
    pub name: String,
    /// What it is called beside the others.
    pub label: String,
    /// The SHA-256 of its snapshot.
    pub sha256: String,
    /// How many files its numbers come from.
    pub sources: usize,
}

/// The concepts of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its concepts.
    pub rows: Vec<Row>,
}

/// A concept.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// How it relates to time.
    pub kind: ConceptKind,
    /// The figure of each report; None where the report has none.
    pub figures: Vec<Option<Counted>>,
    /// The numbers in proportion to something, where at least one report has what that takes.
    pub ratios: Vec<Ratio>,
}

/// How a report counts a concept, and what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// `chapter.name` in the report.
    pub id: FigureId,
    /// What the figure is called.
    pub label: String,
    /// The hash of its definition.
    pub definition: String,
    /// How it is counted, in Danish.
    pub how: String,
    /// How it is printed.
    pub format: NumberFormat,
    /// The day that it is counted on, where it is a stock.
    pub as_of: Option<NaiveDate>,
    /// The number; None is unknown.
    pub value: Option<f64>,
}

impl Comparison {
    /// Puts the snapshots side by side.
    pub fn of(inputs: &[Input], concepts: &Concepts, naming: Naming) -> Self {
        let columns = columns(inputs, naming);
        let mut notes: Vec<String> = inputs.iter().filter_map(|input| left_out(&input.snapshot)).collect();
        let counted: Vec<_> = inputs
            .iter()
            .zip(&columns)
            .map(|(input, column)| notes::usable(&input.snapshot, column, concepts, &mut notes))
            .collect();
        let rows: Vec<Row> = concepts
            .concepts
            .iter()
            .map(|(id, concept)| {
                let figures = counted.iter().map(|counted| counted.get(id.as_str()).map(Counted::new));
                Row::new(id, concept, figures.collect())
            })
            .filter(|row| row.known() > 0)
            .collect();
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| Row { ratios: quotient::of(row, concepts, &rows, &columns), ..row.clone() })
            .collect();
        notes.extend(notes::years(&columns, &rows));
        notes.extend(notes::days(&columns, &rows));
        notes.extend(notes::denominators(&columns, &rows, concepts));
        let chapters = concepts.chapters.iter().map(|(id, title)| Chapter {
            id: id.clone(),
            title: title.clone(),
            rows: rows.iter().filter(|row| row.chapter() == id).cloned().collect(),
        });
        Self { chapters: chapters.filter(|chapter| !chapter.rows.is_empty()).collect(), columns, notes }
    }

    /// All concepts, in the order of the chapters.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.chapters.iter().flat_map(|chapter| &chapter.rows)
    }

    /// The same with what is shown: where there are several reports, those concepts only that at least two of them know.
    pub fn shown(mut self, shown: Shown) -> Self {
        if shown.alone {
            return self;
        }
        let least = self.columns.len().min(2);
        for chapter in &mut self.chapters {
            chapter.rows.retain(|row| row.known() >= least);
        }
        self.chapters.retain(|chapter| !chapter.rows.is_empty());
        self
    }
}

/// The reports, each with a mark of its own where several are of the same report and period.
fn columns(inputs: &[Input], naming: Naming) -> Vec<Column> {
    let same = |one: &Input, other: &Input| {
        one.snapshot.report == other.snapshot.report && one.snapshot.period == other.snapshot.period
    };
    let column = |(i, input): (usize, &Input)| {
        let alike = inputs.iter().filter(|other| same(input, other)).count();
        let number = inputs.iter().take(i + 1).filter(|other| same(input, other)).count();
        let (report, period) = (&input.snapshot.report, &input.snapshot.period);
        let mark = if alike > 1 { format!(" ({number})") } else { String::new() };
        Column {
            label: match naming {
                Naming::Typed => format!("{report} {period}{mark}"),
                Naming::Printed => format!("{} {}{mark}", input.name, period.in_words()),
            },
            report: report.clone(),
            period: period.clone(),
            mark,
            name: input.name.clone(),
            sha256: input.sha256.clone(),
            sources: input.snapshot.sources.len(),
        }
    };
    inputs.iter().enumerate().map(column).collect()
}

impl Row {
    fn new(id: &str, concept: &Concept, figures: Vec<Option<Counted>>) -> Self {
        Self {
            id: id.to_owned(),
            label: concept.label.clone(),
            definition: concept.definition.clone(),
            kind: concept.kind,
            figures,
            ratios: Vec::new(),
        }
    }

    /// The id of its chapter.
    pub fn chapter(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// How many of the reports know it.
    pub fn known(&self) -> usize {
        self.figures.iter().flatten().count()
    }

    /// The reports by how they count it, by their place; each group counts alike.
    pub fn ways(&self, columns: &[Column]) -> Vec<(Vec<usize>, &Counted)> {
        let mut ways: Vec<(Vec<usize>, &Counted)> = Vec::new();
        for (i, figure) in self.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            let report = |i: usize| columns.get(i).map(|column| &column.report);
            let alike = ways.iter_mut().find(|(others, other)| {
                let of_one_report = others.iter().all(|other| report(*other) == report(i));
                other.how == figure.how || (of_one_report && other.definition == figure.definition)
            });
            match alike {
                Some((others, _)) => others.push(i),
                None => ways.push((vec![i], figure)),
            }
        }
        ways
    }
}

impl Counted {
    fn new(known: &Known<'_>) -> Self {
        let figure = known.figure;
        Self {
            id: known.id.clone(),
            label: figure.label.clone(),
            definition: figure.definition.clone(),
            how: figure.how.clone(),
            format: figure.format,
            as_of: figure.as_of,
            value: match figure.value {
                Value::Scalar(value) => value,
                Value::Series(_) => None,
            },
        }
    }
}
