//! `check`: all steps but publishing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use super::{
    Feedback, ProgressStep, ReportPlan, Request, Stop, compose, compute, compute_snapshot, edition, plan, read, stored,
    typeset, verify,
};
use crate::checks::{self, Coverage};
use crate::compose::Stage;
use crate::findings::Findings;
use crate::published::{self, PublishedCounts};
use crate::snapshot::{Account, Snapshot};

#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// Whether to find the figures that no check guards.
    pub coverage: bool,
    /// File with the figures of a printed report, to compare with.
    pub against: Option<PathBuf>,
    /// Whether to leave the pages out, which take most of the time.
    pub without_pages: bool,
}

#[derive(Debug, Serialize)]
pub struct CheckResult {
    pub figure_count: usize,
    pub check_count: usize,
    /// The accounts of all datasets added up.
    pub rows: Account,
    /// Account of the rows of each dataset.
    pub datasets: Vec<Account>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    pub against: Option<PublishedCounts>,
}

/// Checks exports, definitions, figures and prose. Differences from the printed report go to `printed`, because they do not stop
/// a build.
pub fn check(
    request: &Request,
    options: &CheckOptions,
    printed: &Findings,
    feedback: Feedback<'_>,
) -> Result<CheckResult, Stop> {
    // Read first, so that a wrong file name is reported before minutes are spent on exports.
    let against = options.against.as_deref().map(|path| anyhow::Ok((path, read_text(path)?))).transpose()?;
    let plan = plan(request, feedback)?;
    let (snapshot, coverage) = match &plan.definition.report.batch {
        Some(_) => (compute_snapshot(&plan, feedback)?, None),
        None => verified(&plan, options, feedback)?,
    };
    let edition = edition::edition(&plan, Stage::Final)?;
    let earlier = stored::read_earlier(&plan, feedback.findings);
    let composed = compose::compose(&plan, &snapshot, &earlier, edition, feedback)?;
    if !options.without_pages && !feedback.findings.stop(true) {
        // For the findings only: nothing else shows whether the pages can be typeset.
        typeset::pages(&composed, feedback)?;
    }
    let against = against.map(|(path, text)| compare(path, &text, &snapshot, printed));
    Ok(CheckResult {
        figure_count: snapshot.figures.len(),
        check_count: plan.definition.chapters.iter().map(|chapter| chapter.checks.len()).sum(),
        rows: Account::sum(snapshot.datasets.values()),
        datasets: snapshot.datasets.into_values().collect(),
        coverage,
        against,
    })
}

/// The checked figures, and which checks guard them.
fn verified(
    plan: &ReportPlan<'_>,
    options: &CheckOptions,
    feedback: Feedback<'_>,
) -> Result<(Snapshot, Option<Coverage>), Stop> {
    let ingested = read::read(plan, feedback)?;
    let calculation = compute::compute(plan, ingested, feedback)?;
    let coverage = options.coverage.then(|| {
        feedback.begin(ProgressStep::Coverage);
        checks::coverage(&plan.definition, &calculation.figures.values)
    });
    Ok((verify::verify(plan, calculation, feedback.findings)?, coverage))
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))
}

fn compare(path: &Path, text: &str, snapshot: &Snapshot, printed: &Findings) -> PublishedCounts {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let published = published::read(&name, text, printed);
    published::compare(&published, snapshot, printed)
}
