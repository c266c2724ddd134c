//! Calls into libraries that may panic on a damaged workbook.

use super::WorkbookError;
use crate::guard::caught;

/// Runs the call. An error or a panic in it means that the file is damaged.
///
/// After an error, drop everything that the call was changing: it may be inconsistent.
pub fn guarded<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, WorkbookError> {
    unless_panicked(|| call().map_err(|error| WorkbookError::damaged(&error.to_string())))
}

/// Runs many calls of a library under one guard, if a guard for each would cost too much.
pub fn unless_panicked<T>(calls: impl FnOnce() -> Result<T, WorkbookError>) -> Result<T, WorkbookError> {
    caught(calls).unwrap_or_else(|_| Err(WorkbookError::damaged("")))
}
