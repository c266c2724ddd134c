//! The pages on which a typeset report shows its tables, charts and lines of prose.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use typst::introspection::Introspector;
use typst::syntax::{FileId, Source, Span, SpanKind};
use typst_layout::PagedDocument;

use crate::compose::{ChapterSource, Document};

/// The pages, numbered from 1, on which a report shows its tables, charts and lines of prose.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The pages of each line of a chapter's template, by the template's path.
    lines: BTreeMap<String, BTreeMap<u32, BTreeSet<usize>>>,
    /// The page where a table (`tabel:id`) or chart (`figur:id`) begins.
    labels: BTreeMap<String, usize>,
}

impl Whereabouts {
    /// The pages of a line of a template. A line that prints nothing has the pages of the nearest line above that does.
    pub fn line(&self, template: &str, line: u32) -> Vec<usize> {
        let lines = self.lines.get(template);
        let nearest = lines.and_then(|lines| lines.range(..=line).next_back());
        nearest.map(|(_, pages)| pages.iter().copied().collect()).unwrap_or_default()
    }

    /// The pages that show lines of a template.
    pub fn template(&self, template: &str) -> BTreeSet<usize> {
        self.lines.get(template).into_iter().flat_map(BTreeMap::values).flatten().copied().collect()
    }

    /// The pages that show text of any chapter.
    pub fn prose(&self) -> BTreeSet<usize> {
        self.lines.values().flat_map(BTreeMap::values).flatten().copied().collect()
    }

    /// The page where a table (`tabel:id`) or chart (`figur:id`) begins.
    pub fn labelled(&self, label: &str) -> Option<usize> {
        self.labels.get(label).copied()
    }

    /// The page where a table begins.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.labelled(&format!("tabel:{id}"))
    }

    pub fn chart(&self, id: &str) -> Option<usize> {
        self.labelled(&format!("figur:{id}"))
    }

    /// Reads the labels of tables and charts, and the lines that text comes from; `spans` has the spans of each page's text.
    pub(super) fn find(pages: &PagedDocument, document: &Document, spans: &[Vec<Span>]) -> Self {
        let introspector = pages.introspector();
        let labelled = introspector.query_labelled();
        let labels = labelled.iter().filter_map(|content| {
            let page = introspector.page(content.location()?)?;
            Some((content.label()?.resolve().as_str().to_owned(), page.get()))
        });
        let labels = labels.collect();
        let mut chapters: HashMap<FileId, Option<(Source, &ChapterSource)>> = HashMap::new();
        let mut lines: BTreeMap<String, BTreeMap<u32, BTreeSet<usize>>> = BTreeMap::new();
        for (number, span) in (1..).zip(spans).flat_map(|(number, spans)| spans.iter().map(move |span| (number, span)))
        {
            let SpanKind::Number { id, num } = span.get() else { continue };
            let chapter = chapters.entry(id).or_insert_with(|| {
                let path = format!("/{}", id.vpath().get_without_slash());
                let text = String::from_utf8_lossy(document.files.get(&path)?).into_owned();
                Some((Source::new(id, text), document.chapters.get(&path)?))
            });
            let Some((source, chapter)) = chapter else { continue };
            let place = source.range(num, None).and_then(|range| source.lines().byte_to_line_column(range.start));
            let Some((line, column)) = place else { continue };
            let of_chapter = lines.entry(chapter.template.clone()).or_default();
            of_chapter.entry(chapter.place(line, column).0).or_default().insert(number);
        }
        Self { lines, labels }
    }
}
