//! Calls into libraries that may panic on a file they did not foresee.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::Unreadable;

thread_local! {
    /// Whether a panic of this thread is to be silent, because it becomes an [`Unreadable`].
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What the call returns; a panic in it, or an error, means that the file is damaged.
///
/// What the call has changed must not be used after an error: it may be half done.
pub fn guarded<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, Unreadable> {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !SILENT.get() {
                before(info);
            }
        }));
    });
    SILENT.set(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    SILENT.set(false);
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Unreadable::damaged(&error.to_string())),
        Err(_) => Err(Unreadable::damaged("")),
    }
}
