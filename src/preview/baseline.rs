//! What a preview is compared with.

use std::path::PathBuf;

use super::stored::{StoredBasis, StoredPages};
use crate::definition::Definition;
use crate::findings::PublishedFinding;
use crate::snapshot::Snapshot;
use crate::typeset::{Page, Typeset};

/// An earlier snapshot, and its pages if they are known.
pub(crate) struct Baseline {
    /// Its name in a sentence: `forhåndsvisningen fra 25. november 2026 kl. 3.12`.
    pub(crate) label: String,
    /// Its name as the header of a column.
    pub(crate) short: String,
    pub(crate) snapshot: Snapshot,
    /// `None` if the baseline is not a preview: only a preview stores all its findings.
    pub(crate) findings: Option<Vec<PublishedFinding>>,
    /// SHA-256 of the snapshot's file.
    pub(crate) sha256: String,
    /// What it was made from; `None` if the baseline is not a preview.
    pub(crate) basis: Option<StoredBasis>,
    /// The definition it was made from, if that differs from the current one and can be read.
    pub(crate) definition: Option<Definition>,
    /// The pages, or the Danish reason why there are none to compare with.
    pub(crate) pages: Result<OldPages, String>,
}

pub(crate) enum OldPages {
    /// Stored by an earlier preview in this folder.
    Stored(StoredPages, PathBuf),
    /// Typeset now, from the figures of the baseline with today's templates.
    SetNow(Vec<Page>, Box<Typeset>),
}

impl OldPages {
    pub(crate) fn pages(&self) -> &[Page] {
        match self {
            Self::Stored(stored, _) => &stored.pages,
            Self::SetNow(pages, _) => pages,
        }
    }
}
