//! Calls into libraries that may panic on a file they did not foresee.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is to be silent, because it becomes a value.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

pub struct Panicked;

/// What the call returns; a panic in it becomes a value and is not shown.
///
/// What the call has changed must not be used after an error: it may be half done.
///
/// # Errors
/// When the call panics.
pub fn caught<T>(call: impl FnOnce() -> T) -> Result<T, Panicked> {
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
    result.map_err(|_| Panicked)
}
