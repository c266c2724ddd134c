//! Separates changes that only follow from others.

use std::collections::BTreeSet;

use super::{PageChange, PageState, WordChange};
use crate::typeset::Page;

/// Words before a number that renumbering changes, as they begin.
const NUMBERED: [&str; 6] = ["tabel", "figur", "kapitel", "kapitl", "afsnit", "side"];

/// Removes the words that follow from other changes, and marks pages on which nothing else has changed. Pages outside the
/// chapters are the contents and the lists at the end, which repeat what has changed elsewhere.
///
/// `chapters` are the titles of the chapters, and `prose` the pages that show their text, counted from 1.
pub(crate) fn fold(
    changes: &mut [PageChange],
    old: &[Page],
    new: &[Page],
    chapters: &BTreeSet<&str>,
    prose: &BTreeSet<usize>,
) {
    // Before the first chapter are the title page and the contents, which repeat headings of the chapters.
    let begins = |page: &Page| page.chapters.iter().any(|(_, title)| chapters.contains(title.as_str()));
    let first = new.iter().position(begins).unwrap_or_default();
    for change in changes.iter_mut().filter(|change| change.state.is_change()) {
        let page = change.new.map(|index| (index, &new[index])).or(change.old.map(|index| (index, &old[index])));
        // The first page is the title page.
        let is_list = page.is_some_and(|(index, page)| index > 0 && !chapters.contains(page.title.as_str()));
        let has_prose = change.new.is_some_and(|index| index >= first && prose.contains(&(index + 1)));
        if is_list && !has_prose {
            change.state = PageState::Follows;
            continue;
        }
        let had_words = !change.words.is_empty();
        change
            .words
            .retain(|words| !words.repeats_header && !is_renumbered(words) && !is_chapter_number(words, chapters));
        let has_none = had_words && change.words.is_empty() && !change.has_other_shapes;
        if change.state == PageState::Changed && has_none {
            change.state = PageState::Follows;
        }
    }
}

/// Whether only the number of a table, figure or chapter is another.
fn is_renumbered(words: &WordChange) -> bool {
    let text = |changed: &str| format!("{} {changed}", words.lead);
    let (before, after) = (without_numbers(&text(&words.removed)), without_numbers(&text(&words.added)));
    !words.removed.is_empty() && !words.added.is_empty() && before == after
}

/// Whether only the number before the title of a chapter is another, on this page or the one it has moved to.
fn is_chapter_number(words: &WordChange, chapters: &BTreeSet<&str>) -> bool {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let title = words.trail.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let begins = |chapter: &&str| chapter.starts_with(title) || title.starts_with(*chapter);
    is_number(&words.removed) && is_number(&words.added) && !title.is_empty() && chapters.iter().any(begins)
}

/// The text with `#` for the numbers of tables, figures and chapters.
fn without_numbers(text: &str) -> String {
    let mut after_noun = false;
    let words = text.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_number = bare.chars().next().is_some_and(|c| c.is_ascii_digit());
        let shown = match is_number && after_noun {
            true => {
                word.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect::<String>().replace("##", "#")
            }
            false => word.to_owned(),
        };
        // »Tabel 4 og 5«
        after_noun = NUMBERED.iter().any(|noun| bare.starts_with(noun)) || (after_noun && (is_number || bare == "og"));
        shown
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lead: &str, removed: &str, added: &str) -> WordChange {
        let [lead, removed, added] = [lead, removed, added].map(str::to_owned);
        WordChange { lead, removed, added, trail: String::new(), repeats_header: false }
    }

    #[test]
    fn another_number_before_a_chapters_title_is_no_change() {
        let before = |trail: &str, removed: &str, added: &str| {
            let words = WordChange { trail: trail.to_owned(), ..words("slut.", removed, added) };
            is_chapter_number(&words, &BTreeSet::from(["Det tværsektorielle samarbejde", "Møder"]))
        };
        assert!(before("Det tværsektorielle samarbejde", "9", "10"));
        assert!(before("10 Det tværsektorielle", "9", ""));
        assert!(before("Møder Der var", "9", "10"));
        assert!(!before("besøg i maj", "9", "10"));
    }

    #[test]
    fn other_numbers_of_tables_are_no_change_and_other_numbers_are() {
        assert!(is_renumbered(&words("se Tabel", "4.", "3.")));
        assert!(is_renumbered(&words("i Figur", "9 og 10", "10 og 11")));
        assert!(is_renumbered(&words("der var", "Tabel 4:", "Tabel 12:")));
        assert!(!is_renumbered(&words("der var", "4", "3")));
        assert!(!is_renumbered(&words("Tabel 4", "Besøg", "Møder")));
    }
}
