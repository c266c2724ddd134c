//! Delimited text: whole files.
#![no_main]

use kapreport_fuzz::Exports;
use libfuzzer_sys::fuzz_target;

thread_local!(static EXPORTS: Exports = Exports::new("log.csv"));

fuzz_target!(|bytes: &[u8]| EXPORTS.with(|exports| exports.read(bytes)));
