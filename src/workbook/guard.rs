//! Calls into libraries that may panic on a damaged workbook.

use super::WorkbookError;
use crate::guard::caught;

/// Runs the call. An error or a panic in it means that the file is damaged.
///
/// After an error, drop everything that the call was changing: it may be half done.
pub fn guarded<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, WorkbookError> {
    match caught(call) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(WorkbookError::damaged(&error.to_string())),
        Err(_) => Err(WorkbookError::damaged("")),
    }
}
