//! The program `kapreport`: see the library for what it does.

use std::process::ExitCode;
use std::thread;

/// Reading large exports is a sixth quicker with it (`cargo bench --bench exports`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Expressions and templates are trees that are walked recursively; the stack that a system gives a main thread differs.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let worker = thread::Builder::new().stack_size(STACK).spawn(kapreport::cli::run);
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic has been reported by the thread.
        Ok(Err(_)) => ExitCode::from(2),
        Err(_) => kapreport::cli::run(),
    }
}
