//! Progress for whoever watches: nothing within the first second, nothing in a pipe.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Shows the stage of the work on standard error, if it takes more than a second and a person watches.
pub struct Progress(Option<(Sender<&'static str>, JoinHandle<()>)>);

impl Progress {
    /// Starts, where standard error is a terminal.
    pub fn start() -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let (sender, stages) = mpsc::channel::<&'static str>();
        let thread = thread::spawn(move || {
            let mut stage = "";
            let mut shown = false;
            let mut patience = Duration::from_secs(1);
            loop {
                match stages.recv_timeout(patience) {
                    Ok(next) => {
                        stage = next;
                        if !shown {
                            continue;
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => shown = true,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                patience = Duration::from_millis(200);
                // A terminal that is gone needs no progress.
                let _ = write!(io::stderr(), "\r\x1b[K{stage} …");
            }
            if shown {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
        Self(Some((sender, thread)))
    }

    /// The work has come to this stage.
    pub fn stage(&self, name: &'static str) {
        if let Some((sender, _)) = &self.0 {
            // The thread ends only after the sender.
            let _ = sender.send(name);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}
