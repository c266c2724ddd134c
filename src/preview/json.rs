//! `preview.json`: the facts of a preview for programs. The keys are stable; `docs/preview.md` tells what they are.

use serde::Serialize;

use super::changes::State;
use super::facts::has_moved;
use super::{About, Counts, Light, Preview};
use crate::diff::{Comparison, Entry, Kind, Numbers};
use crate::findings::Finding;
use crate::snapshot::{self, Number, Value};

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Facts<'a> {
    format: u32,
    report: &'a str,
    period: &'a str,
    title: &'a str,
    built: String,
    program: &'static str,
    light: &'static str,
    sentence: String,
    report_built: bool,
    counts: CountsView,
    baseline: Option<BaselineView<'a>>,
    exports: Vec<ExportView<'a>>,
    figures: Vec<FigureView<'a>>,
    pages: Vec<PageView<'a>>,
    findings: &'a [Finding],
    solved: Vec<&'a Finding>,
}

#[derive(Serialize)]
struct CountsView {
    errors: usize,
    warnings: usize,
    figures: usize,
    figures_changed: usize,
    pages: usize,
    pages_changed: usize,
}

#[derive(Serialize)]
struct BaselineView<'a> {
    label: &'a str,
    report: &'a str,
    period: &'a str,
    sha256: &'a str,
    pages: bool,
}

#[derive(Serialize)]
struct ExportView<'a> {
    dataset: &'a str,
    file: &'a str,
    sheet: Option<&'a str>,
    rows: u64,
    written: Option<String>,
    sha256: &'a str,
    state: snapshot::State,
}

/// A figure that has changed.
#[derive(Serialize)]
struct FigureView<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Number>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<MemberView<'a>>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    key: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Number>,
}

/// A page, from 1.
#[derive(Serialize)]
struct PageView<'a> {
    state: Option<&'static str>,
    number: Option<usize>,
    number_before: Option<usize>,
    title: &'a str,
    words_removed: usize,
    words_added: usize,
}

/// The facts as JSON.
pub fn render(preview: &Preview<'_>) -> String {
    let Counts { errors, warnings, figures_changed, pages_changed } = preview.counts();
    let About { report, title, period, .. } = &preview.about;
    let compared = preview.numbers.as_ref().filter(|_| preview.baseline.is_some());
    let entries = compared.into_iter().flat_map(|numbers| numbers.diff.entries());
    let facts = Facts {
        format: FORMAT,
        report,
        period,
        title,
        built: preview.built_iso(),
        program: concat!("kapreport ", env!("CARGO_PKG_VERSION")),
        light: match preview.light() {
            Light::Red => "red",
            Light::Yellow => "yellow",
            Light::Green => "green",
        },
        sentence: preview.sentence(),
        report_built: preview.is_built(),
        counts: CountsView {
            errors,
            warnings,
            figures: preview.numbers.as_ref().map_or(0, |numbers| numbers.snapshot.figures.len()),
            figures_changed,
            pages: preview.pages.as_ref().map_or(0, |pages| pages.all.len()),
            pages_changed,
        },
        baseline: preview.baseline.map(|baseline| BaselineView {
            label: &baseline.label,
            report: &baseline.snapshot.report,
            period: &baseline.snapshot.period.label,
            sha256: &baseline.sha256,
            pages: baseline.pages.is_ok(),
        }),
        exports: preview.exports.iter().map(ExportView::new).collect(),
        figures: entries.filter(|entry| has_moved(entry)).map(FigureView::new).collect(),
        pages: pages(preview),
        findings: &preview.findings,
        solved: preview.solved(),
    };
    // Strings, numbers and lists only: there is nothing that JSON cannot hold.
    let mut json = serde_json::to_string_pretty(&facts).unwrap_or_default();
    json.push('\n');
    json
}

fn pages<'a>(preview: &'a Preview<'_>) -> Vec<PageView<'a>> {
    let Some(pages) = &preview.pages else { return Vec::new() };
    let old = preview.baseline.and_then(|baseline| baseline.pages.as_ref().ok()).map(|old| old.pages());
    let Some((changes, old)) = pages.changes.as_ref().zip(old) else {
        let view = |(index, page): (usize, &'a crate::typeset::Page)| PageView {
            state: None,
            number: Some(index + 1),
            number_before: None,
            title: &page.title,
            words_removed: 0,
            words_added: 0,
        };
        return pages.all.iter().enumerate().map(view).collect();
    };
    let count = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
    let views = changes.iter().map(|change| PageView {
        state: Some(match change.state {
            State::Changed => "changed",
            State::New => "new",
            State::Gone => "gone",
            State::Moved => "moved",
            State::Unchanged => "unchanged",
        }),
        number: change.new.map(|index| index + 1),
        number_before: change.old.map(|index| index + 1),
        title: change
            .new
            .map(|index| &pages.all[index])
            .or(change.old.map(|index| &old[index]))
            .map_or("", |page| &page.title),
        words_removed: change.words.iter().map(|words| count(&words.removed)).sum(),
        words_added: change.words.iter().map(|words| count(&words.added)).sum(),
    });
    views.collect()
}

impl<'a> ExportView<'a> {
    fn new(export: &'a super::Export) -> Self {
        let source = &export.source;
        Self {
            dataset: &source.file.dataset,
            file: &source.file.file,
            sheet: source.file.sheet.as_deref(),
            rows: source.rows_now.unwrap_or(source.file.rows),
            written: export.written.as_ref().map(super::iso),
            sha256: source.sha256_now.as_ref().unwrap_or(&source.file.sha256),
            state: source.state,
        }
    }
}

impl<'a> FigureView<'a> {
    fn new(entry: &'a Entry) -> Self {
        let (before, now, members) = match &entry.comparison {
            Comparison::Number { numbers, .. } => {
                let (before, now) = sides(*numbers);
                (before, now, Vec::new())
            }
            Comparison::Series { members, .. } => {
                let changed = members.iter().filter(|member| {
                    let (before, now) = sides(member.numbers);
                    before != now
                });
                let members = changed.map(|member| {
                    let (before, now) = sides(member.numbers);
                    MemberView { key: &member.key, before, now }
                });
                (None, None, members.collect())
            }
            Comparison::New(Value::Scalar(now)) => (None, Some(Number(*now)), Vec::new()),
            Comparison::Gone(Value::Scalar(before)) => (Some(Number(*before)), None, Vec::new()),
            Comparison::New(_) | Comparison::Gone(_) | Comparison::Incomparable(..) => (None, None, Vec::new()),
        };
        let kind = match entry.kind() {
            Kind::Changed | Kind::Unknown | Kind::Unchanged => "changed",
            Kind::New => "new",
            Kind::Gone => "gone",
            Kind::Incomparable => "incomparable",
        };
        Self { id: &entry.id, label: &entry.label, kind, before, now, members }
    }
}

/// The number before and the number now; a number may be unknown, which is null, and a side may have none.
fn sides(numbers: Numbers) -> (Option<Number>, Option<Number>) {
    match numbers {
        Numbers::Both(before, now) => (Some(Number(before)), Some(Number(now))),
        Numbers::Earlier(before) => (Some(Number(before)), None),
        Numbers::Later(now) => (None, Some(Number(now))),
    }
}
