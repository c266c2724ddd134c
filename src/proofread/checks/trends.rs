//! Trends: `steget hvert år`, of the numbers in the sentence or in a table, and `alle typer er vokset fra 2022 til 2023`.

mod every;
pub(super) mod series;
mod standard;

use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::Claim;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    let words = report.words();
    for at in 0..prose.len() {
        claims.extend(prose.get(at).and_then(|sentence| series::check(sentence)));
        claims.extend(every::check(prose, at, words));
        claims.extend(standard::check(prose, at, words));
    }
}
