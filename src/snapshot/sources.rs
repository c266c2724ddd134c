//! Whether the files of a snapshot are as they were.

use serde::Serialize;

use super::SourceFile;

/// A file that a figure comes from.
#[derive(Debug, Serialize)]
pub struct Source {
    /// The file, as the snapshot knows it.
    #[serde(flatten)]
    pub file: SourceFile,
    /// Whether it is as it was.
    pub state: State,
    /// The SHA-256 that it has now, where that is another.
    #[serde(rename = "sha256-now", skip_serializing_if = "Option::is_none")]
    pub sha256_now: Option<String>,
    /// How many rows it has now, where its content is another.
    #[serde(skip)]
    pub rows_now: Option<u64>,
}

/// Whether a file is as it was when the snapshot was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is.
    Unchanged,
    /// It has other content, or cannot be read any more.
    Changed,
    /// It is not there.
    Gone,
    /// It was not there then.
    New,
}

impl State {
    /// What it is called in Danish.
    pub fn danish(self) -> &'static str {
        match self {
            Self::Unchanged => "uændret",
            Self::Changed => "ændret",
            Self::Gone => "findes ikke mere",
            Self::New => "ny",
        }
    }
}

impl Source {
    /// The files that were there then, and whether they are so now; the new ones last.
    pub fn compared(then: &[&SourceFile], now: &[&SourceFile]) -> Vec<Self> {
        let same_part =
            |a: &SourceFile, b: &SourceFile| a.dataset == b.dataset && a.file == b.file && a.sheet == b.sheet;
        let mut all: Vec<Self> = then
            .iter()
            .map(|then| {
                let (state, now) = match now.iter().find(|now| same_part(now, then)) {
                    Some(now) if now.sha256 == then.sha256 => (State::Unchanged, None),
                    Some(now) => (State::Changed, Some(now)),
                    None => (State::Gone, None),
                };
                let (sha256_now, rows_now) = (now.map(|now| now.sha256.clone()), now.map(|now| now.rows));
                Self { file: (*then).clone(), state, sha256_now, rows_now }
            })
            .collect();
        let new = now.iter().filter(|now| !then.iter().any(|then| same_part(now, then)));
        all.extend(new.map(|now| Self { file: (*now).clone(), state: State::New, sha256_now: None, rows_now: None }));
        all
    }
}
