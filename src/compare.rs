//! Reports side by side: the figures that declare a common concept, also normalised by a denominator.
//!
//! It reads snapshots and the declarations of concepts only.

mod json;
mod notes;
pub(crate) mod overview;
mod proportion;
mod sheet;

use chrono::NaiveDate;

use crate::definition::concepts::{Concept, ConceptKind, Concepts};
use crate::definition::figure::NumberFormat;
use crate::diff::cautions::left_out;
use crate::diff::pairs::NamedFigure;
use crate::figure_id::FigureId;
use crate::forms::{Form, SheetForm};
use crate::period::Period;
use crate::snapshot::{Snapshot, Value};
use proportion::{Proportion, Quotient};

/// A snapshot with what is known about it from outside.
#[derive(Debug, Clone)]
pub(crate) struct StoredReport {
    pub snapshot: Snapshot,
    /// The SHA-256 of the file that the snapshot was read from.
    pub sha256: String,
    /// The report's authors, or its id if its definition is not there.
    pub name: String,
    /// What its readers must know first, or empty.
    pub notice: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As they are typed: `kap-h 2024`.
    Typed,
    /// As they are printed: `KAP-H juli 2019 – juni 2021`.
    Printed,
}

/// What is shown of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ComparisonOptions {
    /// Whether concepts are shown that only one report has.
    pub alone: bool,
    /// Whether definitions are shown where reports count in different ways.
    pub definitions: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    pub columns: Vec<ReportColumn>,
    /// The concepts that at least one report has, by chapter.
    pub chapters: Vec<ConceptChapter>,
    /// What a reader has to know, in Danish.
    pub notes: Vec<String>,
}

/// A report and period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReportColumn {
    /// The report's id.
    pub report: String,
    pub period: Period,
    /// A number that distinguishes it from other columns of the same report and period, or empty.
    pub mark: String,
    /// The report's authors.
    pub name: String,
    /// The report and period, see [`Naming`].
    pub label: String,
    /// The SHA-256 of its snapshot.
    pub sha256: String,
    /// The number of files that its figures come from.
    pub sources: usize,
    /// What the report's readers must know first, or empty.
    pub notice: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConceptChapter {
    pub id: String,
    pub title: String,
    pub rows: Vec<ConceptRow>,
}

/// A concept, with the figure of each report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConceptRow {
    pub id: String,
    pub label: String,
    /// What the concept means, in a sentence.
    pub definition: String,
    pub kind: ConceptKind,
    /// A figure for each column; `None` if the report does not have the concept.
    pub figures: Vec<Option<ReportFigure>>,
    /// The normalised numbers that at least one report has.
    pub proportions: Vec<Proportion>,
}

/// A figure as a report counts it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReportFigure {
    pub id: FigureId,
    pub label: String,
    /// The hash of its definition.
    pub definition: String,
    /// Its definition in Danish words.
    pub how: String,
    pub format: NumberFormat,
    /// The day that a stock is counted on.
    pub as_of: Option<NaiveDate>,
    /// `None` if the number is unknown.
    pub value: Option<f64>,
}

impl Comparison {
    /// What readers of the reports must know first, each notice once.
    pub(crate) fn notices(&self) -> Vec<&str> {
        let mut notices: Vec<&str> = Vec::new();
        for notice in self.columns.iter().map(|column| column.notice.as_str()) {
            if !notice.is_empty() && !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        notices
    }

    pub(crate) fn of(reports: &[StoredReport], concepts: &Concepts, naming: Naming) -> Self {
        let columns = columns(reports, naming);
        let mut notes: Vec<String> = reports.iter().filter_map(|report| left_out(&report.snapshot)).collect();
        let figures: Vec<_> = reports
            .iter()
            .zip(&columns)
            .map(|(report, column)| notes::usable(&report.snapshot, column, concepts, &mut notes))
            .collect();
        let rows: Vec<ConceptRow> = concepts
            .concepts
            .iter()
            .map(|(id, concept)| {
                let figures = figures.iter().map(|figures| figures.get(id.as_str()).map(ReportFigure::new));
                ConceptRow::new(id, concept, figures.collect())
            })
            .filter(|row| row.known() > 0)
            .collect();
        let rows: Vec<ConceptRow> = rows
            .iter()
            .map(|row| ConceptRow { proportions: proportion::of(row, concepts, &rows, &columns), ..row.clone() })
            .collect();
        notes.extend(notes::years(&columns, &rows));
        notes.extend(notes::days(&columns, &rows));
        notes.extend(notes::denominators(&columns, &rows, concepts));
        let chapters = concepts.chapters.iter().map(|(id, title)| ConceptChapter {
            id: id.clone(),
            title: title.clone(),
            rows: rows.iter().filter(|row| row.chapter() == id).cloned().collect(),
        });
        Self { chapters: chapters.filter(|chapter| !chapter.rows.is_empty()).collect(), columns, notes }
    }

    /// All concepts, in the order of the chapters.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &ConceptRow> {
        self.chapters.iter().flat_map(|chapter| &chapter.rows)
    }

