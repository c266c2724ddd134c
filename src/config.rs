//! `kapreport.toml`: defaults of the command line, found from any folder below it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::definition::{Templates, TomlFile};
use crate::findings::Findings;

/// File name of the configuration.
pub const FILE: &str = "kapreport.toml";

/// Defaults for the command line. Relative paths are relative to the folder of the file.
#[derive(Debug, Clone)]
pub struct Config {
    /// Id of the report when the arguments name none.
    pub report: String,
    /// Folder of the exports, with the placeholders `{report}` and `{period}`.
    pub data: String,
    /// Folder of the finished report, with the same placeholders.
    pub out: String,
    /// Folder whose files come before the embedded templates.
    pub templates: Option<PathBuf>,
    /// Folder of the file; without a file, the folder where the search began.
    pub root: PathBuf,
}

impl Config {
    /// The configuration of a folder without `kapreport.toml`.
    pub fn of(folder: &Path) -> Self {
        Self {
            report: "kap-h".to_owned(),
            data: "data-samples/{report}/{period}".to_owned(),
            out: "reports/{report}/{period}".to_owned(),
            templates: None,
            root: folder.to_owned(),
        }
    }

    /// Reads the nearest `kapreport.toml`, in this folder or one above. Fails when it cannot be read as text; mistakes in it are
    /// findings.
    pub fn find(from: &Path, findings: &Findings) -> anyhow::Result<Self> {
        let mut config = Self::of(from);
        let Some(path) = from.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file()) else {
            return Ok(config);
        };
        let text = fs::read_to_string(&path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        config.root = path.parent().unwrap_or(from).to_owned();
        TomlFile::new(FILE, &text, findings).read(|toml| {
            for (key, setting) in [("report", &mut config.report), ("data", &mut config.data), ("out", &mut config.out)]
            {
                if let Some(text) = toml.text(key) {
                    *setting = text.value;
                }
            }
            config.templates = toml.text("templates").map(|folder| config.root.join(folder.value));
            toml.finish();
        });
        Ok(config)
    }

    /// Fails when the templates folder is missing: the embedded templates would be used silently instead.
    pub fn check(&self) -> anyhow::Result<()> {
        match &self.templates {
            Some(folder) if !folder.is_dir() => {
                anyhow::bail!("Skabelonmappen {}, som {FILE} nævner, findes ikke", folder.display())
            }
            _ => Ok(()),
        }
    }

    /// Fails when a file to be written would overwrite the configuration, or a file among the templates or exports.
    pub fn ensure_is_no_source(&self, path: &Path) -> anyhow::Result<()> {
        let Ok(path) = path.canonicalize() else { return Ok(()) };
        // The part that the folders of all periods have in common.
        let exports = self.data.split('{').next().and_then(|start| Some(start.rsplit_once('/')?.0));
        let exports = if self.data.contains('{') { exports } else { Some(self.data.as_str()) };
        let exports = exports.map(|folder| self.root.join(folder));
        let root = self.root.canonicalize().unwrap_or_default();
        let is_in = |folder: &PathBuf| {
            // A folder that contains the configuration contains the reports too, so it proves nothing.
            folder.canonicalize().is_ok_and(|folder| path.starts_with(&folder) && !root.starts_with(&folder))
        };
        anyhow::ensure!(
            path != root.join(FILE) && !self.templates.iter().chain(&exports).any(is_in),
            "{} hører til det, rapporten bliver lavet af, og bliver ikke overskrevet. Vælg et andet sted eller navn",
            dunce::simplified(&path).display()
        );
        Ok(())
    }

    pub fn templates(&self) -> Templates {
        Templates::new(self.templates.clone())
    }

    pub fn data_folder(&self, report: &str, period: &str) -> PathBuf {
        self.root.join(fill(&self.data, report, period))
    }

    pub fn out_folder(&self, report: &str, period: &str) -> PathBuf {
        self.root.join(fill(&self.out, report, period))
    }
}

fn fill(pattern: &str, report: &str, period: &str) -> String {
    pattern.replace("{report}", report).replace("{period}", period)
}
