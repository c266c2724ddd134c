//! What several commands do first: from the arguments to a snapshot.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::progress::Progress;
use super::{Common, Outcome};
use crate::checks;
use crate::config::Config;
use crate::definition::table::Table;
use crate::definition::{self, Definition};
use crate::figures::{self, Figures};
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::ingest::{self, Ingested, Options, Strictness, rejects};
use crate::output;
use crate::period::Period;
use crate::snapshot::Snapshot;

/// What a command is about, as its arguments and the configuration say.
pub struct Target {
    /// Defaults and folders.
    pub config: Config,
    /// The report's id.
    pub report: String,
    /// The period.
    pub period: Period,
    /// The folder with its exports.
    pub data: PathBuf,
}

impl Target {
    /// Reads the arguments and the configuration; mistakes in the latter are among the findings.
    ///
    /// # Errors
    /// When an argument makes no sense.
    pub fn find(args: &Common, findings: &Findings) -> anyhow::Result<Self> {
        let period = Period::parse(&args.period).map_err(anyhow::Error::msg)?;
        let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
        let config = Config::find(&here, findings)?;
        let report = args.report.clone().unwrap_or_else(|| config.report.clone());
        let data = args.data.clone().unwrap_or_else(|| config.data_folder(&report, &period.label));
        Ok(Self { config, report, period, data })
    }
}

/// A checked plan: which report, which period, from where.
pub struct Job {
    /// Defaults and folders.
    pub config: Config,
    /// The report.
    pub definition: Definition,
    /// The period.
    pub period: Period,
    /// The folder with its exports.
    pub data: PathBuf,
    strictness: Strictness,
    rejects: Option<PathBuf>,
}

impl Job {
    /// Makes the plan; None where the definition has errors, which are among the findings.
    ///
    /// # Errors
    /// When an argument makes no sense or a folder is not there.
    pub fn plan(args: &Common, findings: &Findings) -> anyhow::Result<Option<Self>> {
        let Target { config, report, period, data } = Target::find(args, findings)?;
        config.check()?;
        if config.templates().only_embedded(&report) {
            let message = format!(
                "Rapporten »{report}« er den, der følger med kapreport: skabelonmappen har ingen mappe »{report}«."
            );
            let finding = Finding::error(Code::MissingTemplate, Place::Nowhere, message).with_severity(Severity::Info);
            findings.push(
                finding
                    .advise("Skal det være din egen, så se efter, om mappen er flyttet eller har fået et andet navn."),
            );
        }
        let Some(definition) = definition::read(&report, config.templates(), findings) else { return Ok(None) };
        let strictness = if args.lenient { Strictness::Lenient } else { Strictness::Strict };
        let rejects = args.rejects.clone();
        if let Some(path) = &rejects {
            check_rejects(path, &data)?;
        }
        Ok(Some(Self { config, definition, period, data, strictness, rejects }))
    }

    /// Reads the exports; what is wrong with them is among the findings.
    ///
    /// # Errors
    /// When the data folder is not there.
    pub fn read(&self, findings: &Findings, progress: &Progress) -> anyhow::Result<Ingested> {
        anyhow::ensure!(
            self.data.is_dir(),
            "Datamappen {} findes ikke. Opret den, og læg eksporterne i den, eller vælg en anden med --data.",
            self.data.display()
        );
        progress.stage("Læser eksporter");
        let ingested = ingest::ingest(&self.definition, &self.data, self.options(), findings)?;
        if let Some(path) = &self.rejects {
            output::write_file(path, &rejects::workbook(&ingested)?)?;
        }
        Ok(ingested)
    }

    /// Computes the figures of exports that were read; None where findings stop it.
    pub fn compute(&self, ingested: &Ingested, findings: &Findings, progress: &Progress) -> Option<Figures> {
        if findings.has_errors() {
            return None;
        }
        progress.stage("Beregner nøgletal");
        let figures = figures::compute(&self.definition, ingested, &self.period, findings);
        (!findings.has_errors()).then_some(figures)
    }

