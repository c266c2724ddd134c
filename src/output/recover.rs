//! Cleans up after runs that were killed.

use std::fs;
use std::io;
use std::path::Path;

use super::carry::carry_over;
use super::held;
use super::lock::{StagingLock, remove_lone_lock, staged_prefix};
use super::manifest::{Manifest, Ownership};

/// Name of the old folder while two folders are exchanged in steps: `.2024.gammel` beside `2024`.
pub fn old_name(name: &str) -> String {
    format!(".{name}.gammel")
}

/// Moves an old report back if its place is empty, saves files of others from abandoned folders, and deletes these folders.
/// Returns Danish sentences about what could not be moved; nothing here makes the run fail.
pub fn recover(parent: &Path, place: &Path, name: &str, ownership: &Ownership) -> Vec<String> {
    let aside = parent.join(old_name(name));
    if aside.exists() && !place.exists() {
        let _ = held::rename(&aside, place);
    }
    let mut notices = Vec::new();
    for folder in [parent, place] {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        for entry in entries {
            let left = entry.file_name().to_string_lossy().into_owned();
            let is_staged = left.starts_with(&staged_prefix(name));
            if is_staged && entry.path().is_file() {
                remove_lone_lock(&entry.path());
            } else if entry.path().is_dir() && (is_staged || left == old_name(name)) {
                notices.extend(clean_up(&entry.path(), place, ownership).unwrap_or_default());
            }
        }
    }
    notices
}

/// Deletes a folder that a run has left, unless that run is still working.
fn clean_up(left: &Path, place: &Path, ownership: &Ownership) -> io::Result<Vec<String>> {
    let Some(lock) = StagingLock::take(left)? else { return Ok(Vec::new()) };
    let manifest = Manifest::read(left, ownership);
    let notices = if manifest.is_unfinished() {
        held::remove_dir_all(left)?;
        Vec::new()
    } else if place.exists() {
        carry_over(left, place, &manifest)
    } else {
        Vec::new()
    };
    if !left.exists() || notices.is_empty() {
        lock.remove();
    }
    Ok(notices)
}
