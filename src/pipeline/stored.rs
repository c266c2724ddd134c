//! Snapshots that an earlier build has stored.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::ReportPlan;
use super::request::SNAPSHOT_FILE;
use crate::config::Config;
use crate::danish;
use crate::definition::chart::ChartDefinition;
use crate::definition::table::TableDefinition;
use crate::digest::hex;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::output::{is_missing, is_same_file};
use crate::period::Period;
use crate::snapshot::Snapshot;

/// A snapshot file that a command's argument refers to.
pub struct StoredSnapshot {
    pub path: PathBuf,
    /// The report and period it must be of.
    expected: Option<(String, Period)>,
}

impl StoredSnapshot {
    /// Finds the snapshot that `text` refers to: `2024`, `kap-h:2024`, a file, or a folder with a `figures.json`.
    pub fn find(text: &str, report: &str, config: &Config) -> anyhow::Result<Self> {
        if let Ok(period) = Period::parse(text) {
            return Ok(Self::of_last_build(report, period, config));
        }
        if let Some((report, period)) = text.split_once(':')
            && let Ok(period) = Period::parse(period)
        {
            return Ok(Self::of_last_build(report, period, config));
        }
        let path = Path::new(text);
        let path = if path.is_dir() { path.join(SNAPSHOT_FILE) } else { path.to_owned() };
        anyhow::ensure!(
            path.is_file(),
            "»{text}« er hverken en periode (2024), en rapports periode (kap-h:2024) eller en fil med nøgletal (figures.json)"
        );
        Ok(Self { path, expected: None })
    }

    /// The snapshot of the last build, which need not exist.
    pub fn of_last_build(report: &str, period: Period, config: &Config) -> Self {
        let path = config.out_folder(report, &period.label).join(SNAPSHOT_FILE);
        Self { path, expected: Some((report.to_owned(), period)) }
    }

    /// The snapshots of all periods that the report has been built for, the earliest first.
    pub fn all(report: &str, config: &Config) -> Vec<(Period, Self)> {
        let any = config.out_folder(report, "2000");
        let entries = any.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
        let periods = entries.filter_map(|entry| Period::parse(entry.ok()?.file_name().to_str()?).ok());
        let stored = periods.map(|period| (period.clone(), Self::of_last_build(report, period, config)));
        let mut stored: Vec<(Period, Self)> = stored.filter(|(_, stored)| !is_missing(&stored.path)).collect();
        stored.sort_by_key(|(period, _)| (period.start, period.end));
        stored
    }

    /// Reads the snapshot. Fails when the file cannot be read, or is of another report or period than was named.
    pub fn read(&self, findings: &Findings) -> anyhow::Result<Snapshot> {
        let snapshot = self.read_silently()?;
        report_edited(&snapshot, findings);
        Ok(snapshot)
    }

    fn read_silently(&self) -> anyhow::Result<Snapshot> {
        let Some((report, period)) = &self.expected else { return Snapshot::read(&self.path) };
        anyhow::ensure!(
            !is_missing(&self.path),
            "Der er ingen nøgletal for {report} {period}: {} findes ikke. Byg rapporten med »kapreport build {period} --report {report}«",
            self.path.display()
        );
        read_of(&self.path, report, period)
    }

    /// SHA-256 of the file.
    pub fn sha256(&self) -> anyhow::Result<String> {
        let bytes = fs::read(&self.path).with_context(|| format!("{} kan ikke læses", self.path.display()))?;
        Ok(hex(&Sha256::digest(&bytes)))
    }

    /// Fails when `output` is this file: a snapshot must not be overwritten by what is made from it.
    pub fn ensure_is_not(&self, output: &Path) -> anyhow::Result<()> {
        anyhow::ensure!(
            !is_same_file(output, &self.path),
            "{} er en af de filer, der sammenlignes. Vælg et andet navn",
            output.display()
        );
        Ok(())
    }
}

/// Reads a snapshot, which must be of this report and period.
pub fn read_of(path: &Path, report: &str, period: &Period) -> anyhow::Result<Snapshot> {
    let snapshot = Snapshot::read(path)?;
    anyhow::ensure!(
        snapshot.report == report && snapshot.period == *period,
        "{} er af rapporten {} for {}, ikke af {report} for {period}",
        path.display(),
        snapshot.report,
        snapshot.period
    );
    Ok(snapshot)
}

