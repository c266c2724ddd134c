//! What became of the report of a member.

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
        fingerprint: String,
    },
    /// It is there already.
    Kept,
    Failed,
}
