//! The same number printed in several places with different values.
//!
//! Whether two numbers are about the same thing is a matter of reading, so a difference is only a possible contradiction. Two
//! tables are compared if one names the other or both have the same label; a table and running text if the text counts what
//! the label names. Where the text mentions both numbers close together, it explains the difference.

mod between_tables;
mod counted;
mod explanation;
mod in_prose;
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
    let turned = labelled_rows(&report.turned);
    with_prose::check(report, &rows.into_iter().chain(turned).collect::<Vec<_>>(), claims);
    summary::check(report, prose, claims);
    totals::check(report, claims);
    in_prose::check(report, claims);
}

fn check_tables(rows: &[LabelledRow<'_>], prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, one) in rows.iter().enumerate() {
        let others = rows.iter().skip(at + 1).filter(|two| two.table.lines != one.table.lines);
        claims.extend(others.filter_map(|two| between_tables::compare(one, two, prose)));
    }
}
