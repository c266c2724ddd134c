//! From the snapshot to the sources that Typst typesets: prose through Tera, and tables, charts and appendix as data.
//!
//! Typst gets every number as text in `/data.json`, a virtual file, and shows it as it stands; values in prose are put in as
//! numbers, the bytes of their text. So nothing in an export can become code.

mod appendix;
mod charts;
mod escape;
mod key;
mod lexicon;
mod lines;
pub(crate) mod look;
mod prose;
mod spreadsheet;
mod tables;
mod typed;
pub(crate) mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use indexmap::IndexMap;
use typst::utils::hash128;

use crate::checks;
use crate::danish;
use crate::definition::{Definition, Templates};
use crate::findings::Findings;
use crate::snapshot::Snapshot;
use lexicon::Lexicon;
pub use lines::LineMap;
use prose::Prose;
pub use spreadsheet::spreadsheet;
pub use tables::no_formula;
use view::{Attachment, ChapterView, DateView, FigureView, PeriodView, ReportView, TableView, View};

/// The sources of a document, as Typst will see them.
#[derive(Debug, Default)]
pub struct Document {
    /// The virtual path of the file that Typst starts from.
    pub main: &'static str,
    /// File contents by virtual path, `/data.json`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The chapters by the virtual path of their source.
    pub chapters: BTreeMap<String, ChapterSource>,
    /// What identifies the document from build to build.
    pub identity: String,
    /// Its title.
    pub title: String,
    /// Its tables.
    pub tables: Tables,
}

impl Document {
    /// What tells whether another document is typeset to the same pages, by the same version of the program.
    pub fn fingerprint(&self) -> String {
        let program = (env!("CARGO_PKG_VERSION"), typst::utils::version().raw());
        format!("{:032x}", hash128(&(program, self.main, &self.identity, &self.files, &self.chapters)))
    }

    /// Adds the layout's files, those of this folder of the templates.
    pub(crate) fn add_layout(&mut self, templates: &Templates, folder: &str) -> anyhow::Result<()> {
        for name in templates.names(folder, ".typ") {
            let path = format!("{folder}/{name}");
            let text = templates.text(&path)?.unwrap_or_default();
            self.files.insert(format!("/{path}"), text.into_owned().into_bytes());
        }
        Ok(())
    }
}

/// The tables of a document, as they are printed.
#[derive(Debug, Default)]
pub struct Tables {
    by_id: IndexMap<String, TableView>,
    /// The ids of those that are shown, in their order.
    shown: Vec<String>,
}

/// What a chapter's source was made from.
#[derive(Debug, Default, Hash)]
pub struct ChapterSource {
    /// The path of the template.
    pub template: String,
    /// How far the import before the first line moves it to the right, in characters.
    pub offset: usize,
    /// Which line comes from which.
    pub lines: LineMap,
}

impl ChapterSource {
    /// The place in the template, line and column from 1, of one in the source, both from 0.
    pub fn place(&self, line: usize, column: usize) -> (u32, u32) {
        self.lines.place(line, if line == 0 { column.saturating_sub(self.offset) } else { column })
    }
}

/// The virtual path of the file that a report starts from.
const MAIN: &str = "/shared/main.typ";
/// The folder of the layout that all documents share.
pub(crate) const SHARED: &str = "shared";

/// How this edition of the report differs from another made of the same figures.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// The date it bears.
    pub date: NaiveDate,
    /// What it is made for.
    pub stage: Stage,
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// To be published.
    Final,
    /// To be read by those who write it: every page says that it is a draft, and of which day.
    Draft,
    /// To be compared with other drafts, which a day would make different: every page says only that it is a draft.
    Preview,
}

impl Edition {
    /// An edition for readers or, with `draft`, for those who write it.
    pub fn new(date: NaiveDate, draft: bool) -> Self {
        Self { date, stage: if draft { Stage::Draft } else { Stage::Final } }
    }

    /// Whether it is a draft.
    pub fn is_draft(&self) -> bool {
        self.stage != Stage::Final
    }

