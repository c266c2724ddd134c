//! Fourth step: do the figures agree? The result is the snapshot, which all later steps read.

use super::compute::Calculation;
use super::{ReportPlan, StoredSnapshot};
use crate::checks;
use crate::figures;
use crate::findings::Findings;
use crate::snapshot::Snapshot;

/// Runs the checks and makes the snapshot. The snapshot contains the findings of this and all earlier steps. Returns an error
/// only for a mistake in the program: rows that do not add up.
pub fn verify(plan: &ReportPlan<'_>, calculation: Calculation, findings: &Findings) -> anyhow::Result<Snapshot> {
    let Calculation { ingested, mut figures } = calculation;
    let period = &plan.request.period;
    checks::run(&plan.definition, period, &figures.values, findings);
    figures::fill_with_unknown(&plan.definition, &mut figures.values);
    report_former_names(plan, findings);
    let mut snapshot = figures::snapshot(&plan.definition, period, figures, ingested)?;
    checks::new_names(&plan.definition, &snapshot, findings);
    snapshot.findings = findings.published();
    Ok(snapshot)
}

/// Reports former names of figures and members that no stored report has.
pub fn report_former_names(plan: &ReportPlan<'_>, findings: &Findings) {
    let request = plan.request;
    if plan.definition.report.batch.is_some() || !checks::has_former_names(&plan.definition) {
        return;
    }
    let stored = StoredSnapshot::all(&request.report, &request.config).into_iter();
    let earlier = stored.filter(|(period, _)| period.start < request.period.start);
    // Problems of these files are reported where their numbers are used.
    let earlier: Vec<Snapshot> = earlier.filter_map(|(_, one)| one.read(&Findings::default()).ok()).collect();
    checks::former_names(&plan.definition, &earlier, findings);
}
