//! The program `kapreport`. Start reading in `lib.rs`.

use std::alloc::{GlobalAlloc, Layout};
use std::process::ExitCode;
use std::thread;

use kapreport::memory;
use mimalloc::MiMalloc;

/// mimalloc, because large exports are then read in five sixths of the time (`cargo bench --bench exports`).
struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Expressions and templates are walked recursively, and the main thread's stack is too small for deep ones on some systems.
const STACK_SIZE: usize = 64 << 20;

fn main() -> ExitCode {
    let worker = thread::Builder::new().stack_size(STACK_SIZE).spawn(kapreport::cli::run);
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // A panic in the command-line code itself: it catches the panics of commands.
        Ok(Err(_)) => ExitCode::from(2),
        Err(_) => kapreport::cli::run(),
    }
}

// SAFETY: mimalloc does all the work. What is done before and after never unwinds: it returns, sleeps, or ends the program.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        memory::before_allocation(layout.size());
        // SAFETY: the caller keeps the promises that `alloc` asks for.
        given(unsafe { MiMalloc.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        memory::before_allocation(layout.size());
        // SAFETY: as above.
        given(unsafe { MiMalloc.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        memory::before_allocation(size);
        // SAFETY: as above.
        given(unsafe { MiMalloc.realloc(memory, layout, size) }, size)
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { MiMalloc.dealloc(memory, layout) }
    }
}

/// Returns the memory, or ends the program with a Danish message if it is null. Rust would abort with a message that the user
/// does not understand.
fn given(memory: *mut u8, size: usize) -> *mut u8 {
    if memory.is_null() {
        memory::refuse(size);
    }
    memory
}
