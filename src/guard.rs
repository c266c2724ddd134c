//! What becomes of a panic: a value where one call may fail, and a sentence for the person who ran the program. Libraries panic on
//! files that they did not foresee.

mod bounded;
mod deadline;

use std::cell::Cell;
use std::fmt;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, Location, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

pub use bounded::{CallLimits, Unfinished, before_allocation, bounded, refuse};
pub use deadline::deadline;

thread_local! {
    /// Whether a panic of this thread is to be silent, because it becomes a value.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Whether panics of all threads are silent.
static HIDDEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Where in the code the last panic was.
static LAST: Mutex<String> = Mutex::new(String::new());

/// What the program works on: a file or a chapter.
static SUBJECT: Mutex<String> = Mutex::new(String::new());

/// What it means for the output if the program ends now, in Danish.
static CONSEQUENCE: Mutex<String> = Mutex::new(String::new());

/// A call that panicked.
#[derive(Debug)]
pub struct Panicked {
    /// Where in the code: `typst-layout-0.15.1/src/grid.rs:120`. Never the message, which may quote a cell.
    pub at: String,
}

impl fmt::Display for Panicked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Det er en fejl i kapreport ({})", self.at)
    }
}

/// What the call returns; a panic in it becomes a value and is not shown.
///
/// What the call has changed must not be used after an error: it may be half done.
///
/// # Errors
/// When the call panics.
pub fn caught<T>(call: impl FnOnce() -> T) -> Result<T, Panicked> {
    install_hook();
    let before = SILENT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    SILENT.set(before);
    result.map_err(|_| Panicked { at: locked(&LAST).clone() })
}

/// Keeps panics off the terminal; the program says what they mean. `RUST_BACKTRACE` shows them to developers.
pub fn hide_panics() {
    install_hook();
    HIDDEN.store(std::env::var_os("RUST_BACKTRACE").is_none(), Ordering::Relaxed);
}

/// Notes what the program works on from now on, for the message if it fails.
pub fn work_on(subject: &str) {
    subject.clone_into(&mut locked(&SUBJECT));
}

/// What the program works on; "" if that is unknown.
pub fn subject() -> String {
    locked(&SUBJECT).clone()
}

/// Notes what it means for the output if the program ends from now on.
pub fn would_mean(consequence: &str) {
    consequence.clone_into(&mut locked(&CONSEQUENCE));
}

/// Ends the program for this reason. Writes in pieces, because there may be no memory for a text.
fn end_program(why: &str) -> ! {
    let mut out = io::stderr();
    let mut say = |text: &str| out.write_all(text.as_bytes());
    // Nobody is left to tell of a write error. The thread may hold a lock itself.
    let _ = (|| {
        say("fejl: ")?;
        say(why)?;
        if let Ok(subject) = SUBJECT.try_lock()
            && !subject.is_empty()
        {
            say(" ")?;
            say(&subject)?;
        }
        say(".\n")?;
        if let Ok(consequence) = CONSEQUENCE.try_lock()
            && !consequence.is_empty()
        {
            say("\n")?;
            say(&consequence)?;
            say("\n")?;
        }
        io::Result::Ok(())
    })();
    std::process::exit(2)
}

fn install_hook() {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            *locked(&LAST) = info.location().map_or_else(String::new, short);
            if !SILENT.get() && !HIDDEN.load(Ordering::Relaxed) {
                before(info);
            }
        }));
    });
}

/// The place without the folders of the machine that compiled it.
fn short(location: &Location<'_>) -> String {
    let file = location.file().replace('\\', "/");
    let package = file.rfind("/src/").map_or(0, |at| file[..at].rfind('/').map_or(0, |slash| slash + 1));
    format!("{}:{}", &file[package..], location.line())
}

/// A panic while the lock was held leaves a whole text.
fn locked(text: &Mutex<String>) -> MutexGuard<'_, String> {
    text.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_value_that_says_where_and_not_what() {
        let panicked = caught(|| panic!("Birthe")).unwrap_err();
        assert!(panicked.at.starts_with("src/guard.rs:"), "{panicked}");
        assert!(!panicked.to_string().contains("Birthe"));
    }

    #[test]
    fn a_call_inside_another_is_caught_by_itself() {
        let outer = caught(|| caught(|| panic!("den indre")).is_err());
        assert!(outer.is_ok_and(|is_caught| is_caught));
    }
}
