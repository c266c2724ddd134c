//! What Typst sees: the document's files, the embedded fonts, and a fixed date. No file system, no network, no clock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::Context;
use typst::diag::FileResult;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_as_lib::conversions::{IntoFileId, IntoSource};
use typst_as_lib::{TypstEngine, TypstTemplateCollection, TypstWorld};

use super::fonts::fonts;
use super::{charts, floats, glyphs, passes, two_columns};
use crate::compose::Document;

/// The engine with the fonts, the same for all documents. Making one takes as long as setting a page.
fn engine() -> &'static TypstEngine<TypstTemplateCollection> {
    static ENGINE: LazyLock<TypstEngine<TypstTemplateCollection>> =
        LazyLock::new(|| TypstEngine::builder().fonts(fonts().iter().cloned()).build());
    &ENGINE
}

/// The files that Typst may read while it sets a document.
pub struct DocumentFiles {
    main: &'static str,
    /// The Typst files, parsed once.
    sources: HashMap<FileId, Source>,
    others: HashMap<FileId, Bytes>,
}

impl DocumentFiles {
    pub fn of(document: &Document) -> Self {
        let mut files = Self { main: document.main, sources: HashMap::new(), others: HashMap::new() };
        for (path, bytes) in &document.files {
            let (path, bytes) = (path.as_str(), glyphs::legible(path, bytes));
            if path.ends_with(".typ") {
                files.sources.insert(path.into_file_id(), source(path, &String::from_utf8_lossy(&bytes)));
            } else {
                files.others.insert(path.into_file_id(), Bytes::new(bytes.into_owned()));
            }
        }
        files
    }
}

/// The source, parsed once for all documents with the same layout.
fn source(path: &str, text: &str) -> Source {
    static LAYOUT: Mutex<BTreeMap<String, Source>> = Mutex::new(BTreeMap::new());
    let parse = || (path, text.to_owned()).into_source();
    if !path.starts_with("/shared/") {
        return parse();
    }
    let mut known = LAYOUT.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(path) {
        Some(known) if known.text() == text => known.clone(),
        _ => {
            let parsed = parse();
            known.insert(path.to_owned(), parsed.clone());
            parsed
        }
    }
}

/// Typst's library with the accessibility extras and the functions of kapreport's own layout, the same for all documents.
fn library() -> &'static LazyHash<Library> {
    static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
        let mut library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        for function in [&charts::DRAWING, &two_columns::TWO_COLUMNS] {
            library.global.scope_mut().define_func_with_data(function);
        }
        LazyHash::new(library)
    });
    &LIBRARY
}

/// The engine's world with the files of a document, and with two things fixed that `TypstEngine` leaves open: the library has the
/// accessibility extras (row headers of tables), and today is the report's date.
pub struct PinnedWorld<'a> {
    inner: TypstWorld<'static>,
    document: &'a DocumentFiles,
    /// The files that differ from pass to pass: the list of floats, and whether this is the first pass.
    files: [(FileId, Bytes); 2],
    today: chrono::NaiveDate,
}

impl<'a> PinnedWorld<'a> {
    /// `floats` are the tables and charts that may go to the edge of a page.
    ///
    /// # Errors
    /// When the engine does not start.
    pub fn new(
        document: &'a DocumentFiles,
        floats: &BTreeSet<String>,
        today: chrono::NaiveDate,
    ) -> anyhow::Result<Self> {
        let inner = engine().world_builder(document.main).build().context("Typst kan ikke startes")?;
        let floats = (floats::FILE.into_file_id(), Bytes::new(serde_json::to_vec(floats)?));
        let first_pass = (passes::FILE.into_file_id(), Bytes::from_string("false"));
        Ok(Self { inner, document, files: [floats, first_pass], today })
    }

    /// The world of the first pass, which knows no numbers of tables and charts.
    pub fn for_first_pass(mut self) -> Self {
        self.files[1].1 = Bytes::from_string("true");
        self
    }
}

impl World for PinnedWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.inner.book()
    }

    fn main(&self) -> FileId {
        self.inner.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.document.sources.get(&id).cloned().map_or_else(|| self.inner.source(id), Ok)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let own = self.files.iter().find(|(own, _)| *own == id).map(|(_, bytes)| bytes);
        let found = own.or_else(|| self.document.others.get(&id)).cloned();
        found.map_or_else(|| self.inner.file(id), Ok)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.inner.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        use chrono::Datelike;
        Datetime::from_ymd(self.today.year(), self.today.month() as u8, self.today.day() as u8)
    }
}
