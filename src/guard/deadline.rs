//! Ends the program when a step never comes to an end.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::end_program;

/// Guard of a step: dropping it cancels the deadline.
pub struct Deadline {
    _sender: Sender<()>,
}

/// Ends the program with a message unless the returned guard is dropped within `limit`.
pub fn deadline(limit: Duration) -> Deadline {
    let (sender, receiver) = channel::<()>();
    // If no thread can be started, the step runs without a deadline.
    let _ = thread::Builder::new().spawn(move || {
        if receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            end_program("Det tager for lang tid at arbejde med");
        }
    });
    Deadline { _sender: sender }
}
