//! Trends: `steget hvert år`, of the numbers in the sentence or in a table, and `alle typer er vokset fra 2022 til 2023`.

mod every;
mod series;
mod standard;

use super::retold::words::TableWords;
use crate::proofread::claim::Claim;
use crate::proofread::report::PrintedReport;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    let prose = report.prose();
    let words: Vec<TableWords<'_>> = report.tables.iter().map(TableWords::of).collect();
    for at in 0..prose.len() {
        claims.extend(series::check(&prose, at, &words));
        claims.extend(every::check(&prose, at, &words));
        claims.extend(standard::check(&prose, at, &words));
    }
}
