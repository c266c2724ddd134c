//! kapreport builds the annual reports of Danish quality units: exports in, an accessible PDF out, and each number defined,
//! computed and checked once.
//!
//! ```text
//! definition ─┐
//! exports ────┴> ingest ──> figures ──> checks ──> snapshot ──> compose ──> typeset ──> PDF · figures.json · tables.xlsx
//!                (typed     (values)    (do they   (plain       (prose,     (pages)
//!                tables)                agree?)    data)        tables)
//!                                                     └──> trace · diff · compare · preview
//! ```
//!
//! The arrows point one way: a stage takes the finished type of the one before it and knows nothing of later ones. What is wrong
//! with data, definitions or prose is never an `Err` but a [`findings::Finding`], pushed to a list that all stages share.
//!
//! Read `pipeline.rs` next: it calls the stages in order.

#![allow(rustdoc::private_intra_doc_links, reason = "the documentation is built with private items")]
#![allow(missing_docs, reason = "no other crate uses the library; a comment that repeats a name helps nobody")]

// ── Ground: used everywhere, knows nothing of reports ──

// Numbers, dates and words as Danish prints them.
mod danish;

// Finds and masks CPR numbers, which identify persons and must not get into a report.
mod cpr;

// Contrast of colours.
mod contrast;

// SHA-256 as text.
mod digest;

// Runs calls that may panic, never return or exhaust memory.
mod guard;

// Intervals, standardised rates and funnel limits, by published formulas.
mod statistics;

// Rounding and suppression of small counts.
mod protect;

// Findings: code, severity, Danish message, place and advice of what is wrong; printed for people.
mod findings;

// The period of a report: a label and a half-open interval of dates.
mod period;

// Names of figures: `chapter.name` and `chapter.name[member]`.
mod figure_id;

// Writes a folder or a file in one step where the file system can, so that nobody sees half a report.
mod output;

// Formats and headings that all written workbooks share.
mod spreadsheet;

// Cells as they are in a file, before a column's type gives them a meaning.
mod cell;

// Reads workbooks of every format: bytes in, rows of cells out.
mod workbook;

// Output forms that `diff` and `compare` share.
mod forms;

// ── Definition: the text files that make a report ──

// Reads and validates `report.toml`, `datasets.toml` and the chapters.
mod definition;

// Describes every key of these files, for editors and for `docs/reference.md`.
mod schema;

// Reads `kapreport.toml`: the defaults of the command line.
mod config;

// ── Stages, in order ──

// Reads exports into typed tables. Each row keeps its file, sheet and row number.
mod ingest;

// Computes all figures with SQL: one statement per dataset, and one more per grouping.
mod figures;

// Checks that figures agree with each other.
mod checks;

// `figures.json`: all figures of one report and period, and what they were made from. A report can be composed and typeset from
// this alone.
mod snapshot;

// Fills prose, tables and charts with the figures, as sources for Typst.
mod compose;

// Typesets the sources: PDF, page images, and the words on each page.
mod typeset;

// A report for each member of a register, from one computation.
mod batch;

// Calls the stages in order, for each command.
mod pipeline;

// ── What reads snapshots ──

// What is behind a number: its definition, SQL, files and rows.
mod trace;

// What has changed between two snapshots.
mod diff;

// Reports side by side, by the concepts that their figures share.
mod compare;

// Web pages that show editors what has changed since a baseline.
mod preview;

// ── Printed reports ──

// Finds contradictions in a finished report, PDF or text.
mod proofread;

// Compares the figures of a printed report with the computed ones.
mod published;

// ── Making a report ──

// Makes the folder of a new report.
mod starter;

// Makes workbooks in which people enter data.
mod inputs;

// ── The program ──

// Commands: arguments in, one call, Danish output.
pub mod cli;

// Findings in the forms that CI systems read.
mod ci;

/// What the program's allocator calls.
pub mod memory {
    pub use crate::guard::{before_allocation, refuse};
}

/// What tests and benches use of the stages. The program needs only [`cli::run`] and [`memory`]: everything else is private, so
/// that the compiler finds unused code.
pub mod testing {
    pub mod checks {
        pub use crate::checks::{Guard, Premises, coverage, run};
    }
    pub mod compose {
        pub use crate::compose::{Blueprint, Document, Edition, compose};
    }
    pub mod definition {
        pub use crate::definition::{Definition, Located, Templates, read};
        pub mod expression {
            pub use crate::definition::expression::Expression;
        }
        pub mod figure {
            pub use crate::definition::figure::{FigureOrigin, Query};
        }
    }
    pub mod figure_id {
        pub use crate::figure_id::{FigureId, FigureRef};
    }
    pub mod figures {
        pub use crate::figures::{Computed, Single, Tables, compute, compute_derived, singles, snapshot, statements};
    }
    pub mod findings {
        pub use crate::findings::{Code, Findings, Severity};
    }
    pub mod ingest {
        pub use crate::ingest::{DatasetTable, Ingested, Options, Strictness, ingest};
        pub mod rejects {
            pub use crate::ingest::rejects::workbook;
        }
    }
    pub mod period {
        pub use crate::period::Period;
    }
    pub mod proofread {
        use std::path::Path;

        use crate::proofread::Proofreading;
        use crate::proofread::document::PrintedDocument;

        /// How many claims a printed report has that can be recomputed.
        pub fn count_claims(name: &Path, bytes: Vec<u8>) -> anyhow::Result<usize> {
            Ok(Proofreading::of(&PrintedDocument::of(name, bytes)?).claims.len())
        }
    }
    pub mod protect {
        pub use crate::protect::{CountedCell, PublishedSum, SumState, Sums, follow, round, suppress};
    }
    pub mod schema {
        pub use crate::schema::{FILES, SchemaFile, TableSchema, json, markdown};
    }
    pub mod snapshot {
        pub use crate::snapshot::{FORMAT, Lookup, Snapshot, Value};
    }
    pub mod statistics {
        pub use crate::statistics::{
            Confidence, ConfidenceInterval, Estimate, Overdispersion, Quartiles, Stratum, byar, count_interval, dobson,
            expected, fay_feuer, funnel_rate, funnel_share, observed_to_expected, poisson_exact, wilson,
        };
    }
    pub mod typeset {
        pub use crate::typeset::typeset;
    }
}
