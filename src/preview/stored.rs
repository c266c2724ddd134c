//! What a preview stores for the next one: `pages.json`, `preview.json` and `basis.json`.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::file_names::{BASIS, FACTS, PAGES, image, thumbnail};
use crate::findings::{Finding, PublishedFinding, known_findings};
use crate::snapshot::RowDigest;
use crate::typeset::{Page, Whereabouts};

/// Version of `pages.json`. Raise it when older readers would misread the file or images are drawn differently.
pub(crate) const FORMAT: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredPages {
    pub(crate) format: u32,
    /// When the pages were typeset.
    pub(crate) built: DateTime<FixedOffset>,
    /// File name of the PDF in the same folder.
    pub(crate) pdf: String,
    /// Fingerprint of the typeset document. Equal fingerprints give equal pages.
    pub(crate) document: String,
    pub(crate) pages: Vec<Page>,
    pub(crate) whereabouts: Whereabouts,
    /// Findings of Typst.
    pub(crate) warnings: Vec<Finding>,
}

impl StoredPages {
    /// `None` if the folder has no preview, one of another version or one with files missing.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        let stored: Self = serde_json::from_slice(&fs::read(folder.join(PAGES)).ok()?).ok()?;
        // A path could point outside the folder.
        let is_name = Path::new(&stored.pdf).file_name().is_some_and(|file| file == stored.pdf.as_str());
        let mut images = (0..stored.pages.len()).flat_map(|index| [image(index), thumbnail(index)]);
        let is_complete = is_name && images.all(|name| folder.join(name).is_file());
        (is_complete && stored.format == FORMAT).then_some(stored)
    }

    pub(crate) fn to_json(&self) -> String {
        // Cannot fail: there are only strings, numbers and lists.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The part of `preview.json` that the next preview needs.
#[derive(Debug, Deserialize)]
pub(crate) struct StoredFacts {
    pub(crate) built: DateTime<FixedOffset>,
    #[serde(deserialize_with = "known_findings")]
    pub(crate) findings: Vec<PublishedFinding>,
}

impl StoredFacts {
    /// `None` if the folder has no preview or one that cannot be read.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(folder.join(FACTS)).ok()?).ok()
    }
}

/// Version of `basis.json`. Raise it when older readers would misread the file.
pub(crate) const BASIS_FORMAT: u32 = 1;

/// What a report was made from. The next preview finds causes by it, and falls back to it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredBasis {
    pub(crate) format: u32,
    /// Id of the report.
    pub(crate) report: String,
    /// The files of the report that were read, by path below the templates.
    pub(crate) sources: IndexMap<String, StoredSource>,
    /// The rows of the exports, by dataset; those of an earlier preview if the dataset could not be read since.
    pub(crate) rows: IndexMap<String, Vec<RowDigest>>,
}

/// A file of the definition, or the prose of a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredSource {
    pub(crate) text: String,
    /// The day that the text is from, in Danish: `den 26. november 2026`; an earlier day if the file could not be read since.
    pub(crate) from: String,
}

impl StoredBasis {
    /// `None` if the folder has no preview, or one of another version.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        let stored: Self = serde_json::from_slice(&fs::read(folder.join(BASIS)).ok()?).ok()?;
        (stored.format == BASIS_FORMAT).then_some(stored)
    }

    pub(crate) fn to_json(&self) -> String {
        // Cannot fail: there are only strings and numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}
