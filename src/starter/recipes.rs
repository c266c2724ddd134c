//! The CI configuration with which a service builds a report every night.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use super::FOLDER;
use crate::config::Config;
use crate::definition::Templates;
use crate::output;
use crate::period::Period;

/// A service that runs jobs for a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CiService {
    GitHub,
    GitLab,
    Azure,
}

impl CiService {
    /// Where the service looks for its recipe.
    fn path(self) -> &'static str {
        match self {
            Self::GitHub => ".github/workflows/kapreport.yml",
            Self::GitLab => ".gitlab-ci.yml",
            Self::Azure => "azure-pipelines.yml",
        }
    }

    /// The recipe among the files that new reports are made of.
    fn template(self) -> &'static str {
        match self {
            Self::GitHub => "ci/github.yml",
            Self::GitLab => "ci/gitlab.yml",
            Self::Azure => "ci/azure.yml",
        }
    }
}

/// Writes the recipe for the report of this folder and returns its path. An earlier one stays.
///
/// # Errors
/// When there is a file already, no period is known, or the file cannot be written.
pub fn write_recipe(config: &Config, service: CiService, period: Option<&Period>) -> anyhow::Result<PathBuf> {
    let path = config.root.join(service.path());
    anyhow::ensure!(!path.exists(), "{} findes og er ikke rørt. Flyt den, hvis den skal laves igen", service.path());
    let latest = || latest_period(config).context("Skriv, hvilken periode der skal bygges: --period 2025");
    let label = period.map_or_else(latest, |period| Ok(period.label.clone()))?;
    let files = Templates::embedded(FOLDER);
    let recipe = files.into_iter().find(|(name, _)| name == service.template()).context("Opskriften mangler")?.1;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} kan ikke laves", folder.display()))?;
    }
    let text = recipe.replace("{periode}", &label).replace("{version}", env!("CARGO_PKG_VERSION"));
    output::write_file(&path, text.as_bytes())?;
    Ok(path)
}

/// The last period that has a folder with exports.
fn latest_period(config: &Config) -> Option<String> {
    let any = config.data_folder(&config.report, "2000");
    let folders = fs::read_dir(any.parent()?).ok()?.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let periods = folders.filter_map(|entry| Period::parse(entry.file_name().to_str()?).ok());
    periods.max_by_key(|period: &Period| period.end).map(|period| period.label)
}
