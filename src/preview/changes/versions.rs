//! Two versions of a report, and which of their words are the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::moved_runs::MovedRuns;
use super::text::VersionText;
use crate::typeset::Page;

/// Share of the words of a page that the other version must have for the page not to be new or gone.
pub(super) const MOST: f64 = 0.7;

pub(super) struct Versions<'a> {
    pub(super) before: VersionText,
    pub(super) after: VersionText,
    /// How the words of the later version come from those of the earlier.
    pub(super) operations: Vec<DiffOp>,
    pub(super) moved: MovedRuns,
    /// The shapes of each version on all its pages, since text and tables run over to other pages.
    pub(super) shapes: [HashSet<&'a str>; 2],
    /// Whether fonts, colours and shapes count.
    pub(super) with_look: bool,
}

/// Words that an earlier and a later page have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommonWords {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) count: usize,
}

impl<'a> Versions<'a> {
    pub(super) fn of(old: &'a [Page], new: &'a [Page], with_look: bool) -> Self {
        let (before, after) = (VersionText::of(old, with_look), VersionText::of(new, with_look));
        let operations = capture_diff_slices(Algorithm::Myers, &before.keys, &after.keys);
        let moved = MovedRuns::find(&before, &after, &operations);
        let shapes = [old, new]
            .map(|pages| pages.iter().flat_map(|page| &page.shapes).map(|shape| shape.look.as_str()).collect());
        Self { before, after, operations, moved, shapes, with_look }
    }

    /// Whether most words of a page of the earlier version are missing in the later.
    pub(super) fn is_gone(&self, page: usize) -> bool {
        let kept = |operation: &DiffOp| match operation {
            DiffOp::Equal { .. } => self.before.on_page(operation.old_range(), page).len(),
            _ => 0,
        };
        let kept: usize = self.operations.iter().map(kept).sum();
        (kept as f64) < MOST * self.before.pages[page].len() as f64 || self.before.pages[page].is_empty()
    }

    /// Counts the words that each earlier page has in common with each later page, largest first.
    pub(super) fn words_in_common(&self) -> Vec<CommonWords> {
        let (old_pages, new_pages) = (self.before.page_of_words(), self.after.page_of_words());
        let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for operation in &self.operations {
            if let DiffOp::Equal { old_index, new_index, len } = *operation {
                for word in 0..len {
                    *common.entry((old_pages[old_index + word], new_pages[new_index + word])).or_default() += 1;
                }
            }
        }
        let mut pairs: Vec<CommonWords> =
            common.into_iter().map(|((old, new), count)| CommonWords { old, new, count }).collect();
        pairs.sort_by_key(|pair| (Reverse(pair.count), pair.old, pair.new));
        pairs
    }
}
