//! Replaces a folder by a new one: as a whole in one step, or file by file where that is impossible.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::held;
use super::lock;
use super::manifest::Manifest;

/// Context of an error that stopped an exchange half-way: the folder has both old and new files.
#[derive(Debug)]
pub struct HalfPublished {
    place: PathBuf,
}

impl fmt::Display for HalfPublished {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Filerne i {} er kun delvis skiftet ud, så kør kommandoen igen, før rapporten bruges",
            self.place.display()
        )
    }
}

/// Moves a folder to a place that is missing or an empty folder.
pub fn move_to(folder: &Path, place: &Path) -> io::Result<()> {
    if place.exists() {
        // Empty: a folder cannot be renamed to an existing one on every system.
        fs::remove_dir(place)?;
    }
    held::rename(folder, place)
}

/// Exchanges the folders in one step; the new one gets mode, owner and group of the old. Returns `false` if that cannot be done
/// here, or while another run, such as a preview, works in the folder.
pub fn whole(folder: &Path, place: &Path) -> io::Result<bool> {
    if has_mount_point(place) || lock::is_used(place) || !copy_access(place, folder) {
        return Ok(false);
    }
    match swap(folder, place) {
        Ok(()) => Ok(true),
        Err(error) if cannot_be_moved(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the error says that this folder cannot be moved, though files in it may be written.
fn cannot_be_moved(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy, Unsupported};
    matches!(error.kind(), CrossesDevices | ResourceBusy | PermissionDenied | ReadOnlyFilesystem | Unsupported)
        || held::is_held(error)
}

/// Whether another file system begins at the folder or at an entry of it, which then cannot be moved.
#[cfg(unix)]
fn has_mount_point(place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.symlink_metadata().map(|metadata| metadata.dev()).ok();
    let own = device(place);
    let entries = fs::read_dir(place).into_iter().flatten().filter_map(Result::ok);
    place.parent().is_some_and(|parent| device(parent) != own)
        || entries.into_iter().any(|entry| device(&entry.path()) != own)
}

#[cfg(not(unix))]
fn has_mount_point(_: &Path) -> bool {
    false
}

/// Gives the new folder the mode, owner and group of the old one. Returns whether it could.
#[cfg(unix)]
fn copy_access(old: &Path, new: &Path) -> bool {
    use std::os::unix::fs::{MetadataExt, chown};
    let (Ok(wanted), Ok(now)) = (old.metadata(), new.metadata()) else { return false };
    let is_owned = (wanted.uid(), wanted.gid()) == (now.uid(), now.gid())
        || chown(new, Some(wanted.uid()), Some(wanted.gid())).is_ok();
    // The mode after the owner, because a change of owner clears bits of it.
    is_owned && fs::set_permissions(new, wanted.permissions()).is_ok()
}

#[cfg(not(unix))]
fn copy_access(_: &Path, _: &Path) -> bool {
    true
}

/// Writes the files of the new folder into the old one, PDFs last, and deletes those of ours that are not among them.
pub fn file_by_file(folder: &Path, place: &Path, written: &Manifest, old: &Manifest) -> anyhow::Result<()> {
    let cannot = |path: &str| format!("{} kan ikke skrives", place.join(path).display());
    // A PDF that is open in a reader would stop the exchange at its last file, after the others have been exchanged.
    if let Some(path) =
        written.paths().into_iter().map(|path| place.join(path)).find(|path| held::is_open_elsewhere(path))
    {
        anyhow::bail!("{} er åben i et andet program. Luk den dér, og kør kommandoen igen.", path.display());
    }
    // Before the first file, so that after a killed run the next one recognises all files as ours.
    written.with(old).write(place).with_context(|| cannot(""))?;
    let near = NearFolder::of(folder, place).with_context(|| cannot(""))?;
    let paths: Vec<&str> = written.paths().into_iter().filter(|path| folder.join(path).exists()).collect();
    for path in &paths {
        near.fetch(folder, path).with_context(|| cannot(path))?;
    }
    for (done, path) in paths.iter().enumerate() {
        match held::rename(&near.folder.join(path), &place.join(path)).with_context(|| cannot(path)) {
            Err(error) if done > 0 => return Err(error.context(HalfPublished { place: place.to_owned() })),
            moved => moved?,
        }
    }
    for path in old.paths().into_iter().filter(|path| !written.contains(path) && old.has_written(place, path)) {
        // A file that cannot be deleted now is deleted by the next run.
        let _ = fs::remove_file(place.join(path));
        if let Some(parent) = Path::new(path).parent().filter(|parent| !parent.as_os_str().is_empty()) {
            let _ = fs::remove_dir(place.join(parent));
        }
    }
    written
        .write(place)
        .with_context(|| cannot(""))
        .map_err(|error| error.context(HalfPublished { place: place.to_owned() }))
}

/// A folder in `place` with copies of the new files. A lack of disk space shows while they are copied, before the first of them
/// is moved.
struct NearFolder {
    folder: PathBuf,
    lock: Option<lock::StagingLock>,
}

impl NearFolder {
    /// The staging folder itself if it lies in `place`.
    fn of(staged: &Path, place: &Path) -> io::Result<Self> {
        if staged.starts_with(place) {
            return Ok(Self { folder: staged.to_owned(), lock: None });
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let (folder, lock) = lock::staging_folder(place, &name)?;
        let near = Self { folder, lock: Some(lock) };
        Manifest::unfinished().write(&near.folder)?;
        Ok(near)
    }

    /// Copies or moves a file from the staging folder, and makes the folder in `place` that it will lie in.
    fn fetch(&self, staged: &Path, path: &str) -> io::Result<()> {
        let (from, to) = (staged.join(path), self.folder.join(path));
        if let Some(place) = self.folder.parent() {
            fs::create_dir_all(place.join(path).parent().unwrap_or(place))?;
        }
        if from == to {
            return Ok(());
        }
        fs::create_dir_all(to.parent().unwrap_or(&self.folder))?;
        // The staging folder may be on another file system.
        fs::rename(&from, &to).or_else(|_| fs::copy(&from, &to).and_then(|_| fs::File::open(&to)?.sync_all()))
    }
}

impl Drop for NearFolder {
    fn drop(&mut self) {
        if let Some(lock) = &self.lock {
            let _ = held::remove_dir_all(&self.folder);
            lock.remove();
        }
    }
}

/// Exchanges two folders in one step.
#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some network file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => swap_in_steps(a, b),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two folders in three steps, for systems that cannot do it in one.
#[cfg(not(target_os = "linux"))]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    swap_in_steps(a, b)
}

/// Exchanges two folders by way of a third name. [`super::recover`] finishes this if the process is killed in between.
pub fn swap_in_steps(a: &Path, b: &Path) -> io::Result<()> {
    let name = b.file_name().unwrap_or_default().to_string_lossy();
    let aside = b.with_file_name(super::recover::old_name(&name));
    held::rename(b, &aside)?;
    if let Err(error) = held::rename(a, b) {
        held::rename(&aside, b)?;
        return Err(error);
    }
    held::rename(&aside, a)
}
