//! How the program is linked in the dev profile.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    // A program with a fixed address need not be relocated when it starts, which takes 2 instead of 10 ms, and the tests start it a
    // thousand times. A release keeps its random address, which makes attacks harder.
    if is("PROFILE", "debug") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
