//! The pipeline: from a [`Request`] to a published report, step by step. Each step takes what the one before it finished.
//!
//! ```text
//! Request ── plan ──> Plan ── read ──> Ingested ── compute ──> Calculation ── verify ──> Snapshot
//!         ── compose ──> Composition ── typeset ──> TypesetReport ── publish ──> BuiltReport
//! ```
//!
//! A step that cannot finish returns [`Stop`]. What is wrong with data, definitions or prose is pushed to
//! [`Feedback::findings`] and stops the run only at the places below.
//!
//! `build` is all steps, `check` leaves out the last two, `watch` keeps the snapshot from build to build, and `preview` goes as
//! far as it can and publishes web pages. `trace` and `figures` need the snapshot only.

mod check;
mod compose;
mod compute;
mod edition;
mod feedback;
mod plan;
mod preview;
mod publish;
mod read;
mod request;
mod stored;
mod trace;
mod typeset;
mod verify;
mod watch;

pub use check::{CheckOptions, CheckResult, check};
pub use feedback::{Feedback, Step, Stop, unless_failed};
pub use plan::{Plan, plan};
pub use preview::{PreviewOptions, PreviewResult, preview};
pub use publish::{BuildOptions, BuiltReport};
pub use request::Request;
pub use stored::StoredSnapshot;
pub use trace::{TraceOptions, trace};
pub use watch::{ChangedFiles, WatchSession};

use crate::snapshot::Snapshot;

/// Builds a report: from exports, or from a stored snapshot when the options name one.
pub fn build(request: &Request, options: &BuildOptions, feedback: Feedback<'_>) -> Result<BuiltReport, Stop> {
    let plan = plan(request, feedback)?;
    let snapshot = match &options.from_snapshot {
        Some(file) => stored::read_current(file, &plan)?,
        None => compute_snapshot(&plan, feedback)?,
    };
    publish_snapshot(&plan, &snapshot, options, feedback)
}

/// From exports to checked figures.
pub fn compute_snapshot(plan: &Plan<'_>, feedback: Feedback<'_>) -> Result<Snapshot, Stop> {
    let ingested = read::read(plan, feedback)?;
    let calculation = compute::compute(plan, ingested, feedback)?;
    Ok(verify::verify(plan, calculation, feedback.findings)?)
}

/// From checked figures to the files of the report. Earlier files stay untouched unless all new ones are complete.
fn publish_snapshot(
    plan: &Plan<'_>,
    snapshot: &Snapshot,
    options: &BuildOptions,
    feedback: Feedback<'_>,
) -> Result<BuiltReport, Stop> {
    feedback.stop_at_errors(options.draft)?;
    let edition = edition::edition(plan, options.stage())?;
    let earlier = stored::read_earlier(plan, feedback.findings);
    let composition = compose::compose(plan, snapshot, &earlier, edition, feedback)?;
    feedback.stop_at_errors(options.draft)?;
    let typeset = typeset::typeset(plan, &composition, feedback)?;
    Ok(publish::publish(plan, &composition, &typeset, options, feedback)?)
}
