//! Batches: a report for each member of a register, all from one reading and one computation.
//!
//! `members` finds the members, `naming` decides how they are shown to each other, `sight` makes the snapshot of a member: the
//! figures as it may see them. `manifest` lists what was made, and `index` shows that as a web page.

mod index;
mod manifest;
mod members;
mod names;
mod naming;
mod sight;

pub use index::index;
pub use manifest::{BatchEntry, BatchManifest, EntryState, INDEX_FILE, MANIFEST_FILE};
pub use members::{BatchMember, members};
pub use sight::Sight;
