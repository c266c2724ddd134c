//! The program `kapreport`. Start reading in `lib.rs`.

use std::process::ExitCode;
use std::thread;

/// Reads large exports in five sixths of the time (`cargo bench --bench exports`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Expressions and templates are walked recursively, and the main thread's stack is too small for deep ones on some systems.
const STACK_SIZE: usize = 64 << 20;

fn main() -> ExitCode {
    let worker = thread::Builder::new().stack_size(STACK_SIZE).spawn(kapreport::cli::run);
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The thread has printed the panic.
        Ok(Err(_)) => ExitCode::from(2),
        Err(_) => kapreport::cli::run(),
    }
}