    /// What every page says.
    fn mark(&self) -> Option<String> {
        match self.stage {
            Stage::Final => None,
            Stage::Draft => Some(format!("UDKAST · {}", danish::date(self.date))),
            Stage::Preview => Some("UDKAST".to_owned()),
        }
    }
}

/// Composes the report; what is wrong with prose, tables and charts becomes findings.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    edition: Edition,
    findings: &Findings,
) -> anyhow::Result<Document> {
    let lexicon = Arc::new(Lexicon::new(definition, snapshot, earlier));
    let prose = Prose::new(lexicon.clone(), findings);
    let mut document = Document {
        main: MAIN,
        identity: format!("kapreport:{}:{}", snapshot.report, snapshot.period.label),
        title: prose.text(&definition.report.title),
        ..Document::default()
    };
    document.add_layout(&definition.templates, SHARED)?;
    for chapter in &definition.chapters {
        let path = format!("/chapters/{}.typ", chapter.id);
        let (body, lines) = prose.chapter(chapter, definition);
        let source = ChapterSource {
            template: format!("{}/{}.typ", definition.report.id, chapter.id),
            offset: prose::IMPORT.chars().count(),
            lines,
        };
        document.files.insert(path.clone(), format!("{}{body}", prose::IMPORT).into_bytes());
        document.chapters.insert(path, source);
    }
    let order = prose::insertions(definition, &document);
    if !findings.stop(true) {
        prose::check_insertions(definition, &order, findings);
    }
    if let Some(earlier) = earlier.first() {
        checks::large_changes(definition, snapshot, earlier, &lexicon.explained(), findings);
    }
    let tables = tables::compose(definition, snapshot, earlier, &prose);
    let mut attachments = vec![Attachment {
        path: "figures.json".to_owned(),
        mime: "application/json",
        relationship: "data",
        description: format!("Alle nøgletal i rapporten for {}, med kilder", snapshot.period.in_words()),
    }];
    document.files.insert("/attachments/figures.json".to_owned(), snapshot.to_json().into_bytes());
    for (number, id) in order.tables.iter().enumerate() {
        let Some(table) = tables.get(id) else { continue };
        let path = format!("tabel-{:02}-{}.csv", number + 1, id.replace(['.', '_'], "-"));
        document.files.insert(format!("/attachments/{path}"), tables::csv(table));
        attachments.push(Attachment {
            path,
            mime: "text/csv",
            relationship: "data",
            description: format!("Tabel {}: {}", number + 1, table.caption),
        });
    }
    let charts = charts::compose(definition, snapshot, &lexicon, &prose);
    prose.report_misses(definition);
    let theme =
        look::view(&definition.report.theme, &definition.report.id, &definition.templates, &mut document, findings);
    let report = &definition.report;
    let view = View {
        report: ReportView {
            title: &document.title,
            subtitle: &report.subtitle,
            author: &report.author,
            publisher: &report.publisher,
            description: &report.description,
            keywords: &report.keywords,
            date: DateView::from(edition.date),
            date_text: danish::date(edition.date),
        },
        period: PeriodView { label: snapshot.period.in_words() },
        draft: edition.mark(),
        theme,
        chapters: definition
            .chapters
            .iter()
            .map(|chapter| ChapterView { id: &chapter.id, title: &chapter.title })
            .collect(),
        figures: snapshot
            .figures
            .keys()
            .filter_map(|id| {
                Some((
                    id.as_str(),
                    FigureView { label: &definition.figures.get(id)?.label, text: lexicon.digits(&id.whole())? },
                ))
            })
            .collect(),
        charts,
        definitions: appendix::definitions(definition, snapshot, &lexicon),
        sources: appendix::sources(definition, snapshot),
        left_out: appendix::left_out(definition, snapshot),
        findings: if edition.is_draft() { appendix::findings(&findings.sorted()) } else { Vec::new() },
        tables: &tables,
        attachments,
    };
    let view = serde_json::to_vec(&view)?;
    document.files.insert("/data.json".to_owned(), view);
    document.tables = Tables { by_id: tables, shown: order.tables };
    Ok(document)
}
