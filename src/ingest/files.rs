//! The files of the data folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::workbook::{self, Kind};

/// How many bytes tell what a file is.
const START: u64 = 1 << 16;

/// A file of the data folder.
#[derive(Debug)]
pub struct DataFile {
    /// Path below the data folder, with `/`.
    pub name: String,
    /// Whether a dataset has read it.
    pub used: bool,
    /// Where it is.
    pub path: PathBuf,
    sha256: Option<String>,
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
            files.push(DataFile { name: format!("{prefix}{name}"), used: false, path: entry.path(), sha256: None });
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

    /// How many bytes it has.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn length(&self) -> io::Result<u64> {
        fs::metadata(&self.path).map(|metadata| metadata.len())
    }

    /// What it is by its content.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn kind(&self) -> io::Result<Kind> {
        let mut start = Vec::new();
        File::open(&self.path)?.take(START).read_to_end(&mut start)?;
        // What an archive or a compound file is only its whole content tells.
        Ok(match workbook::detect(&start) {
            kind @ (Kind::Text | Kind::Html | Kind::Pdf) => kind,
            _ if start.len() as u64 == START => workbook::detect(&fs::read(&self.path)?),
            kind => kind,
        })
    }

    /// Opens it; when it has been read to its end, `hash` has its SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open<'a>(&self, hash: &'a Mutex<Option<String>>) -> io::Result<Hashing<'a>> {
        Ok(Hashing { file: File::open(&self.path)?, hasher: Sha256::new(), hash })
    }

    /// The SHA-256 of its content in hexadecimal, where it has been computed while it was read.
    pub fn set_sha256(&mut self, hash: Option<String>) {
        self.sha256 = self.sha256.take().or(hash);
    }

    /// The SHA-256 of its content in hexadecimal, computed once.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sha256(&mut self) -> io::Result<String> {
        if let Some(hash) = &self.sha256 {
            return Ok(hash.clone());
        }
        let hash = Mutex::new(None);
        io::copy(&mut self.open(&hash)?, &mut io::sink())?;
        Ok(self.sha256.insert(hash.into_inner().ok().flatten().unwrap_or_default()).clone())
    }
}

/// A file whose content is hashed as it is read.
pub struct Hashing<'a> {
    file: File,
    hasher: Sha256,
    hash: &'a Mutex<Option<String>>,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.hasher.update(&buffer[..length]);
        if length == 0
            && !buffer.is_empty()
            && let Ok(mut hash) = self.hash.lock()
        {
            *hash = Some(crate::digest::hex(&self.hasher.clone().finalize()));
        }
        Ok(length)
    }
}

/// Whether one of the patterns fits the name.
pub fn fits(name: &str, patterns: &[String]) -> bool {
    let options = glob::MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    patterns.iter().any(|pattern| glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(name, options)))
}
