//! What a run that is stopped must not leave behind: its staging folders and lock files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use super::manifest::{Manifest, Ownership};

/// How long a signal waits for an exchange of files to end.
const PATIENCE: Duration = Duration::from_secs(5);
const INTERVAL: Duration = Duration::from_millis(10);

/// Held for reading while files are written or exchanged, and for writing by the end of the program.
static OUTPUT: RwLock<()> = RwLock::new(());

static LEFT_BEHIND: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A staging folder or lock file that is deleted when the program is stopped.
#[derive(Debug)]
pub struct LeftBehind(PathBuf);

impl LeftBehind {
    pub fn new(path: &Path) -> Self {
        all().push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for LeftBehind {
    fn drop(&mut self) {
        let mut all = all();
        if let Some(at) = all.iter().position(|path| *path == self.0) {
            all.swap_remove(at);
        }
    }
}

fn all() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    LEFT_BEHIND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps the program from being stopped between two steps that belong together. Blocks for good once it is being stopped.
pub fn output_begins() -> RwLockReadGuard<'static, ()> {
    OUTPUT.read().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until no files are exchanged, and deletes what the run would leave behind. No files are written while the guard is held.
/// `None` if an exchange took too long.
pub fn leave_nothing() -> Option<RwLockWriteGuard<'static, ()>> {
    let start = Instant::now();
    let guard = loop {
        match OUTPUT.try_write() {
            Ok(guard) => break Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => break Some(poisoned.into_inner()),
            // Gives up waiting: the next run cleans up.
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(INTERVAL),
        }
    };
    for path in all().drain(..) {
        if path.is_file() {
            let _ = fs::remove_file(&path);
        } else if Manifest::read(&path, &Ownership::of(&[])).is_unfinished() {
            let _ = fs::remove_dir_all(&path);
        }
    }
    guard
}
