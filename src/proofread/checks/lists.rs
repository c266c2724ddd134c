//! Counts of lists: »tre emner:« and a list of four, »tre områder: medicin, prøver og besøg«, and a list of what a table counts.

mod named;
mod ordered;
mod rows;
mod stated;
mod tabled;

use crate::proofread::claim::Claim;
use crate::proofread::report::PrintedReport;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    for list in &report.lists {
        claims.extend(stated::compare(report, list).or_else(|| tabled::compare(report, list)));
    }
    let inline = |sentence| stated::compare_inline(sentence).or_else(|| named::compare(sentence));
    claims.extend(report.prose().into_iter().filter_map(inline));
    claims.extend(report.prose().into_iter().filter_map(|sentence| rows::compare(report, sentence)));
    claims.extend(report.prose().into_iter().filter_map(|sentence| ordered::compare(report, sentence)));
}
