//! Finds texts in the rows that are most likely misspellings of the text of a condition.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::text_uses::{ComparedPart, TextComparison, text_uses};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::fold_undeclared;

/// Shorter texts may differ in a letter for good reasons: »Nord«, »Nors«.
const LEAST_LETTERS: usize = 6;
/// In texts of at least this length two letters may be wrong.
const TWO_FROM: usize = 12;
/// A column with more different texts has names, which are not compared.
const MOST_TEXTS: usize = 20_000;

/// The texts that some figure compares a whole cell with. They are known to be different things.
pub fn compared_texts(definition: &Definition) -> HashSet<String> {
    let queries = definition.figures.values().filter_map(|figure| figure.query());
    let uses = queries.flat_map(|query| text_uses(query, definition.dataset_of(query)));
    let comparisons = uses.flat_map(|text_use| text_use.comparisons);
    comparisons.filter(|compared| compared.part == ComparedPart::Whole).map(|compared| compared.text).collect()
}

/// The texts of the rows that differ from the compared one in a letter or two, with their numbers of rows.
pub fn mistyped(
    counts: &IndexMap<String, u64>,
    comparison: &TextComparison,
    compared: &HashSet<String>,
) -> IndexMap<String, u64> {
    let wanted = fold_undeclared(&comparison.text);
    let length = wanted.chars().count();
    let is_asked = comparison.part == ComparedPart::Whole && comparison.is_equal;
    if !is_asked || length < LEAST_LETTERS || counts.len() > MOST_TEXTS {
        return IndexMap::new();
    }
    let most = if length >= TWO_FROM { 2 } else { 1 };
    let is_near = |text: &str| {
        let folded = fold_undeclared(text);
        folded.chars().count().abs_diff(length) <= most
            && strsim::osa_distance(&wanted, &folded) <= most
            && differ_in_letters(&comparison.text.to_lowercase(), &text.to_lowercase())
    };
    let near = counts.iter().filter(|(text, _)| !compared.contains(*text) && is_near(text));
    near.map(|(text, rows)| (text.clone(), *rows)).collect()
}

/// Whether the texts have the same numbers and short words. »Klynge 2« and »Hold B« are no misspellings of »Klynge 3« and »Hold A«.
fn differ_in_letters(one: &str, other: &str) -> bool {
    let fixed = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        let is_fixed = |part: &&str| part.chars().count() < 4 || part.contains(|c: char| c.is_ascii_digit());
        parts.filter(is_fixed).map(str::to_owned).collect()
    };
    fixed(one) == fixed(other)
}

/// »»Sårpleje« (3 rækker)«.
pub fn in_words(texts: &IndexMap<String, u64>) -> String {
    let mut sorted: Vec<(&String, &u64)> = texts.iter().collect();
    sorted.sort_by(|(_, a), (_, b)| b.cmp(a));
    let shown: Vec<String> = sorted.iter().map(|(text, rows)| format!("»{text}« ({})", danish::rows(**rows))).collect();
    danish::list(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_short_words_tell_things_apart() {
        assert!(differ_in_letters("sårplej 2", "sårpleje 2"));
        for (one, other) in
            [("klynge 3", "klynge 2"), ("hold a", "hold b"), ("region syd", "region øst"), ("uge 12a", "uge 12b")]
        {
            assert!(!differ_in_letters(one, other), "{one} {other}");
        }
    }
}
