//! Recognises the word before a number that says what kind of number it is.

use super::fold::{Folded, unfolded};

/// Words before CPR numbers.
const CPR: [&str; 4] = ["cpr", "cpr-nr", "cprnr", "personnummer"];

/// Words before numbers of other kinds.
const OTHERS: [&str; 16] = [
    "p-nr",
    "p-nummer",
    "pnr",
    "p-numre",
    "cvr",
    "cvr-nr",
    "ean",
    "ean-nr",
    "gln",
    "isbn",
    "sor",
    "konto",
    "konto-nr",
    "kontonr",
    "faktura",
    "faktura-nr",
];

/// The longest word, and marks after it.
const MOST_CHARS: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Cpr,
    /// `P-nr. 1011866024`
    Other,
}

impl Label {
    /// The label at the end of the text before a number; `None` if there is another word or no word.
    pub fn before(chars: &[Folded]) -> Option<Self> {
        let before = unfolded(&chars[chars.len().saturating_sub(MOST_CHARS)..]);
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_word =
            |label: &&str| before.strip_suffix(*label).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
        if CPR.iter().any(is_word) {
            return Some(Self::Cpr);
        }
        OTHERS.iter().any(is_word).then_some(Self::Other)
    }
}
