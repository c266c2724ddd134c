//! Third step: the figures.

use super::{Feedback, ProgressStep, ReportPlan, Stop, stored};
use crate::figures::{self, Figures};
use crate::ingest::Ingested;

/// Figures that no check has seen yet, and the tables they were computed from.
pub struct Calculation {
    pub ingested: Ingested,
    pub figures: Figures,
}

/// Computes all figures. Stops at errors in the exports: figures of tables that lack rows or columns would be wrong. A figure
/// that cannot be computed stops the run at a later step.
pub fn compute(plan: &ReportPlan<'_>, ingested: Ingested, feedback: Feedback<'_>) -> Result<Calculation, Stop> {
    feedback.stop_at_errors(false)?;
    feedback.begin(ProgressStep::Compute);
    let earlier = stored::read_history(plan, feedback.findings);
    let figures = figures::compute(&plan.definition, &ingested, &earlier, &plan.request.period, feedback.findings);
    // Rows of a dataset whose statement failed cannot be accounted for.
    let are_rows_counted = ingested.tables.keys().all(|dataset| figures.used.contains_key(dataset));
    feedback.stop_at_errors(are_rows_counted)?;
    Ok(Calculation { ingested, figures })
}
