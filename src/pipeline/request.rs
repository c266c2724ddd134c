//! What a run is asked to do.

use std::path::PathBuf;

use crate::config::Config;
use crate::ingest::Strictness;
use crate::period::Period;

/// File name of the snapshot in the output folder of a report.
pub const SNAPSHOT_FILE: &str = "figures.json";
/// File name of the workbook with the report's tables.
pub const TABLES_FILE: &str = "tables.xlsx";

/// Which report and period, from which exports.
#[derive(Debug, Clone)]
pub struct Request {
    pub config: Config,
    pub report: String,
    pub period: Period,
    /// The folder with the exports.
    pub data: PathBuf,
    pub strictness: Strictness,
    /// Workbook that rows with errors are written to.
    pub rejects: Option<PathBuf>,
}

impl Request {
    /// The folder that the configuration gives this report and period.
    pub fn out_folder(&self) -> PathBuf {
        self.config.out_folder(&self.report, &self.period.label)
    }
}
