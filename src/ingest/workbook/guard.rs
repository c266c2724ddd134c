//! Calls into libraries that may panic on a workbook they did not foresee.

use super::Unreadable;
use crate::guard::{Panicked, caught};

/// What the call returns; a panic in it, or an error, means that the file is damaged.
///
/// What the call has changed must not be used after an error: it may be half done.
pub fn guarded<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, Unreadable> {
    match caught(call) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Unreadable::damaged(&error.to_string())),
        Err(Panicked) => Err(Unreadable::damaged("")),
    }
}
