//! `batch`: a report for each member, all from one reading of the exports and one computation.

mod make;
mod member_report;
mod prepare;
mod unknown;
mod write;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;

use super::{Feedback, ProgressStep, ReportPlan, Request, Stop, edition, plan};
use crate::batch::{BatchManifest, BatchMember};
use crate::checks;
use crate::compose::Stage;
use crate::figures;
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::Snapshot;
use make::Maker;
use member_report::MemberReport;
use prepare::PreparedBatch;
use write::BatchFolder;

/// Reports that are published together. A killed run loses no more than these.
const PUBLISHED_TOGETHER: usize = 64;
/// Reports of a round of typesetting: what Typst remembers of each takes some 10 MB.
const FORGOTTEN_AFTER: usize = 16;
/// Typst forgets what the reports of the last rounds did not use: the layout that all share stays, and memory does not grow.
const REMEMBERED_ROUNDS: usize = 1;

#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    /// The level of the members; the smallest, unless it is given.
    pub level: Option<String>,
    /// The keys of the members that a report is made for; all, if empty.
    pub only: Vec<String>,
    /// Whether reports stay that are there already and would come out the same.
    pub resume: bool,
    /// Instead of the configured folder.
    pub out: Option<PathBuf>,
}

/// What a batch has made.
#[derive(Debug, serde::Serialize)]
pub struct BatchResult {
    pub folder: PathBuf,
    /// Path of the page that lists all reports.
    pub index: PathBuf,
    /// Reports that were typeset.
    pub made: usize,
    /// Reports that were there already and would have come out the same.
    pub kept: usize,
    /// Reports of an earlier run that this one was not asked for.
    pub earlier: usize,
    /// Members without a report, because their findings have errors.
    pub failed: Vec<String>,
    pub pages: usize,
}

/// Makes the reports of all members, or of those that the options name. A report with errors does not stop the others.
pub fn batch(request: &Request, options: &BatchOptions, feedback: Feedback<'_>) -> Result<BatchResult, Stop> {
    let plan = plan(request, feedback)?;
    let batch = plan.definition.report.batch.as_ref();
    let batch =
        batch.ok_or_else(|| anyhow::anyhow!("Rapporten »{}« har ingen [batch] i report.toml", request.report))?;
    let level = options.level.as_deref().unwrap_or_else(|| batch.finest());
    if !batch.levels.contains_key(level) {
        let known: Vec<String> = batch.levels.keys().cloned().collect();
        let known = crate::danish::joined(&known, "eller");
        return Err(anyhow::anyhow!("»{level}« er ikke et niveau i rapporten. Skriv --by {known}.").into());
    }
    let edition = edition::edition(&plan, Stage::Final)?;
    let prepared = PreparedBatch::compute(&plan, batch, level, false, feedback)?;
    let wanted = wanted(&prepared, &options.only)?;
    let folder = BatchFolder::open(request, options, level)?;
    let earlier = options.resume.then_some(&folder);
    let mut maker = Maker { plan: &plan, prepared: &prepared, edition, floats: BTreeSet::new(), earlier };
    // The first of all, whichever are wanted: a report must not depend on which others are made with it.
    if let Some(first) = prepared.members.first() {
        maker.learn_from(first);
    }
    let mut manifest = folder.manifest(&plan, level, options, &prepared.members);
    make_all(&maker, &wanted, &folder, &mut manifest, feedback)?;
    manifest.findings = feedback.findings.published();
    Ok(folder.close(&plan, &manifest, feedback)?)
}

/// The members with these keys, or all of them.
fn wanted<'m>(prepared: &'m PreparedBatch<'_>, only: &[String]) -> anyhow::Result<Vec<&'m BatchMember>> {
    let members = &prepared.members;
    let is_known = |key: &String| members.iter().any(|member| member.key() == key);
    let unknown: Vec<String> = only.iter().filter(|key| !is_known(key)).cloned().collect();
    if !unknown.is_empty() {
        return Err(unknown::explain(prepared, &unknown));
    }
    Ok(members.iter().filter(|member| only.is_empty() || only.iter().any(|key| key == member.key())).collect())
}

fn make_all(
    maker: &Maker<'_>,
    members: &[&BatchMember],
    folder: &BatchFolder,
    manifest: &mut BatchManifest,
    feedback: Feedback<'_>,
) -> Result<(), Stop> {
    // Members of the same groups follow each other, because Typst and the charts remember for a while what they share.
    let mut members = members.to_vec();
    members.sort_by(|a, b| a.path.iter().rev().cmp(b.path.iter().rev()));
    let total = members.len();
    let mut done = 0;
    for round in members.chunks(PUBLISHED_TOGETHER) {
        feedback.begin(ProgressStep::Reports { done, total });
        let mut reports: Vec<MemberReport> = Vec::with_capacity(round.len());
        for few in round.chunks(FORGOTTEN_AFTER) {
            reports.par_extend(few.par_iter().map(|member| maker.make(member)));
            comemo::evict(REMEMBERED_ROUNDS);
        }
        for report in &reports {
            report.findings.iter().for_each(|finding| push_once(finding, feedback.findings));
        }
        folder.publish(maker.plan, reports, manifest)?;
        done += round.len();
    }
    feedback.begin(ProgressStep::Reports { done, total });
    Ok(())
}

/// Hands on a finding unless the same one was found in another report of the batch.
fn push_once(finding: &Finding, findings: &Findings) {
    let is_known = |known: &Finding| known.code == finding.code && known.place == finding.place;
    if !findings.sorted().iter().any(is_known) {
        findings.push(finding.clone());
    }
}

/// The snapshot of one member of a batch: of the one that the request names, or the first.
pub fn snapshot_of_one(plan: &ReportPlan<'_>, feedback: Feedback<'_>) -> Result<Snapshot, Stop> {
    let Some(batch) = &plan.definition.report.batch else { return Err(Stop::Findings) };
    let wanted = plan.request.member.as_deref();
    let (level, key) = match wanted.and_then(|wanted| wanted.split_once(':')) {
        Some((level, key)) if batch.levels.contains_key(level) => (level, Some(key)),
        _ => (batch.finest(), wanted),
    };
    let prepared = PreparedBatch::compute(plan, batch, level, true, feedback)?;
    let only: Vec<String> = key.map(str::to_owned).into_iter().collect();
    let member = wanted_one(&prepared, &only)?;
    if key.is_none() {
        let message = format!(
            "Rapporten laves for hver {}. Her er den for {}; vælg en anden med --member.",
            batch.levels.get(level).map_or("", |level| &level.label),
            member.name()
        );
        feedback.findings.push(Finding::new(Code::BatchMember, Place::Nowhere, message));
    }
    let mut figures = prepared.figures(member, feedback.findings);
    checks::run(&plan.definition, &plan.request.period, &figures, feedback.findings);
    figures::fill_with_unknown(&plan.definition, &mut figures);
    Ok(prepared.sight().snapshot(member, figures))
}

fn wanted_one<'m>(prepared: &'m PreparedBatch<'_>, only: &[String]) -> anyhow::Result<&'m BatchMember> {
    wanted(prepared, only)?.first().copied().ok_or_else(|| anyhow::anyhow!("Registret er tomt"))
}
