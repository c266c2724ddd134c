//! The operating system's notices that something below a folder has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// How long it must be quiet before a change is taken for complete: programs save in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// How many notices to wait out at most: a large export that is being copied sends them without a pause.
const MOST: usize = 1000;
/// How long to wait for a notice before looking all the same: network drives and some other folders send none.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Notices from some folders.
pub struct Notices {
    /// None where the system sends no notices.
    watcher: Option<RecommendedWatcher>,
    arrived: Receiver<()>,
    followed: BTreeSet<PathBuf>,
}

impl Notices {
    /// Notices from no folder yet.
    pub fn new() -> Self {
        let (sender, arrived) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading a file, as the build itself does, changes nothing.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // Nobody waits any more when the program ends.
                let _ = sender.send(());
            }
        });
        Self { watcher: watcher.ok(), arrived, followed: BTreeSet::new() }
    }

    /// Follows these folders with all that is in them, and this one without its subfolders.
    pub fn follow<'a>(&mut self, folders: impl Iterator<Item = &'a PathBuf>, flat: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        let deep = folders.map(|folder| (folder.as_path(), RecursiveMode::Recursive));
        for (folder, mode) in deep.chain([(flat, RecursiveMode::NonRecursive)]) {
            if !folder.is_dir() {
                // When it is there again it is another one.
                if self.followed.remove(folder) {
                    let _ = watcher.unwatch(folder);
                }
            } else if !self.followed.contains(folder) && watcher.watch(folder, mode).is_ok() {
                self.followed.insert(folder.to_owned());
            }
        }
    }

    /// Waits until something may have changed.
    pub fn wait(&self) {
        let mut waited_out = 0;
        if self.watcher.is_none() {
            std::thread::sleep(LOOK_AGAIN);
        } else if self.arrived.recv_timeout(LOOK_AGAIN).is_ok() {
            while waited_out < MOST && self.arrived.recv_timeout(QUIET).is_ok() {
                waited_out += 1;
            }
        }
    }
}
