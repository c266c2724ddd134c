//! The result of making one member's report.

use std::collections::BTreeSet;

use crate::batch::BatchMember;
use crate::findings::Finding;

pub struct MemberReport {
    pub member: BatchMember,
    pub report: Made,
    pub findings: Vec<Finding>,
}

pub enum Made {
    Pdf {
        bytes: Vec<u8>,
        pages: usize,
        /// The tables and charts that floated to the edge of a page.
        floats: BTreeSet<String>,
        fingerprint: String,
    },
    /// An earlier run made the same report.
    Kept,
    Failed,
}
