//! Recognises text that has moved, such as a paragraph and a table that have changed places.

use std::collections::HashMap;
use std::ops::Range;

use similar::DiffOp;

use super::text::VersionText;

/// Fewest consecutive words that are recognised. Shorter runs, such as the headers of tables, occur in many places.
const LEAST: usize = 8;

/// For each word whether it was removed in one place and added in another.
pub(super) struct MovedRuns {
    before: Vec<bool>,
    after: Vec<bool>,
}

impl MovedRuns {
    pub(super) fn find(before: &VersionText, after: &VersionText, operations: &[DiffOp]) -> Self {
        let mut moved = Self { before: vec![false; before.keys.len()], after: vec![false; after.keys.len()] };
        let changes = || operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. }));
        let mut starts: HashMap<&[(String, u32)], Vec<usize>> = HashMap::new();
        for range in changes().map(DiffOp::old_range) {
            let runs = before.keys[range.clone()].windows(LEAST).enumerate();
            runs.for_each(|(at, run)| starts.entry(run).or_default().push(range.start + at));
        }
        for range in changes().map(DiffOp::new_range) {
            for at in range.start..range.end.saturating_sub(LEAST - 1) {
                let run = at..at + LEAST;
                // Each place once: what stood in one place and stands in two now has been added to the other.
                let from =
                    starts.get_mut(&after.keys[run.clone()]).filter(|all| !all.is_empty()).map(|all| all.remove(0));
                if let Some(from) = from {
                    moved.after[run].fill(true);
                    moved.before[from..from + LEAST].fill(true);
                }
            }
        }
        moved
    }

    /// The words of the earlier version without those at its ends that have moved.
    pub(super) fn removed(&self, words: Range<usize>) -> Range<usize> {
        trimmed(&self.before, words)
    }

    /// The words of the later version without those at its ends that have moved.
    pub(super) fn added(&self, words: Range<usize>) -> Range<usize> {
        trimmed(&self.after, words)
    }
}

fn trimmed(moved: &[bool], Range { mut start, mut end }: Range<usize>) -> Range<usize> {
    while start < end && moved[start] {
        start += 1;
    }
    while start < end && moved[end - 1] {
        end -= 1;
    }
    start..end
}
