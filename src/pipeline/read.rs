//! Second step: exports become typed tables.

use super::data_folder::NoDataFolder;
use super::{Feedback, ProgressStep, ReportPlan, Request, stored};
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::ingest::{self, Ingested, Options, rejects};
use crate::output;

/// Reads all datasets. Writes the workbook of rejected rows if the request names one.
///
/// Fails when the data folder cannot be read; everything that is wrong inside it is a finding.
pub fn read(plan: &ReportPlan<'_>, feedback: Feedback<'_>) -> anyhow::Result<Ingested> {
    ensure_folder(plan.request)?;
    let ingested = ingest(plan, feedback)?;
    report_signs(plan, &ingested, feedback.findings);
    Ok(ingested)
}

/// Fails when the data folder cannot be read.
pub fn ensure_folder(request: &Request) -> anyhow::Result<()> {
    NoDataFolder::check(&request.data).map_or(Ok(()), |none| anyhow::bail!("{} {}", none.message, none.advice))
}

/// Reads what can be read, for a preview or a draft: no tables of datasets with errors, and none at all if the data folder cannot
/// be read. The caller must leave out the figures of those datasets.
pub fn read_partly(plan: &ReportPlan<'_>, feedback: Feedback<'_>) -> anyhow::Result<Ingested> {
    let request = plan.request;
    if let Some(NoDataFolder { message, advice }) = NoDataFolder::check(&request.data) {
        let finding = Finding::new(Code::NoData, Place::Nowhere, message).advise(advice);
        feedback.findings.push(finding.leaving_numbers_right());
        let failed = plan.definition.datasets.keys().cloned().collect();
        return Ok(Ingested { failed, ..Ingested::default() });
    }
    let own = Findings::default();
    let mut ingested = ingest(plan, Feedback { findings: &own, ..feedback })?;
    for finding in own.sorted() {
        // A CPR number stops a draft too, unlike other errors.
        let is_left_out = finding.severity == Severity::Error && finding.code != Code::CprNumber;
        feedback.findings.push(if is_left_out { finding.leaving_numbers_right() } else { finding });
    }
    let Ingested { tables, failed, .. } = &mut ingested;
    tables.retain(|id, _| !failed.contains(id));
    report_signs(plan, &ingested, feedback.findings);
    Ok(ingested)
}

fn ingest(plan: &ReportPlan<'_>, feedback: Feedback<'_>) -> anyhow::Result<Ingested> {
    let request = plan.request;
    feedback.begin(ProgressStep::Read);
    let ingested = ingest::ingest(&plan.definition, &request.data, options(plan), feedback.findings)?;
    if let Some(path) = &request.rejects {
        output::write_file(path, &rejects::workbook(&ingested)?)?;
    }
    Ok(ingested)
}

fn report_signs(plan: &ReportPlan<'_>, ingested: &Ingested, findings: &Findings) {
    let request = plan.request;
    let history = stored::read_history(plan, findings);
    let before = history.iter().find(|snapshot| Some(&snapshot.period) == request.period.earlier(1).as_ref());
    ingest::report_signs(&plan.definition, ingested, &request.period, before, findings);
}

/// Reads some datasets a second time.
pub fn read_again(plan: &ReportPlan<'_>, datasets: &[&str], findings: &Findings) -> anyhow::Result<Ingested> {
    ingest::ingest_only(&plan.definition, datasets, &plan.request.data, options(plan), findings)
}

fn options(plan: &ReportPlan<'_>) -> Options {
    Options { strictness: plan.request.strictness, keep_rejects: plan.request.rejects.is_some() }
}
