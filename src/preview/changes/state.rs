//! How a page and its words have changed.

use serde::Serialize;

use crate::danish;
use crate::typeset::{Page, PageBox};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PageState {
    /// Has other content.
    Changed,
    New,
    Gone,
    /// Has the same content on another page, or in another place of the page.
    Moved,
    /// Differs only by what follows from other changes: numbers, contents, lists at the end, colours.
    Follows,
    Unchanged,
}

impl PageState {
    /// Whether the content is new, different or gone.
    pub(crate) fn is_change(self) -> bool {
        match self {
            Self::Changed | Self::New | Self::Gone => true,
            Self::Moved | Self::Follows | Self::Unchanged => false,
        }
    }
}

/// A page of one or both versions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageChange {
    pub(crate) state: PageState,
    /// Index in the earlier version.
    pub(crate) old: Option<usize>,
    /// Index in the later version.
    pub(crate) new: Option<usize>,
    pub(crate) words: Vec<WordChange>,
    /// Areas of the earlier page that the later does not have.
    pub(crate) old_marks: Vec<PageBox>,
    /// Areas of the later page that the earlier does not have.
    pub(crate) new_marks: Vec<PageBox>,
    /// Whether anything drawn other than text differs.
    pub(crate) has_other_shapes: bool,
}

impl PageChange {
    /// The titles of the chapters that have changed, in a list: »Kurser og Slut«.
    pub(crate) fn chapters(&self, old: &[Page], new: &[Page]) -> String {
        danish::list(&self.titles(old, new))
    }

    /// The titles of the chapters that have changed.
    pub(crate) fn titles(&self, old: &[Page], new: &[Page]) -> Vec<String> {
        let (page, marks) = match (self.new, self.old) {
            (Some(now), _) => (&new[now], &self.new_marks),
            (None, Some(then)) => (&old[then], &self.old_marks),
            (None, None) => return Vec::new(),
        };
        // A mark has a margin of its own, which may begin above the heading.
        let mut titles: Vec<String> = marks.iter().map(|mark| page.chapter_at(mark.bottom).to_owned()).collect();
        titles.dedup();
        if titles.is_empty() { vec![page.title.clone()] } else { titles }
    }

    /// A change without words and marks.
    pub(super) fn bare(state: PageState, old: Option<usize>, new: Option<usize>) -> Self {
        Self {
            state,
            old,
            new,
            words: Vec::new(),
            old_marks: Vec::new(),
            new_marks: Vec::new(),
            has_other_shapes: false,
        }
    }
}

/// Words that were replaced, with the words around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordChange {
    pub(crate) lead: String,
    /// "" if words were only added.
    pub(crate) removed: String,
    /// "" if words were only removed.
    pub(crate) added: String,
    pub(crate) trail: String,
    /// Whether these are repeated headers of a table that now continues, or no longer continues, at the top of the page.
    pub(crate) repeats_header: bool,
}
