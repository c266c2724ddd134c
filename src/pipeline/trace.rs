//! `trace`: the snapshot, and the exports behind one of its figures.

use std::fs;
use std::path::{Path, PathBuf};

use super::data_folder::NoDataFolder;
use super::request::SNAPSHOT_FILE;
use super::{Feedback, ProgressStep, ReportPlan, Request, Stop, compute_snapshot, plan, read};
use crate::findings::Findings;
use crate::snapshot::Snapshot;
use crate::trace::{self, Material, Trace};

#[derive(Debug, Clone)]
pub struct TraceOptions {
    /// A figure, or a member of a series: `medicin.emner[Opioider]`.
    pub figure: String,
    /// Stored snapshot; `None` for that of the last build.
    pub from_snapshot: Option<PathBuf>,
    /// How many rows to show at most of each figure.
    pub most_rows: usize,
}

/// Traces a figure. Fails when there is no such figure.
pub fn trace(request: &Request, options: &TraceOptions, feedback: Feedback<'_>) -> Result<Trace, Stop> {
    let plan = plan(request, feedback)?;
    let mut notices = Vec::new();
    let snapshot = match &options.from_snapshot {
        Some(path) => read_named(path, request)?,
        None => match read_of_last_build(request) {
            Ok(snapshot) => snapshot,
            Err(why) => {
                notices.push(format!("{why:#}. Tallet er beregnet af eksporterne, som de er nu."));
                compute_snapshot(&plan, feedback)?
            }
        },
    };
    if snapshot.is_edited {
        notices.push(
            "Øjebliksbilledet (figures.json) er rettet, siden kapreport skrev det. Byg rapporten igen.".to_owned(),
        );
    }
    let material = Material { definition: &plan.definition, snapshot: &snapshot, most_rows: options.most_rows };
    Ok(trace_rows(&plan, &material, &options.figure, notices, feedback)?)
}

/// Traces a figure in the snapshot, with the rows of the exports as they are now.
fn trace_rows(
    plan: &ReportPlan<'_>,
    material: &Material<'_>,
    figure: &str,
    mut notices: Vec<String>,
    feedback: Feedback<'_>,
) -> anyhow::Result<Trace> {
    let found = trace::find(material, figure)?;
    feedback.begin(ProgressStep::Read);
    let datasets: Vec<&str> = material.snapshot.datasets_of(&found.id).into_iter().collect();
    // The findings of the exports were shown when the snapshot was made, so only what has changed since is reported.
    let ingested = match NoDataFolder::check(&plan.request.data) {
        Some(none) => {
            let why = none.message.trim_end_matches('.');
            notices.push(format!("{why}: rækkerne kan ikke vises, kun hvad øjebliksbilledet ved."));
            None
        }
        None => Some(read::read_again(plan, &datasets, &Findings::default())?),
    };
    let mut trace = trace::trace(material, &found, ingested.as_ref())?;
    trace.notices.splice(0..0, notices);
    Ok(trace)
}

fn is_of(snapshot: &Snapshot, request: &Request) -> bool {
    snapshot.report == request.report && snapshot.period == request.period
}

fn read_named(path: &Path, request: &Request) -> anyhow::Result<Snapshot> {
    let snapshot = Snapshot::read(path)?;
    anyhow::ensure!(
        is_of(&snapshot, request),
        "{} er ikke af rapporten {} for {}",
        path.display(),
        request.report,
        request.period
    );
    Ok(snapshot)
}

/// Reads the snapshot of the last build. The error says why it cannot be used.
fn read_of_last_build(request: &Request) -> anyhow::Result<Snapshot> {
    let path = request.out_folder().join(SNAPSHOT_FILE);
    anyhow::ensure!(fs::exists(&path)?, "Rapporten for {} er ikke bygget", request.period);
    let snapshot = Snapshot::read(&path)?;
    anyhow::ensure!(is_of(&snapshot, request), "{} er af en anden rapport eller periode", path.display());
    Ok(snapshot)
}
