//! Finds where in the repository a finding is.

use std::path::{Component, Path, PathBuf};

use crate::config::{self, Config};
use crate::findings::Place;

/// A place in a file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileLocation {
    /// The file's path below the repository's root, with `/`.
    pub path: String,
    /// The line, from 1. `None` in a file without lines, such as a workbook.
    pub line: Option<u32>,
    /// The column in characters, from 1.
    pub column: Option<u32>,
}

/// The folders that the places of findings are relative to.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    /// The repository's root, or the folder of the configuration if there is no repository.
    root: PathBuf,
    config: PathBuf,
    /// The folder of templates on disk.
    templates: Option<PathBuf>,
    data: Option<PathBuf>,
    /// Files that findings refer to by their names.
    named: Vec<PathBuf>,
}

impl Sources {
    /// The sources of a run in the folder `here`, with its exports in `data`.
    pub(crate) fn new(here: &Path, config: &Config, data: Option<PathBuf>) -> Self {
        // A linked work tree has a file `.git`.
        let repository = here.ancestors().find(|folder| folder.join(".git").exists());
        Self {
            root: repository.unwrap_or(&config.root).to_owned(),
            config: config.root.join(config::FILE),
            templates: config.templates.clone(),
            data: data.map(|data| here.join(data)),
            named: Vec::new(),
        }
    }

    /// Adds a file that is no template and that findings refer to by its name.
    pub(crate) fn with(mut self, file: PathBuf) -> Self {
        self.named.push(file);
        self
    }

    /// The path of a file below the repository's root, with `/`. `None` for a file elsewhere.
    pub(crate) fn relative(&self, path: &Path) -> Option<String> {
        let below = |path: &Path, root: &Path| path.strip_prefix(root).ok().map(Path::to_owned);
        let plain = !path.components().any(|part| part == Component::ParentDir);
        let path = below(path, &self.root)
            .filter(|_| plain)
            .or_else(|| below(&path.canonicalize().ok()?, &self.root.canonicalize().ok()?))?;
        let names = path.components().map(|part| part.as_os_str().to_string_lossy());
        Some(names.collect::<Vec<_>>().join("/"))
    }

    /// The file of a place. `None` if it is not in the repository, such as a template that is embedded in the program.
    pub(crate) fn locate(&self, place: &Place) -> Option<FileLocation> {
        let (path, line, column) = match place {
            Place::Source { file, line, column } => (self.source(file)?, Some(*line), Some(*column)),
            // Rows of a workbook are not lines of its file.
            Place::Data { file, sheet, row, .. } => {
                (self.data.as_ref()?.join(file), row.filter(|_| sheet.is_none()), None)
            }
            Place::Nowhere | Place::Print { .. } | Place::Figures { .. } => return None,
        };
        path.is_file().then(|| self.relative(&path)).flatten().map(|path| FileLocation { path, line, column })
    }

    /// The file that a finding names.
    fn source(&self, file: &str) -> Option<PathBuf> {
        if file == config::FILE {
            return Some(self.config.clone());
        }
        let named = self.named.iter().find(|path| path.file_name().is_some_and(|name| name == file));
        named.cloned().or_else(|| Some(self.templates.as_ref()?.join(file)))
    }
}
