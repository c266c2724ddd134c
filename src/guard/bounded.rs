//! Runs a call that may never return, or exhaust memory, in a thread that can be abandoned.
//!
//! A thread cannot be ended from outside. One that has exceeded its limits sleeps at its next allocation, which leaves processor
//! and memory for the message.

use std::cell::Cell;
use std::fs;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Panicked, caught, deadline, end_program};

const TOO_LARGE: &str = "Der skal bruges over 4 GB hukommelse på én gang til";

/// Bytes. A larger allocation outside of a bounded call ends the program.
const MOST_AT_ONCE: u64 = 4 << 30;
/// Bytes. A larger allocation ends a bounded call: no text or image of a report is as large.
const MOST_OF_A_CALL: u64 = 256 << 20;
/// Stack size of a call's thread, in bytes.
const STACK: usize = 64 << 20;
/// Time between two checks of the limits.
const PULSE: Duration = Duration::from_millis(50);
/// Bytes in a page, the unit of `/proc/self/statm`.
const PAGE: u64 = 4096;

thread_local! {
    /// The number of the call that this thread runs, or 0.
    static CALL: Cell<u64> = const { Cell::new(0) };
}

static CALLS: AtomicU64 = AtomicU64::new(0);
/// Number of calls that are running.
static RUNNING: AtomicUsize = AtomicUsize::new(0);
/// The number of the call that was abandoned last, or 0.
static LEFT_BEHIND: AtomicU64 = AtomicU64::new(0);
/// Whether a call asked for more memory than there is.
static IS_STARVED: AtomicBool = AtomicBool::new(false);

#[derive(Debug, Clone, Copy)]
pub struct CallLimits {
    pub time: Duration,
    /// How many bytes the memory of the program may grow by.
    pub memory: u64,
}

/// Why a call has no result.
#[derive(Debug)]
pub enum Unfinished {
    Panicked(Panicked),
    TooSlow,
    TooMuchMemory,
}

/// Runs the call in a thread of its own and returns its result, unless it panics or exceeds the limits. On a thread of rayon's
/// pool it runs in place: the time limit then ends the program, and growth of memory is not measured.
///
/// # Errors
/// When no thread can be started.
pub fn bounded<T: Send + 'static>(
    limits: CallLimits,
    call: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Result<T, Unfinished>> {
    if rayon::current_thread_index().is_some() {
        // A thread of the pool must not block: the call needs all threads of the pool.
        let _deadline = deadline(limits.time);
        return Ok(caught(call).map_err(Unfinished::Panicked));
    }
    let number = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
    let before = resident();
    let (sender, receiver) = channel();
    thread::Builder::new().stack_size(STACK).spawn(move || {
        CALL.set(number);
        let result = caught(call);
        // The receiver is gone once a limit is exceeded.
        let _ = sender.send(result);
    })?;
    RUNNING.fetch_add(1, Ordering::SeqCst);
    let start = Instant::now();
    let result = loop {
        match receiver.recv_timeout(PULSE) {
            Ok(result) => break result.map_err(Unfinished::Panicked),
            // The thread ends without an answer only if dropping a panic's message panics.
            Err(RecvTimeoutError::Disconnected) => break Err(Unfinished::TooSlow),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let grown = resident().saturating_sub(before);
        if IS_STARVED.load(Ordering::SeqCst) || grown > limits.memory {
            break Err(Unfinished::TooMuchMemory);
        }
        if start.elapsed() > limits.time {
            break Err(Unfinished::TooSlow);
        }
    };
    RUNNING.fetch_sub(1, Ordering::SeqCst);
    if matches!(result, Err(Unfinished::TooSlow | Unfinished::TooMuchMemory)) {
        LEFT_BEHIND.store(number, Ordering::SeqCst);
    }
    Ok(result)
}

/// Called by the allocator before each allocation. Does not return to a call that has exceeded its limits.
pub fn before_allocation(size: usize) {
    if size as u64 > MOST_OF_A_CALL && (size as u64 > MOST_AT_ONCE || is_of_call()) {
        refuse(size);
    }
    let left_behind = LEFT_BEHIND.load(Ordering::Relaxed);
    if left_behind != 0 && CALL.get() == left_behind {
        sleep();
    }
}

/// Called by the allocator when there is no memory for this many bytes.
pub fn refuse(size: usize) -> ! {
    if is_of_call() {
        IS_STARVED.store(true, Ordering::SeqCst);
        sleep();
    }
    end_program(if size as u64 > MOST_AT_ONCE { TOO_LARGE } else { "Der er ikke hukommelse nok til" })
}

/// Whether this thread works for a bounded call. Libraries spread the work of a call over rayon's threads.
fn is_of_call() -> bool {
    (CALL.get() != 0 || rayon::current_thread_index().is_some()) && RUNNING.load(Ordering::SeqCst) > 0
}

fn sleep() -> ! {
    loop {
        thread::park();
    }
}

/// Resident memory of the program, in bytes; 0 on systems without `/proc`.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * PAGE
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: CallLimits = CallLimits { time: Duration::from_millis(200), memory: 8 << 30 };

    #[test]
    fn a_call_within_the_limits_returns_its_value() {
        assert!(matches!(bounded(LIMITS, || 7), Ok(Ok(7))));
    }

    #[test]
    fn a_call_without_end_is_left_behind() {
        let endless = bounded(LIMITS, || sleep() as i32);
        assert!(matches!(endless, Ok(Err(Unfinished::TooSlow))), "{endless:?}");
    }

    #[test]
    fn a_panic_is_told_with_its_place() {
        let panicked = bounded(LIMITS, || -> i32 { panic!("her") });
        assert!(matches!(panicked, Ok(Err(Unfinished::Panicked(at))) if at.at.contains("bounded.rs")));
    }
}
