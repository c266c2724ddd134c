//! Reports side by side for programs.

use serde::Serialize;

use crate::compare::page::Shown;
use crate::compare::{Column, Comparison, Counted, Quotient, Ratio, Row};
use crate::definition::concepts::ConceptKind;
use crate::snapshot::Number;

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

/// What `--format json` prints. Numbers are as in the snapshots: shares are 0–1, and null is unknown. Lists of values have one
/// for each report, in the order of `reports`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    /// [`FORMAT`].
    format: u32,
    /// The reports.
    reports: Vec<ReportView<'a>>,
    /// What a reader must know, in Danish.
    notes: &'a [String],
    /// The concepts by chapter.
    chapters: Vec<ChapterView<'a>>,
}

#[derive(Serialize)]
struct ReportView<'a> {
    report: &'a str,
    period: &'a str,
    /// How many years the period is.
    years: Number,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ChapterView<'a> {
    id: &'a str,
    title: &'a str,
    concepts: Vec<ConceptView<'a>>,
}

#[derive(Serialize)]
struct ConceptView<'a> {
    id: &'a str,
    label: &'a str,
    definition: &'a str,
    /// `flow`, `reach`, `stock` or `share`.
    kind: &'static str,
    /// The reports' figures; null where a report does not have the concept.
    figures: Vec<Option<FigureView<'a>>>,
    ratios: Vec<RatioView<'a>>,
}

#[derive(Serialize)]
struct FigureView<'a> {
    id: &'a str,
    label: &'a str,
    how: &'a str,
    value: Number,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct RatioView<'a> {
    /// The concept that is divided by.
    denominator: &'a str,
    scale: u32,
    label: &'a str,
    /// Whether numbers that are counted over a period are given for a year.
    per_year: bool,
    /// Null where there is none, and why it is so in `reasons`.
    values: Vec<Number>,
    reasons: Vec<Option<&'static str>>,
}

/// The comparison as JSON.
///
/// # Errors
/// Never, as far as is known: there is nothing in it that JSON cannot hold.
pub fn render(comparison: &Comparison, shown: Shown) -> anyhow::Result<String> {
    let visible = comparison.clone().shown(shown);
    let document = Document {
        format: FORMAT,
        reports: visible.columns.iter().map(ReportView::new).collect(),
        notes: &visible.notes,
        chapters: visible
            .chapters
            .iter()
            .map(|chapter| ChapterView {
                id: &chapter.id,
                title: &chapter.title,
                concepts: chapter.rows.iter().map(ConceptView::new).collect(),
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl<'a> ReportView<'a> {
    fn new(column: &'a Column) -> Self {
        Self {
            report: &column.report,
            period: &column.period.label,
            years: Number(Some(column.period.years())),
            sha256: &column.sha256,
        }
    }
}

impl<'a> ConceptView<'a> {
    fn new(row: &'a Row) -> Self {
        Self {
            id: &row.id,
            label: &row.label,
            definition: &row.definition,
            kind: ConceptKind::NAMES.into_iter().find(|(_, kind)| *kind == row.kind).map_or("", |(name, _)| name),
            figures: row.figures.iter().map(|figure| figure.as_ref().map(FigureView::new)).collect(),
            ratios: row.ratios.iter().map(RatioView::new).collect(),
        }
    }
}

impl<'a> FigureView<'a> {
    fn new(counted: &'a Counted) -> Self {
        Self { id: &counted.id, label: &counted.label, how: &counted.how, value: Number(counted.value) }
    }
}

impl<'a> RatioView<'a> {
    fn new(ratio: &'a Ratio) -> Self {
        let value = |quotient: &Quotient| match quotient {
            Quotient::Number(number) => (Number(Some(*number)), None),
            Quotient::Absent => (Number(None), Some("absent")),
            Quotient::Unknown => (Number(None), Some("unknown")),
            Quotient::NoDenominator => (Number(None), Some("no-denominator")),
            Quotient::UnknownDenominator => (Number(None), Some("unknown-denominator")),
            Quotient::Nought => (Number(None), Some("nought")),
        };
        let (values, reasons) = ratio.quotients.iter().map(value).unzip();
        Self {
            denominator: &ratio.denominator,
            scale: ratio.scale,
            label: &ratio.label,
            per_year: ratio.per_year,
            values,
            reasons,
        }
    }
}
