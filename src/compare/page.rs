//! Reports side by side as people read them: the words and numbers that all forms but JSON show.

use serde::Serialize;

use super::{Column, Comparison, Counted, Quotient, Row};
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::forms::clean;

/// What stands where a report does not have the concept, or what it takes to put it in proportion.
const ABSENT: &str = "–";
/// What stands where a report does not know its number.
const UNKNOWN: &str = "*";

/// What is shown of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// Whether concepts are shown that only one report knows.
    pub alone: bool,
    /// Whether it is shown how each report counts, where they do not count alike.
    pub definitions: bool,
}

/// All that is shown.
#[derive(Debug, Serialize)]
pub struct Page {
    /// What it is.
    pub title: String,
    /// The reports.
    pub columns: Vec<Header>,
    /// The concepts by chapter.
    pub sections: Vec<Section>,
    /// What marks stand for.
    pub legend: Vec<String>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// How the reports count, where they do not count alike.
    pub definitions: Vec<Definition>,
    /// How many concepts there are.
    pub summary: String,
}

/// The header of a report's column.
#[derive(Debug, Serialize)]
pub struct Header {
    /// The report.
    pub report: String,
    /// The period.
    pub period: String,
    /// Both.
    pub label: String,
}

/// The rows of a chapter.
#[derive(Debug, Serialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Line>,
}

/// A row: a concept, or one in proportion to something.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The concept's id.
    pub id: String,
    /// What the concept is called.
    pub concept: String,
    /// What the row is called: the concept, or what it is put in proportion to.
    pub label: String,
    /// Whether it is a concept in proportion to something.
    pub is_ratio: bool,
    /// The reports' cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// The number it says, where it is one, and how it is printed; a share is 0–1.
    #[serde(skip)]
    pub number: Option<(f64, NumberFormat)>,
}

/// How the reports count a concept.
#[derive(Debug, Serialize)]
pub struct Definition {
    /// The concept's id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// How each report counts it; those that count alike stand together.
    pub ways: Vec<Way>,
}

/// How some of the reports count a concept.
#[derive(Debug, Serialize)]
pub struct Way {
    /// The reports.
    pub reports: String,
    /// The figure's id there.
    pub id: String,
    /// What the figure is called there.
    pub label: String,
    /// How it is counted.
    pub how: String,
}

impl Page {
    /// The title over how the reports count.
    pub const DEFINITIONS: &'static str = "Sådan er begreberne opgjort, hvor rapporterne ikke gør det ens";

    /// The page of a comparison.
    pub fn new(comparison: &Comparison, shown: Shown) -> Self {
        let columns: Vec<Header> = comparison.columns.iter().map(Header::new).collect();
        let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        let all = comparison.rows().count();
        let visible = comparison.clone().shown(shown);
        let sections = visible.chapters.iter().map(|chapter| Section {
            title: clean(&chapter.title),
            rows: chapter.rows.iter().flat_map(lines).collect(),
        });
        let sections: Vec<Section> = sections.collect();
        let definitions = if shown.definitions { definitions(&visible) } else { Vec::new() };
        Self {
            title: format!("Nøgletal side om side: {}", danish::list(&labels)),
            legend: legend(&sections),
            sections,
            notes: visible.notes.iter().map(|note| clean(note)).collect(),
            definitions,
            summary: summary(visible.rows().count(), all),
            columns,
        }
    }
}

impl Header {
    fn new(column: &Column) -> Self {
        Self {
            report: clean(&column.report),
            period: format!("{}{}", column.period, column.mark),
            label: clean(&column.label),
        }
    }
}

/// The row of a concept, and those below it that put it in proportion to something.
fn lines(row: &Row) -> Vec<Line> {
    let line = |label: &str, is_ratio, cells| Line {
        id: row.id.clone(),
        concept: clean(&row.label),
        label: clean(label),
        is_ratio,
        cells,
    };
    let ratios = row.ratios.iter().map(|ratio| {
        let format = NumberFormat::Decimal(ratio.decimals());
        line(&ratio.label, true, ratio.quotients.iter().map(|quotient| proportion(*quotient, format)).collect())
    });
    let own = line(&row.label, false, row.figures.iter().map(|figure| own(figure.as_ref())).collect());
    std::iter::once(own).chain(ratios).collect()
}

/// The report's own number.
fn own(figure: Option<&Counted>) -> Cell {
    match figure.map(|figure| (figure.value, figure.format)) {
        None => Cell::word(ABSENT),
        Some((None, _)) => Cell::word(UNKNOWN),
        Some((Some(value), format)) => Cell::number(value, format),
    }
}

fn proportion(quotient: Quotient, format: NumberFormat) -> Cell {
    match quotient {
        Quotient::Number(number) => Cell::number(number, format),
        Quotient::Unknown => Cell::word(UNKNOWN),
        Quotient::Absent | Quotient::NoDenominator | Quotient::UnknownDenominator | Quotient::Nought => {
            Cell::word(ABSENT)
        }
    }
}

impl Cell {
    fn word(text: &str) -> Self {
        Self { text: text.to_owned(), number: None }
    }

    fn number(value: f64, format: NumberFormat) -> Self {
        Self { text: format.print(value), number: Some((value, format)) }
    }
}

/// What the marks that stand in the rows mean.
fn legend(sections: &[Section]) -> Vec<String> {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let has = |mark: &str| rows().flat_map(|row| &row.cells).any(|cell| cell.text == mark);
    let meanings = [
        (has(ABSENT), "– betyder, at rapporten ikke har tallet, eller at det ikke kan sættes i forhold til noget."),
        (has(UNKNOWN), "* betyder, at rapporten har begrebet, men ikke kender tallet."),
        (rows().any(|row| row.is_ratio), "»pr.« er i forhold til rapportens eget tal for det, der divideres med."),
    ];
    meanings.into_iter().filter(|(stands, _)| *stands).map(|(_, meaning)| meaning.to_owned()).collect()
}

/// The concepts that reports do not count alike.
fn definitions(comparison: &Comparison) -> Vec<Definition> {
    let columns = &comparison.columns;
    let told = comparison.rows().map(|row| (row, row.ways(columns))).filter(|(_, ways)| ways.len() > 1);
    let way = |(reports, counted): (Vec<usize>, &Counted)| {
        let labels: Vec<String> =
            reports.iter().filter_map(|i| columns.get(*i)).map(|column| column.label.clone()).collect();
        Way {
            reports: clean(&danish::list(&labels)),
            id: counted.id.to_string(),
            label: clean(&counted.label),
            how: clean(&counted.how),
        }
    };
    told.map(|(row, ways)| Definition {
        id: row.id.clone(),
        label: clean(&row.label),
        definition: clean(&row.definition),
        ways: ways.into_iter().map(way).collect(),
    })
    .collect()
}

/// "41 begreber. 9 andre står kun i én af rapporterne; --all viser også dem."
fn summary(shown: usize, all: usize) -> String {
    let number = |count: usize| danish::number(count as f64, 0);
    let concepts = if shown == 1 { "1 begreb".to_owned() } else { format!("{} begreber", number(shown)) };
    match all - shown {
        0 => format!("{concepts}."),
        1 => format!("{concepts}. 1 mere står kun i én af rapporterne; --all viser også det."),
        more => format!("{concepts}. {} flere står kun i én af rapporterne; --all viser også dem.", number(more)),
    }
}
