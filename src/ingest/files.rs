//! The files of the data folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use sha2::{Digest, Sha256};

/// A file of the data folder.
pub struct DataFile {
    /// Path below the data folder, with `/`.
    pub name: String,
    /// Whether a dataset has read it.
    pub used: bool,
    path: PathBuf,
    content: Option<Content>,
}

/// What is in a file; cheap to clone.
#[derive(Clone)]
pub struct Content {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The files in the folder and its subfolders, sorted by name. Hidden files and spreadsheet programs' lock files are passed over.
///
/// # Errors
/// When a folder cannot be read.
pub fn list(folder: &Path) -> anyhow::Result<Vec<DataFile>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<DataFile>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("Datamappen {} kan ikke læses", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("Datamappen {} kan ikke læses", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['.', '~']) {
            continue;
        }
        // The type of the entry itself: a link is neither file nor folder, so nothing outside the folder is read.
        let kind = entry.file_type().with_context(|| format!("{} kan ikke læses", entry.path().display()))?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if kind.is_file() {
            files.push(DataFile { name: format!("{prefix}{name}"), used: false, path: entry.path(), content: None });
        }
    }
    Ok(())
}

impl DataFile {
    /// Whether one of the patterns fits its name, without regard to case.
    pub fn matches(&self, patterns: &[String]) -> bool {
        fits(&self.name, patterns)
    }

    /// Whether it lies in a subfolder and one of the patterns fits its bare name.
    pub fn is_misplaced(&self, patterns: &[String]) -> bool {
        self.name.rsplit_once('/').is_some_and(|(_, bare)| fits(bare, patterns))
    }

    /// Whether it is a workbook by its name.
    pub fn is_workbook(&self) -> bool {
        self.name.to_lowercase().ends_with(".xlsx")
    }

    /// Its content, read once.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn content(&mut self) -> std::io::Result<Content> {
        if let Some(content) = &self.content {
            return Ok(content.clone());
        }
        let bytes: Arc<[u8]> = fs::read(&self.path)?.into();
        let sha256 = crate::snapshot::hex(&Sha256::digest(&bytes));
        Ok(self.content.insert(Content { bytes, sha256 }).clone())
    }
}

/// Whether one of the patterns fits the name.
fn fits(name: &str, patterns: &[String]) -> bool {
    let options = glob::MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    patterns.iter().any(|pattern| glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(name, options)))
}
