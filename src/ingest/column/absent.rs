//! Texts that exports write where there is no value.

use crate::cell::RawCell;

/// In lower case.
const MARKERS: [&str; 18] = [
    "-",
    "–",
    "—",
    "*",
    "**",
    ".",
    "..",
    "?",
    "n/a",
    "na",
    "#n/a",
    "i/t",
    "null",
    "(tom)",
    "(blank)",
    "ukendt",
    "uoplyst",
    "ikke oplyst",
];

/// Bytes of the longest marker, so that long texts are not lower-cased in vain.
const LONGEST: usize = 12;

pub fn stands_for_no_value(cell: &RawCell<'_>) -> bool {
    matches!(cell, RawCell::Text(text) if text.len() <= LONGEST && MARKERS.contains(&text.to_lowercase().as_str()))
}
