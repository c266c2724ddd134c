//! What Typst sees: the document's files, four fonts, and a fixed date. No file system, no network, no clock.

use std::collections::{BTreeMap, BTreeSet};
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

/// The document's files and the fonts.
pub struct Engine {
    inner: TypstEngine<TypstTemplateCollection>,
    main: &'static str,
}

impl Engine {
    pub fn new(document: &Document) -> Self {
        let files = || document.files.iter().map(|(path, bytes)| (path.as_str(), glyphs::legible(path, bytes)));
        let sources = files().filter(|(path, _)| path.ends_with(".typ"));
        let sources = sources.map(|(path, bytes)| source(path, &String::from_utf8_lossy(&bytes)));
        let files = files().filter(|(path, _)| !path.ends_with(".typ"));
        let files = files.map(|(path, bytes)| (path, bytes.into_owned()));
        let engine = TypstEngine::builder()
            .fonts(fonts().iter().cloned())
            .with_static_source_file_resolver(sources.collect::<Vec<_>>())
            .with_static_file_resolver(files.collect::<Vec<_>>())
            .build();
        Self { inner: engine, main: document.main }
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

/// The engine's world with two things fixed that `TypstEngine` leaves open: the library has the accessibility extras (row
/// headers of tables), and today is the report's date. The list of floats is its own, since the pages may be set again with a
/// longer one; the engine and its parsed files stay.
pub struct PinnedWorld<'a> {
    inner: TypstWorld<'a>,
    /// The files that differ from pass to pass: the list of floats, and whether this is the first pass.
    files: [(FileId, Bytes); 2],
    today: chrono::NaiveDate,
}

impl<'a> PinnedWorld<'a> {
    /// `floats` are the tables and charts that may go to the edge of a page.
    ///
    /// # Errors
    /// When the engine has no main file.
    pub fn new(engine: &'a Engine, floats: &BTreeSet<String>, today: chrono::NaiveDate) -> anyhow::Result<Self> {
        let inner = engine.inner.world_builder(engine.main).build().context("Typst kan ikke startes")?;
        let floats = (floats::FILE.into_file_id(), Bytes::new(serde_json::to_vec(floats)?));
        let first_pass = (passes::FILE.into_file_id(), Bytes::from_string("false"));
        Ok(Self { inner, files: [floats, first_pass], today })
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
        self.inner.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let own = self.files.iter().find(|(own, _)| *own == id);
        own.map_or_else(|| self.inner.file(id), |(_, bytes)| Ok(bytes.clone()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.inner.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        use chrono::Datelike;
        Datetime::from_ymd(self.today.year(), self.today.month() as u8, self.today.day() as u8)
    }
}
