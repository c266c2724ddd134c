//! The typeset overview of several reports: the comparison as data for the layout in `templates/overblik/`.

mod bars;
mod sentences;
mod settings;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::Serialize;

use super::sheet::{self, ConceptDefinition};
use super::{Comparison, ComparisonOptions, ReportColumn, ReportFigure};
use crate::compose::view::{
    Attachment, AttachmentRole, CellView, ChartView, ColumnAlign, ColumnView, Content, DateView, MeasuredTable,
    MediaType, NoteView, ReportView, RowKind, RowView, TableView, measured,
};
use crate::compose::{Document, SHARED, look};
use crate::danish;
use crate::definition::Templates;
use crate::definition::concepts::Concepts;
use crate::findings::Findings;
use crate::forms::{Form, NumberStyle, PlainText, RowLevel, SheetCell, SheetRow, SheetSection, clean};
use sentences::KeySentence;
use settings::OverviewSettings;

/// The folder of the layout, below the templates folder.
const FOLDER: &str = "overblik";
/// The virtual path of the file that Typst starts from.
const MAIN: &str = "/overblik/main.typ";
/// The file of the numbers that is embedded in the PDF.
const NUMBERS: &str = "overblik.json";

/// What the layout reads as `/data.json`.
#[derive(Serialize)]
struct OverviewData<'a> {
    report: ReportView<'a>,
    draft: Option<String>,
    /// The overview is of no member of a batch.
    member: Option<()>,
    /// The first sentences of the first page.
    lead: String,
    #[serde(rename = "told")]
    sentences: Vec<KeySentence>,
    legend: Vec<PlainText>,
    notes: Vec<PlainText>,
    chapters: Vec<OverviewChapter>,
    tables: IndexMap<&'a str, MeasuredTable<'a>>,
    charts: IndexMap<String, ChartView>,
    definitions: Vec<OverviewDefinition>,
    sources: Vec<OverviewSource>,
    attachments: Vec<Attachment>,
}

/// A chapter with the ids of its table and charts.
#[derive(Serialize)]
struct OverviewChapter {
    title: PlainText,
    table: String,
    charts: Vec<String>,
}

/// A concept that reports count in different ways.
#[derive(Serialize)]
struct OverviewDefinition {
    id: String,
    label: PlainText,
    definition: PlainText,
    ways: Vec<OverviewWay>,
}

#[derive(Serialize)]
struct OverviewWay {
    reports: PlainText,
    id: String,
    label: PlainText,
    how: PlainText,
}

/// A report that the overview was made from.
#[derive(Serialize)]
struct OverviewSource {
    name: String,
    period: String,
    files: String,
    sha256: String,
}

/// The overview as Typst reads it, and its date. Returns `None` after findings.
///
/// # Errors
/// When a file of the layout cannot be read.
pub(crate) fn compose(
    comparison: &Comparison,
    options: ComparisonOptions,
    concepts: &Concepts,
    templates: &Templates,
    findings: &Findings,
) -> anyhow::Result<Option<(Document, NaiveDate)>> {
    let Some(settings) = OverviewSettings::read(templates, concepts, findings) else { return Ok(None) };
    let Some(last) = comparison.columns.iter().map(|column| column.period.last()).max() else { return Ok(None) };
    let labels: Vec<String> = comparison.columns.iter().map(|column| column.label.clone()).collect();
    let identity = format!("kapreport:compare:{}", labels.join(":"));
    let mut document = Document::new(MAIN, identity, settings.title.clone());
    look::add(&settings.theme, FOLDER, templates, false, &mut document, findings)?;
    if findings.has_errors() {
        return Ok(None);
    }
    let notice = comparison.notices().join(". ");
    let shown = comparison.clone().shown(options);
    let sections = sheet::sections(&shown);
    let tables = tables(&shown, &sections);
    let data = OverviewData::new(&shown, &sections, &tables, &settings, &notice, last);
    document.add_layout(templates, SHARED)?;
    document.add_layout(templates, FOLDER)?;
    document.add_charts(&data.charts)?;
    document.add_data(&data)?;
    document.files.insert(format!("/attachments/{NUMBERS}"), comparison.render(options, Form::Json)?);
    Ok(Some((document, last)))
}

