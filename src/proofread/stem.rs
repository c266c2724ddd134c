//! The word without its ending, to find the same noun in a label and in running text.

/// Endings of nouns and verbs, which may differ between label and text.
const ENDINGS: [&str; 8] = ["erne", "ene", "ens", "er", "en", "et", "e", "s"];
/// Shorter stems would be those of other words too.
const FEWEST: usize = 3;

/// `henvendelserne` and `henvendelser` are both `henvendels`.
pub(crate) fn stem(word: &str) -> &str {
    let mut endings = ENDINGS.iter();
    endings.find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= FEWEST)).unwrap_or(word)
}
