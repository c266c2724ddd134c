//! Which figures have changed since the baseline.

use crate::diff::{ChangeKind, Difference, FigureChange, NumberPair};

/// Whether the figure has changed: another number or definition, new, or gone.
pub(crate) fn has_moved(entry: &FigureChange) -> bool {
    match entry.kind() {
        ChangeKind::Changed | ChangeKind::New | ChangeKind::Gone | ChangeKind::Incomparable => true,
        ChangeKind::Unchanged => false,
        // Unknown on one side only is a change; unknown on both is not.
        ChangeKind::Unknown => match &entry.difference {
            Difference::Number { numbers, .. } => is_known_on_one_side(*numbers),
            Difference::Series { members, .. } => members.iter().any(|member| is_known_on_one_side(member.numbers)),
            Difference::New(_) | Difference::Gone(_) | Difference::Incomparable(..) => false,
        },
    }
}

fn is_known_on_one_side(numbers: NumberPair) -> bool {
    matches!(numbers, NumberPair::Both(None, Some(_)) | NumberPair::Both(Some(_), None))
}
