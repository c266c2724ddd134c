//! One report of a batch: from its figures to its PDF.

use std::collections::BTreeSet;

use crate::batch::BatchMember;
use crate::checks;
use crate::compose::Edition;
use crate::danish;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::pipeline::compose::{ComposedReport, PreparedTexts};
use crate::pipeline::{Feedback, ReportPlan, Stop, compose, gate, typeset};

use super::member_report::{Made, MemberReport};
use super::prepare::PreparedBatch;
use super::write::BatchFolder;

pub struct Maker<'a> {
    pub plan: &'a ReportPlan<'a>,
    pub prepared: &'a PreparedBatch<'a>,
    pub texts: PreparedTexts<'a>,
    pub edition: Edition,
    /// The tables and charts that float to the edge of a page in the first report: starting from them, most other reports need
    /// only one pass.
    pub floats: Option<BTreeSet<String>>,
    /// The folder whose reports are kept if they would come out the same.
    pub earlier: Option<&'a BatchFolder>,
}

impl Maker<'_> {
    /// Makes this member's report to find out which tables and charts float to the edge of a page.
    pub fn learn_from(&mut self, member: &BatchMember) {
        let earlier = self.earlier.take();
        if let Ok(Made::Pdf { floats, .. }) = self.make_pdf(member, &Findings::default()) {
            self.floats = Some(floats);
        }
        self.earlier = earlier;
    }

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
        let mut composed: ComposedReport<'_> =
            compose::compose_from(&self.texts, plan, &snapshot, &[], self.edition, feedback)?;
        feedback.stop_at_errors(false)?;
        composed.document.floats.clone_from(&self.floats);
        let fingerprint = composed.document.fingerprint();
        if self.earlier.is_some_and(|folder| folder.has(member.key(), &fingerprint)) {
            return Ok(Made::Kept);
        }
        let pages = typeset::pages(&composed, feedback)?.ok_or(Stop::Findings)?;
        if gate::has_persons(plan, &snapshot, &composed.document, Some(&pages), None, findings)? {
            return Err(Stop::Findings);
        }
        Ok(Made::Pdf { pages: pages.page_count(), bytes: pages.pdf, floats: pages.floats, fingerprint })
    }
}

/// The finding for an error that concerns this report only.
fn unexpected(error: &anyhow::Error) -> Finding {
    Finding::new(Code::TypstError, Place::Nowhere, format!("Rapporten kunne ikke laves: {}.", danish::causes(error)))
        .with_severity(Severity::Error)
}
