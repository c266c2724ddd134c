//! Two versions of a report page by page: which page was which, which words changed, and where.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::marks;
use crate::typeset::{Page, PageBox, PageWord};

/// How large a part of the words of a page must be on another for the two to be the same page.
const SAME_PAGE: f64 = 0.3;
/// How large a part of the words of a page must be known from the other version for the page not to be new, or gone.
const MOST: f64 = 0.7;
/// What stands at the end of a line where a word is broken that has no hyphen there.
const SOFT_HYPHEN: char = '\u{ad}';
/// How many words are shown before and after a change.
const CONTEXT: usize = 3;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its content is another.
    Changed,
    /// It was not there.
    New,
    /// It is there no more.
    Gone,
    /// All on it is as it was, but stands elsewhere: on another page, or in another place of this one.
    Moved,
    /// It is as it was.
    Unchanged,
}

/// A page of either version, or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct PageChange {
    /// What became of it.
    pub state: State,
    /// Its index in the earlier version.
    pub old: Option<usize>,
    /// Its index in the later version.
    pub new: Option<usize>,
    /// The words that changed.
    pub words: Vec<WordChange>,
    /// Where the earlier page has what the later has not.
    pub old_marks: Vec<PageBox>,
    /// Where the later page has what the earlier has not.
    pub new_marks: Vec<PageBox>,
}

/// Words that became others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordChange {
    /// The words before.
    pub lead: String,
    /// The words that are gone; "" for none.
    pub removed: String,
    /// The words that have come; "" for none.
    pub added: String,
    /// The words behind.
    pub trail: String,
}

/// Compares two versions; the pages of the later in their order, each one that is gone before the page that followed it.
pub fn compare(old: &[Page], new: &[Page]) -> Vec<PageChange> {
    let versions = Versions::of(old, new);
    let partners = versions.partners(old, new);
    let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
    let gone = |page: &usize| !kept.contains(page) && versions.is_gone(*page);
    let mut changes: Vec<PageChange> = Vec::new();
    let mut next_old = 0;
    for (page, partner) in partners.iter().enumerate() {
        if let Some(partner) = partner {
            changes.extend((next_old..*partner).filter(gone).map(PageChange::gone));
            next_old = next_old.max(partner + 1);
        }
        changes.push(versions.change(*partner, page, old, new));
    }
    changes.extend((next_old..old.len()).filter(gone).map(PageChange::gone));
    changes
}

impl PageChange {
    fn gone(page: usize) -> Self {
        Self {
            state: State::Gone,
            old: Some(page),
            new: None,
            words: Vec::new(),
            old_marks: Vec::new(),
            new_marks: Vec::new(),
        }
    }
}

/// Two versions, and which words of theirs are the same.
struct Versions<'a> {
    before: Text,
    after: Text,
    operations: Vec<DiffOp>,
    /// The shapes of each version, wherever they stand: text and tables run over to other pages.
    shapes: [HashSet<&'a str>; 2],
}

impl<'a> Versions<'a> {
    fn of(old: &'a [Page], new: &'a [Page]) -> Self {
        let (before, after) = (Text::of(old), Text::of(new));
        let operations = capture_diff_slices(Algorithm::Myers, &before.keys, &after.keys);
        let shapes = [old, new]
            .map(|pages| pages.iter().flat_map(|page| &page.shapes).map(|shape| shape.look.as_str()).collect());
        Self { before, after, operations, shapes }
    }