/// Reads the snapshot that a report is built from. Fails when the definition of a figure has changed since it was made. An edited
/// file is an error here, because the new report's snapshot would not show the edit.
pub fn read_current(path: &Path, plan: &ReportPlan<'_>, findings: &Findings) -> anyhow::Result<Snapshot> {
    let snapshot = read_of(path, &plan.request.report, &plan.request.period)?;
    if snapshot.is_edited {
        findings.push(edited(&snapshot).with_severity(Severity::Error));
    }
    if let Some((id, kept)) = snapshot.figures.iter().find_map(|(id, figure)| Some((id, figure.kept_from.as_ref()?))) {
        anyhow::bail!(
            "{} er fra en forhåndsvisning, hvor {id} ikke kunne beregnes og er fra {kept}. Byg rapporten af eksporterne",
            path.display()
        );
    }
    if let Some((id, _)) = snapshot.figures.iter().find(|(_, figure)| figure.is_missing) {
        anyhow::bail!(
            "{} er fra et udkast, hvor {id} ikke kunne beregnes. Byg rapporten af eksporterne",
            path.display()
        );
    }
    for (id, hash) in &plan.definition.hashes {
        let Some(figure) = snapshot.figures.get(id) else {
            anyhow::bail!(
                "{} har ikke nøgletallet {id}, som rapporten nu bruger. Byg den af eksporterne igen",
                path.display()
            );
        };
        anyhow::ensure!(
            figure.definition == *hash,
            "{} har nøgletallet {id} opgjort på en anden måde, end rapporten nu beskriver. Byg den af eksporterne igen",
            path.display()
        );
    }
    Ok(snapshot)
}

/// Reads the snapshots of the periods that the report compares with, the latest first, up to the first that is missing.
pub fn read_earlier(plan: &ReportPlan<'_>, findings: &Findings) -> Vec<Snapshot> {
    if plan.definition.report.batch.is_some() {
        // A batch stores no snapshots of its members.
        return Vec::new();
    }
    let request = plan.request;
    let charts = plan.definition.charts().map(ChartDefinition::periods);
    let columns = plan.definition.tables().map(TableDefinition::periods).chain(charts).max().unwrap_or(1);
    let mut earlier = Vec::new();
    for back in 1..columns.max(2) {
        let Some(period) = request.period.earlier(back) else { break };
        let path = request.config.out_folder(&request.report, &period.label).join(SNAPSHOT_FILE);
        if is_missing(&path) {
            break;
        }
        match Snapshot::read(&path) {
            Ok(snapshot) if snapshot.report == request.report && snapshot.period == period => {
                report_edited(&snapshot, findings);
                report_missing(&snapshot, findings);
                earlier.push(snapshot);
            }
            Ok(other) => {
                findings.push(other_snapshot(&period, &path, &other));
                break;
            }
            Err(error) => {
                findings.push(unreadable(&period, &error));
                break;
            }
        }
    }
    earlier
}

/// Reads the snapshots of earlier periods that series over time need, the latest first; at least that of the period before. Skips
/// those that are missing or cannot be read: [`read_earlier`] reports them.
pub fn read_history(plan: &ReportPlan<'_>, findings: &Findings) -> Vec<Snapshot> {
    if plan.definition.report.batch.is_some() {
        // The folder may have the snapshot of another member.
        return Vec::new();
    }
    let request = plan.request;
    let over = plan.definition.figures.values().filter_map(|figure| figure.query()).map(|query| query.over);
    let periods = (1..over.max().unwrap_or(1).max(2)).filter_map(|back| request.period.earlier(back));
    let stored = periods.filter_map(|period| {
        let path = request.config.out_folder(&request.report, &period.label).join(SNAPSHOT_FILE);
        let snapshot = read_of(&path, &request.report, &period).ok()?;
        report_edited(&snapshot, findings);
        Some(snapshot)
    });
    stored.collect()
}

fn report_edited(snapshot: &Snapshot, findings: &Findings) {
    if snapshot.is_edited {
        findings.push(edited(snapshot));
    }
}

/// Reports that the snapshot is of a draft that lacks figures, which cannot be compared.
fn report_missing(snapshot: &Snapshot, findings: &Findings) {
    let missing = snapshot.figures.values().filter(|figure| figure.is_missing).count();
    if missing > 0 {
        let count = danish::counted(missing as u64, "nøgletal", "nøgletal");
        let period = &snapshot.period;
        let message = format!("Tallene for {period} er fra et udkast, hvor {count} ikke kunne beregnes.");
        let advice = format!("De vises som ukendte. Byg {period} igen, når alle eksporter er der.");
        findings.push(Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message).advise(advice));
    }
}

fn edited(snapshot: &Snapshot) -> Finding {
    let Snapshot { report, period, .. } = snapshot;
    let message = format!(
        "Øjebliksbilledet (figures.json) af {report} for {period} er rettet, siden kapreport skrev det. Dets tal er måske ikke dem, der blev beregnet."
    );
    Finding::new(Code::SnapshotEdited, Place::Nowhere, message)
}

fn other_snapshot(period: &Period, path: &Path, found: &Snapshot) -> Finding {
    let message = format!(
        "Tallene for {} skulle stå i {}, men filen er af rapporten {} for {}.",
        period.label,
        path.display(),
        found.report,
        found.period
    );
    Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message)
        .advise("Rapporten bygges uden sammenligning. »out« i kapreport.toml skal indeholde {period}.")
}

fn unreadable(period: &Period, error: &anyhow::Error) -> Finding {
    let message = format!("Tallene for {} kan ikke læses: {}.", period.label, danish::causes(error));
    Finding::new(Code::SnapshotUnreadable, Place::Nowhere, message)
        .advise("Rapporten bygges uden sammenligning. Byg den tidligere periode igen.")
}
