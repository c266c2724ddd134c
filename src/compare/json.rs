//! Reports side by side as JSON, for programs.

use serde::Serialize;

use super::{Comparison, ConceptChapter, ConceptRow, Proportion, Quotient, ReportColumn, ReportFigure};
use crate::definition::concepts::ConceptKind;
use crate::snapshot::Number;

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

/// What `--format json` prints. Numbers are as in the snapshots: shares are 0–1, and null is unknown. Lists of values have one
/// for each report, in the order of `reports`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ComparisonJson<'a> {
    /// [`FORMAT`].
    format: u32,
    reports: Vec<ReportJson<'a>>,
    /// What a reader has to know, in Danish.
    notes: &'a [String],
    chapters: Vec<ConceptChapterJson<'a>>,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    report: &'a str,
    period: &'a str,
    /// The length of the period in years.
    years: Number,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ConceptChapterJson<'a> {
    id: &'a str,
    title: &'a str,
    concepts: Vec<ConceptJson<'a>>,
}

#[derive(Serialize)]
struct ConceptJson<'a> {
    id: &'a str,
    label: &'a str,
    definition: &'a str,
    kind: ConceptKind,
    /// The reports' figures; null if a report does not have the concept.
    figures: Vec<Option<ReportFigureJson<'a>>>,
    #[serde(rename = "ratios")]
    proportions: Vec<ProportionJson<'a>>,
}

#[derive(Serialize)]
struct ReportFigureJson<'a> {
    id: &'a str,
    label: &'a str,
    how: &'a str,
    value: Number,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ProportionJson<'a> {
    /// The concept that is divided by.
    denominator: &'a str,
    scale: u32,
    label: &'a str,
    /// Whether numbers that are counted over a period are given per year.
    per_year: bool,
    /// Null if there is no quotient; `reasons` has why.
    values: Vec<Number>,
    reasons: Vec<Option<&'static str>>,
}

/// # Errors
/// Not expected: JSON can represent everything in a comparison.
pub(super) fn render(comparison: &Comparison) -> anyhow::Result<String> {
    let document = ComparisonJson {
        format: FORMAT,
        reports: comparison.columns.iter().map(ReportJson::new).collect(),
        notes: &comparison.notes,
        chapters: comparison.chapters.iter().map(ConceptChapterJson::new).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl<'a> ReportJson<'a> {
    fn new(column: &'a ReportColumn) -> Self {
        Self {
            report: &column.report,
            period: &column.period.label,
            years: Number(Some(column.period.years())),
            sha256: &column.sha256,
        }
    }
}

impl<'a> ConceptChapterJson<'a> {
    fn new(chapter: &'a ConceptChapter) -> Self {
        Self { id: &chapter.id, title: &chapter.title, concepts: chapter.rows.iter().map(ConceptJson::new).collect() }
    }
}

impl<'a> ConceptJson<'a> {
    fn new(row: &'a ConceptRow) -> Self {
        Self {
            id: &row.id,
            label: &row.label,
            definition: &row.definition,
            kind: row.kind,
            figures: row.figures.iter().map(|figure| figure.as_ref().map(ReportFigureJson::new)).collect(),
            proportions: row.proportions.iter().map(ProportionJson::new).collect(),
        }
    }
}

impl<'a> ReportFigureJson<'a> {
    fn new(figure: &'a ReportFigure) -> Self {
        Self { id: &figure.id, label: &figure.label, how: &figure.how, value: Number(figure.value) }
    }
}

impl<'a> ProportionJson<'a> {
    fn new(proportion: &'a Proportion) -> Self {
        let value = |quotient: &Quotient| match quotient {
            Quotient::Number(number) => (Number(Some(*number)), None),
            Quotient::Absent => (Number(None), Some("absent")),
            Quotient::Unknown => (Number(None), Some("unknown")),
            Quotient::NoDenominator => (Number(None), Some("no-denominator")),
            Quotient::UnknownDenominator => (Number(None), Some("unknown-denominator")),
            // The name is part of the format.
            Quotient::Zero => (Number(None), Some("nought")),
        };
        let (values, reasons) = proportion.quotients.iter().map(value).unzip();
        Self {
            denominator: &proportion.denominator,
            scale: proportion.scale,
            label: &proportion.label,
            per_year: proportion.per_year,
            values,
            reasons,
        }
    }
}
