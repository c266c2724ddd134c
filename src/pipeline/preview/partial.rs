//! Goes through the steps with what can be read. What fails is left out and listed in the gaps: a figure keeps its last good
//! number or is unknown, and a definition file with errors is replaced by its last good version.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::last_good::LastGood;
use crate::figure_id::FigureId;
use crate::findings::{Finding, Findings, Place, Severity};
use crate::ingest;
use crate::pipeline::plan::plan_with;
use crate::pipeline::salvage::{self, Salvage};
use crate::pipeline::{Feedback, ReportPlan, Request, read, unless_failed};
use crate::snapshot::{Gaps, RowDigest, Snapshot, SourceFile};

/// The results of the steps that could be done. The findings say why the others could not.
#[derive(Default)]
pub struct PartialRun<'a> {
    pub plan: Option<ReportPlan<'a>>,
    /// The exports that were read.
    pub sources: Vec<SourceFile>,
    pub snapshot: Option<Snapshot>,
    pub gaps: Gaps,
    /// The rows of the datasets that could be read.
    pub rows: IndexMap<String, Vec<RowDigest>>,
}

/// Reads, computes and checks as much as possible.
pub fn run<'a>(request: &'a Request, last: &LastGood, feedback: Feedback<'_>) -> anyhow::Result<PartialRun<'a>> {
    let Some((mut plan, files)) = plan_or_last_good(request, last, feedback)? else {
        return Ok(PartialRun::default());
    };
    // The gaps to report when no figure can be computed.
    let mut unread = Gaps::default();
    let (salvaged, sources, rows) = if plan.definition.report.batch.is_some() {
        let salvaged = unless_failed(salvage::compute_draft(&mut plan, feedback))?;
        let sources = salvaged.iter().flat_map(|salvaged| salvaged.snapshot.sources.clone()).collect();
        (salvaged, sources, IndexMap::new())
    } else {
        let ingested = read::read_partly(&plan, feedback)?;
        let (sources, rows) = (ingested.sources.clone(), ingest::row_digests(&plan.definition, &ingested));
        unread.add_datasets(&ingested.failed, &plan.definition);
        let last_number = |id: &FigureId, definition: &str| last.figure(id, definition);
        (salvage::compute(&mut plan, ingested, &last_number, feedback)?, sources, rows)
    };
    let (snapshot, gaps) = salvaged.map(|Salvage { snapshot, gaps }| (snapshot, gaps)).unzip();
    let gaps = Gaps { files, ..gaps.unwrap_or(unread) };
    Ok(PartialRun { plan: Some(plan), sources, snapshot, gaps, rows })
}

/// The plan from the current files, in which those with errors are replaced by their last good version; and the day of that
/// version by path. `None` if this is no valid definition either.
fn plan_or_last_good<'a>(
    request: &'a Request,
    last: &LastGood,
    feedback: Feedback<'_>,
) -> anyhow::Result<Option<(ReportPlan<'a>, IndexMap<String, String>)>> {
    let own = Findings::default();
    let templates = request.config.templates();
    let today = unless_failed(plan_with(request, templates.clone(), Feedback { findings: &own, ..feedback }))?;
    let errors = own.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
    let broken: BTreeSet<String> = errors.filter_map(|finding| file_of(&finding)).collect();
    feedback.findings.extend(own);
    if let Some(plan) = today {
        return Ok(Some((plan, IndexMap::new())));
    }
    let Some(basis) = &last.basis else { return Ok(None) };
    let is_definition = |path: &&String| path.ends_with(".toml");
    let all: BTreeSet<String> = basis.sources.keys().filter(is_definition).cloned().collect();
    // An error may be caused by another file than the one it is reported in, so after those with errors all files are replaced.
    for files in [broken, all] {
        let mut templates = templates.clone();
        let mut old = IndexMap::new();
        for (path, source) in basis.sources.iter().filter(|(path, _)| files.contains(*path)) {
            templates = templates.with(path, &source.text);
            old.insert(path.clone(), source.from.clone());
        }
        let quiet = Findings::default();
        let plan = plan_with(request, templates, Feedback { findings: &quiet, ..feedback });
        if let Some(plan) = unless_failed(plan)? {
            return Ok(Some((plan, old)));
        }
    }
    Ok(None)
}

fn file_of(finding: &Finding) -> Option<String> {
    match &finding.place {
        Place::Source { file, .. } => Some(file.clone()),
        _ => None,
    }
}
