//! From arguments and `kapreport.toml` to a request.

use anyhow::Context;

use super::Common;
use crate::config::Config;
use crate::findings::Findings;
use crate::ingest::Strictness;
use crate::period::Period;
use crate::pipeline::Request;

/// Reads the `kapreport.toml` of the current folder or one above.
pub fn find_config(findings: &Findings) -> anyhow::Result<Config> {
    let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
    Config::find(&here, findings)
}

impl Common {
    /// Fills in what the arguments leave out. Mistakes in `kapreport.toml` are findings.
    pub fn request(&self, findings: &Findings) -> anyhow::Result<Request> {
        self.request_with(|| find_config(findings))
    }

    /// The request of these arguments with the configuration that `find` finds.
    pub fn request_with(&self, find: impl FnOnce() -> anyhow::Result<Config>) -> anyhow::Result<Request> {
        self.remember_rejects();
        let period = Period::parse(&self.period).map_err(anyhow::Error::msg)?;
        let config = find()?;
        let report = self.report.clone().unwrap_or_else(|| config.report.clone());
        let data = self.data.clone().unwrap_or_else(|| config.data_folder(&report, &period.label));
        let strictness = if self.lenient { Strictness::Lenient } else { Strictness::Strict };
        Ok(Request {
            config,
            report,
            period,
            data,
            strictness,
            member: self.member.clone(),
            rejects: self.rejects.clone(),
            now: None,
        })
    }
}
