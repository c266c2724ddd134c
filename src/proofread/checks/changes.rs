//! Changes: `steg med 30 % fra 18 til 22`, `4 flere end de 18`, and the columns of a table named `Forskel` and `Ændring`.

mod columns;
mod comparisons;
mod sentences;

use crate::proofread::claim::Claim;
use crate::proofread::report::PrintedReport;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    for sentence in report.prose() {
        sentences::check(sentence, claims);
        comparisons::check(sentence, claims);
    }
    for table in &report.tables {
        columns::check(table, claims);
    }
}
