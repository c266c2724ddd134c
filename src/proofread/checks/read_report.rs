//! What many checks need of a report, read once for all of them.

use std::ops::Deref;

use super::retold::words::TableWords;
use super::told_rows::names::TableNames;
use crate::proofread::report::PrintedReport;
use crate::proofread::sentence::PrintedSentence;

pub(in crate::proofread) struct ReadReport<'a> {
    report: &'a PrintedReport,
    /// The sentences outside tables.
    pub(super) prose: Vec<&'a PrintedSentence>,
    /// The words of each table.
    pub(super) words: Vec<TableWords<'a>>,
    /// The names in each table.
    pub(super) names: Vec<TableNames>,
}

impl<'a> ReadReport<'a> {
    pub(in crate::proofread) fn of(report: &'a PrintedReport) -> Self {
        let prose: Vec<&PrintedSentence> = report.sentences.iter().filter(|sentence| !sentence.is_in_table).collect();
        let names = report.tables.iter().map(|table| TableNames::of(table, &prose)).collect();
        Self { report, words: report.tables.iter().map(TableWords::of).collect(), names, prose }
    }
}

impl Deref for ReadReport<'_> {
    type Target = PrintedReport;

    fn deref(&self) -> &PrintedReport {
        self.report
    }
}
