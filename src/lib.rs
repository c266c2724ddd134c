//! kapreport builds the annual reports of quality units in general practice: exports in, every number once, an accessible
//! Danish PDF out.
//!
//! The stages, in order; each takes the finished type of the one before it:
//! [`definition`] and [`ingest`], [`figures`], [`checks`], [`snapshot`], [`compose`], [`typeset`]. Beside them, [`diff`]
//! and [`compare`] read snapshots only.

pub mod checks;
pub mod ci;
pub mod cli;
pub mod compare;
pub mod compose;
pub mod config;
pub mod cpr;
pub mod danish;
pub mod definition;
pub mod diff;
mod digest;
pub mod figure_id;
pub mod figures;
pub mod findings;
pub mod forms;
mod guard;
pub mod ingest;
pub mod inputs;
pub mod output;
pub mod period;
mod pipeline;
pub mod preview;
pub mod proofread;
pub mod published;
pub mod schema;
pub mod snapshot;
pub mod spreadsheet;
pub mod starter;
pub mod trace;
pub mod typeset;
