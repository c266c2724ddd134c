//! Sums that are off by no more than rounding, where the report says that its numbers are rounded: »tallene summer ikke altid på grund af
//! afrunding«.

use super::claim::{Claim, ClaimVerdict};
use super::report::PrintedReport;
use crate::findings::Code;

/// A note applies to the numbers up to this many lines above and below it: a table with its notes.
const NEAR: usize = 45;

/// Removes the claims about sums whose difference rounding explains.
pub(super) fn excuse(report: &PrintedReport, claims: &mut Vec<Claim>) {
    let is_note = |text: &str| {
        let text = text.to_lowercase();
        text.contains("afrunding") || text.contains("because of rounding") || text.contains("due to rounding")
    };
    let notes: Vec<usize> =
        report.lines.iter().enumerate().filter(|(_, line)| is_note(&line.text)).map(|(at, _)| at).collect();
    claims.retain(|claim| !is_explained(claim, &notes));
}

fn is_explained(claim: &Claim, notes: &[usize]) -> bool {
    if claim.code != Code::PrintedSum || claim.verdict == ClaimVerdict::Agrees {
        return false;
    }
    let values = || claim.numbers.iter().map(|number| number.value());
    let total = values().fold(0.0, f64::max);
    // Each number is off by half of its last digit at most; whole numbers have none behind the comma.
    let slack = 0.5 * claim.numbers.len() as f64;
    let is_whole = values().all(|value| value.fract() == 0.0);
    let is_near = claim.numbers.iter().any(|number| notes.iter().any(|note| note.abs_diff(number.line) <= NEAR));
    is_near && is_whole && (values().sum::<f64>() - 2.0 * total).abs() <= slack
}
