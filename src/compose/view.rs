//! The data for the layout in `templates/shared/`: `/data.json`, and a file for each chart. Strings are plain text, which the
//! layout shows unchanged.

mod charts;
mod measured;

use chrono::{Datelike, NaiveDate};
use indexmap::IndexMap;
use serde::Serialize;

use crate::definition::figure::NumberFormat;
use crate::definition::theme::{Corner, Cover};
use crate::figure_id::FigureId;
use crate::snapshot::ReportMember;
pub use charts::{
    BarsView, ChartView, ColumnsView, DividedBarView, DrawingView, FunnelView, ItemView, NodeView, OverTimeView,
    PairView, PairedBars, PairsView, PointView, SeriesView, SharesView, StepView, TargetView, TickView,
};

pub use measured::{MeasuredTable, measured};

/// The whole of `/data.json`.
#[derive(Serialize)]
pub struct LayoutData<'a> {
    pub report: ReportView<'a>,
    pub period: PeriodView,
    /// The member of a batch that the report is about. Its report is a few pages without title page and appendix.
    pub member: Option<MemberView<'a>>,
    /// The watermark of a draft.
    pub draft: Option<String>,
    pub chapters: Vec<ChapterView<'a>>,
    pub highlights: HighlightsView,
    /// The pictures that can be shown, with how wide each may be in points. `None` is as wide as the text.
    pub pictures: IndexMap<String, Option<f64>>,
    /// The figures that are one number.
    pub figures: IndexMap<&'a str, FigureView<'a>>,
    pub tables: IndexMap<&'a str, MeasuredTable<'a>>,
    pub charts: IndexMap<String, ChartView>,
    pub definitions: Vec<DefinitionsView>,
    /// »Om tallene« of a member's report.
    pub about: Vec<String>,
    /// What the mark of hidden numbers means, if there are any.
    pub hidden: Option<String>,
    pub sources: Vec<SourceView>,
    pub left_out: Vec<LeftOutView>,
    pub attachments: Vec<Attachment>,
}

#[derive(Serialize)]
pub struct ReportView<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub author: &'a str,
    pub publisher: &'a str,
    pub description: &'a str,
    pub keywords: &'a [String],
    pub notice: &'a str,
    pub date: DateView,
    pub date_text: String,
}

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

#[derive(Serialize)]
pub struct PeriodView {
    pub label: String,
}

/// The member of a batch, also for prose: `{{ medlem.navn }}`.
#[derive(Serialize)]
pub struct MemberView<'a> {
    pub navn: &'a str,
    pub noegle: &'a str,
    /// The id of its level.
    pub niveau: &'a str,
    /// The names of the groups that it is part of, by level.
    pub grupper: &'a IndexMap<String, String>,
}

impl<'a> From<&'a ReportMember> for MemberView<'a> {
    fn from(member: &'a ReportMember) -> Self {
        Self { navn: &member.name, noegle: &member.key, niveau: &member.level, grupper: &member.groups }
    }
}

#[derive(Serialize)]
pub struct ThemeView<'a> {
    /// The colour of headings and of the first series of a chart.
    pub primary: &'a str,
    /// The accent colour.
    pub secondary: &'a str,
    /// The colour of bands and boxes.
    pub tint: &'a str,
    pub cover: CoverView,
    pub logo: Option<LogoView<'a>>,
    /// Whether it is the report of a member of a batch, which has a few pages.
    pub brief: bool,
}

/// How the title page is filled.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CoverView {
    Field,
    Band,
    Plain,
}

impl From<Cover> for CoverView {
    fn from(cover: Cover) -> Self {
        match cover {
            Cover::Field => Self::Field,
            Cover::Band => Self::Band,
            Cover::Plain => Self::Plain,
        }
    }
}

#[derive(Serialize)]
pub struct LogoView<'a> {
    /// The virtual path of its file.
    pub path: &'static str,
    pub alt: &'a str,
    /// The edge of the title page that it is at.
    pub edge: LogoEdge,
    /// The side of the title page that it is on.
    pub side: LogoSide,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoEdge {
    Top,
    Bottom,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoSide {
    Left,
    Right,
}

impl From<Corner> for (LogoEdge, LogoSide) {
    fn from(corner: Corner) -> Self {
        match corner {
            Corner::TopLeft => (LogoEdge::Top, LogoSide::Left),
            Corner::TopRight => (LogoEdge::Top, LogoSide::Right),
            Corner::BottomLeft => (LogoEdge::Bottom, LogoSide::Left),
            Corner::BottomRight => (LogoEdge::Bottom, LogoSide::Right),
        }
    }
}

#[derive(Serialize)]
pub struct ChapterView<'a> {
    pub id: &'a str,
    pub title: &'a str,
    /// Whether it needs more room at the foot of a page, since its first lines are few.
    pub starts_short: bool,
}

