//! Handles the signals that end the program: Ctrl+C, a closed terminal, and a request of the system.

#[cfg(unix)]
use std::io::{self, Write};
#[cfg(unix)]
use std::{fs, thread};

#[cfg(unix)]
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
#[cfg(unix)]
use signal_hook::iterator::Signals;
#[cfg(unix)]
use signal_hook::low_level::emulate_default_handler;

#[cfg(unix)]
use crate::output;

/// From now on, the program cleans up when a signal stops it, and prints `stopped`.
#[cfg(unix)]
pub fn leave_nothing(stopped: &'static str) {
    let ignored = ignored_signals();
    let handled = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
    let Ok(mut signals) = Signals::new(handled) else { return };
    let end = move || {
        let Some(signal) = signals.forever().next() else { return };
        let _guard = output::leave_nothing();
        if !stopped.is_empty() {
            // Fails if the terminal was closed.
            let _ = writeln!(io::stderr(), "\n{stopped}");
        }
        let _ = emulate_default_handler(signal);
    };
    let _ = thread::Builder::new().spawn(end);
}

/// A bit for each signal that the program was started to ignore, as with `nohup`. Known only on Linux; 0 elsewhere.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// Does nothing on other systems, where the next run cleans up.
#[cfg(not(unix))]
pub fn leave_nothing(_: &'static str) {}
