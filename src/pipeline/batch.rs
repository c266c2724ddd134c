//! `batch`: a report for each member, all from one reading of the exports and one computation.

mod in_turn;
mod make;
mod member_report;
mod prepare;
mod unknown;
mod write;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use rayon::prelude::*;

use super::compose::PreparedTexts;
use super::{Feedback, ProgressStep, ReportPlan, Request, Stop, edition, plan, read};
use crate::batch::{BatchManifest, BatchMember};
use crate::checks;
use crate::compose::Stage;
use crate::figures;
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::Ingested;
use crate::snapshot::Snapshot;
use in_turn::InTurn;
use make::Maker;
use member_report::MemberReport;
use prepare::PreparedBatch;
use write::BatchFolder;

/// How many reports are published together. A killed run loses at most these.
const PUBLISHED_TOGETHER: usize = 64;
/// Typst's cache is evicted after this many reports: it grows by some 10 MB with each.
const FORGOTTEN_AFTER: usize = 32;
/// Keeps cache entries that the last rounds used: the layout that all reports share stays, and memory does not grow.
const REMEMBERED_ROUNDS: usize = 1;

#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    /// The level of the members; `None` for the smallest.
    pub level: Option<String>,
    /// The keys of the members that a report is made for; empty for all.
    pub only: Vec<String>,
    /// Whether to keep reports that exist and would come out the same.
    pub resume: bool,
    /// The output folder; `None` for the configured one.
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
    /// Reports that existed and would have come out the same.
    pub kept: usize,
    /// Reports of an earlier run that this one was not asked to make.
    pub earlier: usize,
    /// Members without a report, because their findings have errors.
    pub failed: Vec<String>,
    pub pages: usize,
    /// Danish notice about PDFs in the folder that are not on the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlisted: Option<String>,
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
    let ingested = read::read(&plan, feedback)?;
    let prepared = PreparedBatch::compute(&plan, batch, level, ingested, false, feedback)?;
    let wanted = wanted(&prepared, &options.only)?;
    let folder = BatchFolder::open(request, options, level)?;
    let earlier = options.resume.then_some(&folder);
    let texts = PreparedTexts::of(&plan.definition)?;
    let mut maker = Maker { plan: &plan, prepared: &prepared, texts, edition, floats: None, earlier };
    // The first of all members, not of the wanted ones: a report must not depend on which others are made with it.
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

/// Makes the reports on all processors, while this thread publishes those that are finished.
fn make_all(
    maker: &Maker<'_>,
    members: &[&BatchMember],
    folder: &BatchFolder,
    manifest: &mut BatchManifest,
    feedback: Feedback<'_>,
) -> Result<(), Stop> {
    // Members of the same groups follow each other, because Typst and the charts cache what these share.
    let mut members = members.to_vec();
    members.sort_by(|a, b| a.path.iter().rev().cmp(b.path.iter().rev()));
    let total = members.len();
    thread::scope(|scope| {
        let (finished, arriving) = mpsc::sync_channel(PUBLISHED_TOGETHER);
        scope.spawn(move || make_in_turn(maker, &members, &finished));
        let mut reports = InTurn::new(arriving);
        let mut done = 0;
        while done < total {
            feedback.begin(ProgressStep::Reports { done, total });
            let round: Vec<MemberReport> = reports.by_ref().take(PUBLISHED_TOGETHER).collect();
            if round.is_empty() {
                return Err(anyhow::anyhow!("Rapporterne kunne ikke laves færdig").into());
            }
            for report in &round {
                report.findings.iter().for_each(|finding| push_once(finding, feedback.findings));
            }
            done += round.len();
            folder.publish(maker.plan, round, manifest)?;
        }
        feedback.begin(ProgressStep::Reports { done, total });
        Ok(())
    })
}

/// Makes the reports on all processors, begins them in the order of the members, and sends each with its place in that order.
/// Ends early when the receiver is gone.
fn make_in_turn(maker: &Maker<'_>, members: &[&BatchMember], finished: &SyncSender<(usize, MemberReport)>) {
    let made = AtomicUsize::new(0);
    let all = members.iter().enumerate().par_bridge();
    let _ = all.try_for_each(|(place, member)| {
        let report = maker.make(member);
        if (made.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(FORGOTTEN_AFTER) {
            comemo::evict(REMEMBERED_ROUNDS);
        }
        finished.send((place, report)).map_err(drop)
    });
}

/// Pushes a finding unless one with the same code and place was pushed for another report of the batch.
fn push_once(finding: &Finding, findings: &Findings) {
    let is_known = |known: &Finding| known.code == finding.code && known.place == finding.place;
    if !findings.sorted().iter().any(is_known) {
        findings.push(finding.clone());
    }
}

/// The snapshot of one member of a batch: of the one that the request names, or the first.
pub fn snapshot_of_one(plan: &ReportPlan<'_>, ingested: Ingested, feedback: Feedback<'_>) -> Result<Snapshot, Stop> {
    let Some(batch) = &plan.definition.report.batch else { return Err(Stop::Findings) };
    let wanted = plan.request.member.as_deref();
    let (level, key) = match wanted.and_then(|wanted| wanted.split_once(':')) {
        Some((level, key)) if batch.levels.contains_key(level) => (level, Some(key)),
        _ => (batch.finest(), wanted),
    };
    let prepared = PreparedBatch::compute(plan, batch, level, ingested, true, feedback)?;
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
