//! `preview.json`: the facts of a preview for programs. The keys are stable; `docs/preview.md` describes them.

use serde::Serialize;

use super::baseline::Baseline;
use super::causes::ChangeCause;
use super::changes::{PageChange, PageState};
use super::chapters::ChapterStatus;
use super::model::{Export, Preview, ReportIdentity};
use super::moved::has_moved;
use super::scene::Scene;
use super::status::{PreviewCounts, TrafficLight};
use super::time::iso;
use crate::diff::{ChangeKind, Difference, FigureChange, MemberChange, NumberPair};
use crate::findings::PublishedFinding;
use crate::snapshot::{self, Number, Value};
use crate::typeset::Page;

/// Version of the format. Raise it when older readers would misread the file.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct PreviewFacts<'a> {
    format: u32,
    report: &'a str,
    period: &'a str,
    title: &'a str,
    built: String,
    program: &'static str,
    light: TrafficLight,
    sentence: String,
    report_built: bool,
    counts: CountsFact,
    baseline: Option<BaselineFact<'a>>,
    causes: &'a [ChangeCause],
    chapters: &'a [ChapterStatus<'a>],
    exports: Vec<ExportFact<'a>>,
    figures: Vec<FigureFact<'a>>,
    pages: Vec<PageFact>,
    findings: &'a [PublishedFinding],
    solved: Vec<&'a PublishedFinding>,
}

#[derive(Serialize)]
struct CountsFact {
    errors: usize,
    warnings: usize,
    figures: usize,
    figures_changed: usize,
    pages: usize,
    pages_changed: usize,
}

#[derive(Serialize)]
struct BaselineFact<'a> {
    label: &'a str,
    report: &'a str,
    period: &'a str,
    sha256: &'a str,
    pages: bool,
}

#[derive(Serialize)]
struct ExportFact<'a> {
    dataset: &'a str,
    file: &'a str,
    sheet: Option<&'a str>,
    rows: u64,
    written: Option<String>,
    sha256: &'a str,
    state: snapshot::SourceState,
    /// Whether the rows of its dataset are those of the baseline; unknown without the baseline's rows.
    same_rows: Option<bool>,
}

/// A figure that has changed.
#[derive(Serialize)]
struct FigureFact<'a> {
    id: &'a str,
    label: &'a str,
    kind: FigureChangeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Number>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<MemberFact<'a>>,
}

#[derive(Serialize)]
struct MemberFact<'a> {
    key: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Number>,
}

#[derive(Serialize)]
struct PageFact {
    state: Option<PageState>,
    /// Counted from 1, as all page numbers.
    number: Option<usize>,
    number_before: Option<usize>,
    title: String,
    words_removed: usize,
    words_added: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum FigureChangeKind {
    Changed,
    New,
    Gone,
    /// Counted in another way than before.
    Incomparable,
}

pub(crate) fn render(scene: &Scene<'_>) -> String {
    let preview = scene.preview;
    let ReportIdentity { id, title, period, .. } = &preview.report;
    let compared = preview.figures.as_ref().filter(|_| preview.baseline.is_some());
    let entries = compared.into_iter().flat_map(|figures| figures.diff.figures());
    let facts = PreviewFacts {
        format: FORMAT,
        report: id,
        period,
        title,
        built: iso(&preview.built),
        program: concat!("kapreport ", env!("CARGO_PKG_VERSION")),
        light: preview.light(),
        sentence: preview.sentence(),
        report_built: preview.is_built(),
        counts: CountsFact::new(preview),
        baseline: preview.baseline.map(BaselineFact::new),
        causes: scene.causes(),
        chapters: scene.chapters(),
        exports: preview.exports.iter().map(|export| ExportFact::new(export, preview)).collect(),
        figures: entries.filter(|entry| has_moved(entry)).map(FigureFact::new).collect(),
        pages: pages(preview),
        findings: &preview.findings,
        solved: preview.solved(),
    };
    // Cannot fail: there are only strings, numbers and lists.
    let mut json = serde_json::to_string_pretty(&facts).unwrap_or_default();
    json.push('\n');
    json
}

/// Without pages to compare with, all pages of the report and no states.
fn pages(preview: &Preview<'_>) -> Vec<PageFact> {
    let Some(pages) = &preview.pages else { return Vec::new() };
    let old = preview.baseline.and_then(|baseline| baseline.pages.as_ref().ok()).map(|old| old.pages());
    match pages.changes.as_ref().zip(old) {
        Some((changes, old)) => changes.iter().map(|change| PageFact::compared(change, old, pages.all)).collect(),
        None => pages.all.iter().enumerate().map(|(index, page)| PageFact::uncompared(index, page)).collect(),
    }
}

impl CountsFact {
    fn new(preview: &Preview<'_>) -> Self {
        let PreviewCounts { errors, warnings, figures_changed, pages_changed } = preview.counts();
        Self {
            errors,
            warnings,
            figures: preview.figures.as_ref().map_or(0, |figures| figures.snapshot.figures.len()),
            figures_changed,
            pages: preview.pages.as_ref().map_or(0, |pages| pages.all.len()),
            pages_changed,
        }
    }
}

impl<'a> BaselineFact<'a> {
    fn new(baseline: &'a Baseline) -> Self {
        Self {
            label: &baseline.label,
            report: &baseline.snapshot.report,
            period: &baseline.snapshot.period.label,
            sha256: &baseline.sha256,
            pages: baseline.pages.is_ok(),
        }
    }
}

impl PageFact {
    fn uncompared(index: usize, page: &Page) -> Self {
        Self {
            state: None,
            number: Some(index + 1),
            number_before: None,
            title: page.title.clone(),
            words_removed: 0,
            words_added: 0,
        }
    }

