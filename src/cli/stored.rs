//! Snapshots that an earlier build has stored, as commands name them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::digest::hex;
use crate::period::Period;
use crate::snapshot::Snapshot;

/// Where a snapshot lies, and which it must be.
pub struct Place {
    /// The file.
    pub path: PathBuf,
    of: Option<(String, Period)>,
}

/// The snapshot at `path`, which must be of this report and period.
///
/// # Errors
/// When it is not, or cannot be read.
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

impl Place {
    /// `2024`, `kap-h:2024` or a file.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn find(text: &str, report: &str, config: &Config) -> anyhow::Result<Self> {
        if let Ok(period) = Period::parse(text) {
            return Ok(Self::of(report, period, config));
        }
        if let Some((report, period)) = text.split_once(':')
            && let Ok(period) = Period::parse(period)
        {
            return Ok(Self::of(report, period, config));
        }
        let path = Path::new(text);
        let path = if path.is_dir() { path.join("figures.json") } else { path.to_owned() };
        anyhow::ensure!(
            path.is_file(),
            "»{text}« er hverken en periode (2024), en rapports periode (kap-h:2024) eller en fil med nøgletal (figures.json)"
        );
        Ok(Self { path, of: None })
    }

    /// The snapshot of the report's last build for the period, which need not be there.
    pub fn of(report: &str, period: Period, config: &Config) -> Self {
        let path = config.out_folder(report, &period.label).join("figures.json");
        Self { path, of: Some((report.to_owned(), period)) }
    }

    /// The snapshot, which must be of the report and period asked for.
    ///
    /// # Errors
    /// When it is not, or cannot be read.
    pub fn read(&self) -> anyhow::Result<Snapshot> {
        let Some((report, period)) = &self.of else { return Snapshot::read(&self.path) };
        anyhow::ensure!(
            self.path.is_file(),
            "Der er ingen nøgletal for {report} {period}: {} findes ikke. Byg rapporten med »kapreport build {period} --report {report}«",
            self.path.display()
        );
        read_of(&self.path, report, period)
    }

    /// The SHA-256 of the file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sha256(&self) -> anyhow::Result<String> {
        let bytes = fs::read(&self.path).with_context(|| format!("{} kan ikke læses", self.path.display()))?;
        Ok(hex(&Sha256::digest(&bytes)))
    }

    /// That it is another file than the one that is written.
    ///
    /// # Errors
    /// When it is the same: a snapshot would be overwritten by what is made of it.
    pub fn is_not(&self, output: &Path) -> anyhow::Result<()> {
        let same = || Some(output.canonicalize().ok()? == self.path.canonicalize().ok()?);
        anyhow::ensure!(
            !same().unwrap_or(false),
            "{} er en af de filer, der sammenlignes. Vælg et andet navn",
            output.display()
        );
        Ok(())
    }
}
