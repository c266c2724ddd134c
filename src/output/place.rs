//! The place of a folder, and the locks that keep runs at one place apart.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::lock::{lock_path, staged_prefix};
use super::manifest::MANIFEST;
use super::stop::LeftBehind;

/// How long a run waits for another one at the same place.
const PATIENCE: Duration = Duration::from_secs(60);
/// Time between two attempts to take a lock.
const INTERVAL: Duration = Duration::from_millis(20);

/// Where a folder is or will be.
pub struct FolderPlace {
    pub path: PathBuf,
    pub parent: PathBuf,
    pub name: String,
}

/// What a place is locked for. Each kind of lock excludes only its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LockedFor {
    /// For the moment in which files are exchanged.
    Exchange,
    /// For a whole run that continues from what is in the folder.
    Work,
}

/// A place that no other run changes or works on while this is held. Its file is deleted at the end.
pub struct PlaceLock {
    path: PathBuf,
    file: File,
    /// Folders that were made for it, the inner ones first. They go too if nothing is in them.
    made: Vec<PathBuf>,
    _left_behind: LeftBehind,
}

/// The locks for an exchange: of the surrounding folder if kapreport wrote it, taken first, and of the folder itself.
pub struct Turn {
    _locks: [Option<PlaceLock>; 2],
}

enum Attempt {
    Locked(PlaceLock),
    TakenByAnother,
    /// Nobody may write there, or the file system has no locks.
    CannotLock,
}

impl FolderPlace {
    /// Fails when the path leads to or through a file, or has no name.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        // If the path is a link, the folder it points to is replaced and the link stays. Some drives of Windows resolve no paths.
        let resolved = if path.exists() {
            anyhow::ensure!(path.is_dir(), "{} er en fil, ikke en mappe til rapporten", path.display());
            dunce::canonicalize(path)
                .or_else(|_| std::path::absolute(path))
                .with_context(|| format!("{} kan ikke findes", path.display()))?
        } else {
            path.to_owned()
        };
        let name = resolved.file_name().with_context(|| {
            format!("{} kan ikke være rapportens mappe. Vælg en undermappe med --out", path.display())
        })?;
        let name = name.to_string_lossy().into_owned();
        let parent = resolved.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Some(file) = parent.ancestors().find(|path| path.exists()).filter(|path| !path.is_dir()) {
            anyhow::bail!("{} er en fil, ikke en mappe. {} kan ikke ligge i den", file.display(), path.display());
        }
        Ok(Self { parent: parent.to_owned(), name, path: resolved })
    }

    /// Creates the parent folder.
    pub fn make_parent(&self) -> anyhow::Result<()> {
        fs::create_dir_all(&self.parent).with_context(|| self.cannot_write())
    }

    pub fn cannot_write(&self) -> String {
        format!("Der kan ikke skrives i {}", self.parent.display())
    }

    /// Waits until no other run exchanges files here, or in the surrounding folder if kapreport wrote that too.
    pub fn turn(&self) -> anyhow::Result<Turn> {
        let outer = Self::of(&self.parent).ok().filter(|outer| outer.path.join(MANIFEST).is_file());
        let outer = outer.map(|outer| outer.wait(LockedFor::Exchange, PATIENCE)).transpose()?.flatten();
        Ok(Turn { _locks: [outer, self.wait(LockedFor::Exchange, PATIENCE)?] })
    }

    /// Waits for the lock. `None` if the place cannot be locked.
    fn wait(&self, locked_for: LockedFor, patience: Duration) -> anyhow::Result<Option<PlaceLock>> {
        let start = Instant::now();
        loop {
            match self.attempt(locked_for) {
                Attempt::Locked(lock) => return Ok(Some(lock)),
                Attempt::CannotLock => return Ok(None),
                Attempt::TakenByAnother if start.elapsed() < patience => thread::sleep(INTERVAL),
                Attempt::TakenByAnother => anyhow::bail!(
                    "En anden kørsel af kapreport arbejder i {}. Vent, til den er færdig, og kør kommandoen igen",
                    self.path.display()
                ),
            }
        }
    }

    /// Tries beside the folder, and then in it: a folder may be writable although its parent is not.
    fn attempt(&self, locked_for: LockedFor) -> Attempt {
        // The names of staging folders, so that the next run deletes what a killed one has left.
        let suffix = match locked_for {
            LockedFor::Exchange => "skift",
            LockedFor::Work => "arbejde",
        };
        let name = format!("{}{suffix}", staged_prefix(&self.name));
        let paths = [&self.parent, &self.path].map(|folder| lock_path(&folder.join(&name)));
        let open = |path: &PathBuf| {
            let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
            Some((path.clone(), file))
        };
        let Some((path, file)) = paths.iter().find_map(open) else { return Attempt::CannotLock };
        match file.try_lock() {
            // Otherwise the run that held the lock has deleted the file.
            Ok(()) if is_same(&file, &path) => {
                Attempt::Locked(PlaceLock { _left_behind: LeftBehind::new(&path), path, file, made: Vec::new() })
            }
            Ok(()) | Err(TryLockError::WouldBlock) => Attempt::TakenByAnother,
            Err(TryLockError::Error(_)) => Attempt::CannotLock,
        }
    }
}

/// Keeps other runs from working on this folder. If one does, waits for up to a minute with `waits`, and fails at once without.
pub fn lock_for_work(folder: &Path, waits: bool) -> anyhow::Result<Option<PlaceLock>> {
    let place = FolderPlace::of(folder)?;
    let made = place.parent.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
    place.make_parent()?;
    let lock = place.wait(LockedFor::Work, if waits { PATIENCE } else { Duration::ZERO })?;
    Ok(lock.map(|mut lock| {
        lock.made = made;
        lock
    }))
}

impl Drop for PlaceLock {
    fn drop(&mut self) {
        // Deleted while it is locked: a run that opened it before then sees that it is gone.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
        let _ = self.made.iter().try_for_each(fs::remove_dir);
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |metadata: std::io::Result<fs::Metadata>| metadata.ok().map(|metadata| (metadata.dev(), metadata.ino()));
    of(file.metadata()).is_some_and(|own| Some(own) == of(path.metadata()))
}

#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}
