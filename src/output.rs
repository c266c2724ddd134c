//! Writes a folder or a file beside its final place, and moves it there in one step.
//!
//! A folder has a [`Manifest`] of what kapreport wrote into it. Everything else belongs to others: it stays, and a run that would
//! have to overwrite it fails. Where a folder cannot be exchanged as a whole, its files are exchanged one by one.

mod carry;
mod exchange;
mod held;
mod lock;
mod manifest;
mod place;
mod recover;
mod stop;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::Context;

pub use exchange::HalfPublished;
use lock::StagingLock;
use manifest::{MANIFEST, Manifest, Ownership};
use place::FolderPlace;
pub use place::{PlaceLock, lock_for_work};
pub use stop::leave_nothing;

/// How a folder takes the place of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    Whole,
    /// For a folder that others use too, or that cannot be moved.
    FileByFile,
}

/// Messages about the place that the user gets after publishing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PublishedFolder {
    /// In Danish.
    pub notices: Vec<String>,
}

/// A folder that is being filled. It is deleted unless [`Staging::publish`] moves it to its place.
pub struct Staging {
    place: PathBuf,
    folder: PathBuf,
    /// Held until the folder is gone or published.
    lock: StagingLock,
    ownership: Ownership,
    exchange: Exchange,
    written: Mutex<Manifest>,
    notices: Vec<String>,
    is_published: bool,
}

impl Staging {
    /// Makes an empty folder beside `place`. `ours` are the names in it that are replaced together: a file that an earlier run made
    /// under one of them is deleted unless it is written again.
    pub fn beside(place: &Path, ours: &[&str], exchange: Exchange) -> anyhow::Result<Self> {
        let place = FolderPlace::of(place)?;
        place.make_parent()?;
        let _turn = place.turn()?;
        let _output = stop::output_begins();
        let ownership = Ownership::of(ours);
        let notices = recover::recover(&place.parent, &place.path, &place.name, &ownership);
        let beside = lock::staging_folder(&place.parent, &place.name);
        let cannot = || place.cannot_write();
        let ((folder, lock), exchange) = match beside {
            Ok(made) => (made, exchange),
            // A folder may be writable although its parent is not.
            Err(_) if place.path.exists() => {
                (lock::staging_folder(&place.path, &place.name).with_context(cannot)?, Exchange::FileByFile)
            }
            Err(error) => return Err(error).with_context(cannot),
        };
        let written = Mutex::default();
        let staging = Self {
            place: place.path.clone(),
            folder,
            lock,
            ownership,
            exchange,
            written,
            notices,
            is_published: false,
        };
        Manifest::unfinished().write(&staging.folder).with_context(cannot)?;
        Ok(staging)
    }

    /// Writes a file. Makes the subfolders in its name.
    pub fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let _output = stop::output_begins();
        let path = self.folder.join(name);
        let cannot = || format!("{} kan ikke skrives", self.place.join(name).display());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(cannot)?;
        }
        let file = fs::File::create(&path).with_context(cannot)?;
        io::Write::write_all(&mut &file, bytes).with_context(cannot)?;
        // Synced before the folder is moved, so that a power cut leaves the old report or the new one, complete.
        file.sync_all().with_context(cannot)?;
        self.written.lock().map_err(|_| anyhow::anyhow!(cannot()))?.add(name, bytes);
        Ok(())
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves the folder to its place, without a manifest: what is in it belongs to the user from now on.
    pub fn hand_over(mut self) -> anyhow::Result<()> {
        let cannot = || format!("{} kan ikke skrives", self.place.display());
        fs::remove_file(self.folder.join(MANIFEST)).with_context(cannot)?;
        anyhow::ensure!(!self.place.exists() || is_empty(&self.place), "{} er ikke tom", self.place.display());
        exchange::move_to(&self.folder, &self.place).with_context(cannot)?;
        self.is_published = true;
        Ok(())
    }

    /// Moves the folder to its place. Files of others stay; fails without a change if one of them would have to be overwritten.
    pub fn publish(mut self) -> anyhow::Result<PublishedFolder> {
        let cannot = || format!("{} kan ikke skiftes ud", self.place.display());
        let _turn = FolderPlace::of(&self.place)?.turn()?;
        let _output = stop::output_begins();
        let mut written = std::mem::take(&mut *self.written.lock().map_err(|_| anyhow::anyhow!(cannot()))?);
        let old = Manifest::read(&self.place, &self.ownership);
        carry::ensure_free(&self.place, &written, &old)?;
        written.keep_others(&old, &self.place, &self.ownership);
        written.write(&self.folder).with_context(cannot)?;
        let mut notices = std::mem::take(&mut self.notices);
        if !self.place.exists() {
            exchange::move_to(&self.folder, &self.place).with_context(cannot)?;
        } else if self.exchange == Exchange::Whole && exchange::whole(&self.folder, &self.place).with_context(cannot)? {
            // `self.folder` is the old report now, with files of others in it: its manifest is not an unfinished one.
            self.is_published = true;
            notices.extend(carry::carry_over(&self.folder, &self.place, &old));
        } else {
            exchange::file_by_file(&self.folder, &self.place, &written, &old)?;
            notices.push(format!(
                "Mappen {} kan ikke skiftes ud på én gang. Filerne i den er skiftet ud én ad gangen.",
                self.place.display()
            ));
            let _ = held::remove_dir_all(&self.folder);
        }
        self.is_published = true;
        Ok(PublishedFolder { notices })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_published {
            // The next run tries again.
            let _ = held::remove_dir_all(&self.folder);
        }
        if !self.folder.exists() {
            self.lock.remove();
        }
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether there is nothing at the path. A file that may not be read is not missing.
pub fn is_missing(path: &Path) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    path.metadata().is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
}

/// Whether both paths lead to the same existing file or folder.
pub fn is_same_file(one: &Path, two: &Path) -> bool {
    matches!((one.canonicalize(), two.canonicalize()), (Ok(one), Ok(two)) if one == two)
}

/// Writes a file. An earlier one stays until the new one is complete.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let cannot = || format!("{} kan ikke skrives", path.display());
    replace_file(path, bytes).with_context(cannot)
}

/// Writes a temporary file beside `path`, and renames it to `path`.
fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let _output = stop::output_begins();
    let beside = path.with_file_name(format!(".{name}.{}", lock::unique()));
    fs::write(&beside, bytes).and_then(|()| held::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
}

#[cfg(test)]
mod tests;
