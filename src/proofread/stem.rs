//! The word without its ending, to find the same noun in a label and in running text.

/// Endings of nouns and verbs, which may differ between label and text.
const ENDINGS: [&str; 8] = ["erne", "ene", "ens", "er", "en", "et", "e", "s"];
/// Shorter stems would be those of other words too.
const FEWEST: usize = 3;
/// As [`FEWEST`], for a word that lost an ending already.
const FEWEST_TWICE: usize = 4;

/// `henvendelserne` and `henvendelser` are both `henvendel`, `alderen` and `alder` both `alder`.
pub(crate) fn stem(word: &str) -> &str {
    let Some(once) = without_ending(word, FEWEST) else { return word };
    without_ending(once, FEWEST_TWICE).unwrap_or(once)
}

fn without_ending(word: &str, fewest: usize) -> Option<&str> {
    let mut endings = ENDINGS.iter();
    endings.find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= fewest))
}
