//! `pages.json`: what the pages of a preview say, so that the next one can compare its own with them.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::FACTS;
use crate::findings::Finding;
use crate::typeset::{Page, Whereabouts};

/// The file.
pub const PAGES: &str = "pages.json";
/// The version of the format, raised when older readers would misread it or pictures are made otherwise.
pub const FORMAT: u32 = 1;

/// The pages of a preview.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredPages {
    /// [`FORMAT`].
    pub format: u32,
    /// When they were set.
    pub built: DateTime<FixedOffset>,
    /// The PDF beside them.
    pub pdf: String,
    /// The fingerprint of the document that was set.
    pub document: String,
    /// The pages.
    pub pages: Vec<Page>,
    /// Where they show what.
    pub whereabouts: Whereabouts,
    /// What Typst found while setting them.
    pub warnings: Vec<Finding>,
}

impl StoredPages {
    /// The pages of the preview in this folder; None where it is none, or one of another version, or not all of it is there.
    pub fn read(folder: &Path) -> Option<Self> {
        let stored: Self = serde_json::from_slice(&fs::read(folder.join(PAGES)).ok()?).ok()?;
        // The PDF lies beside it and nowhere else.
        let is_name = Path::new(&stored.pdf).file_name().is_some_and(|file| file == stored.pdf.as_str());
        let mut pictures = (0..stored.pages.len()).flat_map(|index| [image(index), thumbnail(index)]);
        let whole = is_name && pictures.all(|name| folder.join(name).is_file());
        (whole && stored.format == FORMAT).then_some(stored)
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: there is nothing that JSON cannot hold.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What the facts of an earlier preview say.
#[derive(Debug, Deserialize)]
pub struct StoredFacts {
    /// When it was made.
    pub built: DateTime<FixedOffset>,
    /// What it found.
    pub findings: Vec<Finding>,
}

impl StoredFacts {
    /// The facts of the preview in this folder; None where there is none, or one of another version.
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(folder.join(FACTS)).ok()?).ok()
    }
}

/// The picture of the page with this index, in the preview's folder.
pub fn image(page: usize) -> String {
    format!("sider/side-{:02}.png", page + 1)
}

/// Its small picture.
pub fn thumbnail(page: usize) -> String {
    format!("sider/lille/side-{:02}.png", page + 1)
}

/// The picture of a page of the baseline.
pub fn old_image(page: usize) -> String {
    format!("sider/foer/side-{:02}.png", page + 1)
}
