//! Files of others in the folder of a report: they are never overwritten, and move along when the folder is exchanged.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::held;
use super::manifest::{MANIFEST, Manifest};

/// Fails when a file that is to be written would overwrite one that kapreport did not write, or one that somebody has protected.
pub fn ensure_free(place: &Path, written: &Manifest, old: &Manifest) -> anyhow::Result<()> {
    for path in written.paths() {
        let file = place.join(path);
        let Ok(metadata) = file.symlink_metadata() else { continue };
        if old.has_written(place, path) {
            anyhow::ensure!(
                !metadata.permissions().readonly(),
                "{} er skrivebeskyttet og bliver ikke overskrevet. Fjern beskyttelsen, eller vælg en anden mappe med --out",
                file.display()
            );
            continue;
        }
        let why =
            if old.contains(path) { "er ændret, siden kapreport skrev den" } else { "er ikke skrevet af kapreport" };
        anyhow::bail!(
            "{} {why}, og den bliver ikke overskrevet. Flyt eller omdøb den, eller vælg en anden mappe med --out",
            file.display()
        );
    }
    Ok(())
}

/// Moves files of others from an old folder to the new one, and deletes the old folder. Returns sentences about what could not be
/// moved.
pub fn carry_over(old: &Path, new: &Path, manifest: &Manifest) -> Vec<String> {
    let mut mover = Mover { old, new, manifest, stayed: Vec::new() };
    mover.folder("");
    let mut notices: Vec<String> = mover
        .stayed
        .iter()
        .map(|(path, error)| {
            format!("{} hører til i {}, men kan ikke flyttes: {error}. Flyt den selv.", path.display(), new.display())
        })
        .collect();
    if notices.is_empty()
        && let Err(error) = held::remove_dir_all(old)
        && error.kind() != io::ErrorKind::NotFound
    {
        notices.push(format!("Den gamle udgave i {} kan ikke slettes: {error}. Slet den selv.", old.display()));
    }
    notices
}

struct Mover<'a> {
    old: &'a Path,
    new: &'a Path,
    manifest: &'a Manifest,
    stayed: Vec<(PathBuf, io::Error)>,
}

impl Mover<'_> {
    /// Moves the files of others in the folder at this relative path, which is "" or ends with a slash.
    fn folder(&mut self, path: &str) {
        let entries = match fs::read_dir(self.old.join(path)) {
            Ok(entries) => entries.filter_map(Result::ok).collect::<Vec<_>>(),
            Err(error) => return self.stays(path, error),
        };
        for entry in entries {
            let name = entry.file_name();
            let below = format!("{path}{}", name.to_string_lossy());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if below == MANIFEST {
                continue;
            }
            // A folder that is in both places may contain files of others beside ours.
            if is_folder && self.is_shared(&below) {
                self.folder(&format!("{below}/"));
            } else if is_folder || !self.manifest.has_written(self.old, &below) || self.is_kept(&below) {
                self.move_entry(&entry.path(), path, name);
            }
        }
    }

    /// Whether the folder has, or had, files that kapreport wrote.
    fn is_shared(&self, folder: &str) -> bool {
        let is_below = |file: &&str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.new.join(folder).exists()
            || self.manifest.paths().iter().any(is_below)
            || fs::read_dir(self.old.join(folder)).is_ok_and(|entries| {
                entries.filter_map(Result::ok).any(|entry| {
                    let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                    self.manifest.has_written(self.old, &path)
                        || entry.file_type().is_ok_and(|kind| kind.is_dir()) && self.is_shared(&path)
                })
            })
    }

    /// Whether the new manifest still has the file: it was made by another run than this one, such as for another period.
    fn is_kept(&self, path: &str) -> bool {
        let fresh = super::manifest::Ownership::of(&[]);
        !self.new.join(path).exists() && Manifest::read(self.new, &fresh).contains(path)
    }

    fn move_entry(&mut self, from: &Path, folder: &str, name: OsString) {
        let folder = self.new.join(folder);
        let mut to = folder.join(&name);
        if to.symlink_metadata().is_ok() {
            let mut other = name;
            other.push(".gammel");
            to = folder.join(other);
        }
        if let Err(error) = fs::create_dir_all(&folder).and_then(|()| held::rename(from, &to)) {
            self.stayed.push((from.to_owned(), error));
        }
    }

    fn stays(&mut self, path: &str, error: io::Error) {
        self.stayed.push((self.old.join(path), error));
    }
}
