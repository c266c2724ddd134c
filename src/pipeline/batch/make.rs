//! One report of a batch: from its figures to its PDF.

use crate::batch::BatchMember;
use crate::checks;
use crate::compose::Edition;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::pipeline::compose::ComposedReport;
use crate::pipeline::{Feedback, ReportPlan, Stop, compose, gate, typeset};

use super::member_report::{Made, MemberReport};
use super::prepare::PreparedBatch;
use super::write::BatchFolder;

pub struct Maker<'a> {
    pub plan: &'a ReportPlan<'a>,
    pub prepared: &'a PreparedBatch<'a>,
    pub edition: Edition,
    /// The reports that stay if they would come out the same.
    pub earlier: Option<&'a BatchFolder>,
}

impl Maker<'_> {
    /// Makes the report of a member.
    pub fn make(&self, member: &BatchMember) -> MemberReport {
        let findings = Findings::default();
        let report = match self.make_pdf(member, &findings) {
            Ok(made) => made,
            Err(Stop::Findings) => Made::Failed,
            Err(Stop::Failed(error)) => {
                findings.push(unexpected(&error));
                Made::Failed
            }
        };
        MemberReport { member: member.clone(), report, findings: findings.sorted() }
    }

    fn make_pdf(&self, member: &BatchMember, findings: &Findings) -> Result<Made, Stop> {
        let plan = self.plan;
        let feedback = Feedback { findings, progress: &|_| {} };
        let figures = self.prepared.figures(member, findings);
        checks::run(&plan.definition, &plan.request.period, &figures, findings);
        feedback.stop_at_errors(false)?;
        let snapshot = self.prepared.sight().snapshot(member, figures);
        let composed: ComposedReport<'_> = compose::compose(plan, &snapshot, &[], self.edition, feedback)?;
        feedback.stop_at_errors(false)?;
        let fingerprint = composed.document.fingerprint();
        if self.earlier.is_some_and(|folder| folder.has(member.key(), &fingerprint)) {
            return Ok(Made::Kept);
        }
        let pages = typeset::pages(&composed, feedback)?.ok_or(Stop::Findings)?;
        if gate::has_persons(plan, &snapshot, &composed.document, Some(&pages), None, findings)? {
            return Err(Stop::Findings);
        }
        Ok(Made::Pdf { pages: pages.page_count(), bytes: pages.pdf, fingerprint })
    }
}

/// The finding of an error that is about this report only.
fn unexpected(error: &anyhow::Error) -> Finding {
    Finding::new(Code::TypstError, Place::Nowhere, format!("Rapporten kunne ikke laves: {error:#}."))
        .with_severity(Severity::Error)
}
