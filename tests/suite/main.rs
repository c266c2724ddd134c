//! The suite: tests run the program on files and read its output.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what went wrong by panicking"
)]

mod against;
mod architecture;
mod around_tables;
mod batch;
mod below_zero;
mod cells;
mod changes;
mod charts;
mod checks;
mod ci;
mod cli;
mod compare;
mod concepts;
mod conditions;
mod counted;
mod data;
mod dates;
mod definitions;
mod diff;
mod dimensions;
mod docs;
mod drafts;
mod exports;
mod extremes;
mod few;
mod hostile;
mod init;
mod inputs;
mod joins;
mod layouts;
mod look;
mod nights;
mod numbers;
mod output;
mod pages;
mod pdf;
mod persons;
mod preview;
mod project;
mod proofread;
mod prose;
mod protect;
mod published;
mod quoted;
mod rates;
mod readme;
mod recipes;
mod rejects;
mod renamed;
mod rows;
mod samples;
mod schema;
mod seen_in_rows;
mod signs;
mod snapshot;
mod spellings;
mod sql;
mod statistics;
mod tables_xlsx;
mod tags;
mod texts;
mod totals;
mod trace;
mod unseen;
mod watch;
