//! What a run reports while it works, and why it stopped.

use crate::findings::Findings;

/// Receives what a run finds and how far it has come.
#[derive(Clone, Copy)]
pub struct Feedback<'a> {
    pub findings: &'a Findings,
    /// Called when a slow step begins.
    pub progress: &'a dyn Fn(ProgressStep),
}

/// A step that can take seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressStep {
    Read,
    Compute,
    /// `check --coverage` makes each figure wrong to see which check notices.
    Coverage,
    Compose,
    Typeset,
    Publish,
    /// A preview compares its pages with those of its baseline.
    Compare,
    /// Reports of a batch have been made.
    Reports {
        done: usize,
        total: usize,
    },
    /// A preview draws pictures of its pages.
    Draw,
}

/// Why a run has no result.
#[derive(Debug)]
pub enum Stop {
    /// Findings at error level, which have been pushed.
    Findings,
    /// Something outside the report, such as a missing folder or a full disk.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl Feedback<'_> {
    pub fn begin(self, step: ProgressStep) {
        (self.progress)(step);
    }

    /// Stops the run if a finding is an error; for a draft, only at errors that its appendix cannot show.
    pub fn stop_at_errors(self, draft: bool) -> Result<(), Stop> {
        if self.findings.stop(draft) { Err(Stop::Findings) } else { Ok(()) }
    }
}

/// Turns a stop by findings into `None`, for callers that go on without the result.
pub fn unless_failed<T>(result: Result<T, Stop>) -> anyhow::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Findings) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}
