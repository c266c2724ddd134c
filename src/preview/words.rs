//! Counts in words.

use crate::danish;

/// `1 side`, `4 sider`
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    danish::counted(count as u64, one, many)
}

/// `1.016`
pub(crate) fn whole(count: u64) -> String {
    danish::number(count as f64, 0)
}
