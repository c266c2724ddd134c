//! The suite: every test runs the real program on real files and reads what it made.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what went wrong by panicking"
)]

mod changes;
mod checks;
mod cli;
mod data;
mod definitions;
mod diff;
mod exports;
mod hostile;
mod output;
mod pdf;
mod project;
mod prose;
mod published;
mod readme;
mod rejects;
mod rows;
mod samples;
mod snapshot;
mod tags;
