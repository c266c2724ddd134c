//! First step: the definition of the report, read and validated before any export is opened.

use std::path::Path;

use super::{Feedback, Request, Stop};
use crate::definition::{self, Definition, Templates};
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// A request whose report has a valid definition.
pub struct ReportPlan<'a> {
    pub request: &'a Request,
    pub definition: Definition,
}

/// Reads the definition. Stops at errors in it.
pub fn plan<'a>(request: &'a Request, feedback: Feedback<'_>) -> Result<ReportPlan<'a>, Stop> {
    plan_with(request, request.config.templates(), feedback)
}

/// [`plan`] with other templates than those of the configuration.
pub fn plan_with<'a>(
    request: &'a Request,
    templates: Templates,
    feedback: Feedback<'_>,
) -> Result<ReportPlan<'a>, Stop> {
    request.config.check()?;
    if templates.only_embedded(&request.report) {
        report_embedded(&request.report, feedback.findings);
    }
    let definition = definition::read(&request.report, templates, feedback.findings).ok_or(Stop::Findings)?;
    if request.member.is_some() && definition.report.batch.is_none() {
        let message =
            format!("Rapporten »{}« laves ikke for hver praksis eller klynge. Udelad --member", request.report);
        return Err(anyhow::anyhow!(message).into());
    }
    if let Some(path) = &request.rejects {
        check_rejects(path, request)?;
    }
    Ok(ReportPlan { request, definition })
}

/// Reports that the embedded report is used, because the templates folder has none of this name: the user may have expected her
/// own.
fn report_embedded(report: &str, findings: &Findings) {
    let message =
        format!("Rapporten »{report}« er den, der følger med kapreport: skabelonmappen har ingen mappe »{report}«.");
    findings.push(
        Finding::new(Code::MissingTemplate, Place::Nowhere, message)
            .with_severity(Severity::Info)
            .advise("Skal det være din egen, så se efter, om mappen er flyttet eller har fået et andet navn."),
    );
}

/// The file for rejected rows must be a workbook, and must not overwrite an export.
fn check_rejects(path: &Path, request: &Request) -> anyhow::Result<()> {
    let name = path.to_string_lossy().to_lowercase();
    anyhow::ensure!(name.ends_with(".xlsx"), "{} skal have et navn, der ender på .xlsx", path.display());
    request.ensure_is_no_export(path)
}
