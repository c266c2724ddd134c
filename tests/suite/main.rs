//! The suite: every test runs the real program on real files and reads what it made.

mod cli;
mod data;
mod definitions;
mod output;
mod pdf;
mod project;
mod prose;
mod published;
mod readme;
mod samples;
mod snapshot;
mod tags;
