//! What became of the report of a member.

use crate::batch::Member;
use crate::findings::Finding;

pub struct Outcome {
    pub member: Member,
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
