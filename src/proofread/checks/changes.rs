//! Changes: `steg med 30 % fra 18 til 22`, `4 flere end de 18`, and the columns of a table named `Forskel` and `Ændring`.

mod amount;
mod apart;
mod columns;
mod comparisons;
mod followed;
mod noun;
mod pair;
mod sentences;
mod stated;
pub(super) mod words;

use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::Claim;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    for (at, sentence) in prose.iter().enumerate() {
        sentences::check(sentence, claims);
        comparisons::check(prose, at, claims);
        followed::check(prose, at, claims);
        noun::check(prose, at, claims);
        stated::check(sentence, claims);
        apart::check(sentence, claims);
    }
    for table in &report.tables {
        columns::check(table, claims);
    }
}