    /// Keeps the concepts that are shown: of several reports, those that at least two have.
    fn shown(mut self, options: ComparisonOptions) -> Self {
        if options.alone {
            return self;
        }
        let least = self.columns.len().min(2);
        for chapter in &mut self.chapters {
            chapter.rows.retain(|row| row.known() >= least);
        }
        self.chapters.retain(|chapter| !chapter.rows.is_empty());
        self
    }

    /// # Errors
    /// When a workbook or web page cannot be made.
    pub(crate) fn render(&self, options: ComparisonOptions, form: Form) -> anyhow::Result<Vec<u8>> {
        match form {
            Form::Json => Ok(json::render(&self.clone().shown(options))?.into_bytes()),
            // A workbook always has the definitions, since they are on a sheet of their own.
            Form::Sheet(SheetForm::Workbook) => {
                self.sheet(ComparisonOptions { definitions: true, ..options }).render(SheetForm::Workbook)
            }
            Form::Sheet(form) => self.sheet(options).render(form),
        }
    }
}

fn columns(reports: &[StoredReport], naming: Naming) -> Vec<ReportColumn> {
    let same = |one: &StoredReport, other: &StoredReport| {
        one.snapshot.report == other.snapshot.report && one.snapshot.period == other.snapshot.period
    };
    let column = |(i, stored): (usize, &StoredReport)| {
        let alike = reports.iter().filter(|other| same(stored, other)).count();
        let number = reports.iter().take(i + 1).filter(|other| same(stored, other)).count();
        let (report, period) = (&stored.snapshot.report, &stored.snapshot.period);
        let mark = if alike > 1 { format!(" ({number})") } else { String::new() };
        ReportColumn {
            label: match naming {
                Naming::Typed => format!("{report} {period}{mark}"),
                Naming::Printed => format!("{} {}{mark}", stored.name, period.in_words()),
            },
            report: report.clone(),
            period: period.clone(),
            mark,
            name: stored.name.clone(),
            sha256: stored.sha256.clone(),
            sources: stored.snapshot.sources.len(),
            notice: stored.notice.clone(),
        }
    };
    reports.iter().enumerate().map(column).collect()
}

impl ConceptRow {
    fn new(id: &str, concept: &Concept, figures: Vec<Option<ReportFigure>>) -> Self {
        Self {
            id: id.to_owned(),
            label: concept.label.clone(),
            definition: concept.definition.clone(),
            kind: concept.kind,
            figures,
            proportions: Vec::new(),
        }
    }

    /// The id of its chapter.
    fn chapter(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// The number of reports that have the concept.
    fn known(&self) -> usize {
        self.figures.iter().flatten().count()
    }

    /// Groups the reports, by their index, that count the concept in the same way.
    fn ways(&self, columns: &[ReportColumn]) -> Vec<(Vec<usize>, &ReportFigure)> {
        let mut ways: Vec<(Vec<usize>, &ReportFigure)> = Vec::new();
        for (i, figure) in self.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            let report = |i: usize| columns.get(i).map(|column| &column.report);
            // Within a report the descriptions may differ in their dates only, so the hashes of definitions are compared as well.
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

impl ReportFigure {
    fn new(known: &NamedFigure<'_>) -> Self {
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
