//! The output folder: made whole beside its place, then put there at once.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A folder that is being filled beside the place it will have. Dropped without [`Staging::publish`], it disappears.
pub struct Staging {
    place: PathBuf,
    folder: PathBuf,
    published: bool,
}

impl Staging {
    /// An empty folder beside `place`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn beside(place: &Path) -> anyhow::Result<Self> {
        let name = place.file_name().context("Udmappen har intet navn")?;
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let cannot = || format!("Der kan ikke skrives i {}", parent.display());
        fs::create_dir_all(parent).with_context(cannot)?;
        recover(parent, name).with_context(cannot)?;
        let mut staged = OsString::from(".");
        staged.push(name);
        staged.push(format!(".ny-{}", std::process::id()));
        let folder = parent.join(staged);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(cannot)?;
        }
        fs::create_dir(&folder).with_context(cannot)?;
        Ok(Self { place: place.to_owned(), folder, published: false })
    }

    /// Writes a file, in a subfolder where `name` has one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let cannot = || format!("{} kan ikke skrives", self.place.join(name).display());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(cannot)?;
        }
        let file = fs::File::create(&path).with_context(cannot)?;
        io::Write::write_all(&mut &file, bytes).with_context(cannot)?;
        // On the disk before the folder takes its place, so that a power cut leaves the old report or the new one.
        file.sync_all().with_context(cannot)
    }

    /// Puts the folder in its place in one step. What other programs have put in the old one goes along; what kapreport
    /// made there (see `ours`) goes.
    ///
    /// # Errors
    /// When it cannot be moved; the old folder is then still there.
    pub fn publish(mut self, ours: &[&str]) -> anyhow::Result<()> {
        let cannot = || format!("{} kan ikke skiftes ud", self.place.display());
        if !self.place.exists() {
            fs::rename(&self.folder, &self.place).with_context(cannot)?;
            self.published = true;
            return Ok(());
        }
        swap(&self.folder, &self.place).with_context(cannot)?;
        // The old report is now in the staging folder, and with it what others have put there: from here on nothing is
        // removed unless all of that has been moved.
        self.published = true;
        for entry in fs::read_dir(&self.folder).with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            let kept = self.place.join(entry.file_name());
            let is_ours = ours.iter().any(|name| entry.file_name() == *name);
            if !is_ours && !kept.exists() {
                fs::rename(entry.path(), &kept).with_context(cannot)?;
            }
        }
        fs::remove_dir_all(&self.folder).with_context(cannot)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            // Nothing more can be done about a folder that cannot be removed; the next run tries again.
            let _ = fs::remove_dir_all(&self.folder);
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

/// Exchanges two folders in one step, where the system has no such thing: in three.
#[cfg(not(target_os = "linux"))]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    swap_in_steps(a, b)
}

/// Exchanges two folders by way of a third name; [`recover`] mends what a kill leaves half done.
fn swap_in_steps(a: &Path, b: &Path) -> io::Result<()> {
    let aside = old_name(b);
    fs::rename(b, &aside)?;
    if let Err(error) = fs::rename(a, b) {
        fs::rename(&aside, b)?;
        return Err(error);
    }
    fs::rename(&aside, a)
}

/// `.2024.gammel` beside `2024`.
fn old_name(place: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(".gammel");
    place.with_file_name(name)
}

/// Puts back a report that an earlier run was killed while exchanging.
fn recover(parent: &Path, name: &std::ffi::OsStr) -> io::Result<()> {
    let place = parent.join(name);
    let aside = old_name(&place);
    if aside.exists() {
        if place.exists() {
            fs::remove_dir_all(&aside)?;
        } else {
            fs::rename(&aside, &place)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_old_report() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("2024");
        fs::create_dir(&place).unwrap();
        fs::write(place.join("rapport.pdf"), "gammel").unwrap();
        fs::write(place.join("noter.docx"), "mine noter").unwrap();
        (root, place)
    }

    #[test]
    fn a_new_report_takes_the_place_of_the_old_and_leaves_other_files_alone() {
        let (root, place) = with_old_report();
        let staging = Staging::beside(&place).unwrap();
        staging.write("rapport.pdf", b"ny").unwrap();
        staging.publish(&["rapport.pdf", "sider"]).unwrap();
        assert_eq!(fs::read_to_string(place.join("rapport.pdf")).unwrap(), "ny");
        assert_eq!(fs::read_to_string(place.join("noter.docx")).unwrap(), "mine noter");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_never_published_leaves_the_old_report_untouched() {
        let (root, place) = with_old_report();
        let staging = Staging::beside(&place).unwrap();
        staging.write("rapport.pdf", b"halv").unwrap();
        drop(staging);
        assert_eq!(fs::read_to_string(place.join("rapport.pdf")).unwrap(), "gammel");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_exchange_in_steps_that_was_killed_is_mended_by_the_next_run() {
        let (_root, place) = with_old_report();
        fs::rename(&place, old_name(&place)).unwrap();
        drop(Staging::beside(&place).unwrap());
        assert_eq!(fs::read_to_string(place.join("rapport.pdf")).unwrap(), "gammel");
    }

    #[test]
    fn an_exchange_in_steps_swaps_both() {
        let (root, place) = with_old_report();
        let other = root.path().join("ny");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("rapport.pdf"), "ny").unwrap();
        swap_in_steps(&other, &place).unwrap();
        assert_eq!(fs::read_to_string(place.join("rapport.pdf")).unwrap(), "ny");
        assert_eq!(fs::read_to_string(other.join("rapport.pdf")).unwrap(), "gammel");
    }
}
