//! SQL expressions of figures.
#![no_main]

use kapreport_fuzz::Report;
use libfuzzer_sys::fuzz_target;

thread_local!(static REPORT: Report = Report::new("expressions"));

fuzz_target!(|text: &str| REPORT.with(|report| report.express(text)));
