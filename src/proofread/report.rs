//! A printed report as the checks read it.

use super::claim::NumberPlace;
use super::document::PrintedDocument;
use super::line::PrintedLine;
use super::list::{PrintedList, lists};
use super::phrases::is_numbered;
use super::sentence::{PrintedSentence, sentences};
use super::table::PrintedTable;
use super::table::find::tables;

pub(crate) struct PrintedReport {
    pub(crate) tables: Vec<PrintedTable>,
    /// The tables with a row for each year, transposed: with a column for each year.
    pub(crate) turned: Vec<PrintedTable>,
    /// All sentences in order; each line of a table is one of its own.
    pub(crate) sentences: Vec<PrintedSentence>,
    pub(crate) lists: Vec<PrintedList>,
    /// All lines in order, to find headings and captions: a sentence may start with one.
    pub(crate) lines: Vec<ReportLine>,
}

/// The text of a line, and whether it is in a table.
pub(crate) struct ReportLine {
    pub(crate) text: String,
    pub(crate) cells: Vec<String>,
    /// See [`PrintedLine::page`].
    pub(crate) page: Option<u32>,
    pub(crate) is_in_table: bool,
}

impl PrintedReport {
    pub(crate) fn of(document: &PrintedDocument) -> Self {
        let tables = tables(&document.lines);
        let mut sentences = sentences(&document.lines, |line| is_in_table(&tables, line));
        for sentence in &mut sentences {
            sentence.is_in_table = is_in_table(&tables, sentence.index);
        }
        let lists = lists(&document.lines, &sentences, |line| is_in_table(&tables, line));
        let line = |(at, line): (usize, &PrintedLine)| ReportLine {
            text: line.text(),
            cells: line.cells.clone(),
            page: line.page,
            is_in_table: is_in_table(&tables, at),
        };
        let lines = document.lines.iter().enumerate().map(line).collect();
        let turned = tables.iter().filter_map(PrintedTable::turned).collect();
        Self { tables, turned, sentences, lists, lines }
    }

    /// All numbers but years and those of tables, pages and the like.
    pub(crate) fn numbers(&self) -> Vec<NumberPlace> {
        let of = |sentence: &PrintedSentence| {
            let tokens = &sentence.tokens;
            let named = |at: usize| at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_numbered);
            let numbers = tokens.iter().enumerate().filter(|(at, _)| !named(*at));
            let numbers = numbers.filter_map(|(_, placed)| placed.number()).filter(|number| !number.is_year);
            numbers.map(|number| NumberPlace::new(sentence.index, number)).collect::<Vec<_>>()
        };
        self.sentences.iter().flat_map(of).collect()
    }
}

fn is_in_table(tables: &[PrintedTable], line: usize) -> bool {
    tables.iter().any(|table| table.lines.contains(&line))
}
