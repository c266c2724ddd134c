//! Shared by benchmarks: time and memory of other processes.

use std::time::Duration;

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The peak resident set of all children so far, in MB.
pub fn peak_of_children() -> f64 {
    // SAFETY: an all-zero `rusage` is a valid one, and `getrusage` only writes to it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    usage.ru_maxrss as f64 / 1024.0
}
