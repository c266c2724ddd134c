//! The words of all pages of a version, one after another.

use std::ops::Range;

use crate::typeset::{Page, PageWord};

/// Ends a line where a word without a hyphen of its own is broken.
const SOFT_HYPHEN: char = '\u{ad}';

/// Words of a table's header at most.
const MOST_HEADERS: usize = 40;

pub(super) struct VersionText {
    pub(super) words: Vec<PageWord>,
    /// What makes two words equal: text and look.
    pub(super) keys: Vec<(String, u32)>,
    /// For each page the indices of its words.
    pub(super) pages: Vec<Range<usize>>,
}

impl VersionText {
    /// A word broken at the end of a page is joined and belongs to that page.
    pub(super) fn of(pages: &[Page], with_look: bool) -> Self {
        let mut words: Vec<PageWord> = Vec::new();
        let mut ranges = Vec::new();
        for page in pages {
            let mut rest = page.words.iter();
            if let Some(broken) = words.last_mut().filter(|word| word.text.ends_with(SOFT_HYPHEN))
                && let Some(end) = rest.next()
            {
                broken.text = format!("{}{}", broken.text.trim_end_matches(SOFT_HYPHEN), end.text);
            }
            let start = words.len();
            words.extend(rest.cloned());
            ranges.push(start..words.len());
        }
        let key = |word: &PageWord| {
            let (text, style) = word.key();
            (text, if with_look { style } else { 0 })
        };
        let keys = words.iter().map(key).collect();
        Self { words, keys, pages: ranges }
    }

    /// The part of `words` that is on the page.
    pub(super) fn on_page(&self, words: Range<usize>, page: usize) -> Range<usize> {
        let on = &self.pages[page];
        let start = words.start.clamp(on.start, on.end);
        start..words.end.clamp(start, on.end)
    }

    pub(super) fn text(&self, words: Range<usize>) -> String {
        self.words[words].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether these words begin their page, and stand elsewhere in the same order too: the headers of a table that goes on.
    pub(super) fn repeats_header(&self, words: Range<usize>) -> bool {
        let begins = self.pages.iter().any(|page| page.start == words.start);
        let run = &self.keys[words.clone()];
        let elsewhere =
            || self.keys.windows(run.len()).enumerate().any(|(at, other)| at != words.start && other == run);
        begins && !run.is_empty() && run.len() <= MOST_HEADERS && elsewhere()
    }

    /// For each word the index of its page.
    pub(super) fn page_of_words(&self) -> Vec<usize> {
        self.pages.iter().enumerate().flat_map(|(page, words)| words.clone().map(move |_| page)).collect()
    }
}
