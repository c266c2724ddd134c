//! Fourth step: do the figures agree? The result is the snapshot, which all later steps read.

use super::ReportPlan;
use super::compute::Calculation;
use crate::checks;
use crate::figures;
use crate::findings::Findings;
use crate::snapshot::Snapshot;

/// Runs the checks and makes the snapshot. It contains the findings of this and all earlier steps. An error is a
/// mistake in the program: rows that do not add up.
pub fn verify(plan: &ReportPlan<'_>, calculation: Calculation, findings: &Findings) -> anyhow::Result<Snapshot> {
    let Calculation { ingested, mut figures } = calculation;
    let period = &plan.request.period;
    checks::run(&plan.definition, period, &figures.values, findings);
    figures::fill_with_unknown(&plan.definition, &mut figures.values);
    let mut snapshot = figures::snapshot(&plan.definition, period, figures, ingested)?;
    snapshot.findings = findings.published();
    Ok(snapshot)
}
