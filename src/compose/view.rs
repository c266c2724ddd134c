//! What the layout in `templates/shared/` sees, as `/data.json`. Every string is plain text, to be shown as it stands.

mod charts;

use chrono::{Datelike, NaiveDate};
use indexmap::IndexMap;
use serde::Serialize;

use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;
pub use charts::{
    ChartView, DrawingView, ItemView, NodeView, OverTimeView, SeriesView, StepView, TargetView, TickView,
};

/// The whole of `/data.json`.
#[derive(Serialize)]
pub struct View<'a> {
    /// What the report is.
    pub report: ReportView<'a>,
    /// What it is about.
    pub period: PeriodView,
    /// The words of the watermark, in a draft.
    pub draft: Option<String>,
    /// Its look.
    pub theme: ThemeView<'a>,
    /// Its chapters, in order.
    pub chapters: Vec<ChapterView<'a>>,
    /// The scalar figures.
    pub figures: IndexMap<&'a str, FigureView<'a>>,
    /// The tables by id.
    pub tables: &'a IndexMap<String, TableView>,
    /// The charts by id.
    pub charts: IndexMap<String, ChartView>,
    /// How the figures came about, chapter by chapter.
    pub definitions: Vec<DefinitionsView>,
    /// What was read.
    pub sources: Vec<SourceView>,
    /// The rows that were left out.
    pub left_out: Vec<LeftOutView>,
    /// The files in the PDF.
    pub attachments: Vec<Attachment>,
}

/// What the report is.
#[derive(Serialize)]
pub struct ReportView<'a> {
    /// Title.
    pub title: &'a str,
    /// Subtitle.
    pub subtitle: &'a str,
    /// Author.
    pub author: &'a str,
    /// Publisher.
    pub publisher: &'a str,
    /// Description.
    pub description: &'a str,
    /// Keywords.
    pub keywords: &'a [String],
    /// Date.
    pub date: DateView,
    /// Date in words.
    pub date_text: String,
}

/// A date in parts.
#[derive(Serialize)]
pub struct DateView {
    year: i32,
    month: u32,
    day: u32,
}

impl From<NaiveDate> for DateView {
    fn from(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// The period.
#[derive(Serialize)]
pub struct PeriodView {
    /// What it is called.
    pub label: String,
}

/// The look.
#[derive(Serialize)]
pub struct ThemeView<'a> {
    /// Headings and first series.
    pub primary: &'a str,
    /// What stands out.
    pub secondary: &'a str,
    /// Bands.
    pub tint: &'a str,
    /// `field`, `band` or `plain`.
    pub cover: &'static str,
    /// The picture on the title page.
    pub logo: Option<LogoView<'a>>,
}

/// The picture on the title page.
#[derive(Serialize)]
pub struct LogoView<'a> {
    /// The virtual path of its file.
    pub path: &'static str,
    /// What it shows.
    pub alt: &'a str,
    /// `top` or `bottom`.
    pub edge: &'static str,
    /// `left` or `right`.
    pub side: &'static str,
}

/// A chapter.
#[derive(Serialize)]
pub struct ChapterView<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its heading.
    pub title: &'a str,
}

/// A scalar figure.
#[derive(Serialize)]
pub struct FigureView<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its value in digits.
    pub text: String,
}

/// A table.
#[derive(Debug, Serialize)]
pub struct TableView {
    /// Caption.
    pub caption: String,
    /// Summary for those who cannot see it.
    pub summary: String,
    /// Columns, the row labels' first.
    pub columns: Vec<ColumnView>,
    /// Rows.
    pub rows: Vec<RowView>,
    /// Notes.
    pub notes: Vec<NoteView>,
    /// What is said instead of the rows where they say nothing.
    pub nothing: Option<String>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct ColumnView {
    /// Header.
    pub label: String,
    /// `left` or `right`.
    pub align: &'static str,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// `row`, `heading`, `parent` or `total`.
    pub kind: &'static str,
    /// Indent.
    pub indent: u32,
    /// Label.
    pub label: String,
    /// Values.
    pub cells: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// What it says.
    pub text: String,
    /// The mark of its note.
    pub mark: Option<String>,
    /// The figure, whose definition the cell links to.
    pub figure: Option<FigureId>,
    /// What a program should read.
    #[serde(skip)]
    pub content: Content,
}

/// What a cell holds for programs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content {
    /// A number, printed like this.
    Number(f64, NumberFormat),
    /// A number that the cell says in words of its own: "1 (af 2 sessioner)".
    Worded(f64, NumberFormat),
    /// Words that stand for no number, or nothing at all.
    Words,
    /// A number that nobody knows.
    Unknown,
    /// A number that cannot be compared with the others.
    Incomparable,
}

/// A note below a table.
#[derive(Debug, Serialize)]
pub struct NoteView {
    /// Its mark, where it belongs to a cell.
    pub mark: Option<String>,
    /// What it says.
    pub text: String,
}

/// The definitions of a chapter's figures.
#[derive(Serialize)]
pub struct DefinitionsView {
    /// The chapter.
    pub title: String,
    /// Its figures.
    pub figures: Vec<DefinitionView>,
}

/// How a figure came about.
#[derive(Serialize)]
pub struct DefinitionView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it came to.
    pub value: String,
    /// How it was counted.
    pub how: String,
    /// The dataset.
    pub source: String,
    /// How many rows were counted.
    pub rows: String,
    /// What a reader must know.
    pub note: String,
}

/// A dataset and what became of its rows.
#[derive(Serialize)]
pub struct SourceView {
    /// What it is called.
    pub label: String,
    /// Where it comes from.
    pub source: String,
    /// Its files.
    pub files: Vec<FileView>,
    /// Rows read.
    pub read: String,
    /// Rows counted.
    pub used: String,
    /// Rows outside the period.
    pub outside: String,
    /// Rows left out.
    pub left_out: String,
}

/// A file.
#[derive(Serialize)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// The sheet.
    pub sheet: String,
    /// SHA-256.
    pub sha256: String,
}

/// A row that was left out.
#[derive(Serialize)]
pub struct LeftOutView {
    /// The dataset.
    pub dataset: String,
    /// File, sheet and row.
    pub place: String,
    /// Column.
    pub column: String,
    /// Value.
    pub value: String,
    /// Why.
    pub reason: String,
}

/// Something that is wrong.
#[derive(Serialize)]
pub struct FindingView {
    /// How much it matters.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: String,
    /// What to do.
    pub advice: String,
}

/// A file in the PDF.
#[derive(Serialize)]
pub struct Attachment {
    /// Its name.
    pub path: String,
    /// Its type.
    pub mime: &'static str,
    /// What it is to the document.
    pub relationship: &'static str,
    /// What it is.
    pub description: String,
}
