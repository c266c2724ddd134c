//! Staging folders, each with a lock file beside it that is held while its process works. Process ids would not do: in two
//! containers that share a folder, both processes may have id 1.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use super::stop::LeftBehind;

const LOCK_END: &str = "lock";
/// Part of the names of staging folders.
const STAGED: &str = ".ny-";
/// How many names for a staging folder are tried.
const ATTEMPTS: usize = 5;

/// A lock that is held. It is released when its file is closed, also if the process is killed.
pub struct StagingLock {
    path: PathBuf,
    _file: File,
    /// The folder and the lock file that this run has made; deleted if it is stopped.
    _left_behind: Option<[LeftBehind; 2]>,
}

impl StagingLock {
    /// Takes the lock of a folder. `None` if another process holds it.
    pub fn take(folder: &Path) -> io::Result<Option<Self>> {
        let path = lock_path(folder);
        let file = File::options().create(true).truncate(false).write(true).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { path, _file: file, _left_behind: None })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Deletes the lock, after its folder is gone.
    pub fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes an empty staging folder in `parent` for the folder of this name.
pub fn staging_folder(parent: &Path, name: &str) -> io::Result<(PathBuf, StagingLock)> {
    for _ in 0..ATTEMPTS {
        let folder = parent.join(format!("{}{}", staged_prefix(name), unique()));
        // The lock first: a folder without one is taken for abandoned.
        let mut lock = match StagingLock::take(&folder) {
            Ok(Some(lock)) => lock,
            Ok(None) => continue,
            // Some network file systems have no locks. Without locks, no other run takes the folder for abandoned.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                let path = lock_path(&folder);
                StagingLock { _file: File::open(&path)?, path, _left_behind: None }
            }
            Err(error) => return Err(error),
        };
        // Another run took the lock, which had no folder yet, for abandoned and deleted it.
        if !lock.path.exists() {
            continue;
        }
        fs::create_dir(&folder).inspect_err(|_| lock.remove())?;
        lock._left_behind = Some([LeftBehind::new(&folder), LeftBehind::new(&lock.path)]);
        return Ok((folder, lock));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Deletes a lock whose run was killed before it made the folder, or after it deleted it.
pub fn remove_lone_lock(path: &Path) {
    if path.extension() != Some(OsStr::new(LOCK_END)) {
        return;
    }
    let folder = path.with_extension("");
    if let Ok(Some(lock)) = StagingLock::take(&folder)
        && !folder.exists()
    {
        lock.remove();
    }
}

/// Whether a running process has a staging folder or a lock in this folder.
pub fn is_used(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let is_lock = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.') && name.contains(STAGED) && path.extension() == Some(OsStr::new(LOCK_END))
    };
    // Opened without creating it: the other run may delete it meanwhile.
    let is_held = |path: PathBuf| {
        let file = File::options().write(true).open(path);
        file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    };
    entries.filter(is_lock).any(is_held)
}

/// First part of the name of a staging folder, such as `.2024.ny-`; [`unique`] makes the rest.
pub fn staged_prefix(name: &str) -> String {
    format!(".{name}{STAGED}")
}

pub fn lock_path(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(LOCK_END);
    folder.with_file_name(name)
}

/// A part of a name that no other process or thread makes.
pub fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    format!("{}-{now:x}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