    /// What became of this page of the later version.
    fn change(&self, then: Option<usize>, now: usize, old: &[Page], new: &[Page]) -> PageChange {
        let unmarked = PageChange { old: then, new: Some(now), ..PageChange::gone(0) };
        let state = match then {
            Some(then) if old[then].content == new[now].content && then == now => State::Unchanged,
            Some(then) if old[then].content == new[now].content => State::Moved,
            _ => State::Changed,
        };
        if state != State::Changed {
            return PageChange { state, ..unmarked };
        }
        let (mut words, mut removed_at, mut added_at) = (Vec::new(), Vec::new(), Vec::new());
        for operation in self.operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
            let removed = then.map(|then| self.before.on_page(operation.old_range(), then)).unwrap_or_default();
            let added = self.after.on_page(operation.new_range(), now);
            removed_at.extend(removed.clone().map(|word| self.before.words[word].area));
            added_at.extend(added.clone().map(|word| self.after.words[word].area));
            let (gone, come) = (self.before.text(removed.clone()), self.after.text(added.clone()));
            // Where the words are the same they look different: the marks tell.
            if gone == come {
                continue;
            }
            // Words that are gone are told where they were.
            let place = if added.is_empty() { operation.new_range().start } else { added.start };
            let end = if added.is_empty() { place } else { added.end };
            words.push(WordChange {
                lead: self.after.text(place.saturating_sub(CONTEXT)..place),
                removed: gone,
                added: come,
                trail: self.after.text(end..(end + CONTEXT).min(self.after.words.len())),
            });
        }
        let old_shapes = then.map(|then| marks::others(&old[then].shapes, &self.shapes[1])).unwrap_or_default();
        let new_shapes = marks::others(&new[now].shapes, &self.shapes[0]);
        let old_marks = marks::merged(removed_at, old_shapes);
        let new_marks = marks::merged(added_at, new_shapes);
        let state = match then {
            None => State::New,
            // All that is on it was there before, if elsewhere.
            Some(_) if words.is_empty() && old_marks.is_empty() && new_marks.is_empty() => State::Moved,
            Some(_) => State::Changed,
        };
        PageChange { state, words, old_marks, new_marks, ..unmarked }
    }

    /// Whether most words of this page of the earlier version are nowhere in the later.
    fn is_gone(&self, page: usize) -> bool {
        let kept = |operation: &DiffOp| match operation {
            DiffOp::Equal { .. } => self.before.on_page(operation.old_range(), page).len(),
            _ => 0,
        };
        let kept: usize = self.operations.iter().map(kept).sum();
        (kept as f64) < MOST * self.before.pages[page].len() as f64 || self.before.pages[page].is_empty()
    }

    /// For each page of the later version the one of the earlier that it was: the same content first, then most words in common.
    fn partners(&self, old: &[Page], new: &[Page]) -> Vec<Option<usize>> {
        let mut partners = vec![None; new.len()];
        let mut taken = vec![false; old.len()];
        let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
        for (page, old) in old.iter().enumerate().rev() {
            same.entry(&old.content).or_default().push(page);
        }
        for (page, new) in new.iter().enumerate() {
            if let Some(partner) = same.get_mut(new.content.as_str()).and_then(Vec::pop) {
                partners[page] = Some(partner);
                taken[partner] = true;
            }
        }
        let common = self.words_in_common();
        for ((then, now), words) in &common {
            let shorter = self.before.pages[*then].len().min(self.after.pages[*now].len()) as f64;
            if partners[*now].is_none() && !taken[*then] && *words as f64 >= SAME_PAGE * shorter {
                partners[*now] = Some(*then);
                taken[*then] = true;
            }
        }
        // Pages of which all words are others are still the same where their neighbours are.
        for page in 0..new.len().min(old.len()) {
            let neighbour = |page: usize| page == 0 || partners[page - 1] == Some(page - 1);
            if partners[page].is_none() && !taken[page] && neighbour(page) && new.len() == old.len() {
                partners[page] = Some(page);
                taken[page] = true;
            }
        }
        // A page that text has run over to is not new, though the page it comes from is another one.
        for (page, partner) in partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            let mut here = common.iter().filter(|((_, now), _)| *now == page);
            let known: usize = here.clone().map(|(_, words)| words).sum();
            if known as f64 >= MOST * self.after.pages[page].len() as f64 {
                *partner = here.next().map(|((then, _), _)| *then);
            }
        }
        partners
    }

    /// How many words each page of the earlier version has in common with each of the later, most first.
    fn words_in_common(&self) -> Vec<((usize, usize), usize)> {
        let (old_pages, new_pages) = (self.before.page_of_words(), self.after.page_of_words());
        let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for operation in &self.operations {
            if let DiffOp::Equal { old_index, new_index, len } = *operation {
                for word in 0..len {
                    *common.entry((old_pages[old_index + word], new_pages[new_index + word])).or_default() += 1;
                }
            }
        }
        let mut pairs: Vec<((usize, usize), usize)> = common.into_iter().collect();
        pairs.sort_by_key(|(pages, words)| (Reverse(*words), *pages));
        pairs
    }
}

/// The words of a version, one after another. A word that is broken at the end of a page is whole, and on that page.
struct Text {
    words: Vec<PageWord>,
    keys: Vec<(String, u32)>,
    /// The words of each page.
    pages: Vec<Range<usize>>,
}

impl Text {
    fn of(pages: &[Page]) -> Self {
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
        let keys = words.iter().map(PageWord::key).collect();
        Self { words, keys, pages: ranges }
    }

    /// Those of these words that are on this page.
    fn on_page(&self, words: Range<usize>, page: usize) -> Range<usize> {
        let on = &self.pages[page];
        let start = words.start.clamp(on.start, on.end);
        start..words.end.clamp(start, on.end)
    }

