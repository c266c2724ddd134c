//! Printed reports: PDFs and texts, in which claims are found and recomputed.
#![no_main]

use kapreport_fuzz::proofread_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| proofread_bytes(bytes));
