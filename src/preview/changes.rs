//! Compares two versions of a report page by page: which pages correspond, which words changed, and where.

mod fold;
mod moved_runs;
mod partners;
mod state;
mod text;
mod versions;

use std::collections::HashSet;
use std::ops::Range;

use similar::DiffOp;

use super::marks;
use crate::typeset::{Page, PageBox};
use partners::partners;
use versions::Versions;

pub(crate) use fold::fold;
pub(crate) use state::{PageChange, PageState, WordChange};

/// Words shown before and after a change.
const CONTEXT: usize = 3;

/// Returns the later pages in order, with each page that is gone before the page that followed it.
///
/// Fonts, colours and shapes count only if `with_look` is set, because a new theme changes them on every page.
pub(crate) fn compare(old: &[Page], new: &[Page], with_look: bool) -> Vec<PageChange> {
    let versions = Versions::of(old, new, with_look);
    let partners = partners(&versions, old, new);
    let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
    let is_gone = |page: &usize| !kept.contains(page) && versions.is_gone(*page);
    let gone = |page: usize| PageChange::bare(PageState::Gone, Some(page), None);
    let mut changes: Vec<PageChange> = Vec::new();
    let mut next_old = 0;
    for (page, partner) in partners.iter().enumerate() {
        if let Some(partner) = partner {
            changes.extend((next_old..*partner).filter(is_gone).map(gone));
            next_old = next_old.max(partner + 1);
        }
        changes.push(change(&versions, *partner, page, old, new));
    }
    changes.extend((next_old..old.len()).filter(is_gone).map(gone));
    changes
}

/// How page `now` of the later version differs from its partner `then` in the earlier.
fn change(versions: &Versions<'_>, then: Option<usize>, now: usize, old: &[Page], new: &[Page]) -> PageChange {
    if let Some(then) = then.filter(|then| old[*then].content == new[now].content) {
        let state = if then == now { PageState::Unchanged } else { PageState::Moved };
        return PageChange::bare(state, Some(then), Some(now));
    }
    let mut words = Vec::new();
    let (mut removed_at, mut added_at): (Vec<PageBox>, Vec<PageBox>) = (Vec::new(), Vec::new());
    for operation in versions.operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
        let removed = then.map(|then| versions.before.on_page(operation.old_range(), then)).unwrap_or_default();
        let added = versions.after.on_page(operation.new_range(), now);
        let (removed, added) = (versions.moved.removed(removed), versions.moved.added(added));
        removed_at.extend(removed.clone().map(|word| versions.before.words[word].area));
        added_at.extend(added.clone().map(|word| versions.after.words[word].area));
        words.extend(word_change(versions, removed, added, operation.new_range().start));
    }
    let [old_shapes, new_shapes] = &versions.shapes;
    let others =
        |page: &Page, shapes| if versions.with_look { marks::others(&page.shapes, shapes) } else { Vec::new() };
    let removed_shapes = then.map(|then| others(&old[then], new_shapes)).unwrap_or_default();
    let added_shapes = others(&new[now], old_shapes);
    let has_other_shapes = !removed_shapes.is_empty() || !added_shapes.is_empty();
    let old_marks = marks::merged(removed_at, removed_shapes);
    let new_marks = marks::merged(added_at, added_shapes);
    let state = match then {
        None => PageState::New,
        // All of its content was on another page before.
        Some(_) if words.is_empty() && old_marks.is_empty() && new_marks.is_empty() && !versions.with_look => {
            PageState::Follows
        }
        Some(_) if words.is_empty() && old_marks.is_empty() && new_marks.is_empty() => PageState::Moved,
        Some(_) => PageState::Changed,
    };
    PageChange { state, old: then, new: Some(now), words, old_marks, new_marks, has_other_shapes }
}

