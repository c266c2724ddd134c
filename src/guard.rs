//! Turns panics into values where a single call may fail, and into a Danish message otherwise. Libraries panic on files that they
//! did not foresee.

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
    /// Whether a panic of this thread is not printed, because [`caught`] turns it into a value.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Whether panics of all threads are not printed.
static HIDDEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Source location of the last panic.
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

/// Calls, and turns a panic into an error instead of printing it.
///
/// After an error, do not use what the call has changed: it may be inconsistent.
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

/// Ends the program with this reason. Writes in pieces, because there may be no memory to join them.
fn end_program(why: &str) -> ! {
    let mut out = io::stderr();
    let mut say = |text: &str| out.write_all(text.as_bytes());
    // A write error cannot be reported anywhere. `try_lock`, because this thread may hold the lock itself.
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

/// The source location, without the folders of the machine that compiled the program.
fn short(location: &Location<'_>) -> String {
    let file = location.file().replace('\\', "/");
    let package = file.rfind("/src/").map_or(0, |at| file[..at].rfind('/').map_or(0, |slash| slash + 1));
    format!("{}:{}", &file[package..], location.line())
}

/// Ignores poisoning: a panic while the lock was held cannot leave half a text.
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
