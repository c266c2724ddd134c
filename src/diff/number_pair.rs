//! The two numbers of a figure or a member that a diff compares.

use super::{Change, ChangeKind, ChangeLimit};
use crate::definition::figure::NumberFormat;

/// The numbers of a figure or member on the two sides. `None` is a number that is unknown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NumberPair {
    Both(Option<f64>, Option<f64>),
    Earlier(Option<f64>),
    Later(Option<f64>),
}

impl NumberPair {
    /// The change, if both numbers are known.
    pub(crate) fn change(self, format: NumberFormat) -> Option<Change> {
        match self {
            Self::Both(Some(then), Some(now)) => Some(Change::between(then, now, format)),
            Self::Both(..) | Self::Earlier(_) | Self::Later(_) => None,
        }
    }

    pub(crate) fn kind(self, format: NumberFormat) -> ChangeKind {
        match (self, self.change(format)) {
            (Self::Earlier(_), _) => ChangeKind::Gone,
            (Self::Later(_), _) => ChangeKind::New,
            (Self::Both(..), None) => ChangeKind::Unknown,
            (Self::Both(..), Some(change)) if change.is_zero() => ChangeKind::Unchanged,
            (Self::Both(..), Some(_)) => ChangeKind::Changed,
        }
    }

    pub(super) fn exceeds(self, limit: ChangeLimit, format: NumberFormat) -> bool {
        self.change(format).is_some_and(|change| change.exceeds(limit))
    }
}
