//! Disclosure control: nothing that is published tells of fewer persons than the threshold. Pure functions over counts, which
//! know nothing of reports.
//!
//! [`round()`] changes the finest counts, the inner cells, once and for all that is published: every table, chart, rate and file
//! is then a sum of changed cells. So everything adds up, and no difference between two numbers is a small count.

mod follow;
mod round;
mod sums;

pub use follow::{CountedCell, follow};
pub use round::round;
pub use sums::Sums;
