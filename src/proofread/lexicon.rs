//! The Danish words that proofreading knows, in classes that checks compose: each word list is written once.
//!
//! A check takes the classes that mean what it looks for and adds the few words that only it meets:
//! `const LINKS: [WordClass; 3] = [BE, THAT_IS, words![så]];`. All words are in lower case.

pub(crate) mod amounts;
pub(crate) mod changes;
pub(crate) mod events;
pub(crate) mod grammar;
pub(crate) mod reports;

/// Words that the checks treat alike.
pub(crate) type WordClass = &'static [&'static str];

/// A class of words, written without quotes and commas.
macro_rules! words {
    ($($word:tt)+) => { &[$(stringify!($word)),+] };
}

/// Names classes of words: `AGAINST = [mod imod];`.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = [$($word:tt)+];)+) => {
        $($(#[$doc])* pub(crate) const $name: $crate::proofread::lexicon::WordClass = &[$(stringify!($word)),+];)+
    };
}

pub(crate) use {classes, words};

pub(crate) fn is_in(word: &str, classes: &[&[&str]]) -> bool {
    classes.iter().any(|class| class.contains(&word))
}

/// Whether the word starts with a member of one of the classes.
pub(crate) fn starts_in(word: &str, classes: &[&[&str]]) -> bool {
    classes.iter().any(|class| class.iter().any(|start| word.starts_with(start)))
}

/// As [`starts_in`], for ends of words.
pub(crate) fn ends_in(word: &str, classes: &[&[&str]]) -> bool {
    classes.iter().any(|class| class.iter().any(|end| word.ends_with(end)))
}

/// As [`starts_in`], for parts of words.
pub(crate) fn has_part(word: &str, classes: &[&[&str]]) -> bool {
    classes.iter().any(|class| class.iter().any(|part| word.contains(part)))
}
