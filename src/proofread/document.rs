//! Reads a report file into lines: one module for each file format.

mod furniture;
mod pdf;
mod text;
mod word;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};

use super::line::PrintedLine;

const MAX_BYTES: u64 = 200 << 20;
/// A PDF may have other bytes before its header; readers look this far.
const PDF_HEADER_WITHIN: usize = 1024;

#[derive(Debug)]
pub(crate) struct PrintedDocument {
    /// Without its folder.
    pub(crate) file: String,
    /// In reading order, without page numbers, headers and footers.
    pub(crate) lines: Vec<PrintedLine>,
    /// The file, to draw its pages; `None` for other formats.
    pdf: Option<pdf::PdfBytes>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentFormat {
    Pdf,
    /// Any zip file; one that is not a Word document is refused when it is read.
    Word,
    /// Everything else, until it turns out not to be text.
    Text,
}

impl DocumentFormat {
    /// Decides by content, since the extension may be wrong.
    fn of(bytes: &[u8]) -> Self {
        let head = bytes.get(..bytes.len().min(PDF_HEADER_WITHIN)).unwrap_or_default();
        match () {
            () if word::is_zip(bytes) => Self::Word,
            () if head.windows(5).any(|five| five == b"%PDF-") => Self::Pdf,
            () => Self::Text,
        }
    }
}

impl PrintedDocument {
    /// # Errors
    /// When the file cannot be read or has no text.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let cannot = || format!("{} kan ikke læses", path.display());
        let mut bytes = Vec::new();
        let file = File::open(path).with_context(cannot)?;
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).with_context(cannot)?;
        ensure!(bytes.len() as u64 <= MAX_BYTES, "{} er for stor. Der læses højst 200 MB", path.display());
        Self::of(path, bytes)
    }

    /// Reads a document from the bytes of its file. `path` gives the name only.
    pub(crate) fn of(path: &Path, bytes: Vec<u8>) -> anyhow::Result<Self> {
        let cannot = || format!("{} kan ikke læses", path.display());
        let name = path.file_name().map_or_else(Cow::default, |name| name.to_string_lossy());
        let mut pdf = None;
        let lines = match DocumentFormat::of(&bytes) {
            DocumentFormat::Pdf => {
                let bytes = pdf.insert(Arc::new(bytes));
                pdf::lines(bytes).with_context(cannot)?
            }
            DocumentFormat::Word => word::lines(bytes).with_context(cannot)?,
            DocumentFormat::Text => text::lines(&bytes, path)?,
        };
        let lines = furniture::without(lines);
        ensure!(lines.iter().any(|line| !line.is_empty()), "{} er tom", path.display());
        Ok(Self { file: name.into_owned(), lines, pdf })
    }

    /// Draws some pages of a PDF, counted from 1, as PNG. A page that cannot be drawn is left out.
    pub(crate) fn pictures(&self, pages: &BTreeSet<u32>) -> BTreeMap<u32, Vec<u8>> {
        self.pdf.as_ref().map(|bytes| pdf::picture::pictures(bytes, pages)).unwrap_or_default()
    }
}
