//! The same number printed in several places with different values.
//!
//! Whether two numbers are about the same thing is a matter of reading, so a difference is only a possible contradiction. Two
//! tables are compared if one names the other or both have the same label; a table and running text if the text counts what
//! the label names. Where the text mentions both numbers close together, it explains the difference.

mod between_tables;
mod explanation;
mod labelled_row;
mod row_name;
mod summary;
mod totals;
mod with_prose;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use labelled_row::{LabelledRow, labelled_rows};

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let rows = labelled_rows(&report.tables);
    let prose = &report.prose;
    check_tables(&rows, prose, claims);
    check_prose(&rows, prose, claims);
    summary::check(report, prose, claims);
    totals::check(report, claims);
}

fn check_tables(rows: &[LabelledRow<'_>], prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, one) in rows.iter().enumerate() {
        let others = rows.iter().skip(at + 1).filter(|two| two.table.lines != one.table.lines);
        claims.extend(others.filter_map(|two| between_tables::compare(one, two, prose)));
    }
}

fn check_prose(rows: &[LabelledRow<'_>], prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    let running: Vec<usize> =
        prose.iter().enumerate().filter(|(_, sentence)| is_running(sentence)).map(|(at, _)| at).collect();
    // If two rows have the same name, the text may mean either.
    let is_unique =
        |row: &&LabelledRow<'_>| rows.iter().filter(|other| other.name.content == row.name.content).count() == 1;
    for row in rows.iter().filter(|row| !row.printed.is_item).filter(is_unique) {
        claims.extend(running.iter().filter_map(|at| with_prose::compare(row, prose, *at)));
    }
}

/// Whether the sentence is running text with numbers, and not the labels of a chart.
fn is_running(sentence: &PrintedSentence) -> bool {
    let words = sentence.tokens.iter().filter(|placed| !placed.word().is_empty()).count();
    let numbers = sentence.tokens.iter().filter(|placed| placed.number().is_some()).count();
    numbers > 0 && words >= 3 && words >= 2 * numbers
}