    /// Checks the figures and puts them together; what does not agree is among the findings, in the snapshot too.
    pub fn checked(&self, figures: Figures, ingested: Ingested, findings: &Findings) -> Snapshot {
        checks::run(&self.definition, &self.period, &figures.values, findings);
        let mut snapshot = Snapshot::new(&self.definition, &self.period, figures, ingested);
        snapshot.findings = findings.sorted();
        snapshot
    }

    /// Reads the exports, computes the figures and checks them; None where they cannot be computed.
    ///
    /// # Errors
    /// When the data folder is not there.
    pub fn snapshot(&self, findings: &Findings, progress: &Progress) -> anyhow::Result<Option<Snapshot>> {
        let ingested = self.read(findings, progress)?;
        let figures = self.compute(&ingested, findings, progress);
        Ok(figures.map(|figures| self.checked(figures, ingested, findings)))
    }

    /// Reads these datasets again; None where the data folder is gone.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub fn reread(&self, datasets: &[&str], findings: &Findings) -> anyhow::Result<Option<Ingested>> {
        if !self.data.is_dir() {
            return Ok(None);
        }
        ingest::ingest_only(&self.definition, datasets, &self.data, self.options(), findings).map(Some)
    }

    fn options(&self) -> Options {
        Options { strictness: self.strictness, keep_rejects: self.rejects.is_some() }
    }

    /// The snapshots of earlier periods that the report compares with, the latest first, up to the first that is missing.
    pub fn earlier(&self, findings: &Findings) -> Vec<Snapshot> {
        let most = self.definition.tables().map(Table::periods).max().unwrap_or(1);
        let mut earlier = Vec::new();
        for back in 1..most.max(2) {
            let Some(period) = self.period.earlier(back) else { break };
            let path = self.config.out_folder(&self.definition.report.id, &period.label).join("figures.json");
            if !path.is_file() {
                break;
            }
            match Snapshot::read(&path) {
                Ok(snapshot) if snapshot.report == self.definition.report.id && snapshot.period == period => {
                    earlier.push(snapshot);
                }
                Ok(snapshot) => {
                    let message = format!(
                        "Tallene for {} skulle stå i {}, men filen er af rapporten {} for {}.",
                        period.label,
                        path.display(),
                        snapshot.report,
                        snapshot.period
                    );
                    findings.push(
                        Finding::error(Code::SnapshotUnreadable, Place::Nowhere, message)
                            .with_severity(Severity::Warning)
                            .advise(
                                "Rapporten bygges uden sammenligning. »out« i kapreport.toml skal indeholde {period}.",
                            ),
                    );
                    break;
                }
                Err(error) => {
                    findings.push(
                        Finding::error(
                            Code::SnapshotUnreadable,
                            Place::Nowhere,
                            format!("Tallene for {} kan ikke læses: {error:#}.", period.label),
                        )
                        .with_severity(Severity::Warning)
                        .advise("Rapporten bygges uden sammenligning. Byg den tidligere periode igen."),
                    );
                    break;
                }
            }
        }
        earlier
    }
}

/// The file for rejected rows must be a workbook, and no export may be overwritten.
fn check_rejects(path: &Path, data: &Path) -> anyhow::Result<()> {
    let name = path.to_string_lossy().to_lowercase();
    anyhow::ensure!(name.ends_with(".xlsx"), "{} skal have et navn, der ender på .xlsx", path.display());
    let inside = || Some(path.canonicalize().ok()?.starts_with(data.canonicalize().ok()?));
    anyhow::ensure!(
        !(path.exists() && inside().unwrap_or(false)),
        "{} ligger i datamappen og kan være en eksport. Vælg et andet sted til de udeladte rækker",
        path.display()
    );
    Ok(())
}

/// Ends a command whose findings have been shown.
pub fn outcome(findings: &Findings) -> Outcome {
    if findings.has_errors() { Outcome::Findings } else { Outcome::Done }
}
