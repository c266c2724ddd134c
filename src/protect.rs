//! Disclosure control: nothing that is published reveals fewer persons than the threshold. Pure functions over counts, which know
//! nothing of reports.
//!
//! [`round()`] rounds the finest counts, the inner cells, once, before anything is published: every published count is then a sum
//! of rounded cells. So everything adds up, and no difference between two numbers is a small count.
//!
//! [`suppress()`] hides small sums, and others from which they could be computed. What is not hidden stays exact.

mod atoms;
mod follow;
mod round;
mod span;
mod sums;
mod suppress;

pub use atoms::{Atoms, small_differences};
pub use follow::{CountedCell, follow};
pub use round::round;
pub use sums::Sums;
pub use suppress::{PublishedSum, SumState, suppress};
