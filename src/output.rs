//! Writes a folder or a file beside its final place, and moves it there in one step.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A folder that is being filled. It is deleted unless [`Staging::publish`] moves it to its place.
pub struct Staging {
    place: PathBuf,
    folder: PathBuf,
    ours: Vec<String>,
    published: bool,
}

impl Staging {
    /// Makes an empty folder beside `place`. `ours` are the names in it that kapreport makes; all other files belong to others and
    /// are kept.
    pub fn beside(place: &Path, ours: &[&str]) -> anyhow::Result<Self> {
        let exists = place.exists();
        anyhow::ensure!(!exists || place.is_dir(), "{} er en fil, ikke en mappe til rapporten", place.display());
        // If `place` is a link, the folder it points to is replaced and the link stays.
        let place = if exists {
            place.canonicalize().with_context(|| format!("{} kan ikke findes", place.display()))?
        } else {
            place.to_owned()
        };
        let name = place.file_name().context("Udmappen har intet navn")?.to_string_lossy().into_owned();
        let parent =
            place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        let cannot = || format!("Der kan ikke skrives i {}", parent.display());
        fs::create_dir_all(&parent).with_context(cannot)?;
        let ours: Vec<String> = ours.iter().map(|name| (*name).to_owned()).collect();
        recover(&parent, &place, &name, &ours).with_context(cannot)?;
        let mut attempt = 0;
        let folder = loop {
            let folder = parent.join(format!("{}{}-{attempt}", staged_prefix(&name), std::process::id()));
            match fs::create_dir(&folder) {
                Ok(()) => break folder,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
                Err(error) => return Err(error).with_context(cannot),
            }
        };
        Ok(Self { place, folder, ours, published: false })
    }

    /// Writes a file. Makes the subfolders in its name.
    pub fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let cannot = || format!("{} kan ikke skrives", self.place.join(name).display());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(cannot)?;
        }
        let file = fs::File::create(&path).with_context(cannot)?;
        io::Write::write_all(&mut &file, bytes).with_context(cannot)?;
        // Synced before the folder is moved, so that a power cut leaves the old report or the new one, complete.
        file.sync_all().with_context(cannot)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves the folder to its place in one step, and files of others from the old folder into it. Deletes no file of others when it
    /// fails.
    pub fn publish(mut self) -> anyhow::Result<()> {
        let cannot = || format!("{} kan ikke skiftes ud", self.place.display());
        if !self.place.exists() {
            fs::rename(&self.folder, &self.place).with_context(cannot)?;
            self.published = true;
            return Ok(());
        }
        swap(&self.folder, &self.place).with_context(cannot)?;
        // `self.folder` is the old report now, with files of others in it. Setting `published` keeps `drop` from deleting it before
        // these have been moved.
        self.published = true;
        carry_over(&self.folder, &self.place, &self.ours).with_context(cannot)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            // The next run tries again.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Writes a file. An earlier one stays until the new one is complete.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let cannot = || format!("{} kan ikke skrives", path.display());
    let name = path.file_name().with_context(cannot)?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&beside, bytes).with_context(cannot)?;
    fs::rename(&beside, path).inspect_err(|_| drop(fs::remove_file(&beside))).with_context(cannot)
}

/// Moves files of others to the new folder, then deletes the old one. A name that exists in the new folder gets a suffix.
fn carry_over(old: &Path, new: &Path, ours: &[String]) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let name = entry.file_name();
        if ours.iter().any(|ours| name == **ours) {
            continue;
        }
        let mut kept = new.join(&name);
        if kept.exists() {
            let mut other = name.clone();
            other.push(".gammel");
            kept = new.join(other);
        }
        fs::rename(entry.path(), kept)?;
    }
    fs::remove_dir_all(old)
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

/// Exchanges two folders by way of a third name. [`recover`] finishes this if the process is killed in between.
fn swap_in_steps(a: &Path, b: &Path) -> io::Result<()> {
    let name = b.file_name().unwrap_or_default().to_string_lossy();
    let aside = b.with_file_name(old_name(&name));
    fs::rename(b, &aside)?;
    if let Err(error) = fs::rename(a, b) {
        fs::rename(&aside, b)?;
        return Err(error);
    }
    fs::rename(&aside, a)
}

/// Name of the old folder during [`swap_in_steps`]: `.2024.gammel` beside `2024`.
fn old_name(name: &str) -> String {
    format!(".{name}.gammel")
}

/// A staging folder is named `.2024.ny-1234-0`: the process, and a counter.
fn staged_prefix(name: &str) -> String {
    format!(".{name}.ny-")
}