/// Words that were replaced on a page. `None` if only their look changed, which the marks show.
///
/// `at` is where words that are only removed were, in the later version.
fn word_change(versions: &Versions<'_>, removed: Range<usize>, added: Range<usize>, at: usize) -> Option<WordChange> {
    let (before, after) = (&versions.before, &versions.after);
    let place = if added.is_empty() { at..at } else { added.clone() };
    let repeats_header = match (removed.is_empty(), added.is_empty()) {
        (true, false) => after.repeats_header(added.clone()),
        (false, true) => before.repeats_header(removed.clone()),
        _ => false,
    };
    let (removed, added) = (before.text(removed), after.text(added));
    if removed == added {
        return None;
    }
    Some(WordChange {
        repeats_header,
        lead: after.text(place.start.saturating_sub(CONTEXT)..place.start),
        removed,
        added,
        trail: after.text(place.end..(place.end + CONTEXT).min(after.words.len())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{PageShape, PageWord};

    /// A page of these words, ten points each.
    fn page(text: &str) -> Page {
        let words = text.split(' ').filter(|word| !word.is_empty()).enumerate();
        let words = words.map(|(i, word)| {
            let left = 10.0 * i as f32;
            PageWord { text: word.to_owned(), area: PageBox::new(left, 0.0, left + 8.0, 10.0), style: 0 }
        });
        Page {
            title: String::new(),
            chapters: Vec::new(),
            size: [595.0, 842.0],
            content: text.to_owned(),
            picture: text.to_owned(),
            words: words.collect(),
            shapes: Vec::new(),
        }
    }

    fn states(old: &[&str], new: &[&str]) -> Vec<(PageState, Option<usize>, Option<usize>)> {
        let pages = |texts: &[&str]| texts.iter().map(|text| page(text)).collect::<Vec<_>>();
        compare(&pages(old), &pages(new), true).iter().map(|change| (change.state, change.old, change.new)).collect()
    }

    #[test]
    fn a_number_that_changes_is_shown_with_the_words_around_it_and_marked_on_both_pages() {
        let old = [page("Teamet kom på 47 besøg i 2024 mod 40 året før")];
        let new = [page("Teamet kom på 53 besøg i 2024 mod 40 året før")];
        let changes = compare(&old, &new, true);
        assert_eq!(changes.len(), 1);
        let words = WordChange {
            lead: "Teamet kom på".to_owned(),
            removed: "47".to_owned(),
            added: "53".to_owned(),
            trail: "besøg i 2024".to_owned(),
            repeats_header: false,
        };
        assert_eq!(changes[0].words, [words]);
        let mark = PageBox::new(28.5, -1.5, 39.5, 11.5);
        assert_eq!((&changes[0].old_marks, &changes[0].new_marks), (&vec![mark], &vec![mark]));
    }

    #[test]
    fn a_page_that_comes_in_moves_the_others_and_changes_none() {
        let expected = [
            (PageState::Unchanged, Some(0), Some(0)),
            (PageState::New, None, Some(1)),
            (PageState::Moved, Some(1), Some(2)),
        ];
        assert_eq!(states(&["a b c", "d e f"], &["a b c", "x y z", "d e f"]), expected);
    }

    #[test]
    fn a_page_that_is_gone_is_listed_where_it_was() {
        let expected = [
            (PageState::Unchanged, Some(0), Some(0)),
            (PageState::Gone, Some(1), None),
            (PageState::Moved, Some(2), Some(1)),
        ];
        assert_eq!(states(&["a b c", "x y z", "d e f"], &["a b c", "d e f"]), expected);
        assert_eq!(states(&["a b c", "x y z"], &["a b c"])[1], (PageState::Gone, Some(1), None));
    }

    #[test]
    fn words_that_run_over_to_the_next_page_are_no_change_of_theirs() {
        let old = [page("a b c d e f g h"), page("i j k l")];
        let new = [page("a b c ny d e f g"), page("h i j k l")];
        let changes = compare(&old, &new, true);
        assert_eq!(
            changes.iter().map(|change| change.state).collect::<Vec<_>>(),
            [PageState::Changed, PageState::Moved]
        );
        assert_eq!(changes[0].words.len(), 1);
    }

    #[test]
    fn a_page_whose_words_are_all_others_is_the_same_page_where_its_neighbours_are() {
        assert_eq!(states(&["a", "b", "c"], &["a", "x", "c"])[1], (PageState::Changed, Some(1), Some(1)));
    }

    #[test]
    fn a_bar_that_grew_is_marked_and_one_that_only_moved_is_not() {
        let area = PageBox::new(0.0, 100.0, 50.0, 110.0);
        let with = |content: &str, shapes: Vec<PageShape>| Page { content: content.to_owned(), shapes, ..page("a") };
        let shape = |look: &str, area: PageBox| PageShape { look: look.to_owned(), area };
        let still = |y: f32| shape("still", PageBox::new(0.0, y, 9.0, y + 9.0));
        let old = [with("1", vec![still(0.0), shape("bar 5", area)])];
        let new = [with("2", vec![still(40.0), shape("bar 6", area)])];
        let changes = compare(&old, &new, true);
        assert_eq!(changes[0].new_marks, [PageBox::new(-1.5, 98.5, 51.5, 111.5)]);
        assert_eq!(changes[0].words, []);
    }

    #[test]
    fn text_that_has_changed_places_with_a_table_has_moved() {
        let (text, table) = ("en to tre fire fem seks syv otte ni", "I 1 II 2 III 3 IV 4 V 5");
        let old = format!("begin {text} {table} end");
        assert_eq!(states(&[&old], &[&format!("begin {table} {text} end")])[0].0, PageState::Moved);
        let changes = compare(&[page(&old)], &[page(&format!("begin {table} {text} ny end"))], true);
        assert_eq!((changes[0].state, changes[0].words[0].added.as_str()), (PageState::Changed, "ny"));
    }

    #[test]
    fn a_page_that_text_runs_over_to_is_neither_new_nor_the_page_it_left_gone() {
        let old = [page("a b c d e f g h i j")];
        let new = [page("a b c d e"), page("f g h i j")];
        assert!(compare(&old, &new, true).iter().all(|change| change.state == PageState::Moved));
        assert!(compare(&new, &old, true).iter().all(|change| change.state == PageState::Moved));
    }

    #[test]
    fn a_word_that_is_broken_at_the_end_of_a_page_is_the_word_it_was() {
        let old = [page("a b c d sammenlignet"), page("e f g h i")];
        let new = [page("a b c d sammen\u{ad}"), page("lignet e f g h i")];
        assert!(compare(&old, &new, true).iter().all(|change| change.state == PageState::Moved));
    }

    #[test]
    fn the_words_of_a_new_page_are_listed() {
        let changes = compare(&[page("a b c")], &[page("a b c"), page("x y z")], true);
        assert_eq!((changes[1].state, changes[1].words[0].added.as_str()), (PageState::New, "x y z"));
    }

    #[test]
    fn a_word_that_becomes_bold_is_marked_and_not_listed_as_another() {
        let mut bold = page("a b c");
        bold.words[1].style = 1;
        bold.content = "bold".to_owned();
        let changes = compare(&[page("a b c")], &[bold], true);
        assert_eq!((changes[0].state, changes[0].words.len(), changes[0].new_marks.len()), (PageState::Changed, 0, 1));
    }
}
