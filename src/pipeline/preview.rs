//! `preview`: goes through the steps as far as the report allows, and publishes web pages about the result.

mod baseline;
mod basis;
mod earlier;
mod folder;
mod last_good;
mod pages;
mod partial;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Feedback, ProgressStep, ReportPlan, Request, edition, gate};
use crate::compose::Document;
use crate::danish;
use crate::definition::usage::scan;
use crate::diff::Diff;
use crate::findings::{Findings, PublishedFinding};
use crate::output;
use crate::preview::baseline::Baseline;
use crate::preview::changes;
use crate::preview::file_names::FACTS;
use crate::preview::model::{DraftPdf, Export, Preview, ReportFigures, ReportIdentity, ReportPages};
use crate::preview::view::summary::summary;
use crate::preview::{single, site};
use crate::snapshot::{SourceComparison, SourceFile};
use folder::PreviewFolder;
use last_good::LastGood;
use pages::{PreviewPages, TypesetPages};
use partial::PartialRun;

#[derive(Debug, Clone, Default)]
pub struct PreviewOptions {
    /// What to compare with, as `--against` names it.
    pub against: Option<String>,
    /// The output folder; `None` for `preview` in the folder of the report.
    pub out: Option<PathBuf>,
    /// Whether to show values of cells of exports.
    pub values: bool,
    /// Whether to return the preview as one web page too.
    pub as_page: bool,
}

impl PreviewOptions {
    fn shown(&self, findings: &Findings) -> Vec<PublishedFinding> {
        if self.values {
            findings.sorted().into_iter().map(PublishedFinding::with_values).collect()
        } else {
            findings.published()
        }
    }

    fn folder(&self, request: &Request) -> PathBuf {
        self.out.clone().unwrap_or_else(|| request.out_folder().join("preview"))
    }
}

#[derive(Debug, Serialize)]
pub struct PreviewResult {
    /// The page to open.
    pub index: PathBuf,
    /// Says in Danish whether the report can be published.
    pub sentence: String,
    /// What has changed: a line each, in Danish.
    pub changes: Vec<String>,
    /// Whether the report could be built.
    pub built: bool,
    /// Danish notices about the folder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// Errors that the baseline did not have.
    pub new_errors: usize,
    /// The facts as JSON.
    #[serde(skip)]
    pub facts: String,
    /// The preview as one web page; "" unless the options ask for it.
    #[serde(skip)]
    pub page: String,
}

/// Makes a preview, also of a report that cannot be built. An earlier preview stays untouched when this fails.
pub fn preview(request: &Request, options: &PreviewOptions, feedback: Feedback<'_>) -> anyhow::Result<PreviewResult> {
    let built = danish::in_denmark(&edition::now(request)?);
    let out = options.folder(request);
    ensure_report_exists(request)?;
    let exchange = request.exchange(&out)?;
    // Locked, because a preview reads pictures and facts of the one before it, which another run could replace meanwhile.
    let _lock = output::lock_for_work(&out, true)?;
    let against = baseline::find(options.against.as_deref(), request, feedback.findings);
    let last = LastGood::find(against.as_ref(), &out, request);
    let PartialRun { plan, sources, snapshot, gaps, rows } = partial::run(request, &last, feedback)?;
    let earlier = folder::earlier_previews(against.as_ref(), &out);
    let PreviewPages { now, baseline: old } = match (&plan, &snapshot) {
        (Some(plan), Some(snapshot)) => {
            let old = against.as_ref().and_then(baseline::FoundBaseline::snapshot_to_typeset);
            pages::typeset(plan, snapshot, &gaps, old, &earlier, feedback)?
        }
        _ => PreviewPages::default(),
    };
    let has_persons = match (&plan, &snapshot) {
        (Some(plan), Some(snapshot)) => {
            let typeset = now.as_ref().and_then(|now| now.typeset.as_ref());
            gate::has_persons(plan, snapshot, &Document::default(), typeset, None, feedback.findings)?
        }
        _ => false,
    };
    // Of a report with a CPR number, only the finding is shown.
    let (now, snapshot) = if has_persons { (None, None) } else { (now, snapshot) };
    let baseline = against.map(|against| against.complete(old, plan.as_ref()));
    let kept = if now.is_none() { folder::last_with_pages(&earlier, &out, request) } else { None };
    feedback.begin(ProgressStep::Compare);
    let preview = Preview {
        report: identity(request, plan.as_ref(), now.as_ref()),
        built,
        figures: plan.as_ref().zip(snapshot.as_ref()).map(|(plan, snapshot)| ReportFigures {
            definition: &plan.definition,
            snapshot,
            diff: Diff::between(baseline.as_ref().map_or(snapshot, |baseline| &baseline.snapshot), snapshot),
        }),
        pages: now.as_ref().map(|now| compare_pages(now, baseline.as_ref(), plan.as_ref(), request)),
        kept: kept.map(|kept| &kept.stored),
        exports: exports(request, plan.as_ref(), &sources, baseline.as_ref()),
        findings: options.shown(feedback.findings),
        baseline: baseline.as_ref(),
        gaps: &gaps,
        rows: &rows,
    };
    feedback.begin(ProgressStep::Draw);
    let files = site::render(&preview)?;
    let basis = plan.as_ref().filter(|_| !has_persons).map(|plan| basis::of(plan, &gaps, &rows, &last, &built));
    let (basis, pages) = (basis.as_ref(), now.as_ref());
    let folder = PreviewFolder { preview: &preview, files: &files, basis, pages, kept, earlier: &earlier };
    feedback.begin(ProgressStep::Publish);
    let notices = folder.publish(&out, exchange)?.notices;
    let page = match options.as_page {
        true => single::page(&files, &|name| fs::read(out.join(name)).ok()),
        false => String::new(),
    };
    Ok(PreviewResult { notices, page, ..result(&preview, &files, &out) })
}

