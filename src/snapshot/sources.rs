//! Compares the files of a snapshot with the current ones.

use serde::Serialize;

use super::SourceFile;

/// A file, and its state since the snapshot.
#[derive(Debug, Serialize)]
pub struct SourceComparison {
    /// The file as the snapshot has it, or as it is now if it is new.
    #[serde(flatten)]
    pub file: SourceFile,
    /// What has become of it.
    pub state: SourceState,
    /// The new SHA-256 of a changed file.
    #[serde(rename = "sha256-now", skip_serializing_if = "Option::is_none")]
    pub sha256_now: Option<String>,
    /// The new number of rows of a changed file.
    #[serde(skip)]
    pub rows_now: Option<u64>,
}

/// What has become of a file since the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceState {
    /// The content is the same.
    Unchanged,
    /// The content is another.
    Changed,
    /// It is missing, or cannot be read any more.
    Gone,
    /// It was not there for the snapshot.
    New,
}

impl SourceState {
    /// The state in Danish.
    pub fn danish(self) -> &'static str {
        match self {
            Self::Unchanged => "uændret",
            Self::Changed => "ændret",
            Self::Gone => "findes ikke mere",
            Self::New => "ny",
        }
    }
}

impl SourceComparison {
    /// Compares the files of a snapshot with those there are now; new ones come last.
    pub fn all(then: &[&SourceFile], now: &[&SourceFile]) -> Vec<Self> {
        let same_part =
            |a: &SourceFile, b: &SourceFile| a.dataset == b.dataset && a.file == b.file && a.sheet == b.sheet;
        let mut all: Vec<Self> = then
            .iter()
            .map(|then| {
                let (state, now) = match now.iter().find(|now| same_part(now, then)) {
                    Some(now) if now.sha256 == then.sha256 => (SourceState::Unchanged, None),
                    Some(now) => (SourceState::Changed, Some(now)),
                    None => (SourceState::Gone, None),
                };
                let (sha256_now, rows_now) = (now.map(|now| now.sha256.clone()), now.map(|now| now.rows));
                Self { file: (*then).clone(), state, sha256_now, rows_now }
            })
            .collect();
        let new = now.iter().filter(|now| !then.iter().any(|then| same_part(now, then)));
        all.extend(new.map(|now| Self {
            file: (*now).clone(),
            state: SourceState::New,
            sha256_now: None,
            rows_now: None,
        }));
        all
    }
}
