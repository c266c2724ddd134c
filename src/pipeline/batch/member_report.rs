//! What became of the report of a member.

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
        /// The tables and charts that went to the edge of a page.
        floats: BTreeSet<String>,
        fingerprint: String,
    },
    /// It is there already.
    Kept,
    Failed,
}
