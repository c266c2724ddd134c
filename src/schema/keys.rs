//! The descriptions.

mod chapter;
mod datasets;
mod figures;
mod others;
mod presentation;
mod report;

use super::{Key, KeyKind, SchemaFile, TableSchema};

pub const FILES: &[SchemaFile] = &[
    SchemaFile { name: "report", path: "report.toml", root: &report::REPORT },
    SchemaFile { name: "datasets", path: "datasets.toml", root: &datasets::DATASETS },
    SchemaFile { name: "chapter", path: "<chapter>.toml", root: &chapter::CHAPTER },
    SchemaFile { name: "concepts", path: "shared/concepts.toml", root: &others::CONCEPTS },
    SchemaFile { name: "overblik", path: "overblik/overblik.toml", root: &others::OVERVIEW },
    SchemaFile { name: "kapreport", path: "kapreport.toml", root: &others::CONFIG },
    SchemaFile { name: "accepted", path: "accepted.toml", root: &others::ACCEPTED },
    SchemaFile { name: "published", path: "published.toml", root: &others::PUBLISHED },
];

/// A table with these keys.
const fn table(name: &'static str, written: &'static str, about: &'static str, keys: &'static [Key]) -> TableSchema {
    TableSchema { name, written, about, keys, entries: None }
}

/// A table whose keys are names.
const fn names(name: &'static str, written: &'static str, about: &'static str, entries: KeyKind) -> TableSchema {
    TableSchema { name, written, about, keys: &[], entries: Some(entries) }
}

/// A key that may be there.
const fn key(name: &'static str, kind: KeyKind, about: &'static str) -> Key {
    Key { name, kind, required: false, about }
}

/// A key that must be there.
const fn required(name: &'static str, kind: KeyKind, about: &'static str) -> Key {
    Key { name, kind, required: true, about }
}
