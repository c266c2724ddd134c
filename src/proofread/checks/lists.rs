//! Counts of lists: »tre emner:« and a list of four, »tre områder: medicin, prøver og besøg«, and a list of what a table counts.

mod named;
mod ordered;
mod rows;
mod stated;
mod tabled;

use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::Claim;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for list in &report.lists {
        claims.extend(stated::compare(report, list).or_else(|| tabled::compare(report, list)));
    }
    let inline = |sentence| stated::compare_inline(sentence).or_else(|| named::compare(sentence));
    claims.extend(report.prose.iter().copied().filter_map(inline));
    claims.extend(report.prose.iter().copied().filter_map(|sentence| rows::compare(report, sentence)));
    claims.extend(report.prose.iter().copied().filter_map(|sentence| ordered::compare(report, sentence)));
}
