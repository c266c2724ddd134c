//! The files that a build reads, and which of them have changed.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// A message names at most this many files, and counts the rest.
const MOST_NAMED: usize = 3;

/// Files with a fingerprint of their content at one moment.
#[derive(Debug, PartialEq, Eq)]
pub struct WatchedFiles(BTreeMap<PathBuf, Fingerprint>);

#[derive(Debug, PartialEq, Eq)]
enum Fingerprint {
    /// SHA-256, because editors also save texts that have not changed.
    Text([u8; 32]),
    /// Length and time only, because an export can be large.
    Export { length: u64, modified: Option<SystemTime> },
}

impl WatchedFiles {
    /// Takes fingerprints of the configuration file, the templates and the exports. Skips what does not exist.
    pub fn look(config: &Path, templates: &[PathBuf], data: &Path) -> Self {
        let mut files = BTreeMap::new();
        let text = |path: &Path| Some(Fingerprint::Text(Sha256::digest(fs::read(path).ok()?).into()));
        let export = |path: &Path| {
            let about = fs::metadata(path).ok()?;
            Some(Fingerprint::Export { length: about.len(), modified: about.modified().ok() })
        };
        files.extend(text(config).map(|fingerprint| (config.to_owned(), fingerprint)));
        templates.iter().for_each(|folder| collect(folder, &text, &mut files));
        collect(data, &export, &mut files);
        Self(files)
    }

    /// Returns the files that are new, deleted or changed.
    pub fn changed_since(&self, earlier: &Self) -> ChangedFiles {
        let new =
            self.0.iter().filter(|(path, fingerprint)| earlier.0.get(*path) != Some(fingerprint)).map(|(path, _)| path);
        let gone = earlier.0.keys().filter(|path| !self.0.contains_key(*path));
        ChangedFiles(new.chain(gone).cloned().collect())
    }
}

/// Adds the files below `folder`, except hidden and temporary files of editors and spreadsheet programs.
fn collect(
    folder: &Path,
    fingerprint: &impl Fn(&Path) -> Option<Fingerprint>,
    files: &mut BTreeMap<PathBuf, Fingerprint>,
) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(['.', '~', '#']) || name.ends_with(['~', '#']) {
            continue;
        }
        let path = entry.path();
        // Links to folders are not followed, because they may lead back here.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, fingerprint, files);
        } else if let Some(fingerprint) = fingerprint(&path) {
            files.insert(path, fingerprint);
        }
    }
}

#[derive(Debug)]
pub struct ChangedFiles(Vec<PathBuf>);

impl ChangedFiles {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether only prose and layout have changed, so that the figures are the same.
    pub fn only_prose(&self) -> bool {
        self.0.iter().all(|path| path.extension().is_some_and(|extension| extension == "typ"))
    }
}

impl fmt::Display for ChangedFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > MOST_NAMED {
            return write!(f, "{} filer", self.0.len());
        }
        let names: Vec<String> =
            self.0.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
        f.write_str(&crate::danish::list(&names))
    }
}
