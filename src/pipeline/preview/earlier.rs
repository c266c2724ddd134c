//! A preview that was made earlier.

use std::path::PathBuf;

use crate::preview::stored::StoredPages;

/// An earlier preview with pages.
#[derive(Clone)]
pub struct EarlierPreview {
    pub stored: StoredPages,
    pub folder: PathBuf,
}