fn ensure_report_exists(request: &Request) -> anyhow::Result<()> {
    anyhow::ensure!(
        request.config.templates().reports().contains(&request.report),
        "Der er ingen rapport »{}«. »kapreport list« viser dem, der er",
        request.report
    );
    Ok(())
}

fn identity(request: &Request, plan: Option<&ReportPlan<'_>>, now: Option<&TypesetPages>) -> ReportIdentity {
    let report = plan.map(|plan| &plan.definition.report);
    let period = request.period.in_words();
    let readable = report.map(|report| scan::readable(&report.title.value).replace("⟨periode⟩", &period));
    ReportIdentity {
        id: request.report.clone(),
        title: now.map(|now| now.title.clone()).or(readable).unwrap_or_else(|| format!("{} {period}", request.report)),
        author: report.map(|report| report.author.clone()).unwrap_or_default(),
        period: request.period.label.clone(),
    }
}

fn compare_pages<'a>(
    now: &'a TypesetPages,
    baseline: Option<&Baseline>,
    plan: Option<&ReportPlan<'_>>,
    request: &Request,
) -> ReportPages<'a> {
    let old = baseline.and_then(|baseline| baseline.pages.as_ref().ok());
    let then = baseline.and_then(|baseline| baseline.definition.as_ref());
    let same_look = then.zip(plan).is_none_or(|(then, plan)| then.report.theme.same_as(&plan.definition.report.theme));
    let chapters =
        then.into_iter().chain(plan.map(|plan| &plan.definition)).flat_map(|definition| &definition.chapters);
    let chapters: BTreeSet<&str> = chapters.map(|chapter| chapter.title.as_str()).collect();
    let changes = old.map(|old| {
        let mut changes = changes::compare(old.pages(), &now.pages, same_look);
        changes::fold(&mut changes, old.pages(), &now.pages, &chapters, &now.whereabouts.prose());
        changes
    });
    ReportPages {
        all: &now.pages,
        whereabouts: &now.whereabouts,
        changes,
        pdf: DraftPdf { name: format!("{}-{}-udkast.pdf", request.report, request.period.label), bytes: now.pdf.len() },
    }
}

/// The exports that were read, and those that a baseline of the same period was made from.
fn exports(
    request: &Request,
    plan: Option<&ReportPlan<'_>>,
    sources: &[SourceFile],
    baseline: Option<&Baseline>,
) -> Vec<Export> {
    // When nothing could be read, the exports of the baseline must not count as gone.
    if sources.is_empty() {
        return Vec::new();
    }
    let same_period = baseline.filter(|baseline| baseline.snapshot.period == request.period);
    let then: Vec<_> = same_period.iter().flat_map(|baseline| &baseline.snapshot.sources).collect();
    let now: Vec<_> = sources.iter().collect();
    let datasets = plan.map(|plan| &plan.definition.datasets);
    let export = |source: SourceComparison| {
        let label = datasets.and_then(|datasets| datasets.get(&source.file.dataset)).map(|dataset| &dataset.label);
        Export {
            label: label.unwrap_or(&source.file.dataset).clone(),
            is_there: request.data.join(&source.file.file).is_file(),
            source,
        }
    };
    SourceComparison::all(&then, &now).into_iter().map(export).collect()
}

fn result(preview: &Preview<'_>, files: &[(&'static str, String)], out: &Path) -> PreviewResult {
    let facts = files.iter().find(|(name, _)| *name == FACTS).map(|(_, text)| text.clone());
    PreviewResult {
        index: out.join("index.html"),
        sentence: preview.sentence(),
        changes: summary(preview),
        built: preview.is_built(),
        notices: Vec::new(),
        new_errors: preview.new_errors(),
        facts: facts.unwrap_or_default(),
        page: String::new(),
    }
}
