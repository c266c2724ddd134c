//! Lists and opens the files of the data folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::mended::{self, OWN_HEADER};
use crate::workbook::{self, FileKind, WorkbookKind};

/// Bytes that are enough to detect most kinds of files.
const START: u64 = 1 << 16;

/// Largest size of a workbook of rejected rows, in bytes. Nobody corrects more by hand.
const MAX_MENDED: u64 = 32 << 20;

#[derive(Debug)]
pub struct DataFile {
    /// Path below the data folder with `/`.
    pub name: String,
    /// Whether a dataset reads it.
    pub used: bool,
    pub path: PathBuf,
    /// The file of the data folder that a link leads to.
    pub target: Option<PathBuf>,
    /// Whether it is a workbook of rejected rows.
    pub is_mended: bool,
    sha256: Option<String>,
}

/// What is in the data folder and its subfolders, each sorted by name.
pub struct DataFolder {
    pub files: Vec<DataFile>,
    pub passed_over: Vec<PassedOver>,
}

/// An entry of the data folder that no dataset can read.
pub struct PassedOver {
    /// Path below the data folder with `/`.
    pub name: String,
    pub why: PassedOverBecause,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PassedOverBecause {
    /// A link that leads out of the data folder. Its target is not part of the delivery, and may change.
    LinkOutside,
    LinkToFolder,
    LinkToNothing,
    /// A file that a spreadsheet program keeps while somebody has the workbook open.
    LockFile,
    /// The name begins with a full stop or a tilde.
    Hidden,
    /// Neither a file nor a folder, such as a pipe.
    Special,
}

/// Files that operating systems and version control put into folders.
const HOUSEKEEPING: [&str; 7] =
    [".ds_store", ".localized", "thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", ".gitattributes"];

/// The files in the folder and its subfolders, sorted by name.
pub fn list(folder: &Path) -> anyhow::Result<Vec<DataFile>> {
    entries(folder).map(|folder| folder.files)
}

/// All entries of the folder and its subfolders but those of [`HOUSEKEEPING`].
pub fn entries(folder: &Path) -> anyhow::Result<DataFolder> {
    // Some drives of Windows resolve no paths.
    let root = folder.canonicalize().or_else(|_| std::path::absolute(folder)).with_context(|| unreadable(folder))?;
    let mut found = DataFolder { files: Vec::new(), passed_over: Vec::new() };
    collect(folder, &root, "", &mut found)?;
    found.files.sort_by(|a, b| a.name.cmp(&b.name));
    found.passed_over.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn unreadable(folder: &Path) -> String {
    format!("Datamappen {} kan ikke læses", folder.display())
}

fn collect(folder: &Path, root: &Path, prefix: &str, found: &mut DataFolder) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| unreadable(folder))? {
        let entry = entry.with_context(|| unreadable(folder))?;
        let bare = entry.file_name().to_string_lossy().into_owned();
        if HOUSEKEEPING.contains(&bare.to_lowercase().as_str()) {
            continue;
        }
        let name = format!("{prefix}{bare}");
        let path = entry.path();
        // The type of the entry itself: a link is neither file nor folder.
        let kind = entry.file_type().with_context(|| format!("{} kan ikke læses", path.display()))?;
        let why = match hidden(&bare) {
            Some(why) => why,
            None if kind.is_dir() => {
                collect(&path, root, &format!("{name}/"), found)?;
                continue;
            }
            None if kind.is_file() => {
                found.files.push(DataFile { name, used: false, path, target: None, is_mended: false, sha256: None });
                continue;
            }
            None if kind.is_symlink() => match target(&path, root) {
                Ok(target) => {
                    found.files.push(DataFile {
                        name,
                        used: false,
                        path,
                        target: Some(target),
                        is_mended: false,
                        sha256: None,
                    });
                    continue;
                }
                Err(why) => why,
            },
            None => PassedOverBecause::Special,
        };
        found.passed_over.push(PassedOver { name, why });
    }
    Ok(())
}

/// Why a file with this name is not read; `None` if it is not hidden.
fn hidden(name: &str) -> Option<PassedOverBecause> {
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(PassedOverBecause::LockFile);
    }
    name.starts_with(['.', '~']).then_some(PassedOverBecause::Hidden)
}

/// The file below `root` that a link leads to, or why it is not read.
fn target(link: &Path, root: &Path) -> Result<PathBuf, PassedOverBecause> {
    let target = link.canonicalize().map_err(|_| PassedOverBecause::LinkToNothing)?;
    match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => Err(PassedOverBecause::LinkToFolder),
        Ok(metadata) if metadata.is_file() && target.starts_with(root) => Ok(target),
        Ok(_) => Err(PassedOverBecause::LinkOutside),
        Err(_) => Err(PassedOverBecause::LinkToNothing),
    }
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

    /// Finds out from its content whether it is a workbook of rejected rows: it may have been saved in any format.
    pub fn find_mended(&mut self) {
        let name = self.name.to_lowercase();
        let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        let has_header = |bytes: &[u8]| workbook::starts_with_text(bytes, &format!("{OWN_HEADER} {}", mended::FILE));
        let start = || {
            let mut start = Vec::new();
            File::open(&self.path)?.take(START).read_to_end(&mut start)?;
            io::Result::Ok(start)
        };
        self.is_mended = if ends(&[".xlsx", ".xlsm", ".xlsb", ".ods", ".xls", ".xml"]) {
            self.length().is_ok_and(|length| length <= MAX_MENDED)
                && fs::read(&self.path).is_ok_and(|bytes| has_header(&bytes))
        } else {
            ends(&[".csv", ".txt", ".tsv"]) && start().is_ok_and(|start| has_header(&start))
        };
    }

    /// Whether a text file of rejected rows names `other` as the source of a row.
    pub fn names(&self, other: &str) -> bool {
        let Ok(bytes) = fs::read(&self.path) else { return false };
        let latin = encoding_rs::WINDOWS_1252.encode(other).0;
        let wide: Vec<u8> = other.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [other.as_bytes(), &latin, &wide].iter().any(|name| memchr::memmem::find(&bytes, name).is_some())
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
            kind @ (FileKind::Text
            | FileKind::Html
            | FileKind::OldSheet
            | FileKind::Pdf
            | FileKind::Workbook(WorkbookKind::SpreadsheetXml)) => kind,
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

/// Suffixes of files that a browser is still downloading.
const UNFINISHED: [&str; 5] = [".crdownload", ".opdownload", ".part", ".partial", ".download"];

/// Whether the name is that of an unfinished download.
pub fn is_unfinished(name: &str) -> bool {
    let name = name.to_lowercase();
    UNFINISHED.iter().any(|ending| name.ends_with(ending))
}

/// Whether one of the patterns matches the name. An unfinished download matches only a pattern that names its suffix.
pub fn fits(name: &str, patterns: &[String]) -> bool {
    let options = glob::MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    let is_match = |pattern: &String| {
        glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(name, options))
            && (!is_unfinished(name) || is_unfinished(pattern))
    };
    patterns.iter().any(is_match)
}
