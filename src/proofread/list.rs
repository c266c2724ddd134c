//! Lists with bullets and the sentence that introduces them.

use super::line::PrintedLine;
use super::sentence::{PrintedSentence, item_number, starts_item};

/// Least difference between the left edges of an item and of an item nested in it, in points or letters.
const SAME_INDENT: f64 = 2.0;

/// Least distance of an item without a bullet from the left edge of its introduction, in points.
const INSET: f64 = 10.0;
/// Greatest difference between the left edges of two such items, in points.
const SAME_LINE: f64 = 1.0;
/// Most lines of a numbered list.
const LONGEST: usize = 80;
/// Where a line ends that has room for another word, as a share of the width of the page.
const MOST_RIGHT: f64 = 0.72;

#[derive(Debug)]
pub(crate) struct PrintedList {
    /// Index of the sentence that introduces it, among the sentences of the report.
    pub(crate) intro: usize,
    /// Indices of the lines that its items start on, without the items of lists in it.
    pub(crate) items: Vec<usize>,
    /// Whether it ends where its page ends, so that items may follow that were not read as such.
    pub(crate) is_cut: bool,
}

/// Finds the lists outside tables whose introduction ends with a colon.
pub(crate) fn lists(
    lines: &[PrintedLine],
    sentences: &[PrintedSentence],
    is_in_table: impl Fn(usize) -> bool + Copy,
) -> Vec<PrintedList> {
    let mut lists: Vec<PrintedList> = Vec::new();
    let mut end = 0;
    for at in 0..lines.len() {
        let is_item = |at: usize| lines.get(at).is_some_and(|line| starts_item(&line.text())) && !is_in_table(at);
        if at < end || !is_item(at) {
            continue;
        }
        let intro = sentences.iter().rposition(|sentence| sentence.index < at);
        let intro = intro.filter(|intro| sentences.get(*intro).is_some_and(|intro| intro.text.ends_with(':')));
        let items = items(lines, at, is_item);
        let last = items.last().copied().unwrap_or(at);
        end = last + 1;
        let page = |at: usize| lines.get(at).and_then(|line| line.page);
        let mut next = (last + 1..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| !line.is_empty()));
        // The last item may have more lines, all of its page.
        let next = next.find(|next| page(*next) != page(last) || ends_item(lines, last, *next));
        let is_cut = next.is_some_and(|next| page(next) != page(last));
        lists.extend(intro.map(|intro| PrintedList { intro, items, is_cut }));
    }
    let drawn = without_bullets(lines, sentences).into_iter();
    let drawn: Vec<PrintedList> = drawn.filter(|list| lists.iter().all(|other| other.intro != list.intro)).collect();
    lists.extend(drawn);
    lists.extend(numbered(lines, sentences, is_in_table));
    lists
}

/// Lists whose items are numbered from 1: `Tre spørgsmål:` above `1. Er der …`. An item may be any number of lines long.
fn numbered(
    lines: &[PrintedLine],
    sentences: &[PrintedSentence],
    is_in_table: impl Fn(usize) -> bool,
) -> Vec<PrintedList> {
    let number = |at: usize| lines.get(at).filter(|_| !is_in_table(at)).and_then(|line| item_number(&line.text()));
    let intros = sentences.iter().enumerate().filter(|(_, sentence)| sentence.text.ends_with(':'));
    let list = |(intro, sentence): (usize, &PrintedSentence)| {
        let first = sentences.get(intro + 1)?.index;
        let mut items = vec![first];
        if number(first) != Some(1) || first <= sentence.index {
            return None;
        }
        for at in first + 1..lines.len().min(first + LONGEST) {
            match number(at) {
                Some(own) if own as usize == items.len() + 1 => items.push(at),
                // Another list starts.
                Some(1) => break,
                _ => {}
            }
        }
        (items.len() > 1).then_some(PrintedList { intro, items, is_cut: false })
    };
    intros.filter_map(list).collect()
}

/// Lists whose bullets are drawn as pictures: lines below an introduction that are further from the left than it. Each must be an
/// item of its own, which a line is that starts with a capital and ends well before the right edge of the text.
fn without_bullets(lines: &[PrintedLine], sentences: &[PrintedSentence]) -> Vec<PrintedList> {
    let mut lists = Vec::new();
    for (intro, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.text.ends_with(':')) {
        let Some(next) = sentences.get(intro + 1) else { continue };
        let inset = next.line.indent - sentence.line.indent;
        let area = next.line.areas.first();
        if inset < INSET || area.is_none() || next.line.page != sentence.line.page {
            continue;
        }
        let following = lines.iter().enumerate().skip(next.index).filter(|(_, line)| !line.is_empty());
        let is_inside =
            |line: &PrintedLine| (line.indent - next.line.indent).abs() < SAME_LINE && line.page == next.line.page;
        let items: Vec<(usize, &PrintedLine)> = following.clone().take_while(|(_, line)| is_inside(line)).collect();
        let is_item = |line: &PrintedLine| {
            let ends_early = line.areas.iter().all(|area| area.x1 < MOST_RIGHT);
            line.text().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && ends_early
                && line.cells.len() == 1
        };
        let after = following.clone().nth(items.len());
        let is_cut = after.is_none_or(|(_, line)| line.page != next.line.page || line.indent > next.line.indent);
        if items.len() > 1 && items.iter().all(|(_, line)| is_item(line)) {
            lists.push(PrintedList { intro, items: items.into_iter().map(|(at, _)| at).collect(), is_cut });
        }
    }
    lists
}

/// The lines on which the items of the list start that starts on line `first`.
fn items(lines: &[PrintedLine], first: usize, is_item: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut items = vec![first];
    let indent = |at: usize| lines.get(at).map_or(0.0, |line| line.indent);
    for at in first + 1..lines.len() {
        if lines.get(at).is_none_or(PrintedLine::is_empty) {
            continue;
        }
        let inward = indent(at) - indent(first);
        if is_item(at) && inward.abs() < SAME_INDENT {
            items.push(at);
        } else if inward <= -SAME_INDENT || !is_item(at) && ends_item(lines, items.last().copied().unwrap_or(first), at)
        {
            break;
        }
    }
    items
}

/// Whether a blank line between two lines ends the item of the first.
fn ends_item(lines: &[PrintedLine], item: usize, at: usize) -> bool {
    lines.get(item..at).unwrap_or_default().iter().any(PrintedLine::is_empty)
}
