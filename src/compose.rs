//! Makes the sources that Typst typesets from the snapshot: prose through Tera, and tables, charts and appendix as data.
//!
//! Typst gets the tables and other data as text in `/data.json`, a virtual file, and shows the text unchanged; each chart has a
//! file of its own. Values in prose are inserted as the byte values of their text. So no content of an export can be run as code.

mod about;
mod appendix;
mod attachments;
mod blueprint;
mod charts;
mod document;
mod edition;
mod escape;
mod guarded;
mod highlights;
mod insertions;
mod key;
mod lexicon;
mod lines;
pub(crate) mod look;
mod members;
mod openers;
mod pictures;
mod prose;
mod sentences;
mod spreadsheet;
mod tables;
pub(crate) mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::danish;
use crate::definition::Definition;
use crate::definition::chapter::Chapter;
use crate::definition::usage::premises::PremiseVerdicts;
use crate::figure_id::FigureId;
use crate::findings::Findings;
use crate::snapshot::{HIDDEN, HIDDEN_NOTE, Snapshot};
pub use blueprint::Blueprint;
pub(crate) use document::ChapterSource;
pub use document::Document;
use document::ReportTables;
pub(crate) use document::{CHARTS, chart_file};
pub use edition::Edition;
pub(crate) use edition::Stage;
use insertions::Insertions;
use lexicon::Lexicon;
use prose::Prose;
pub(crate) use spreadsheet::spreadsheet;
pub(crate) use tables::no_formula;
use view::{ChapterView, DateView, DefinitionsView, FigureView, LayoutData, MemberView, PeriodView, ReportView};

/// The virtual path of the file that a report starts from.
const MAIN: &str = "/shared/main.typ";
/// The folder of the layout that all documents share.
pub(crate) const SHARED: &str = "shared";

/// A composed report.
#[derive(Debug)]
pub struct Composition {
    /// What Typst typesets.
    pub document: Document,
    /// The figures whose change since the period before the prose explains (`forklarer`).
    pub explained: BTreeSet<FigureId>,
}

/// Composes the report; mistakes in prose, tables and charts become findings.
///
/// `earlier` are the snapshots of earlier periods, the latest first. `premises` are the verdicts on the premises of the prose.
///
/// # Errors
/// When the data for the layout cannot be written as JSON.
pub fn compose(
    blueprint: &Blueprint<'_>,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    premises: PremiseVerdicts,
    edition: Edition,
    findings: &Findings,
) -> anyhow::Result<Composition> {
    let definition = blueprint.definition;
    let lexicon = Arc::new(Lexicon::new(definition, snapshot, earlier).with_premises(premises));
    let prose = Prose::new(lexicon.clone(), findings);
    let title = prose.text(&definition.report.title);
    let mut document = Document::new(MAIN, identity(snapshot), title.clone());
    document.files.clone_from(&blueprint.layout);
    // A preview is composed although exports have errors.
    let was_stopped = findings.stop(true);
    for chapter in &blueprint.chapters {
        prose.add_chapter(chapter, definition, &mut document);
    }
    let explained = lexicon.explained();
    let insertions = Insertions::find(definition, &document);
    if was_stopped || !findings.stop(true) {
        insertions.check(definition, findings);
    }
    let tables = tables::compose(definition, snapshot, earlier, &prose);
    let charts = charts::compose(definition, snapshot, earlier, &lexicon, &prose);
    let highlights = highlights::compose(definition, &lexicon, &prose, findings);
    prose::report_misses(definition, &lexicon, findings);
    let look = &definition.report.theme;
    let is_brief = snapshot.member.is_some();
    look::add(look, &definition.report.id, &definition.templates, is_brief, &mut document, findings)?;
    let pictures = pictures::add(definition, &mut document, findings);
    let attachments = attachments::add(definition, snapshot, &tables, &insertions.tables, &mut document)?;
    let (definitions, about) = explained_numbers(blueprint, snapshot, &lexicon);
    let view = LayoutData {
        report: report(definition, &title, edition),
        period: PeriodView { label: snapshot.period.in_words() },
        member: snapshot.member.as_ref().map(MemberView::from),
        draft: edition.watermark(),
        chapters: chapters(definition, &document),
        highlights,
        pictures,
        figures: figures(definition, snapshot, &lexicon),
        charts,
        hidden: snapshot.has_hidden().then(|| format!("{HIDDEN} betyder: {HIDDEN_NOTE}")),
        definitions,
        about,
        sources: appendix::sources(definition, snapshot),
        left_out: appendix::left_out(definition, snapshot),
        tables: view::measured(&tables),
        attachments,
    };
    document.add_charts(&view.charts)?;
    document.add_data(&view)?;
    document.list_findings(&[])?;
    document.parts = Insertions::parts(definition);
    document.add_notices([])?;
    document.tables = ReportTables { by_id: tables, inserted: insertions.tables };
    Ok(Composition { document, explained })
}

/// The name of the report in all its editions, for the PDF's identifier.
fn identity(snapshot: &Snapshot) -> String {
    let member =
        snapshot.member.as_ref().map_or_else(String::new, |member| format!(":{}:{}", member.level, member.key));
    format!("kapreport:{}:{}{member}", snapshot.report, snapshot.period.label)
}

/// How the numbers are computed: the appendix, or »Om tallene« in a member's report, which has no appendix.
fn explained_numbers(
    Blueprint { definition, printed, methods, .. }: &Blueprint<'_>,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> (Vec<DefinitionsView>, Vec<String>) {
    match snapshot.member {
        Some(_) => (Vec::new(), about::paragraphs(definition, methods, snapshot)),
        None => (appendix::definitions(definition, snapshot, printed, lexicon), Vec::new()),
    }
}

fn report<'a>(definition: &'a Definition, title: &'a str, edition: Edition) -> ReportView<'a> {
    let report = &definition.report;
    ReportView {
        title,
        subtitle: &report.subtitle,
        author: &report.author,
        publisher: &report.publisher,
        description: &report.description,
        keywords: &report.keywords,
        notice: &report.notice,
        date: DateView::from(edition.date),
        date_text: danish::date(edition.date),
    }
}

fn chapters<'a>(definition: &'a Definition, document: &Document) -> Vec<ChapterView<'a>> {
    let view = |chapter: &'a Chapter| ChapterView {
        id: &chapter.id,
        title: &chapter.title,
        starts_short: openers::is_short(document, &chapter.id),
    };
    definition.chapters.iter().map(view).collect()
}

/// The figures that are one number, for the tiles on a chapter's first page.
fn figures<'a>(
    definition: &'a Definition,
    snapshot: &'a Snapshot,
    lexicon: &Lexicon,
) -> IndexMap<&'a str, FigureView<'a>> {
    let view = |id: &'a FigureId| {
        let label = &definition.figures.get(id)?.label;
        Some((id.as_str(), FigureView { label, text: lexicon.digits(&id.whole())? }))
    };
    snapshot.figures.keys().filter_map(view).collect()
}
