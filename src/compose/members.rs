//! The members of a series, as tables and charts show them.

use crate::definition::table::Sort;
use crate::snapshot::Member;

/// The members in this order; equals keep theirs, and unknown numbers come last.
pub fn sorted(mut members: Vec<&Member>, sort: Sort) -> Vec<&Member> {
    if sort == Sort::Falling {
        members.sort_by(|a, b| b.value.unwrap_or(f64::MIN).total_cmp(&a.value.unwrap_or(f64::MIN)));
    }
    members
}
