//! The tables of a report, and which of them a sentence is about.

use super::names::TableNames;
use crate::proofread::checks::about_tables::{AROUND, TableSentence};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::words::TableWords;

/// First lines of a report that may be its title.
const TITLE_LINES: usize = 4;
/// Most lines between a table and a sentence right below it.
const NEAR: usize = 8;

/// The tables of a report, and the years of its title.
pub(super) struct NamedTables<'a> {
    pub(super) words: &'a [TableWords<'a>],
    pub(super) names: &'a [TableNames],
    pub(super) title_years: Vec<f64>,
}

impl<'a> NamedTables<'a> {
    pub(super) fn of(report: &'a ReadReport<'_>) -> Self {
        let above = report.lines.iter().filter(|line| !line.is_in_table).take(TITLE_LINES);
        let above = above.filter(|line| !line.text.ends_with('.'));
        let title_years = above.flat_map(|line| years(&tokens(&line.text))).map(|(_, year)| year).collect();
        Self { words: &report.all_words, names: &report.all_names, title_years }
    }

    /// Whether the sentence is on the lines around the table. Further away the same words may be about something else.
    fn is_near(&self, index: usize, sentence: &PrintedSentence) -> bool {
        let lines = self.words.get(index).map(|words| &words.table.lines);
        lines.is_some_and(|lines| sentence.index + AROUND >= lines.start && sentence.index <= lines.end + AROUND)
    }

    /// Whether the table ends on a line before the sentence.
    fn ends_before(&self, index: usize, sentence: &PrintedSentence) -> bool {
        self.words.get(index).is_some_and(|words| words.table.lines.end <= sentence.index)
    }

    /// Indices of the tables that the sentence may be about. Of several whose rows it names, it is about the one that it names.
    pub(super) fn about(&self, prose: &[&PrintedSentence], at: usize) -> Vec<usize> {
        let (Some(sentence), Some(about)) = (prose.get(at), TableSentence::of(prose, at, self.words)) else {
            return Vec::new();
        };
        let told = years(&sentence.tokens);
        let fits = |index: &usize| {
            let names = self.names.get(*index);
            let known =
                names.map_or(&[][..], |names| if names.years.is_empty() { &self.title_years } else { &names.years });
            self.words.get(*index).is_some_and(|words| !about.is_of_other(*index, words))
                && (about.names(*index) || self.is_near(*index, sentence))
                && told.iter().all(|(_, year)| known.contains(year))
        };
        let all: Vec<usize> = (0..self.words.len()).filter(fits).collect();
        let rows_of = |index: usize| self.names.get(index).map_or(0, |names| names.distinct_rows(&sentence.tokens));
        let is_about = |index: &usize| {
            let (words, names) = (self.words.get(*index), self.names.get(*index));
            words.is_some_and(|words| about.is_about(*index, words))
                || names.is_some_and(|names| sentence.tokens.iter().any(|placed| names.is_long_row_noun(placed.word())))
                || rows_of(*index) >= 2
        };
        let mut candidates: Vec<usize> = all.iter().copied().filter(is_about).collect();
        if candidates.is_empty() {
            // The name of a row means the only table around that has it.
            let around: Vec<usize> = all.iter().copied().filter(|index| rows_of(*index) > 0).collect();
            let first = around.first().and_then(|index| self.words.get(*index)).map(|words| words.table.lines.start);
            let is_first = |index: &usize| self.words.get(*index).map(|words| words.table.lines.start) == first;
            candidates.extend(around.iter().copied().filter(|_| around.iter().all(is_first)));
        }
        if candidates.is_empty() {
            let is_above = |index: &usize| {
                let lines = self.words.get(*index).map(|words| &words.table.lines);
                lines.is_some_and(|lines| lines.end <= sentence.index && sentence.index <= lines.end + NEAR)
            };
            candidates.extend(all.iter().copied().rfind(is_above));
        }
        // A table may be among them a second time, turned.
        let lines = |index: &usize| self.words.get(*index).map(|words| words.table.lines.start);
        let found: Vec<_> = candidates.iter().map(lines).collect();
        candidates.extend(
            all.iter()
                .filter(|index| found.contains(&lines(index)) && !candidates.contains(index))
                .copied()
                .collect::<Vec<_>>(),
        );
        let named: Vec<usize> = candidates.iter().copied().filter(|index| rows_of(*index) > 0).collect();
        let first = named.first().and_then(lines);
        match named.len() {
            0 => candidates,
            _ if named.iter().all(|index| lines(index) == first) => named,
            _ => {
                let told: Vec<usize> = named.iter().copied().filter(|index| about.names(*index)).collect();
                // Without its name, the table right above is meant.
                let above =
                    all.iter().filter(|index| self.ends_before(**index, sentence)).max_by_key(|index| lines(index));
                let above = above.filter(|_| told.is_empty()).map(lines);
                let is_above = |index: &usize| above == Some(lines(index));
                if told.is_empty() { named.into_iter().filter(is_above).collect() } else { told }
            }
        }
    }
}
