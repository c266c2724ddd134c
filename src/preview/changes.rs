//! Two versions of a report page by page: which page was which, which words changed, and where.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::marks;
use crate::typeset::{Area, Page, Word};

/// How large a part of the words of a page must be on another for the two to be the same page.
const SAME_PAGE: f64 = 0.3;
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
    /// It is as it was, but its number.
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
    pub old_marks: Vec<Area>,
    /// Where the later page has what the earlier has not.
    pub new_marks: Vec<Area>,
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
    let (before, after) = (Text::of(old), Text::of(new));
    let operations = capture_diff_slices(Algorithm::Myers, &before.keys, &after.keys);
    let partners = partners(old, new, &before, &after, &operations);
    let mut changes: Vec<PageChange> = Vec::new();
    let mut next_old = 0;
    let gone: HashSet<usize> = {
        let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
        (0..old.len()).filter(|page| !kept.contains(page)).collect()
    };
    for (page, partner) in partners.iter().enumerate() {
        if let Some(partner) = partner {
            changes.extend((next_old..*partner).filter(|page| gone.contains(page)).map(PageChange::gone));
            next_old = next_old.max(partner + 1);
        }
        let state = match partner {
            None => State::New,
            Some(partner) if old[*partner].content != new[page].content => State::Changed,
            Some(partner) if *partner != page => State::Moved,
            Some(_) => State::Unchanged,
        };
        changes.push(PageChange { state, old: *partner, new: Some(page), ..PageChange::gone(0) });
    }
    changes.extend((next_old..old.len()).filter(|page| gone.contains(page)).map(PageChange::gone));
    for change in changes.iter_mut().filter(|change| change.state == State::Changed) {
        let (Some(then), Some(now)) = (change.old, change.new) else { continue };
        change.fill(&old[then], &new[now], &before, &after, &operations);
    }
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

    /// Finds the words and places of a page that changed.
    fn fill(&mut self, old: &Page, new: &Page, before: &Text<'_>, after: &Text<'_>, operations: &[DiffOp]) {
        let (Some(then), Some(now)) = (self.old, self.new) else { return };
        let (mut removed_at, mut added_at) = (Vec::new(), Vec::new());
        for operation in operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
            let removed = before.on_page(operation.old_range(), then);
            let added = after.on_page(operation.new_range(), now);
            removed_at.extend(removed.clone().map(|word| before.words[word].1));
            added_at.extend(added.clone().map(|word| after.words[word].1));
            if removed.is_empty() && added.is_empty() {
                continue;
            }
            // Words that are gone from this page and stand on no other of the later version are told where they were.
            let place = if added.is_empty() { operation.new_range().start } else { added.start };
            let end = if added.is_empty() { operation.new_range().start } else { added.end };
            self.words.push(WordChange {
                lead: after.text(place.saturating_sub(CONTEXT)..place),
                removed: before.text(removed),
                added: after.text(added),
                trail: after.text(end..(end + CONTEXT).min(after.words.len())),
            });
        }
        let (old_shapes, new_shapes) =
            (marks::others(&old.shapes, &new.shapes), marks::others(&new.shapes, &old.shapes));
        self.old_marks = marks::merged(removed_at, old_shapes);
        self.new_marks = marks::merged(added_at, new_shapes);
    }
}

/// The words of a version, one after another.
struct Text<'a> {
    words: Vec<&'a Word>,
    keys: Vec<String>,
    /// The words of each page.
    pages: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    fn of(pages: &'a [Page]) -> Self {
        let words: Vec<&Word> = pages.iter().flat_map(|page| &page.words).collect();
        let keys = words.iter().map(|word| word.key()).collect();
        let mut start = 0;
        let pages = pages.iter().map(|page| {
            let range = start..start + page.words.len();
            start = range.end;
            range
        });
        let pages = pages.collect();
        Self { words, keys, pages }
    }

    /// Those of these words that are on this page.
    fn on_page(&self, words: Range<usize>, page: usize) -> Range<usize> {
        let on = &self.pages[page];
        let start = words.start.clamp(on.start, on.end);
        start..words.end.clamp(start, on.end)
    }

    fn text(&self, words: Range<usize>) -> String {
        self.words[words].iter().map(|word| word.0.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The page of each word.
    fn page_of_words(&self) -> Vec<usize> {
        self.pages.iter().enumerate().flat_map(|(page, words)| words.clone().map(move |_| page)).collect()
    }
}

/// For each page of the later version the one of the earlier that it was: the same content first, then most words in common.
fn partners(
    old: &[Page],
    new: &[Page],
    before: &Text<'_>,
    after: &Text<'_>,
    operations: &[DiffOp],
) -> Vec<Option<usize>> {
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
    let (old_pages, new_pages) = (before.page_of_words(), after.page_of_words());
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for operation in operations {
        if let DiffOp::Equal { old_index, new_index, len } = *operation {
            for word in 0..len {
                *common.entry((old_pages[old_index + word], new_pages[new_index + word])).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = common.into_iter().collect();
    pairs.sort_by_key(|(pages, words)| (std::cmp::Reverse(*words), *pages));
    for ((then, now), words) in pairs {
        let shorter = before.pages[then].len().min(after.pages[now].len()) as f64;
        if partners[now].is_none() && !taken[then] && words as f64 >= SAME_PAGE * shorter {
            partners[now] = Some(then);
            taken[then] = true;
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
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Shape;

    /// A page of these words, ten points each.
    fn page(text: &str) -> Page {
        let words = text.split(' ').filter(|word| !word.is_empty()).enumerate();
        let words = words.map(|(i, word)| {
            let left = 10.0 * i as f32;
            Word(word.to_owned(), Area(left, 0.0, left + 8.0, 10.0))
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
        let mark = Area(28.5, -1.5, 39.5, 11.5);
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
        assert_eq!(changes.iter().map(|change| change.state).collect::<Vec<_>>(), [State::Changed, State::Changed]);
        assert_eq!(changes[0].words.len(), 1);
        assert_eq!(changes[1].words, []);
        assert_eq!(changes[1].new_marks, []);
    }

    #[test]
    fn a_page_whose_words_are_all_others_is_the_same_page_where_its_neighbours_are() {
        assert_eq!(states(&["a", "b", "c"], &["a", "x", "c"])[1], (State::Changed, Some(1), Some(1)));
    }

    #[test]
    fn a_bar_that_grew_is_marked_and_one_that_only_moved_is_not() {
        let area = Area(0.0, 100.0, 50.0, 110.0);
        let with = |content: &str, shapes: Vec<Shape>| Page { content: content.to_owned(), shapes, ..page("a") };
        let still = |y: f32| Shape("still".to_owned(), Area(0.0, y, 9.0, y + 9.0));
        let old = [with("1", vec![still(0.0), Shape("bar 5".to_owned(), area)])];
        let new = [with("2", vec![still(40.0), Shape("bar 6".to_owned(), area)])];
        let changes = compare(&old, &new);
        assert_eq!(changes[0].new_marks, [Area(-1.5, 98.5, 51.5, 111.5)]);
        assert_eq!(changes[0].words, []);
    }
}
