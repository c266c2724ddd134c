//! Changes: `steg med 30 % fra 18 til 22`, `4 flere end de 18`, and the columns of a table named `Forskel` and `Ændring`.

mod amount;
mod columns;
pub(super) mod numbers;
mod pairs;
mod told;
pub(super) mod words;

use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::claim::Claim;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    (0..prose.len()).for_each(|at| told::check(prose, at, claims));
    for table in &report.tables {
        columns::check(table, claims);
    }
}
