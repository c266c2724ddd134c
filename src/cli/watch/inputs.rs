//! The files that a build reads, as they were at a moment.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// How many files are named; of more only the number is said.
const NAMED: usize = 3;

/// The files and what tells whether they have changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Inputs(BTreeMap<PathBuf, Stamp>);

/// What tells whether a file has changed.
#[derive(Debug, PartialEq, Eq)]
enum Stamp {
    /// The SHA-256 of a text: editors save what has not changed too.
    Text([u8; 32]),
    /// Length and time of an export, which can be large.
    Export(u64, Option<SystemTime>),
}

impl Inputs {
    /// The configuration file, the texts in the folders of templates, and the exports. What is not there is left out.
    pub fn read(config: &Path, templates: &[PathBuf], data: &Path) -> Self {
        let mut files = BTreeMap::new();
        let text = |path: &Path| Some(Stamp::Text(Sha256::digest(fs::read(path).ok()?).into()));
        let export = |path: &Path| {
            let about = fs::metadata(path).ok()?;
            Some(Stamp::Export(about.len(), about.modified().ok()))
        };
        files.extend(text(config).map(|stamp| (config.to_owned(), stamp)));
        templates.iter().for_each(|folder| collect(folder, &text, &mut files));
        collect(data, &export, &mut files);
        Self(files)
    }

    /// The files that are new, gone or otherwise than they were.
    pub fn changed_since<'a>(&'a self, earlier: &'a Self) -> Changed<'a> {
        let new = self.0.iter().filter(|(path, stamp)| earlier.0.get(*path) != Some(stamp)).map(|(path, _)| path);
        let gone = earlier.0.keys().filter(|path| !self.0.contains_key(*path));
        Changed(new.chain(gone).map(PathBuf::as_path).collect())
    }
}

/// Adds the files below `folder`, without the hidden and temporary ones that editors and spreadsheet programs put there.
fn collect(folder: &Path, stamp: &impl Fn(&Path) -> Option<Stamp>, files: &mut BTreeMap<PathBuf, Stamp>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(['.', '~', '#']) || name.ends_with(['~', '#']) {
            continue;
        }
        let path = entry.path();
        // A link to a folder is not followed: it may lead back.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, stamp, files);
        } else if let Some(stamp) = stamp(&path) {
            files.insert(path, stamp);
        }
    }
}

/// Files that have changed.
#[derive(Debug)]
pub struct Changed<'a>(Vec<&'a Path>);

impl Changed<'_> {
    /// Whether nothing has.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether only prose and layout have, and so no figure can.
    pub fn only_prose(&self) -> bool {
        self.0.iter().all(|path| path.extension().is_some_and(|extension| extension == "typ"))
    }
}

impl fmt::Display for Changed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > NAMED {
            return write!(f, "{} filer", self.0.len());
        }
        let names: Vec<String> =
            self.0.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
        f.write_str(&crate::danish::list(&names))
    }
}
