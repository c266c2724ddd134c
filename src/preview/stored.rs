//! `pages.json`: what the pages of a preview say, so that the next one can compare its own with them.

use std::fs;
use std::path::Path;

use anyhow::Context;
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
    /// The pages of the preview in this folder; None where it is none, or one of another version.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(PAGES);
        if !path.is_file() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        let stored: Option<Self> = serde_json::from_str(&text).ok();
        // The PDF lies beside it and nowhere else.
        let is_name = |name: &str| Path::new(name).file_name().is_some_and(|file| file == name);
        Ok(stored.filter(|stored| stored.format == FORMAT && is_name(&stored.pdf)))
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
