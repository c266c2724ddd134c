//! Cleans text of differences that nobody can see.

use std::borrow::Cow;

use memchr::{memchr, memchr3};
use unicode_normalization::UnicodeNormalization;

/// Unicode's mark for a letter that is struck through. It stands behind the letter: workbooks that strike only some letters of a cell
/// through are read with it.
pub const STROKE: char = '\u{336}';

/// Trims the text and removes differences that nobody can see: invisible characters go, every kind of space and hyphen becomes
/// a plain one, and letters are composed by Unicode's NFC (UAX #15), so that `å` is one character.
///
/// Keeps line breaks and tabs inside the text.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Faster than [`is_clean`] for the short texts of cells.
    if text.is_ascii() || !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xcc | 0xcd | 0xe1..=0xe3 | 0xef)) {
        return Cow::Borrowed(text.trim_ascii());
    }
    let needs_work = |c: char| !c.is_ascii() && (is_invisible(c) || replacement(c) != c || is_combining(c));
    if !text.contains(needs_work) {
        return Cow::Borrowed(text.trim());
    }
    let seen = text.chars().filter(|c| !is_invisible(*c)).map(replacement);
    Cow::Owned(seen.nfc().collect::<String>().trim().to_owned())
}

/// Whether [`clean`] would change nothing in the text but trim it. Everything that [`clean`] changes has one of these bytes in
/// UTF-8, and no Danish letter has.
pub fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(0xc2, 0xcc, 0xcd, bytes).is_none()
        && memchr3(0xe1, 0xe2, 0xe3, bytes).is_none()
        && memchr(0xef, bytes).is_none()
}

/// Whether the character is a space of any kind, or invisible.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Zero-width spaces and joiners, soft hyphens, byte order marks and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The plain character that looks the same.
fn replacement(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (c as u32 - 0xff10) as u8),
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if !c.is_ascii() && c.is_whitespace() => ' ',
        c => c,
    }
}

/// Combining marks, such as the ring of a decomposed `å`.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(clean("  Besøg\u{a0}\u{200b}"), "Besøg");
        assert_eq!(clean("A\u{30a}rsmøde"), "Årsmøde");
        assert_eq!(clean("31\u{2011}12\u{2011}2024"), "31-12-2024");
        assert_eq!(clean("1\u{202f}299"), "1 299");
        assert_eq!(clean("to\nlinjer\tog mere "), "to\nlinjer\tog mere");
        assert_eq!(clean("\u{feff}\u{200b}"), "");
    }

    #[test]
    fn what_needs_no_cleaning_is_not_copied() {
        assert!(matches!(clean(" Klyngemøde på Ærø – 2024 "), Cow::Borrowed(_)));
        assert!(is_clean("Klyngemøde på Ærø, Café, 2024"));
        for text in
            ["\u{a0}", "a\u{30a}", "a\u{36f}", "\u{1680}", "\u{200b}", "\u{3000}", "\u{feff}", "\u{ad}", "\u{85}"]
        {
            assert!(!is_clean(text), "{text:?}");
        }
    }
}
