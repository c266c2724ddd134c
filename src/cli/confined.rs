//! Runs a command in a child process with limits on memory and time, for files from unknown programs. A file that makes a library
//! exhaust memory, loop forever or overflow its stack ends that process only.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::Context;

use super::Outcome;

/// Environment variable that is set in the child process.
const MARK: &str = "KAPREPORT_CONFINED";
/// Bytes of memory that the process may take, with its stack of 64 MB. The size of the file adds to it.
const MEMORY: u64 = 420 << 20;
/// Seconds of processor time, to which each megabyte of the file adds. Unoptimised code is many times slower.
const SECONDS: u64 = if cfg!(debug_assertions) { 20 } else { 4 };
/// How many times its processor time the process may take on a busy machine.
const PATIENCE: u64 = 6;
/// Bytes of standard error that are read from the process at most.
const MOST_TEXT: u64 = 1 << 20;

const CANNOT: &str = "kapreport kan ikke starte en proces til at læse filen";

struct ProcessLimits {
    /// In bytes.
    memory: u64,
    /// Of processor time.
    seconds: u64,
}

impl ProcessLimits {
    fn of(file: &Path) -> Self {
        let megabytes = fs::metadata(file).map_or(0, |metadata| metadata.len() >> 20);
        Self { memory: MEMORY + 3 * (megabytes << 20), seconds: SECONDS + megabytes }
    }
}

/// Whether this is the child process.
pub fn is_confined() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Runs the program again with the same arguments to read the file.
///
/// # Errors
/// When the process cannot be started, or did not exit by itself.
pub fn run(file: &Path) -> anyhow::Result<Outcome> {
    let program = std::env::current_exe().context("kapreport kan ikke finde sig selv")?;
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).env(MARK, "1").stderr(Stdio::piped());
    // mimalloc would reserve a gigabyte at the start, which counts against the limit.
    command.env("MIMALLOC_ARENA_RESERVE", "0");
    let mut child = command.spawn().context(CANNOT)?;
    let ended = wait(&mut child, Duration::from_secs(ProcessLimits::of(file).seconds * PATIENCE)).context(CANNOT)?;
    match ended.and_then(|(status, said)| Some((status.code()?, said))) {
        Some((code, said)) => {
            io::stderr().write_all(&said)?;
            Ok(match code {
                0 => Outcome::Done,
                1 => Outcome::Findings,
                _ => Outcome::Reported,
            })
        }
        None => anyhow::bail!(
            "{} kan ikke læses: det tager mere tid eller hukommelse, end en rapport kræver. Er den beskadiget, så eksportér den igen, eller gem den som tekst",
            file.display()
        ),
    }
}

/// Exit status and standard error of the process; `None` after the time limit.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<(ExitStatus, Vec<u8>)>> {
    let (sender, receiver) = channel();
    if let Some(out) = child.stderr.take() {
        thread::Builder::new().spawn(move || {
            let mut said = Vec::new();
            let _ = out.take(MOST_TEXT).read_to_end(&mut said);
            // The receiver is gone after the time limit.
            let _ = sender.send(said);
        })?;
    }
    match receiver.recv_timeout(limit) {
        Ok(said) => Ok(Some((child.wait()?, said))),
        Err(RecvTimeoutError::Disconnected) => Ok(Some((child.wait()?, Vec::new()))),
        Err(RecvTimeoutError::Timeout) => {
            child.kill()?;
            child.wait()?;
            Ok(None)
        }
    }
}

/// Gives this process its limits.
///
/// # Errors
/// When the system refuses to set them.
#[cfg(target_os = "linux")]
pub fn confine(file: &Path) -> anyhow::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let ProcessLimits { memory, seconds } = ProcessLimits::of(file);
    for (resource, wanted) in [(Resource::Data, memory), (Resource::Cpu, seconds), (Resource::Core, 0)] {
        let maximum = getrlimit(resource).maximum;
        let wanted = maximum.map_or(wanted, |maximum| maximum.min(wanted));
        setrlimit(resource, Rlimit { current: Some(wanted), maximum: Some(wanted) }).context(CANNOT)?;
    }
    Ok(())
}

/// Other systems have the time limit only.
#[cfg(not(target_os = "linux"))]
pub fn confine(_: &Path) -> anyhow::Result<()> {
    Ok(())
}
