//! Templates: the prose of a chapter, composed and typeset.
#![no_main]

use kapreport_fuzz::Report;
use libfuzzer_sys::fuzz_target;

thread_local!(static REPORT: Report = Report::new("templates"));

fuzz_target!(|text: &str| REPORT.with(|report| report.typeset(text)));
