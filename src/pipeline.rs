//! The pipeline: from a [`Request`] to a published report. Each step takes what the one before it has finished.
//!
//! | step    | what it does                                                      | result           |
//! |---------|-------------------------------------------------------------------|------------------|
//! | plan    | reads and validates the definition                                | [`ReportPlan`]   |
//! | read    | reads the exports                                                 | `Ingested`       |
//! | compute | computes the figures                                              | `Calculation`    |
//! | verify  | checks that the figures agree                                     | [`Snapshot`]     |
//! | compose | writes prose and tables; large changes must be explained in prose | `ComposedReport` |
//! | typeset | lays out pages                                                    | `TypesetReport`  |
//! | publish | replaces the files of an earlier report                           | [`BuiltReport`]  |
//!
//! A step that cannot finish returns [`Stop`]. What is wrong with data, definitions or prose is pushed to [`Feedback::findings`].
//! Errors among them stop the run where `stop_at_errors` is called, or where a step has no result to hand on.
//!
//! `build` runs all steps. `check` publishes nothing. `watch` builds again and again, and keeps the snapshot as long as only
//! prose has changed. `batch` makes a report for each member of a register. `preview` goes as far as the report allows and
//! publishes web pages. `trace` and `figures` end at the snapshot.

mod batch;
mod check;
mod compose;
mod compute;
mod data_folder;
mod edition;
mod feedback;
mod gate;
mod glyphs;
mod plan;
mod preview;
mod publish;
mod read;
mod request;
mod rows_behind;
mod salvage;
mod stored;
mod trace;
mod typeset;
mod verify;
mod watch;

pub use batch::{BatchOptions, BatchResult, batch};
pub use check::{CheckOptions, CheckResult, check};
pub use feedback::{Feedback, ProgressStep, Stop, unless_failed};
pub use plan::{ReportPlan, plan};
pub use preview::{PreviewOptions, PreviewResult, preview};
pub use publish::{BuildOptions, BuiltReport};
pub use request::Request;
pub use rows_behind::{SnapshotExports, rows_behind};
pub use stored::StoredSnapshot;
pub use trace::{TraceOptions, trace};
pub use watch::{ChangedFiles, WatchSession};

use crate::snapshot::Snapshot;
use salvage::Salvage;

/// Builds a report: from exports, or from a stored snapshot when the options name one.
pub fn build(request: &Request, options: &BuildOptions, feedback: Feedback<'_>) -> Result<BuiltReport, Stop> {
    let mut plan = plan(request, feedback)?;
    let salvage = match &options.from_snapshot {
        Some(file) => Salvage::whole(stored::read_current(file, &plan, feedback.findings)?),
        None => figures_for(&mut plan, options, feedback)?,
    };
    publish_snapshot(&plan, &salvage, options, feedback)
}

/// Computes the figures from the exports. Those of a draft may be incomplete.
fn figures_for(plan: &mut ReportPlan<'_>, options: &BuildOptions, feedback: Feedback<'_>) -> Result<Salvage, Stop> {
    if options.draft {
        salvage::compute_draft(plan, feedback)
    } else {
        compute_snapshot(plan, feedback).map(Salvage::whole)
    }
}

/// Computes and checks the figures from the exports.
pub fn compute_snapshot(plan: &ReportPlan<'_>, feedback: Feedback<'_>) -> Result<Snapshot, Stop> {
    let ingested = read::read(plan, feedback)?;
    if plan.definition.report.batch.is_some() {
        return batch::snapshot_of_one(plan, ingested, feedback);
    }
    let calculation = compute::compute(plan, ingested, feedback)?;
    Ok(verify::verify(plan, calculation, feedback.findings)?)
}

/// Makes the files of the report from checked figures. Earlier files stay untouched unless all new ones are complete.
fn publish_snapshot(
    plan: &ReportPlan<'_>,
    Salvage { snapshot, gaps }: &Salvage,
    options: &BuildOptions,
    feedback: Feedback<'_>,
) -> Result<BuiltReport, Stop> {
    feedback.stop_at_errors(options.draft)?;
    let edition = edition::edition(plan, options.stage())?;
    let earlier = stored::read_earlier(plan, feedback.findings);
    let mut composed = compose::compose(plan, snapshot, &earlier, edition, feedback)?;
    composed.document.add_notices(gaps.notices(&plan.definition))?;
    feedback.stop_at_errors(options.draft)?;
    let typeset = typeset::typeset(plan, &composed, feedback)?;
    feedback.stop_at_errors(options.draft)?;
    gate::stop_at_persons(plan, &composed, &typeset, feedback)?;
    Ok(publish::publish(plan, &composed, gaps, &typeset, options, feedback)?)
}
