//! What a preview is compared with.

use std::path::PathBuf;

use super::StoredPages;
use crate::findings::Finding;
use crate::snapshot::Snapshot;
use crate::typeset::{Page, Typeset};

/// A snapshot, and the pages that were made of it where they are known.
pub struct Baseline {
    /// What it is called in a sentence: `forhåndsvisningen fra 25. november 2026 kl. 3.12`.
    pub label: String,
    /// What it is called over a column.
    pub short: String,
    /// The figures.
    pub snapshot: Snapshot,
    /// All that was found then; None where only a preview would know.
    pub findings: Option<Vec<Finding>>,
    /// The SHA-256 of the snapshot's file.
    pub sha256: String,
    /// Its pages; or why there are none to compare with, in Danish.
    pub pages: Result<OldPages, String>,
}

/// The pages of a baseline.
pub enum OldPages {
    /// An earlier preview, in this folder.
    Stored(StoredPages, PathBuf),
    /// The figures of the baseline, set with the templates as they are now.
    SetNow(Vec<Page>, Box<Typeset>),
}

impl OldPages {
    /// The pages.
    pub fn pages(&self) -> &[Page] {
        match self {
            Self::Stored(stored, _) => &stored.pages,
            Self::SetNow(pages, _) => pages,
        }
    }
}
