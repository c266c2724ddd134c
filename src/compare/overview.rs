//! The typeset overview of several reports: the comparison as data for the layout in `templates/overblik/`.

mod bars;
mod settings;
mod told;

use indexmap::IndexMap;
use serde::Serialize;

use super::page::{Definition, Line, Page, Section, Shown};
use super::{Column, Comparison, render};
use crate::compose::view::{
    Attachment, CellView, ChartView, ColumnView, Content, DateView, ReportView, RowView, TableView, ThemeView,
};
use crate::compose::{Document, SHARED, look};
use crate::danish;
use crate::definition::Templates;
use crate::definition::concepts::Concepts;
use crate::findings::Findings;
use crate::forms::{Form, clean};
pub use settings::Settings;

/// The folder of its layout.
const FOLDER: &str = "overblik";
/// The virtual path of the file that Typst starts from.
const MAIN: &str = "/overblik/main.typ";
/// The name of the numbers in the PDF.
const NUMBERS: &str = "overblik.json";

/// The whole of `/data.json`.
#[derive(Serialize)]
struct View<'a> {
    report: ReportView<'a>,
    draft: Option<String>,
    theme: ThemeView<'a>,
    /// What the first page begins with.
    lead: String,
    /// What it tells of some concepts.
    told: Vec<told::Told>,
    legend: Vec<String>,
    notes: Vec<String>,
    chapters: Vec<ChapterView>,
    tables: IndexMap<String, TableView>,
    charts: IndexMap<String, ChartView>,
    definitions: Vec<Definition>,
    sources: Vec<SourceView>,
    attachments: Vec<Attachment>,
}

/// A chapter: its table and its bars, by id.
#[derive(Serialize)]
struct ChapterView {
    title: String,
    table: String,
    charts: Vec<String>,
}

/// A report that the overview was made from.
#[derive(Serialize)]
struct SourceView {
    name: String,
    period: String,
    files: String,
    sha256: String,
}

/// The overview as Typst will see it; None after findings.
///
/// # Errors
/// When a file of the layout cannot be read.
pub fn compose(
    comparison: &Comparison,
    shown: Shown,
    concepts: &Concepts,
    templates: &Templates,
    findings: &Findings,
) -> anyhow::Result<Option<(Document, chrono::NaiveDate)>> {
    let Some(settings) = Settings::read(templates, concepts, findings) else { return Ok(None) };
    let Some(last) = comparison.columns.iter().map(|column| column.period.last()).max() else { return Ok(None) };
    let page = Page::new(comparison, Shown { definitions: true, ..shown });
    let visible = comparison.clone().shown(shown);
    let mut tables = IndexMap::new();
    let mut charts = IndexMap::new();
    let mut chapters = Vec::new();
    for (chapter, section) in visible.chapters.iter().zip(&page.sections) {
        tables.insert(chapter.id.clone(), table(section, &page));
        let own = bars::of(chapter, &settings, &comparison.columns);
        chapters.push(ChapterView {
            title: section.title.clone(),
            table: chapter.id.clone(),
            charts: own.iter().map(|(id, _)| id.clone()).collect(),
        });
        charts.extend(own);
    }
    let labels: Vec<String> = comparison.columns.iter().map(|column| column.label.clone()).collect();
    let identity = format!("kapreport:compare:{}", labels.join(":"));
    let mut document = Document::new(MAIN, identity, settings.title.clone());
    let theme = look::view(&settings.theme, FOLDER, templates, &mut document, findings);
    if findings.has_errors() {
        return Ok(None);
    }
    let view = View {
        report: ReportView {
            title: &settings.title,
            subtitle: &settings.subtitle,
            author: &settings.author,
            publisher: &settings.publisher,
            description: &settings.description,
            keywords: &settings.keywords,
            date: DateView::from(last),
            date_text: format!("Tal til og med {}", danish::date(last)),
        },
        draft: None,
        theme,
        lead: told::lead(&visible),
        told: told::of(&visible, &settings),
        legend: page.legend,
        notes: page.notes,
        chapters,
        tables,
        charts,
        definitions: page.definitions,
        sources: comparison.columns.iter().map(SourceView::new).collect(),
        attachments: vec![Attachment {
            path: NUMBERS.to_owned(),
            mime: "application/json",
            relationship: "data",
            description: "Alle tal i oversigten, med opgørelser".to_owned(),
        }],
    };
    document.add_layout(templates, SHARED)?;
    document.add_layout(templates, FOLDER)?;
    document.add_data(&view)?;
    document.files.insert(format!("/attachments/{NUMBERS}"), render(comparison, shown, Form::Json)?);
    Ok(Some((document, last)))
}

/// The table of a chapter.
fn table(section: &Section, page: &Page) -> TableView {
    let first = ColumnView { label: "Begreb".to_owned(), align: "left" };
    let reports = page.columns.iter().map(|column| ColumnView { label: column.label.clone(), align: "right" });
    TableView {
        caption: format!("{}: rapporternes tal", section.title),
        summary: "Hver række er et begreb eller et begreb i forhold til noget; hver kolonne er en rapport.".to_owned(),
        columns: std::iter::once(first).chain(reports).collect(),
        rows: section.rows.iter().map(row).collect(),
        notes: Vec::new(),
        nothing: None,
    }
}

fn row(line: &Line) -> RowView {
    let cells = line.cells.iter().map(|cell| CellView {
        text: cell.text.clone(),
        mark: None,
        figure: None,
        content: cell.number.map_or(Content::Words, |(value, format)| Content::Number(value, format)),
    });
    RowView { kind: "row", indent: u32::from(line.is_ratio), label: line.label.clone(), cells: cells.collect() }
}

impl SourceView {
    fn new(column: &Column) -> Self {
        Self {
            name: clean(&column.name),
            period: column.period.in_words(),
            files: danish::number(column.sources as f64, 0),
            sha256: column.sha256.clone(),
        }
    }
}
