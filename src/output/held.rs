//! Files and folders that another program has open. Windows then refuses to rename or delete them; other systems do not.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// `ERROR_ACCESS_DENIED`: also returned for a folder in which a file is open.
const ACCESS_DENIED: i32 = 5;
/// `ERROR_SHARING_VIOLATION`.
const SHARING_VIOLATION: i32 = 32;

/// Milliseconds between attempts. Virus scanners and OneDrive open what was just written, and close it within a second.
const WAITS: [u64; 5] = [10, 40, 100, 200, 400];

/// Renames a file or folder. Tries again for a moment if another program has it open.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to), is_held)
}

/// Deletes a folder. Tries again for a moment if another program has a file in it open.
pub fn remove_dir_all(folder: &Path) -> io::Result<()> {
    patiently(|| fs::remove_dir_all(folder), is_held)
}

/// Whether the error may say that another program has the file or folder open.
pub fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION))
}

/// Whether another program has locked the file, as Acrobat and Excel do in Windows with the file they show.
pub fn is_open_elsewhere(path: &Path) -> bool {
    cfg!(windows)
        && fs::OpenOptions::new()
            .append(true)
            .open(path)
            .is_err_and(|error| error.raw_os_error() == Some(SHARING_VIOLATION))
}

fn patiently(attempt: impl Fn() -> io::Result<()>, is_held: impl Fn(&io::Error) -> bool) -> io::Result<()> {
    for wait in WAITS {
        match attempt() {
            Err(error) if is_held(&error) => thread::sleep(Duration::from_millis(wait)),
            done => return done,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Fails `failures` times, and counts the attempts.
    fn attempts(failures: usize, is_held: bool) -> (usize, io::Result<()>) {
        let made = Cell::new(0);
        let attempt = || {
            made.set(made.get() + 1);
            if made.get() <= failures { Err(io::Error::from_raw_os_error(SHARING_VIOLATION)) } else { Ok(()) }
        };
        let outcome = patiently(attempt, |_| is_held);
        (made.get(), outcome)
    }

    #[test]
    fn what_another_program_has_open_for_a_moment_is_tried_again() {
        let (made, outcome) = attempts(2, true);
        assert_eq!(made, 3);
        assert!(outcome.is_ok());
    }

    #[test]
    fn what_stays_open_fails_in_the_end_and_other_errors_fail_at_once() {
        let (made, outcome) = attempts(100, true);
        assert_eq!(made, WAITS.len() + 1);
        assert!(outcome.is_err());
        assert_eq!(attempts(100, false).0, 1);
    }
}
