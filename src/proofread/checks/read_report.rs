//! What many checks need of a report, read once for all of them.

use std::ops::Deref;

use super::retold::words::TableWords;
use super::told_rows::names::TableNames;
use crate::proofread::quantity::Quantity;
use crate::proofread::report::PrintedReport;
use crate::proofread::sentence::PrintedSentence;

pub(in crate::proofread) struct ReadReport<'a> {
    report: &'a PrintedReport,
    /// The sentences outside tables.
    pub(super) prose: Vec<&'a PrintedSentence>,
    /// The quantities of all those sentences: checks look for one that is stated anywhere.
    pub(super) quantities: Vec<Quantity<'a>>,
    /// The words of each table, and then of each that is turned.
    pub(super) all_words: Vec<TableWords<'a>>,
    /// The names in each of those.
    pub(super) all_names: Vec<TableNames>,
}

impl<'a> ReadReport<'a> {
    pub(in crate::proofread) fn of(report: &'a PrintedReport) -> Self {
        let prose: Vec<&PrintedSentence> = report.sentences.iter().filter(|sentence| !sentence.is_in_table).collect();
        let tables = || report.tables.iter().chain(&report.turned);
        let quantities = prose.iter().flat_map(|sentence| sentence.quantities()).collect();
        let all_names = tables().map(|table| TableNames::of(table, &prose)).collect();
        Self { report, all_words: tables().map(TableWords::of).collect(), all_names, quantities, prose }
    }

    /// The words of each table.
    pub(super) fn words(&self) -> &[TableWords<'a>] {
        self.all_words.get(..self.report.tables.len()).unwrap_or_default()
    }

    /// The names in each table.
    pub(super) fn names(&self) -> &[TableNames] {
        self.all_names.get(..self.report.tables.len()).unwrap_or_default()
    }
}

impl Deref for ReadReport<'_> {
    type Target = PrintedReport;

    fn deref(&self) -> &PrintedReport {
        self.report
    }
}