/// The page with the numbers for readers in a hurry.
#[derive(Serialize)]
pub struct HighlightsView {
    pub title: String,
    pub numbers: Vec<HighlightView>,
}

#[derive(Serialize)]
pub struct HighlightView {
    /// The figure, for the link to its definition.
    pub id: String,
    pub label: String,
    pub number: String,
    /// "6 flere end i 2023"; "" if there is nothing to compare with.
    pub change: String,
    pub text: String,
}

/// A figure that is one number.
#[derive(Serialize)]
pub struct FigureView<'a> {
    pub label: &'a str,
    pub text: String,
}

#[derive(Debug, Clone)]
pub struct TableView {
    pub caption: String,
    /// The alternative text of the table.
    pub summary: String,
    /// The first column has the labels of the rows.
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
    pub notes: Vec<NoteView>,
    /// A sentence that is printed instead of the rows.
    pub nothing: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    pub label: String,
    pub align: ColumnAlign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnAlign {
    /// For text.
    Left,
    /// For numbers.
    Right,
}

#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    pub kind: RowKind,
    pub indent: u32,
    pub label: String,
    /// One for each column after the first; empty in a heading.
    pub cells: Vec<CellView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    Row,
    /// A heading above the rows of a group.
    Heading,
    /// A row with its parts below it.
    Parent,
    /// The sum of the rows above it.
    Total,
}

#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    pub text: String,
    /// The mark of the cell's note.
    pub mark: Option<String>,
    /// The figure whose definition the cell links to.
    pub figure: Option<FigureId>,
    /// The cell's content for programs, which should not parse the text.
    #[serde(skip)]
    pub content: Content,
}

impl CellView {
    pub fn words(text: &str) -> Self {
        Self { text: text.to_owned(), mark: None, figure: None, content: Content::Words }
    }

    /// A cell with a number; `text` is how it is printed.
    pub fn number(text: String, value: f64, format: NumberFormat) -> Self {
        Self { text, mark: None, figure: None, content: Content::Number(value, format) }
    }
}

/// What a cell holds for programs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content {
    /// A number, printed in this format.
    Number(f64, NumberFormat),
    /// A number inside a text: "1 (af 2 sessioner)".
    Worded(f64, NumberFormat),
    /// Text without a number, or an empty cell.
    Words,
    /// A number that is unknown.
    Unknown,
    /// A number that is hidden to protect few persons.
    Hidden,
    /// An earlier number whose definition has changed since.
    Incomparable,
}

#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// The mark of the cells that it belongs to; `None` if it belongs to the table.
    pub mark: Option<String>,
    pub text: String,
}

/// The definitions of a chapter's figures.
#[derive(Serialize)]
pub struct DefinitionsView {
    /// The chapter's title.
    pub title: String,
    pub figures: Vec<DefinitionView>,
}

#[derive(Serialize)]
pub struct DefinitionView {
    pub id: String,
    pub label: String,
    pub value: String,
    /// How the figure is computed, in words.
    pub how: String,
    /// The dataset's label.
    pub source: String,
    /// How many rows were counted.
    pub rows: String,
    pub note: String,
}

/// A dataset and the account of its rows.
#[derive(Serialize)]
pub struct SourceView {
    pub label: String,
    /// Declared reasons why columns were not searched for CPR numbers.
    pub no_persons: Vec<String>,
    /// Where the dataset comes from, in words.
    pub source: String,
    /// The first of its files.
    pub files: Vec<FileView>,
    /// How many there are beside those, in words; "" if those are all.
    pub more_files: String,
    pub read: String,
    pub used: String,
    pub outside: String,
    /// The years of the rows outside; may be empty.
    pub years: String,
    pub left_out: String,
}

#[derive(Serialize)]
pub struct FileView {
    pub name: String,
    pub sheet: String,
    pub sha256: String,
}

/// Rows that were left out for one reason.
#[derive(Serialize)]
pub struct LeftOutView {
    pub dataset: String,
    /// File, sheet and row.
    pub place: String,
    pub column: String,
    pub reason: String,
}

/// An error or warning in the appendix of a draft.
#[derive(Serialize)]
pub struct FindingView {
    /// In Danish, since it is printed.
    pub severity: &'static str,
    pub message: String,
    pub place: String,
    pub advice: String,
}

/// A file inside the PDF.
#[derive(Serialize)]
pub struct Attachment {
    /// The name that the reader sees.
    pub path: String,
    pub mime: MediaType,
    /// The relationship of the file to the document, which PDF/A-3 requires.
    pub relationship: AttachmentRole,
    pub description: String,
}

#[derive(Serialize)]
pub enum MediaType {
    #[serde(rename = "application/json")]
    Json,
    #[serde(rename = "text/csv")]
    Csv,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentRole {
    /// The data behind the tables and charts of the document.
    Data,
}
