//! A printed report as the checks read it.

use super::document::PrintedDocument;
use super::sentence::{PrintedSentence, sentences};
use super::table::PrintedTable;
use super::table::find::tables;

pub(crate) struct PrintedReport {
    pub(crate) tables: Vec<PrintedTable>,
    /// All sentences in order; each line of a table is one of its own.
    pub(crate) sentences: Vec<PrintedSentence>,
}

impl PrintedReport {
    pub(crate) fn of(document: &PrintedDocument) -> Self {
        let tables = tables(&document.lines);
        let sentences = sentences(&document.lines, |line| is_in_table(&tables, line));
        Self { tables, sentences }
    }

    /// The sentences outside tables.
    pub(crate) fn prose(&self) -> Vec<&PrintedSentence> {
        self.sentences.iter().filter(|sentence| !is_in_table(&self.tables, sentence.index)).collect()
    }
}

fn is_in_table(tables: &[PrintedTable], line: usize) -> bool {
    tables.iter().any(|table| table.lines.contains(&line))
}
