//! Fifth step: prose, tables and charts as sources for Typst.

use std::time::Duration;

use super::{Feedback, ProgressStep, ReportPlan, glyphs};
use crate::checks::{self, Premises};
use crate::compose::{self, Blueprint, Document, Edition};
use crate::definition::Definition;
use crate::guard;
use crate::snapshot::Snapshot;

/// Time limit. Composing takes a fraction of a second, but a loop in a template may never end.
const LONGEST: Duration = Duration::from_secs(60);

/// A snapshot with the document that was composed from it.
pub struct ComposedReport<'a> {
    pub snapshot: &'a Snapshot,
    /// Snapshots of the periods that it is compared with, the latest first.
    pub earlier: &'a [Snapshot],
    pub edition: Edition,
    pub document: Document,
}

/// Composes the report. What is wrong with prose, tables and charts is a finding; an error is a mistake in the program.
pub fn compose<'a>(
    plan: &ReportPlan<'_>,
    snapshot: &'a Snapshot,
    earlier: &'a [Snapshot],
    edition: Edition,
    feedback: Feedback<'_>,
) -> anyhow::Result<ComposedReport<'a>> {
    compose_from(&PreparedTexts::of(&plan.definition)?, plan, snapshot, earlier, edition, feedback)
}

/// The texts of a report before its figures are known.
pub struct PreparedTexts<'d> {
    blueprint: Blueprint<'d>,
    premises: Premises<'d>,
}

impl<'d> PreparedTexts<'d> {
    pub fn of(definition: &'d Definition) -> anyhow::Result<Self> {
        Ok(Self { blueprint: Blueprint::of(definition)?, premises: Premises::of(definition) })
    }
}

/// [`compose()`] with texts that several reports share.
pub fn compose_from<'a>(
    texts: &PreparedTexts<'_>,
    plan: &ReportPlan<'_>,
    snapshot: &'a Snapshot,
    earlier: &'a [Snapshot],
    edition: Edition,
    feedback: Feedback<'_>,
) -> anyhow::Result<ComposedReport<'a>> {
    feedback.begin(ProgressStep::Compose);
    let definition = &plan.definition;
    let _deadline = guard::deadline(LONGEST);
    let premises = texts.premises.verdicts(snapshot, earlier.first(), feedback.findings);
    let compose::Composition { mut document, explained } =
        compose::compose(&texts.blueprint, snapshot, earlier, premises, edition, feedback.findings)?;
    if let Some(before) = earlier.first() {
        checks::large_changes(definition, snapshot, before, &explained, feedback.findings);
        checks::gone_members(definition, snapshot, before, feedback.findings);
    }
    glyphs::report(plan, &document, feedback.findings)?;
    if edition.is_draft() {
        document.list_findings(&feedback.findings.published())?;
    }
    Ok(ComposedReport { snapshot, earlier, edition, document })
}
