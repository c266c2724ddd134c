//! Notifications of the operating system that a file in a folder has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A change counts as complete after this pause, because programs save in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// Waits for at most this many further notifications: a large export that is being copied sends them without a pause.
const MOST_NOTICES: usize = 1000;
/// Looks at the files this often without a notification, because network drives send none.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

pub struct Notices {
    /// `None` if the system has no notifications.
    watcher: Option<RecommendedWatcher>,
    arrived: Receiver<()>,
    followed: BTreeSet<PathBuf>,
}

impl Notices {
    /// A watcher without folders yet.
    pub fn new() -> Self {
        let (sender, arrived) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading, as the build itself does, is no change.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // The receiver is gone when the program ends.
                let _ = sender.send(());
            }
        });
        Self { watcher: watcher.ok(), arrived, followed: BTreeSet::new() }
    }

    /// Subscribes to `folders` with their subfolders, and to `flat` without.
    pub fn follow<'a>(&mut self, folders: impl Iterator<Item = &'a PathBuf>, flat: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        let deep = folders.map(|folder| (folder.as_path(), RecursiveMode::Recursive));
        for (folder, mode) in deep.chain([(flat, RecursiveMode::NonRecursive)]) {
            if !folder.is_dir() {
                // If the folder is made again, it has to be watched anew.
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
