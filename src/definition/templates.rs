//! The text files that reports are made of: embedded in the binary, and overridden by a folder on disk.

mod encoding;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use encoding::DecodedText;
use include_dir::{Dir, File, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Where templates come from. A file on disk overrides an embedded one with the same path. A folder on disk with a `report.toml`
/// is a complete report, to which the binary adds nothing.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    folder: Option<PathBuf>,
    /// Texts by path that override files.
    replaced: BTreeMap<String, String>,
}

impl Templates {
    /// The embedded templates, overridden file by file from `folder`.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, replaced: BTreeMap::new() }
    }

    /// The same templates with another text at `path`.
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.replaced.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The text of the file at `path` (with `/`, below the templates folder); `None` if there is no such file.
    ///
    /// # Errors
    /// When the file on disk cannot be read, or its encoding is unknown.
    pub fn text(&self, path: &str) -> io::Result<Option<Cow<'static, str>>> {
        if let Some(text) = self.replaced.get(path) {
            return Ok(Some(Cow::Owned(text.clone())));
        }
        match self.decoded(path)? {
            Some(decoded) => Ok(Some(Cow::Owned(decoded.text))),
            None => Ok(self.embedded_file(path).and_then(File::contents_utf8).map(Cow::Borrowed)),
        }
    }

    /// The encoding of the file on disk at `path` if it is not UTF-8.
    pub fn foreign_encoding(&self, path: &str) -> Option<&'static str> {
        self.decoded(path).ok()??.foreign
    }

    /// The text of the file on disk; `None` if there is no such file.
    fn decoded(&self, path: &str) -> io::Result<Option<DecodedText>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        match fs::read(folder.join(path)) {
            Ok(bytes) => encoding::decode(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The bytes of the file at `path`; `None` if there is no such file.
    ///
    /// # Errors
    /// When the file on disk cannot be read.
    pub fn bytes(&self, path: &str) -> io::Result<Option<Cow<'static, [u8]>>> {
        if let Some(folder) = &self.folder {
            match fs::read(folder.join(path)) {
                Ok(bytes) => return Ok(Some(Cow::Owned(bytes))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.embedded_file(path).map(|file| Cow::Borrowed(file.contents())))
    }

    /// The embedded file, unless its folder is a complete report on disk: files deleted there would silently come back.
    fn embedded_file(&self, path: &str) -> Option<&'static File<'static>> {
        let folder = path.split_once('/').map_or(path, |(folder, _)| folder);
        if self.is_report_on_disk(folder) { None } else { EMBEDDED.get_file(path) }
    }

    fn is_report_on_disk(&self, folder: &str) -> bool {
        self.folder.as_ref().is_some_and(|root| root.join(folder).join("report.toml").is_file())
    }

    /// The names of the files directly in `folder` that end in `extension`, sorted.
    pub fn names(&self, folder: &str, extension: &str) -> Vec<String> {
        let embedded = EMBEDDED.get_dir(folder).filter(|_| !self.is_report_on_disk(folder));
        let mut names: BTreeSet<String> = embedded
            .into_iter()
            .flat_map(Dir::files)
            .filter_map(|file| file.path().file_name()?.to_str().map(str::to_owned))
            .collect();
        if let Some(root) = &self.folder {
            names.extend(entries(&root.join(folder), Path::is_file));
        }
        names.into_iter().filter(|name| name.ends_with(extension)).collect()
    }

    /// The embedded text files in the folder and its subfolders, with their paths below it.
    pub fn embedded(folder: &str) -> Vec<(String, &'static str)> {
        let mut files = Vec::new();
        let mut folders: Vec<&Dir<'static>> = EMBEDDED.get_dir(folder).into_iter().collect();
        while let Some(dir) = folders.pop() {
            folders.extend(dir.dirs());
            files.extend(dir.files().filter_map(|file| {
                let path = file.path().strip_prefix(folder).ok()?;
                Some((path.to_string_lossy().replace('\\', "/"), file.contents_utf8()?))
            }));
        }
        files.sort_unstable();
        files
    }

    /// Whether there is a folder on disk, and the report is in the binary only.
    pub fn only_embedded(&self, report: &str) -> bool {
        let on_disk = self.folder.as_ref().map(|folder| folder.join(report).is_dir());
        on_disk == Some(false) && EMBEDDED.get_dir(report).is_some()
    }

    /// The ids of all reports: the folders with a `report.toml`.
    pub fn reports(&self) -> Vec<String> {
        let mut folders: BTreeSet<String> =
            EMBEDDED.dirs().filter_map(|dir| dir.path().to_str().map(str::to_owned)).collect();
        if let Some(root) = &self.folder {
            folders.extend(entries(root, Path::is_dir));
        }
        folders.into_iter().filter(|id| matches!(self.text(&format!("{id}/report.toml")), Ok(Some(_)))).collect()
    }
}

/// The names of the entries of a folder on disk that are `kind`; empty if it cannot be read.
fn entries(folder: &Path, kind: fn(&Path) -> bool) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| kind(&entry.path()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}
