//! Workbooks as programs write them, and as nobody should.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]
