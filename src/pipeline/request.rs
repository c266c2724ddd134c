//! What a run is asked to do.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::config::Config;
use crate::findings::Findings;
use crate::ingest::Strictness;
use crate::output::Exchange;
use crate::period::Period;

/// File name of the snapshot in the output folder of a report.
pub const SNAPSHOT_FILE: &str = "figures.json";
/// File name of the workbook with the report's tables.
pub const TABLES_FILE: &str = "tables.xlsx";

/// The report and period to work on, and the exports to read.
#[derive(Debug, Clone)]
pub struct Request {
    pub config: Config,
    pub report: String,
    pub period: Period,
    /// The folder with the exports.
    pub data: PathBuf,
    pub strictness: Strictness,
    /// The member of a batch that a single report is about; `None` for the first.
    pub member: Option<String>,
    /// Workbook that rows with errors are written to.
    pub rejects: Option<PathBuf>,
    /// Fixed time, instead of the clock and of `SOURCE_DATE_EPOCH`. For tests, because a variable is the same for all threads of
    /// a process.
    pub now: Option<DateTime<Utc>>,
}

impl Request {
    /// The request for a period that the `kapreport.toml` of this folder makes.
    pub fn of_folder(folder: &Path, period: &str, findings: &Findings) -> anyhow::Result<Self> {
        let period = Period::parse(period).map_err(anyhow::Error::msg)?;
        let config = Config::find(folder, findings)?;
        let (report, data) = (config.report.clone(), config.data_folder(&config.report, &period.label));
        Ok(Self {
            config,
            report,
            period,
            data,
            strictness: Strictness::Strict,
            rejects: None,
            member: None,
            now: None,
        })
    }

    /// How `folder` takes the place of an earlier one. Fails if it is the folder of the exports, because the next run would read
    /// the report as an export, or among the templates, where folders are reports.
    pub fn exchange(&self, folder: &Path) -> anyhow::Result<Exchange> {
        let folder = real(folder);
        anyhow::ensure!(
            folder != real(&self.data),
            "{} er mappen med eksporter. Vælg en anden mappe til rapporten med --out",
            // Without `\\?\`, which Windows puts before resolved paths.
            dunce::simplified(&folder).display()
        );
        let templates = self.config.templates.as_deref().map(real);
        anyhow::ensure!(
            !templates.is_some_and(|own| folder.starts_with(&own) && !real(&self.config.root).starts_with(&own)),
            "{} ligger i skabelonmappen. Vælg en anden mappe til rapporten med --out",
            dunce::simplified(&folder).display()
        );
        let here = std::env::current_dir().unwrap_or_default();
        let used: Vec<&Path> =
            [Some(self.data.as_path()), self.config.templates.as_deref(), Some(&self.config.root), Some(&here)]
                .into_iter()
                .flatten()
                .collect();
        // Not as a whole: others use that folder too, and a program that has it open would keep the old one.
        let is_shared = used.into_iter().any(|used| real(used).starts_with(&folder));
        Ok(if is_shared { Exchange::FileByFile } else { Exchange::Whole })
    }

    /// Fails when writing the file would overwrite one in the folder of the exports.
    pub fn ensure_is_no_export(&self, path: &Path) -> anyhow::Result<()> {
        let is_inside = || Some(path.canonicalize().ok()?.starts_with(self.data.canonicalize().ok()?));
        anyhow::ensure!(
            !(path.exists() && is_inside().unwrap_or(false)),
            "{} ligger i datamappen og kan være en eksport. Vælg et andet sted eller navn",
            path.display()
        );
        Ok(())
    }

    /// The folder that the configuration gives this report and period.
    pub fn out_folder(&self) -> PathBuf {
        self.config.out_folder(&self.report, &self.period.label)
    }
}

/// The path without links and `..`. If it does not exist yet, only its existing part is resolved.
fn real(path: &Path) -> PathBuf {
    let Ok(path) = std::path::absolute(path) else { return path.to_owned() };
    for known in path.ancestors() {
        if let Ok(real) = known.canonicalize() {
            return real.join(path.strip_prefix(known).unwrap_or(Path::new("")));
        }
    }
    path
}
