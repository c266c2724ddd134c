//! `kapreport.toml`: defaults for the command line, found from any folder below it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::definition::{Source, Templates};
use crate::findings::Findings;

/// The name of the file.
pub const FILE: &str = "kapreport.toml";

/// Defaults for the command line. Relative paths are relative to the folder of the file.
#[derive(Debug, Clone)]
pub struct Config {
    /// The report that is built when none is named.
    pub report: String,
    /// Where exports are: `{report}` and `{period}` are filled in.
    pub data: String,
    /// Where reports are put.
    pub out: String,
    /// The folder that overrides the embedded templates.
    pub templates: Option<PathBuf>,
    /// The folder of the file; the current one where there is no file.
    pub root: PathBuf,
}

impl Config {
    /// The defaults where there is no `kapreport.toml`, in this folder.
    pub fn of(folder: &Path) -> Self {
        Self {
            report: "kap-h".to_owned(),
            data: "data-samples/{report}/{period}".to_owned(),
            out: "reports/{report}/{period}".to_owned(),
            templates: None,
            root: folder.to_owned(),
        }
    }

    /// Reads the nearest `kapreport.toml`, in this folder or one above.
    ///
    /// # Errors
    /// When a file is there and cannot be read as text. Its mistakes are findings.
    pub fn find(from: &Path, findings: &Findings) -> anyhow::Result<Self> {
        let mut config = Self::of(from);
        let Some(path) = from.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file()) else {
            return Ok(config);
        };
        let text = fs::read_to_string(&path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        config.root = path.parent().unwrap_or(from).to_owned();
        Source::new(FILE, &text, findings).read(|toml| {
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

    /// That the templates folder is there, where one is named.
    ///
    /// # Errors
    /// When it is not: the embedded templates would stand in for it without a word.
    pub fn check(&self) -> anyhow::Result<()> {
        match &self.templates {
            Some(folder) if !folder.is_dir() => {
                anyhow::bail!("Skabelonmappen {}, som {FILE} nævner, findes ikke", folder.display())
            }
            _ => Ok(()),
        }
    }

    /// The templates, those on disk before the embedded ones.
    pub fn templates(&self) -> Templates {
        Templates::new(self.templates.clone())
    }

    /// The data folder of a report and period.
    pub fn data_folder(&self, report: &str, period: &str) -> PathBuf {
        self.root.join(fill(&self.data, report, period))
    }

    /// The output folder of a report and period.
    pub fn out_folder(&self, report: &str, period: &str) -> PathBuf {
        self.root.join(fill(&self.out, report, period))
    }
}

fn fill(pattern: &str, report: &str, period: &str) -> String {
    pattern.replace("{report}", report).replace("{period}", period)
}
