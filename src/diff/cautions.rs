//! Warnings to a reader who compares two snapshots.

use crate::danish;
use crate::period::Period;
use crate::snapshot::Snapshot;

/// What can mislead in the comparison, in Danish.
pub(super) fn of(earlier: &Snapshot, later: &Snapshot) -> Vec<String> {
    let (before, after) = (&earlier.period, &later.period);
    let mut cautions = Vec::new();
    if !same_length(before, after) {
        cautions.push(format!(
            "Perioderne er ikke lige lange: {before} er {}, {after} er {}. Antal af det, der er sket i perioden, kan ikke sammenlignes direkte.",
            before.length(),
            after.length()
        ));
    }
    if before.start > after.start {
        cautions.push(format!("{before} ligger efter {after}: forskellene er regnet baglæns i tid."));
    }
    if before != after && before.start < after.end && after.start < before.end {
        cautions.push(format!("Perioderne {before} og {after} overlapper: noget er talt med i begge."));
    }
    cautions.extend([earlier, later].into_iter().filter_map(left_out));
    cautions
}

/// Warns that rows with errors were left out of the report's numbers.
pub(crate) fn left_out(snapshot: &Snapshot) -> Option<String> {
    let left_out: u64 = snapshot.datasets.values().map(|account| account.left_out).sum();
    (left_out > 0).then(|| {
        format!(
            "I {} {} er {} udeladt på grund af fejl: tal derfra kan være for små.",
            snapshot.report,
            snapshot.period,
            danish::rows(left_out)
        )
    })
}

/// Whether the periods have the same number of months, or of days if they are not whole months. A leap day is ignored.
fn same_length(before: &Period, after: &Period) -> bool {
    match (before.months(), after.months()) {
        (Some(before), Some(after)) => before == after,
        _ => (before.days() - after.days()).abs() <= 1,
    }
}
