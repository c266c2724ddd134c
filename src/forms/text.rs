//! Makes text that may come from exports safe to show, and breaks text into lines.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

use crate::cpr;
use crate::findings::printable;

/// One line of text without control characters and CPR numbers. Labels, notes and file names may come from exports or from
/// a `figures.json` that somebody edited, so a sheet holds no other kind of text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct PlainText(String);

impl From<&str> for PlainText {
    fn from(text: &str) -> Self {
        Self(clean(text))
    }
}

impl From<String> for PlainText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&String> for PlainText {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl Deref for PlainText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlainText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The text on one line, without control characters and with CPR numbers masked.
pub(crate) fn clean(text: &str) -> String {
    printable(&cpr::masked(text)).replace('\n', " ")
}

/// The number of characters, which is the width in a terminal for the letters of Danish.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Breaks the text at spaces into lines of at most `most` characters. Lines after the first begin with `hang`. A word that is
/// wider than a line has a line of its own.
pub(super) fn wrapped(text: &str, most: usize, hang: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > most {
            lines.push(std::mem::replace(&mut line, hang.to_owned()));
            empty = true;
        }
        line.push_str(if empty { "" } else { " " });
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

/// Escapes everything that Markdown gives a meaning.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|#&~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_spaces_and_hangs() {
        assert_eq!(wrapped("  en to tre", 7, "    "), ["  en to", "    tre"]);
        assert_eq!(wrapped("urimeligtlangt ord", 5, ""), ["urimeligtlangt", "ord"]);
        assert_eq!(wrapped("100\u{a0}praksis her", 12, ""), ["100\u{a0}praksis", "her"]);
        assert_eq!(wrapped("", 5, ""), [""]);
    }

    #[test]
    fn plain_text_is_one_line_without_cpr_numbers() {
        let text = PlainText::from("Besøg\u{1b}[31m hos\n010190-1234");
        assert!(!text.contains(['\u{1b}', '\n']) && !text.contains("010190-1234"), "{text}");
    }
}
