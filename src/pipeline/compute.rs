//! Third step: the figures.

use super::{Feedback, ProgressStep, ReportPlan, Stop, stored};
use crate::figures::{self, Figures};
use crate::ingest::Ingested;

/// Figures that no check has seen yet, and the tables they were computed from.
pub struct Calculation {
    pub ingested: Ingested,
    pub figures: Figures,
}

/// Computes all figures. Stops at errors before: figures of tables that lack rows or columns would be wrong. Stops afterwards if some
/// could not be computed.
pub fn compute(plan: &ReportPlan<'_>, ingested: Ingested, feedback: Feedback<'_>) -> Result<Calculation, Stop> {
    feedback.stop_at_errors(false)?;
    feedback.begin(ProgressStep::Compute);
    let earlier = stored::read_history(plan, feedback.findings);
    let figures = figures::compute(&plan.definition, &ingested, &earlier, &plan.request.period, feedback.findings);
    feedback.stop_at_errors(true)?;
    Ok(Calculation { ingested, figures })
}