impl<'a> OverviewData<'a> {
    fn new(
        comparison: &Comparison,
        sections: &[SheetSection],
        tables: &'a IndexMap<String, TableView>,
        settings: &'a OverviewSettings,
        notice: &'a str,
        last: NaiveDate,
    ) -> Self {
        let mut charts = IndexMap::new();
        let mut chapters = Vec::new();
        for (chapter, section) in comparison.chapters.iter().zip(sections) {
            let own = bars::of(chapter, settings, &comparison.columns);
            chapters.push(OverviewChapter {
                title: section.title.clone(),
                table: chapter.id.clone(),
                charts: own.iter().map(|(id, _)| id.clone()).collect(),
            });
            charts.extend(own);
        }
        Self {
            report: about(settings, notice, last),
            draft: None,
            member: None,
            lead: sentences::lead(comparison),
            sentences: sentences::of(comparison, settings),
            legend: sheet::legend(sections),
            notes: comparison.notes.iter().map(PlainText::from).collect(),
            chapters,
            tables: measured(tables),
            charts,
            definitions: comparison.definitions().into_iter().map(OverviewDefinition::new).collect(),
            sources: comparison.columns.iter().map(OverviewSource::new).collect(),
            attachments: vec![Attachment {
                path: NUMBERS.to_owned(),
                mime: MediaType::Json,
                relationship: AttachmentRole::Data,
                description: "Alle tal i oversigten, med opgørelser".to_owned(),
            }],
        }
    }
}

fn about<'a>(settings: &'a OverviewSettings, notice: &'a str, last: NaiveDate) -> ReportView<'a> {
    ReportView {
        title: &settings.title,
        subtitle: &settings.subtitle,
        author: &settings.author,
        publisher: &settings.publisher,
        description: &settings.description,
        keywords: &settings.keywords,
        notice,
        date: DateView::from(last),
        date_text: format!("Tal til og med {}", danish::date(last)),
    }
}

/// The table of each chapter, by the chapter's id.
fn tables(comparison: &Comparison, sections: &[SheetSection]) -> IndexMap<String, TableView> {
    let chapters = comparison.chapters.iter().zip(sections);
    chapters.map(|(chapter, section)| (chapter.id.clone(), table(section, comparison))).collect()
}

/// The table of a chapter.
fn table(section: &SheetSection, comparison: &Comparison) -> TableView {
    let first = ColumnView { label: "Begreb".to_owned(), align: ColumnAlign::Left };
    let reports =
        comparison.columns.iter().map(|column| ColumnView { label: clean(&column.label), align: ColumnAlign::Right });
    TableView {
        caption: format!("{}: rapporternes tal", section.title),
        summary: "Hver række er et begreb eller et begreb i forhold til noget; hver kolonne er en rapport.".to_owned(),
        columns: std::iter::once(first).chain(reports).collect(),
        rows: section.rows.iter().map(row).collect(),
        notes: sheet::without_numbers(section, &comparison.columns)
            .into_iter()
            .map(|note| NoteView { mark: None, text: clean(&note) })
            .collect(),
        nothing: None,
    }
}

fn row(row: &SheetRow) -> RowView {
    let cells = row.cells.iter().map(|cell| CellView {
        text: cell.text().to_owned(),
        mark: None,
        figure: None,
        content: match cell {
            SheetCell::Number { value, style: NumberStyle::Value(format), .. } => Content::Number(*value, *format),
            SheetCell::Number { .. } | SheetCell::Word { .. } | SheetCell::Line { .. } => Content::Words,
        },
    });
    let indent = u32::from(row.level == RowLevel::Member);
    RowView { kind: RowKind::Row, indent, label: row.label.to_string(), cells: cells.collect() }
}

impl OverviewDefinition {
    fn new(definition: ConceptDefinition<'_>) -> Self {
        Self {
            id: definition.row.id.clone(),
            label: PlainText::from(&definition.row.label),
            definition: PlainText::from(&definition.row.definition),
            ways: definition.ways.into_iter().map(OverviewWay::new).collect(),
        }
    }
}

impl OverviewWay {
    fn new((reports, figure): (String, &ReportFigure)) -> Self {
        Self {
            reports: reports.into(),
            id: figure.id.to_string(),
            label: PlainText::from(&figure.label),
            how: PlainText::from(&figure.how),
        }
    }
}

impl OverviewSource {
    fn new(column: &ReportColumn) -> Self {
        Self {
            name: clean(&column.name),
            period: column.period.in_words(),
            files: danish::number(column.sources as f64, 0),
            sha256: column.sha256.clone(),
        }
    }
}
