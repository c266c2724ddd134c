//! The program `kapreport`: see the library for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    kapreport::cli::run()
}
