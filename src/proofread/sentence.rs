//! Running text as sentences of words and numbers.

use std::cell::OnceCell;

use super::claim::Passage;
use super::index_base::hide_bases;
use super::line::PrintedLine;
use super::rate::read_rates;
use super::read_quantity::ReadQuantity;
use super::token::{PlacedToken, tokens};
use crate::danish;
use crate::proofread::lexicon::grammar::AND;
use crate::proofread::lexicon::{is_in, words};

const MAX_QUOTED_CHARS: usize = 160;

/// A sentence of running text, or a line of a table.
#[derive(Debug, Clone)]
pub(crate) struct PrintedSentence {
    /// The line it starts on.
    pub(crate) line: PrintedLine,
    /// Index of that line in the document.
    pub(crate) index: usize,
    pub(crate) text: String,
    pub(crate) tokens: Vec<PlacedToken>,
    /// Index of the first line of its paragraph.
    pub(crate) paragraph: usize,
    /// Whether it is a line of a table.
    pub(crate) is_in_table: bool,
    /// See [`Self::quantities`].
    pub(super) read: OnceCell<Vec<ReadQuantity>>,
}

impl PrintedSentence {
    /// Its place, with a [`Self::quotation`].
    pub(crate) fn passage(&self, from: usize, to: usize) -> Passage {
        Passage::new(&self.line, self.quotation(from, to))
    }

    /// Quotes the whole sentence if it is short; otherwise the tokens in `from..to`.
    pub(crate) fn quotation(&self, from: usize, to: usize) -> String {
        if self.text.chars().count() <= MAX_QUOTED_CHARS {
            return self.text.clone();
        }
        let start = self.tokens.get(from).map_or(0, |placed| placed.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(self.text.len(), |last| last.end);
        let end = if self.text.get(end..).is_some_and(|rest| rest.starts_with(')')) { end + 1 } else { end };
        let quoted = self.text.get(start..end).unwrap_or_default();
        let before = if start > 0 { "… " } else { "" };
        let after = if end < self.text.len() { " …" } else { "" };
        format!("{before}{quoted}{after}")
    }
}

/// The sentence before the one at `at`, if both are in one paragraph.
pub(crate) fn before_in_paragraph<'a>(prose: &[&'a PrintedSentence], at: usize) -> Option<&'a PrintedSentence> {
    let (own, before) = (prose.get(at)?, *prose.get(at.checked_sub(1)?)?);
    (own.paragraph == before.paragraph).then_some(before)
}

/// Splits lines into sentences. A line for which `stands_alone` is a sentence of its own.
pub(crate) fn sentences(lines: &[PrintedLine], stands_alone: impl Fn(usize) -> bool) -> Vec<PrintedSentence> {
    let mut sentences = Vec::new();
    let mut paragraph = Paragraph::default();
    for (index, line) in lines.iter().enumerate() {
        let alone = stands_alone(index);
        let is_next = paragraph.text.ends_with([':', '.', '?', '!']) && item_number(&line.text()).is_some();
        if alone || line.is_empty() || is_next || starts_item(&line.text()) {
            paragraph.end(lines, &mut sentences);
        }
        if !line.is_empty() {
            paragraph.push(index, &line.text());
        }
        if alone {
            paragraph.end(lines, &mut sentences);
        }
    }
    paragraph.end(lines, &mut sentences);
    sentences
}

/// Whether the line starts with a bullet.
pub(crate) fn starts_item(text: &str) -> bool {
    text.starts_with(['•', '·', '▪', '\u{f0b7}', '◦', '*'])
        || ["- ", "– ", "o "].iter().any(|bullet| text.starts_with(bullet))
}

/// The number that an item starts with: `2. Kan den belyses …`, `2) Andel …`.
pub(crate) fn item_number(text: &str) -> Option<u32> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?.trim_start();
    let is_item = (1..=2).contains(&digits) && rest.starts_with(char::is_uppercase);
    text.get(..digits)?.parse().ok().filter(|_| is_item)
}

/// Lines that are joined before they are split into sentences.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// For each line, its first byte in the text and its index in the document.
    starts: Vec<(usize, usize)>,
}

