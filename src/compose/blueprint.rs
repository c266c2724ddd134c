//! What depends on a report's definition alone, and so is shared by the reports of a batch.

use std::collections::{BTreeMap, BTreeSet};

use super::about::Methods;
use super::document::Document;
use super::prose::PreparedChapter;
use super::{SHARED, appendix};
use crate::definition::Definition;
use crate::figure_id::FigureId;

/// A report before its figures are known.
pub struct Blueprint<'d> {
    pub(super) definition: &'d Definition,
    pub(super) chapters: Vec<PreparedChapter<'d>>,
    /// The figures that the report prints, and those that they are computed from.
    pub(super) printed: BTreeSet<FigureId>,
    pub(super) methods: Methods,
    /// The files of the layout by virtual path.
    pub(super) layout: BTreeMap<String, Vec<u8>>,
}

impl<'d> Blueprint<'d> {
    /// # Errors
    /// When a file of the layout cannot be read.
    pub fn of(definition: &'d Definition) -> anyhow::Result<Self> {
        let mut document = Document::default();
        document.add_layout(&definition.templates, SHARED)?;
        let prepared = definition.chapters.iter().map(|chapter| PreparedChapter::of(chapter, definition));
        let printed = appendix::printed(definition);
        Ok(Self {
            definition,
            chapters: prepared.collect(),
            methods: Methods::of(definition, &printed),
            printed,
            layout: document.files,
        })
    }
}