/// Cleans up after runs that were killed: moves an old report back if its place is empty, saves files of others from abandoned
/// folders, and deletes these.
fn recover(parent: &Path, place: &Path, name: &str, ours: &[String]) -> io::Result<()> {
    let aside = parent.join(old_name(name));
    if aside.exists() && !place.exists() {
        fs::rename(&aside, place)?;
    }
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let left = entry.file_name().to_string_lossy().into_owned();
        let abandoned = match left.strip_prefix(&staged_prefix(name)) {
            Some(process) => !is_running(process),
            None => left == old_name(name),
        };
        if abandoned && entry.path().is_dir() {
            if place.exists() {
                carry_over(&entry.path(), place, ours)?;
            } else if fs::read_dir(entry.path())?
                .filter_map(Result::ok)
                .all(|file| ours.iter().any(|ours| file.file_name() == **ours))
            {
                fs::remove_dir_all(entry.path())?;
            }
        }
    }
    Ok(())
}

/// Whether the process in the name of a staging folder may still be running.
fn is_running(process: &str) -> bool {
    let number = process.split('-').next().unwrap_or_default();
    // Process numbers are used again: a folder with our own number was left by an earlier process.
    if number == std::process::id().to_string() {
        return false;
    }
    // Without /proc the answer is unknown, and the folder may be in use.
    !Path::new("/proc/self").exists() || Path::new("/proc").join(number).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 2] = ["rapport.pdf", "sider"];

    fn with_old_report() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("2024");
        fs::create_dir(&place).unwrap();
        fs::write(place.join("rapport.pdf"), "gammel").unwrap();
        fs::write(place.join("noter.docx"), "mine noter").unwrap();
        (root, place)
    }

    #[track_caller]
    fn reads(path: PathBuf, text: &str) {
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }

    #[test]
    fn a_new_report_takes_the_place_of_the_old_and_leaves_other_files_alone() {
        let (root, place) = with_old_report();
        let staging = Staging::beside(&place, &OURS).unwrap();
        staging.write("rapport.pdf", b"ny").unwrap();
        staging.publish().unwrap();
        reads(place.join("rapport.pdf"), "ny");
        reads(place.join("noter.docx"), "mine noter");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_never_published_leaves_the_old_report_untouched() {
        let (root, place) = with_old_report();
        let staging = Staging::beside(&place, &OURS).unwrap();
        staging.write("rapport.pdf", b"halv").unwrap();
        drop(staging);
        reads(place.join("rapport.pdf"), "gammel");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_was_killed_after_the_exchange_loses_no_file_of_others() {
        let (root, place) = with_old_report();
        // No process has so high a number.
        let old = root.path().join(".2024.ny-99999999-0");
        fs::rename(&place, &old).unwrap();
        fs::create_dir(&place).unwrap();
        fs::write(place.join("rapport.pdf"), "ny").unwrap();
        drop(Staging::beside(&place, &OURS).unwrap());
        reads(place.join("rapport.pdf"), "ny");
        reads(place.join("noter.docx"), "mine noter");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn an_exchange_in_steps_that_was_killed_is_mended_by_the_next_run() {
        let (_root, place) = with_old_report();
        fs::rename(&place, place.with_file_name(old_name("2024"))).unwrap();
        drop(Staging::beside(&place, &OURS).unwrap());
        reads(place.join("rapport.pdf"), "gammel");
        reads(place.join("noter.docx"), "mine noter");
    }

    #[test]
    fn an_exchange_in_steps_swaps_both() {
        let (root, place) = with_old_report();
        let other = root.path().join("ny");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("rapport.pdf"), "ny").unwrap();
        swap_in_steps(&other, &place).unwrap();
        reads(place.join("rapport.pdf"), "ny");
        reads(other.join("rapport.pdf"), "gammel");
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_refused_and_left_alone() {
        let (_root, place) = with_old_report();
        let file = place.join("noter.docx");
        assert!(Staging::beside(&file, &OURS).is_err());
        reads(file, "mine noter");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_stays_a_link() {
        let (root, place) = with_old_report();
        let link = root.path().join("link");
        std::os::unix::fs::symlink(&place, &link).unwrap();
        let staging = Staging::beside(&link, &OURS).unwrap();
        staging.write("rapport.pdf", b"ny").unwrap();
        staging.publish().unwrap();
        assert!(link.is_symlink());
        reads(place.join("rapport.pdf"), "ny");
        reads(place.join("noter.docx"), "mine noter");
    }
}