impl Paragraph {
    fn push(&mut self, index: usize, line: &str) {
        // A word broken at the end of a line is joined again, unless the hyphen stands for a word: »læge- og praksispersonale«.
        let hyphenated = self.text.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
        let first = line.split_whitespace().next().unwrap_or_default();
        if hyphenated && first.starts_with(char::is_lowercase) && !is_in(first, &[AND, words![eller]]) {
            self.text.pop();
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.starts.push((self.text.len(), index));
        self.text.push_str(line);
    }

    /// Moves the sentences of the paragraph to `sentences` and starts a new one.
    fn end(&mut self, lines: &[PrintedLine], sentences: &mut Vec<PrintedSentence>) {
        let paragraph = std::mem::take(self);
        let mut tokens = tokens(&paragraph.text);
        read_rates(&mut tokens);
        hide_bases(&mut tokens);
        let first_line = paragraph.starts.first().map_or(0, |(_, index)| *index);
        let mut from = 0;
        for at in 0..tokens.len() {
            let is_caption = at == from + 2 && tokens.get(from).is_some_and(names_caption);
            if at + 1 < tokens.len() && (is_caption || !ends_sentence(&tokens, at, &paragraph.text)) {
                continue;
            }
            let Some(own) = tokens.get(from..=at) else { continue };
            from = at + 1;
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            let index =
                paragraph.starts.iter().rev().find(|(start, _)| *start <= first.start).map_or(0, |(_, index)| *index);
            let Some(line) = lines.get(index) else { continue };
            let own_lines = paragraph.starts.iter().filter(|(start, at)| *at >= index && *start < last.end);
            let own_lines = own_lines.filter_map(|(_, at)| lines.get(*at)).filter(|own| own.page == line.page);
            let areas = own_lines.flat_map(|own| own.areas.iter().copied()).collect();
            let offset = first.start;
            let shifted = own.iter().map(|placed| PlacedToken {
                token: placed.token.clone(),
                start: placed.start - offset,
                end: placed.end - offset,
            });
            sentences.push(PrintedSentence {
                line: PrintedLine { areas, ..line.clone() },
                index,
                text: paragraph.text.get(first.start..last.end).unwrap_or_default().to_owned(),
                tokens: shifted.collect(),
                paragraph: first_line,
                is_in_table: false,
                read: OnceCell::new(),
            });
        }
    }
}

/// Whether a number and a point after the word start a caption: `Tabel 2. Besøg`.
fn names_caption(placed: &PlacedToken) -> bool {
    placed.is_in(&[words![tabel figur]])
}

fn ends_sentence(tokens: &[PlacedToken], at: usize, text: &str) -> bool {
    let (Some(mark), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return true };
    if mark.is('!') || mark.is('?') {
        return true;
    }
    // The point of »56,6 pct.« is part of the number, and may end the sentence as well.
    if mark.number().is_some() && text.get(..mark.end).is_some_and(|before| before.ends_with("pct.")) {
        return next.start > mark.end
            && text.get(next.start..).is_some_and(|next| next.starts_with(char::is_uppercase));
    }
    if !mark.is('.') || next.start == mark.end {
        return false;
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", PlacedToken::word);
    let starts = |is_first: fn(char) -> bool| text.get(next.start..).is_some_and(|rest| rest.starts_with(is_first));
    match () {
        // A number after a unit may be of the same amount: »kr. 12«.
        () if danish::is_unit_abbreviation(before) => starts(char::is_uppercase),
        () => starts(|first| !first.is_lowercase()) && !danish::is_abbreviation(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_points_but_not_after_abbreviations() {
        let lines = [
            "Der var ca. 12 besøg pr. år. I 2024 kom ud-",
            "viklingen. Slut",
            "- punkt på 5 pct. om året, ja 6 pct. Slut",
            "- inkl. 9 stk. Nu ekskl. 2 mia. kr. Slut",
        ];
        let line = |text: &str| PrintedLine {
            page: None,
            number: None,
            indent: 0.0,
            cells: vec![text.to_owned()],
            areas: Vec::new(),
        };
        let texts: Vec<_> = sentences(&lines.map(line), |_| false).into_iter().map(|sentence| sentence.text).collect();
        assert_eq!(
            texts,
            [
                "Der var ca. 12 besøg pr. år.",
                "I 2024 kom udviklingen.",
                "Slut",
                "- punkt på 5 pct. om året, ja 6 pct.",
                "Slut",
                "- inkl. 9 stk.",
                "Nu ekskl. 2 mia. kr.",
                "Slut"
            ]
        );
    }
}