    fn text(&self, words: Range<usize>) -> String {
        self.words[words].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The page of each word.
    fn page_of_words(&self) -> Vec<usize> {
        self.pages.iter().enumerate().flat_map(|(page, words)| words.clone().map(move |_| page)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::PageShape;

    /// A page of these words, ten points each.
    fn page(text: &str) -> Page {
        let words = text.split(' ').filter(|word| !word.is_empty()).enumerate();
        let words = words.map(|(i, word)| {
            let left = 10.0 * i as f32;
            PageWord { text: word.to_owned(), area: PageBox::new(left, 0.0, left + 8.0, 10.0), style: 0 }
        });
        Page {
            title: String::new(),
            size: [595.0, 842.0],
            content: text.to_owned(),
            picture: text.to_owned(),
            words: words.collect(),
            shapes: Vec::new(),
        }
    }

    fn states(old: &[&str], new: &[&str]) -> Vec<(State, Option<usize>, Option<usize>)> {
        let pages = |texts: &[&str]| texts.iter().map(|text| page(text)).collect::<Vec<_>>();
        compare(&pages(old), &pages(new)).iter().map(|change| (change.state, change.old, change.new)).collect()
    }

    #[test]
    fn a_number_that_changes_is_told_with_the_words_around_it_and_marked_on_both_pages() {
        let old = [page("Teamet kom på 47 besøg i 2024 mod 40 året før")];
        let new = [page("Teamet kom på 53 besøg i 2024 mod 40 året før")];
        let changes = compare(&old, &new);
        assert_eq!(changes.len(), 1);
        let words = WordChange {
            lead: "Teamet kom på".to_owned(),
            removed: "47".to_owned(),
            added: "53".to_owned(),
            trail: "besøg i 2024".to_owned(),
        };
        assert_eq!(changes[0].words, [words]);
        let mark = PageBox::new(28.5, -1.5, 39.5, 11.5);
        assert_eq!((&changes[0].old_marks, &changes[0].new_marks), (&vec![mark], &vec![mark]));
    }

    #[test]
    fn a_page_that_comes_in_moves_the_others_and_changes_none() {
        let expected =
            [(State::Unchanged, Some(0), Some(0)), (State::New, None, Some(1)), (State::Moved, Some(1), Some(2))];
        assert_eq!(states(&["a b c", "d e f"], &["a b c", "x y z", "d e f"]), expected);
    }

    #[test]
    fn a_page_that_is_gone_stands_where_it_was() {
        let expected =
            [(State::Unchanged, Some(0), Some(0)), (State::Gone, Some(1), None), (State::Moved, Some(2), Some(1))];
        assert_eq!(states(&["a b c", "x y z", "d e f"], &["a b c", "d e f"]), expected);
        assert_eq!(states(&["a b c", "x y z"], &["a b c"])[1], (State::Gone, Some(1), None));
    }

    #[test]
    fn words_that_run_over_to_the_next_page_are_no_change_of_theirs() {
        let old = [page("a b c d e f g h"), page("i j k l")];
        let new = [page("a b c ny d e f g"), page("h i j k l")];
        let changes = compare(&old, &new);
        assert_eq!(changes.iter().map(|change| change.state).collect::<Vec<_>>(), [State::Changed, State::Moved]);
        assert_eq!(changes[0].words.len(), 1);
    }

    #[test]
    fn a_page_whose_words_are_all_others_is_the_same_page_where_its_neighbours_are() {
        assert_eq!(states(&["a", "b", "c"], &["a", "x", "c"])[1], (State::Changed, Some(1), Some(1)));
    }

    #[test]
    fn a_bar_that_grew_is_marked_and_one_that_only_moved_is_not() {
        let area = PageBox::new(0.0, 100.0, 50.0, 110.0);
        let with = |content: &str, shapes: Vec<PageShape>| Page { content: content.to_owned(), shapes, ..page("a") };
        let shape = |look: &str, area: PageBox| PageShape { look: look.to_owned(), area };
        let still = |y: f32| shape("still", PageBox::new(0.0, y, 9.0, y + 9.0));
        let old = [with("1", vec![still(0.0), shape("bar 5", area)])];
        let new = [with("2", vec![still(40.0), shape("bar 6", area)])];
        let changes = compare(&old, &new);
        assert_eq!(changes[0].new_marks, [PageBox::new(-1.5, 98.5, 51.5, 111.5)]);
        assert_eq!(changes[0].words, []);
    }

    #[test]
    fn a_page_that_text_runs_over_to_is_neither_new_nor_the_page_it_left_gone() {
        let old = [page("a b c d e f g h i j")];
        let new = [page("a b c d e"), page("f g h i j")];
        assert!(compare(&old, &new).iter().all(|change| change.state == State::Moved));
        assert!(compare(&new, &old).iter().all(|change| change.state == State::Moved));
    }

    #[test]
    fn a_word_that_is_broken_at_the_end_of_a_page_is_the_word_it_was() {
        let old = [page("a b c d sammenlignet"), page("e f g h i")];
        let new = [page("a b c d sammen\u{ad}"), page("lignet e f g h i")];
        assert!(compare(&old, &new).iter().all(|change| change.state == State::Moved));
    }

    #[test]
    fn the_words_of_a_new_page_are_told() {
        let changes = compare(&[page("a b c")], &[page("a b c"), page("x y z")]);
        assert_eq!((changes[1].state, changes[1].words[0].added.as_str()), (State::New, "x y z"));
    }

    #[test]
    fn a_word_that_becomes_bold_is_marked_and_not_told_as_another() {
        let mut bold = page("a b c");
        bold.words[1].style = 1;
        bold.content = "bold".to_owned();
        let changes = compare(&[page("a b c")], &[bold]);
        assert_eq!((changes[0].state, changes[0].words.len(), changes[0].new_marks.len()), (State::Changed, 0, 1));
    }
}