    fn compared(change: &PageChange, old: &[Page], new: &[Page]) -> Self {
        let count = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
        Self {
            state: Some(change.state),
            number: change.new.map(|index| index + 1),
            number_before: change.old.map(|index| index + 1),
            title: change.chapters(old, new),
            words_removed: change.words.iter().map(|words| count(&words.removed)).sum(),
            words_added: change.words.iter().map(|words| count(&words.added)).sum(),
        }
    }
}

impl<'a> ExportFact<'a> {
    fn new(export: &'a Export, preview: &Preview<'_>) -> Self {
        let source = &export.source;
        Self {
            dataset: &source.file.dataset,
            file: &source.file.file,
            sheet: source.file.sheet.as_deref(),
            rows: source.rows_now.unwrap_or(source.file.rows),
            // Not the modification time: in a clone of a repository, that is the time of the clone.
            written: None,
            sha256: source.sha256_now.as_ref().unwrap_or(&source.file.sha256),
            state: source.state,
            same_rows: preview.row_changes(&source.file.dataset).map(|changes| changes.is_empty()),
        }
    }
}

impl<'a> FigureFact<'a> {
    fn new(entry: &'a FigureChange) -> Self {
        let (before, now, members) = match &entry.difference {
            Difference::Number { numbers, .. } => {
                let (before, now) = sides(*numbers);
                (before, now, Vec::new())
            }
            Difference::Series { members, .. } => {
                let members = members.iter().map(MemberFact::new).filter(|member| member.before != member.now);
                (None, None, members.collect())
            }
            Difference::New(Value::Scalar(now)) => (None, Some(Number(*now)), Vec::new()),
            Difference::Gone(Value::Scalar(before)) => (Some(Number(*before)), None, Vec::new()),
            Difference::New(_) | Difference::Gone(_) | Difference::Incomparable(..) => (None, None, Vec::new()),
        };
        let kind = match entry.kind() {
            ChangeKind::Changed | ChangeKind::Unknown | ChangeKind::Unchanged => FigureChangeKind::Changed,
            ChangeKind::New => FigureChangeKind::New,
            ChangeKind::Gone => FigureChangeKind::Gone,
            ChangeKind::Incomparable => FigureChangeKind::Incomparable,
        };
        Self { id: &entry.id, label: &entry.label, kind, before, now, members }
    }
}

impl<'a> MemberFact<'a> {
    fn new(member: &'a MemberChange) -> Self {
        let (before, now) = sides(member.numbers);
        Self { key: &member.key, before, now }
    }
}

/// The number before and now. An unknown number is null; a side that does not have the number leaves it out.
fn sides(numbers: NumberPair) -> (Option<Number>, Option<Number>) {
    match numbers {
        NumberPair::Both(before, now) => (Some(Number(before)), Some(Number(now))),
        NumberPair::Earlier(before) => (Some(Number(before)), None),
        NumberPair::Later(now) => (None, Some(Number(now))),
    }
}
