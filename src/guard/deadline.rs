//! Ends the program when a step never comes to an end.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::end_program;

/// The step is over when this is dropped.
pub struct Deadline {
    _sender: Sender<()>,
}

/// Ends the program with a sentence unless what is returned has been dropped by then.
pub fn deadline(limit: Duration) -> Deadline {
    let (sender, receiver) = channel::<()>();
    // Without a thread there is no deadline, but the work can be done.
    let _ = thread::Builder::new().spawn(move || {
        if receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            end_program("Det tager for lang tid at arbejde med");
        }
    });
    Deadline { _sender: sender }
}
