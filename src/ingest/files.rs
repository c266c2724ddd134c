//! Lists and opens the files of the data folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::workbook::{self, FileKind};

/// Bytes that are enough to detect most kinds of files.
const START: u64 = 1 << 16;

#[derive(Debug)]
pub struct DataFile {
    /// Path below the data folder with `/`.
    pub name: String,
    /// Whether a dataset reads it.
    pub used: bool,
    pub path: PathBuf,
    sha256: Option<String>,
}

/// Files in the folder and its subfolders, sorted by name. Skips hidden files and the lock files of spreadsheet programs.
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
        // The type of the entry itself: a link is neither file nor folder, so nothing outside of the folder is read.
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
    /// Whether a pattern matches the name, without regard to case.
    pub fn matches(&self, patterns: &[String]) -> bool {
        fits(&self.name, patterns)
    }

    /// Whether it is in a subfolder and a pattern matches its name without the folder.
    pub fn is_misplaced(&self, patterns: &[String]) -> bool {
        self.name.rsplit_once('/').is_some_and(|(_, bare)| fits(bare, patterns))
    }

    pub fn length(&self) -> io::Result<u64> {
        fs::metadata(&self.path).map(|metadata| metadata.len())
    }

    /// Its kind by its content.
    pub fn kind(&self) -> io::Result<FileKind> {
        let mut start = Vec::new();
        File::open(&self.path)?.take(START).read_to_end(&mut start)?;
        // The kind of an archive or a compound file depends on all of it.
        Ok(match workbook::detect(&start) {
            kind @ (FileKind::Text | FileKind::Html | FileKind::Pdf) => kind,
            _ if start.len() as u64 == START => workbook::detect(&fs::read(&self.path)?),
            kind => kind,
        })
    }

    /// Opens the file. After it has been read to its end, `hash` holds its SHA-256 in hexadecimal.
    pub fn open<'a>(&self, hash: &'a Mutex<Option<String>>) -> io::Result<HashingFile<'a>> {
        Ok(HashingFile { file: File::open(&self.path)?, hasher: Sha256::new(), hash })
    }

    /// Sets the SHA-256 that was computed while the file was read.
    pub fn set_sha256(&mut self, hash: Option<String>) {
        self.sha256 = self.sha256.take().or(hash);
    }

    /// SHA-256 of the file in hexadecimal, computed at most once.
    pub fn sha256(&mut self) -> io::Result<String> {
        if let Some(hash) = &self.sha256 {
            return Ok(hash.clone());
        }
        let hash = Mutex::new(None);
        io::copy(&mut self.open(&hash)?, &mut io::sink())?;
        let hash = hash.into_inner().ok().flatten().ok_or_else(|| io::Error::other("SHA-256 kan ikke beregnes"))?;
        Ok(self.sha256.insert(hash).clone())
    }
}

/// Hashes a file while it is read.
pub struct HashingFile<'a> {
    file: File,
    hasher: Sha256,
    hash: &'a Mutex<Option<String>>,
}

impl Read for HashingFile<'_> {
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

pub fn fits(name: &str, patterns: &[String]) -> bool {
    let options = glob::MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    patterns.iter().any(|pattern| glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(name, options)))
}
