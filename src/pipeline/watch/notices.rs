//! Notices of the operating system that a file in a folder has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A change counts as complete after this pause, because programs save in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// Wait no longer than this many notices: a large export that is being copied sends them without a pause.
const MOST_NOTICES: usize = 1000;
/// Look at the files this often without a notice, because network drives send none.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

pub struct Notices {
    /// `None` if the system has no notices.
    watcher: Option<RecommendedWatcher>,
    arrived: Receiver<()>,
    followed: BTreeSet<PathBuf>,
}

impl Notices {
    /// Starts without folders.
    pub fn new() -> Self {
        let (sender, arrived) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // The build itself reads the files, which is no change.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // The receiver is gone when the program ends.
                let _ = sender.send(());
            }
        });
        Self { watcher: watcher.ok(), arrived, followed: BTreeSet::new() }
    }

    /// Asks for notices from `folders` with their subfolders, and from `flat` without them.
    pub fn follow<'a>(&mut self, folders: impl Iterator<Item = &'a PathBuf>, flat: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        let deep = folders.map(|folder| (folder.as_path(), RecursiveMode::Recursive));
        for (folder, mode) in deep.chain([(flat, RecursiveMode::NonRecursive)]) {
            if !folder.is_dir() {
                // A folder that is made again later is another one and has to be watched anew.
                if self.followed.remove(folder) {
                    let _ = watcher.unwatch(folder);
                }
            } else if !self.followed.contains(folder) && watcher.watch(folder, mode).is_ok() {
                self.followed.insert(folder.to_owned());
            }
        }
    }

    /// Blocks until a file may have changed.
    pub fn wait(&self) {
        let mut waited_out = 0;
        if self.watcher.is_none() {
            std::thread::sleep(LOOK_AGAIN);
        } else if self.arrived.recv_timeout(LOOK_AGAIN).is_ok() {
            while waited_out < MOST_NOTICES && self.arrived.recv_timeout(QUIET).is_ok() {
                waited_out += 1;
            }
        }
    }
}
