//! Which figures have changed since the baseline.

use crate::diff::{Comparison, Entry, Kind, Numbers};

/// Whether the figure has changed: another number or definition, new, or gone.
pub(crate) fn has_moved(entry: &Entry) -> bool {
    match entry.kind() {
        Kind::Changed | Kind::New | Kind::Gone | Kind::Incomparable => true,
        Kind::Unchanged => false,
        // Unknown on one side only is a change; unknown on both is not.
        Kind::Unknown => match &entry.comparison {
            Comparison::Number { numbers, .. } => became_known(*numbers),
            Comparison::Series { members, .. } => members.iter().any(|member| became_known(member.numbers)),
            Comparison::New(_) | Comparison::Gone(_) | Comparison::Incomparable(..) => false,
        },
    }
}

fn became_known(numbers: Numbers) -> bool {
    matches!(numbers, Numbers::Both(None, Some(_)) | Numbers::Both(Some(_), None))
}
