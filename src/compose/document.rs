//! The sources of a document, as Typst will see them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use indexmap::IndexMap;
use serde::Serialize;
use typst::utils::hash128;

use super::appendix;
use super::escape::as_text;
use super::lines::LineMap;
use super::view::{ChartView, TableView};
use crate::definition::Templates;
use crate::definition::usage::scan;
use crate::findings::{Place, PublishedFinding};

/// The virtual file that the layout reads the report from.
const DATA: &str = "/data.json";
/// The virtual folder of the files inside the PDF.
pub(super) const ATTACHMENTS: &str = "/attachments/";
/// The virtual folder of the charts that the program draws.
pub(crate) const CHARTS: &str = "/charts/";
/// The virtual file that the layout reads the list of findings from.
const FINDINGS: &str = "/findings.json";
/// The virtual file that the layout reads the notices of the chapters from.
const NOTICES: &str = "/notices.json";

/// The virtual file of a chart that the program draws.
pub(crate) fn chart_file(id: &str) -> String {
    format!("{CHARTS}{id}.json")
}

/// A report or overview as sources for Typst.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The virtual path of the file that Typst starts from.
    pub(crate) main: &'static str,
    /// File contents by virtual path, such as `/data.json`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The chapters by the virtual path of their source.
    pub(crate) chapters: BTreeMap<String, ChapterSource>,
    /// Where the tables and charts are defined, by the labels of their boxes on the page.
    pub(crate) parts: BTreeMap<String, Place>,
    /// The identifier in the PDF; the same in every build of the report and period.
    pub(crate) identity: String,
    pub(crate) title: String,
    /// The tables and charts that may float to the edge of a page from the start, as they did in the first report of a batch;
    /// `None` if this is unknown.
    pub(crate) floats: Option<BTreeSet<String>>,
    /// What the workbook `tables.xlsx` is written from.
    pub(crate) tables: ReportTables,
    /// Danish notices that a draft prints at the beginning of a chapter, by the chapter's id.
    notices: BTreeMap<String, Vec<String>>,
}

impl Document {
    /// A document without files.
    pub fn new(main: &'static str, identity: String, title: String) -> Self {
        Self { main, identity, title, ..Self::default() }
    }

    /// Hash of everything that decides how the pages look, including the versions of kapreport and Typst.
    pub(crate) fn fingerprint(&self) -> String {
        let program = (env!("CARGO_PKG_VERSION"), typst::utils::version().raw());
        format!("{:032x}", hash128(&(program, self.main, &self.identity, &self.files, &self.chapters, &self.floats)))
    }

    /// The files inside the PDF, by their names.
    pub(crate) fn attachments(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(ATTACHMENTS)?, bytes.as_slice())))
    }

    /// Adds the layout files of a folder under `templates/`.
    pub(crate) fn add_layout(&mut self, templates: &Templates, folder: &str) -> anyhow::Result<()> {
        for name in templates.names(folder, ".typ") {
            let path = format!("{folder}/{name}");
            let text = templates.text(&path)?.with_context(|| format!("Skabelonen {path} findes ikke"))?;
            self.files.insert(format!("/{path}"), text.into_owned().into_bytes());
        }
        Ok(())
    }

    /// Adds the charts that are read from a file of their own, so that only a chart that changed is drawn again.
    pub(crate) fn add_charts(&mut self, charts: &IndexMap<String, ChartView>) -> anyhow::Result<()> {
        for (id, chart) in charts.iter().filter(|(_, chart)| chart.drawing.has_file()) {
            self.files.insert(chart_file(id), serde_json::to_vec(&chart.drawing)?);
        }
        Ok(())
    }

    /// Adds the data that the layout shows.
    pub(crate) fn add_data(&mut self, view: &impl Serialize) -> anyhow::Result<()> {
        self.files.insert(DATA.to_owned(), serde_json::to_vec(view)?);
        Ok(())
    }

    /// Makes chapters of these templates print as their source text, with their tables and charts below; without these if that
    /// was tried before. Returns whether anything has changed.
    pub(crate) fn print_as_text(&mut self, templates: &BTreeSet<&str>) -> bool {
        let mut has_changed = false;
        for (path, chapter) in &mut self.chapters {
            let Some(attempts) =
                chapter.text_attempts.checked_sub(1).filter(|_| templates.contains(chapter.template.as_str()))
            else {
                continue;
            };
            let insertions: String = if attempts > 0 {
                let source = self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                let source = source.unwrap_or_default();
                scan::calls(&source).into_iter().map(|call| call.source()).collect()
            } else {
                String::new()
            };
            let text = as_text(&chapter.lines.template());
            self.files.insert(path.clone(), format!("{}{text}{insertions}", chapter.import).into_bytes());
            chapter.text_attempts = attempts;
            has_changed = true;
        }
        has_changed
    }

    /// Adds Danish notices to the beginning of chapters of a draft, by chapter id.
    pub(crate) fn add_notices(&mut self, notices: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<()> {
        for (chapter, text) in notices {
            let of_chapter = self.notices.entry(chapter).or_default();
            if !of_chapter.contains(&text) {
                of_chapter.push(text);
            }
        }
        self.files.insert(NOTICES.to_owned(), serde_json::to_vec(&self.notices)?);
        Ok(())
    }

    /// Sets the errors and warnings that the layout lists at the end of a draft.
    ///
    /// They are a file of their own because some checks need the composed prose and so come after composing.
    pub(crate) fn list_findings(&mut self, findings: &[PublishedFinding]) -> anyhow::Result<()> {
        let views = appendix::findings(findings);
        self.files.insert(FINDINGS.to_owned(), serde_json::to_vec(&views)?);
        Ok(())
    }
}

/// The tables of a report, as they are printed.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReportTables {
    pub by_id: IndexMap<String, TableView>,
    /// The ids of the tables that the chapters insert, in order.
    pub inserted: Vec<String>,
}

/// The origin of a chapter's source.
#[derive(Debug, Clone, Hash)]
pub(crate) struct ChapterSource {
    /// The path of the template.
    pub template: String,
    /// The lines that precede the template's first.
    pub import: &'static str,
    /// How often it can still be printed as text: with its tables and charts, and without.
    pub text_attempts: u8,
    /// Maps lines of the source to lines of the template.
    pub lines: LineMap,
}

impl ChapterSource {
    /// The chapter's id: the name of its template.
    pub fn id(&self) -> &str {
        let name = self.template.rsplit('/').next().unwrap_or(&self.template);
        name.strip_suffix(".typ").unwrap_or(name)
    }

    /// The place in the template (line and column from 1) of a place in the source (both from 0).
    pub fn place(&self, line: usize, column: usize) -> (u32, u32) {
        match line.checked_sub(self.import.lines().count()) {
            Some(line) => self.lines.place(line, column),
            None => (1, 1),
        }
    }
}
