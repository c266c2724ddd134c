//! The amount that a text gives for a change, and whether it follows from the two numbers.

use crate::proofread::checks::prelude::*;

pub(super) struct ChangeAmount {
    pub(super) printed: PrintedNumber,
    pub(super) kind: StatedKind,
    /// A percentage alone in brackets may be a share.
    pub(super) is_sure: bool,
    /// Index after its last token.
    pub(super) end: usize,
}

/// `Fra 18 til 22 er en stigning`
pub(super) fn subject(change: &PrintedChange) -> String {
    let movement = if change.rises() { "en stigning" } else { "et fald" };
    format!("Fra {} til {} er {movement}", change.from, change.to)
}

/// How the amount measures a change between numbers that are percentages or not. `None` for a percentage of percentages, which
/// may be points.
pub(super) fn kind(printed: &PrintedNumber, of_percent: bool, is_points: bool) -> Option<StatedKind> {
    match (printed.percent, of_percent) {
        _ if printed.is_year => None,
        (true, false) => Some(StatedKind::Percent),
        (false, percent) if percent == is_points => Some(StatedKind::Difference),
        _ => None,
    }
}

impl ChangeAmount {
    /// Compares the amount with the change of the two numbers. Returns the computation in Danish.
    pub(super) fn judge(&self, change: &PrintedChange) -> Option<(ClaimVerdict, String)> {
        let printed = self.printed;
        let subject = subject(change);
        let exact = change.computed(self.kind)?;
        // Words give the direction, so the amount has no sign.
        let signed = PrintedNumber { value: printed.value.copysign(exact), ..printed };
        let is_points = self.kind == StatedKind::Difference && change.from.percent;
        let unit = if is_points { "\u{a0}procentpoint" } else { "" };
        Some(if change.agrees(self.kind, &signed)? {
            (ClaimVerdict::Agrees, format!("{subject} på {printed}{unit}, som der står."))
        } else {
            let verdict = if self.is_sure { ClaimVerdict::Contradicts } else { ClaimVerdict::MayContradict };
            let computed = printed.corrected(exact.abs());
            (verdict, format!("{subject} på {computed}{unit}, men der står {printed}{unit}."))
        })
    }
}
