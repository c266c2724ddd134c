//! The file of rejected rows that `--rejects` names: it is mentioned only when this run has written it.

use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use super::Common;

/// Tells two versions of a file apart: its modification time, with the inode on Unix and the length elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStamp(Option<SystemTime>, u64);

impl FileStamp {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = path.metadata().ok()?;
        Some(Self(metadata.modified().ok(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        Some(Self(metadata.modified().ok(), metadata.len()))
    }
}

impl Common {
    /// Remembers the file of rejected rows that an earlier run has left.
    pub fn remember_rejects(&self) {
        self.earlier_rejects.get_or_init(|| FileStamp::of(self.rejects.as_ref()?));
    }

    /// The file of rejected rows, if this run has written it.
    pub fn written_rejects(&self) -> Option<&Path> {
        let path = self.rejects.as_deref()?;
        let now = FileStamp::of(path)?;
        let is_written = self.earlier_rejects.get().is_some_and(|earlier| earlier.as_ref() != Some(&now));
        is_written.then_some(path)
    }
}

/// Prints where the rejected rows are, if any were written.
pub fn show_rejects(args: &Common, err: &mut dyn Write) -> io::Result<()> {
    match args.written_rejects() {
        Some(path) => writeln!(
            err,
            "\nUdeladte rækker: {}\nRet cellerne i den, og læg den i datamappen: \
             dens rækker erstatter de samme i eksporterne.",
            path.display()
        ),
        None => Ok(()),
    }
}
