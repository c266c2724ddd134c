//! The descriptions.

mod chapter;
mod datasets;
mod figures;
mod others;
mod presentation;
mod report;

use super::{File, Key, Kind, Shape};

pub const FILES: &[File] = &[
    File { name: "report", path: "report.toml", root: &report::REPORT },
    File { name: "datasets", path: "datasets.toml", root: &datasets::DATASETS },
    File { name: "chapter", path: "<chapter>.toml", root: &chapter::CHAPTER },
    File { name: "concepts", path: "shared/concepts.toml", root: &others::CONCEPTS },
    File { name: "overblik", path: "overblik/overblik.toml", root: &others::OVERVIEW },
    File { name: "kapreport", path: "kapreport.toml", root: &others::CONFIG },
    File { name: "published", path: "published.toml", root: &others::PUBLISHED },
];

/// A table with these keys.
const fn table(name: &'static str, written: &'static str, about: &'static str, keys: &'static [Key]) -> Shape {
    Shape { name, written, about, keys, entries: None }
}

/// A table whose keys are names.
const fn names(name: &'static str, written: &'static str, about: &'static str, entries: Kind) -> Shape {
    Shape { name, written, about, keys: &[], entries: Some(entries) }
}

/// A key that may be there.
const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: false, about }
}

/// A key that must be there.
const fn required(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: true, about }
}
