//! The list of files in a folder that kapreport wrote, with their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest::hex;

/// Name of the manifest in the folder.
pub const MANIFEST: &str = ".kapreport.json";
/// A snapshot, which is recognized by its content: git and people put other versions of it in place.
const SNAPSHOT: &str = "figures.json";
/// Files by which a folder without a manifest is recognized as one that an earlier version of kapreport wrote.
const RECOGNIZED_BY: [&str; 2] = [SNAPSHOT, "preview.json"];

/// Files that only kapreport reads, so that a changed one is a damaged one.
const FOR_PROGRAMS: [&str; 2] = ["pages.json", "preview.json"];

/// The files in a folder that kapreport wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Manifest {
    about: String,
    /// SHA-256 by path below the folder; two while a file is exchanged.
    files: BTreeMap<String, Vec<String>>,
    /// Whether the folder is still being filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_unfinished: bool,
    /// Names that are ours whatever they contain, in a folder of an earlier version without a manifest.
    #[serde(skip)]
    legacy: Option<Ownership>,
}

/// The names in a folder that are replaced together.
#[derive(Debug, Clone)]
pub struct Ownership {
    names: Vec<String>,
}

impl Ownership {
    pub fn of(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Whether the path begins with one of the names.
    pub fn covers(&self, path: &str) -> bool {
        let first = path.split('/').next().unwrap_or_default();
        self.names.iter().any(|name| name == first)
    }

    /// Whether an earlier version may have written this file: one of the names, or an image of a page.
    fn covers_of_earlier_version(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_image = name.starts_with("side-") && name.ends_with(".png");
        self.covers(path) && (!path.contains('/') || is_image)
    }
}

impl Manifest {
    /// Manifest of a folder that is being filled.
    pub fn unfinished() -> Self {
        Self { is_unfinished: true, ..Self::default() }
    }

    /// The manifest of a folder; empty if nothing in the folder is ours.
    pub fn read(folder: &Path, ownership: &Ownership) -> Self {
        let stored = fs::read(folder.join(MANIFEST)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        stored.unwrap_or_else(|| {
            let is_ours = RECOGNIZED_BY.iter().any(|name| is_snapshot(&folder.join(name)));
            Self { legacy: is_ours.then(|| ownership.clone()), ..Self::default() }
        })
    }

    pub fn is_unfinished(&self) -> bool {
        self.is_unfinished
    }

    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), vec![hex(&Sha256::digest(bytes))]);
    }

    /// The paths of all files, those of PDFs last: whoever sees a new PDF sees its figures too.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
        paths.sort_by_key(|path| path.ends_with(".pdf"));
        paths
    }

    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether kapreport wrote the file as it is now.
    pub fn has_written(&self, folder: &Path, path: &str) -> bool {
        let file = folder.join(path);
        match (self.files.get(path), &self.legacy) {
            _ if path == SNAPSHOT && is_snapshot(&file) => true,
            (Some(_), _) if FOR_PROGRAMS.contains(&path) => true,
            (Some(hashes), _) => fs::read(&file).is_ok_and(|bytes| hashes.contains(&hex(&Sha256::digest(bytes)))),
            (None, Some(legacy)) => legacy.covers_of_earlier_version(path),
            (None, None) => false,
        }
    }

    /// Keeps the entries of an earlier manifest for files that this run does not replace.
    pub fn keep_others(&mut self, old: &Self, folder: &Path, ownership: &Ownership) {
        for (path, hashes) in &old.files {
            if !ownership.covers(path) && !self.contains(path) && folder.join(path).is_file() {
                self.files.insert(path.clone(), hashes.clone());
            }
        }
    }

    /// Both manifests merged, for the time in which files are exchanged.
    pub fn with(&self, other: &Self) -> Self {
        let mut files = self.files.clone();
        for (path, hashes) in &other.files {
            files.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        Self { files, legacy: other.legacy.clone(), ..Self::default() }
    }

    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let about = "Filer i mappen, som kapreport har skrevet og må skifte ud. Alt andet i den bliver stående.";
        let stored = Self {
            about: about.to_owned(),
            files: self.files.clone(),
            is_unfinished: self.is_unfinished,
            legacy: None,
        };
        let mut json = serde_json::to_vec_pretty(&stored)?;
        json.push(b'\n');
        super::replace_file(&folder.join(MANIFEST), &json)
    }
}

/// Whether kapreport wrote the file: a snapshot, or the facts of a preview.
fn is_snapshot(path: &Path) -> bool {
    #[derive(Deserialize)]
    struct Stored {
        #[serde(rename = "format")]
        _format: u32,
        #[serde(rename = "report")]
        _report: String,
        #[serde(rename = "period")]
        _period: serde_json::Value,
    }
    fs::read(path).is_ok_and(|bytes| serde_json::from_slice::<Stored>(&bytes).is_ok())
}
