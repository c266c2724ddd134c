//! Finds the texts that are spellings of each other.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use indexmap::IndexMap;

use crate::definition::dataset::fold_undeclared;

/// Texts with several spellings: by what these have in common, the spellings and their numbers of rows.
pub(super) type SpellingCounts = BTreeMap<String, IndexMap<String, u64>>;

/// Least digits of a code. Shorter numbers, as in »KOL 1«, are part of the name.
const LEAST_CODE: usize = 3;

/// The texts with several spellings, by what these have in common.
pub(super) fn several_spellings(counts: &IndexMap<String, u64>, header: &str) -> SpellingCounts {
    let folded = |text: &str| fold_undeclared(without_name(text, header));
    // Of millions of different texts hardly any has a second spelling: hashes take less memory than folded texts.
    let hasher = RandomState::new();
    let mut firsts: HashMap<u64, usize> = HashMap::with_capacity(counts.len());
    let mut several: HashSet<usize> = HashSet::new();
    for (at, text) in counts.keys().enumerate() {
        let first = *firsts.entry(hasher.hash_one(folded(text))).or_insert(at);
        if first != at {
            several.extend([first, at]);
        }
    }
    let mut groups = SpellingCounts::new();
    for (text, rows) in several.into_iter().filter_map(|at| counts.get_index(at)) {
        groups.entry(folded(text)).or_default().insert(text.clone(), *rows);
    }
    groups.retain(|_, spellings| spellings.len() > 1);
    let plain = |name: &str| firsts.get(&hasher.hash_one(name)).and_then(|at| counts.get_index(*at));
    for (name, (text, rows)) in with_codes(counts, header) {
        if let Some((without, others)) = plain(&name) {
            groups.entry(name).or_default().extend([(without.clone(), *others), (text.to_owned(), rows)]);
        }
    }
    groups.values_mut().for_each(IndexMap::sort_unstable_keys);
    groups
}

/// The texts with a code, by their folded names: `259 Køge` by `koege`. A name with two codes is of two things.
fn with_codes<'t>(counts: &'t IndexMap<String, u64>, header: &str) -> BTreeMap<String, (&'t str, u64)> {
    let mut named: BTreeMap<String, Option<(&str, u64)>> = BTreeMap::new();
    for (text, rows) in counts {
        if let Some(name) = without_code(text) {
            let name = fold_undeclared(without_name(name, header));
            named.entry(name).and_modify(|known| *known = None).or_insert(Some((text, *rows)));
        }
    }
    named.into_iter().filter_map(|(name, only)| Some((name, only?))).collect()
}

/// The name beside a code: of `259 Køge`, `259: Køge`, `Køge (259)` and `Køge - 259`.
fn without_code(text: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let between = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | ',' | '.');
    let before = text.trim_start_matches(is_digit);
    let after = text.strip_suffix(')').unwrap_or(text).trim_end_matches(is_digit);
    let (code, name) = if before.len() < text.len() {
        let name = before.trim_start_matches(between);
        (text.get(..text.len() - before.len())?, (name.len() < before.len()).then_some(name)?)
    } else if text.ends_with(')') {
        (text.get(after.len()..text.len() - 1)?, after.strip_suffix('(')?.trim_end())
    } else {
        // A space alone is not enough: it is also in »Stue 101«.
        let name = after.trim_end_matches(between);
        (text.get(after.len()..)?, after.get(name.len()..)?.contains([':', '-', '–', ',']).then_some(name)?)
    };
    let is_year = code.len() == 4 && (code.starts_with("19") || code.starts_with("20"));
    let is_name = name.starts_with(char::is_alphabetic) && name.ends_with(|c: char| !c.is_ascii_digit());
    (code.len() >= LEAST_CODE && !is_year && is_name).then_some(name)
}

/// The text without the name of its column at either end.
fn without_name<'a>(text: &'a str, header: &str) -> &'a str {
    let is_name = |word: &str| word.to_lowercase() == header.to_lowercase();
    match (text.split_once(' '), text.rsplit_once(' ')) {
        (Some((name, rest)), _) | (_, Some((rest, name))) if is_name(name) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(texts: &[&str]) -> Vec<Vec<String>> {
        let counts = texts.iter().map(|text| ((*text).to_owned(), 1)).collect();
        several_spellings(&counts, "Kommune").into_values().map(|group| group.into_keys().collect()).collect()
    }

    #[test]
    fn a_name_with_a_code_is_the_name_without_it() {
        for coded in ["259 Køge", "259: Køge", "259 - Køge Kommune", "Køge (259)", "Køge – 259", "4600 Køge"] {
            assert_eq!(groups(&[coded, "Greve", "Køge"]).len(), 1, "{coded}");
        }
    }

    #[test]
    fn a_number_that_tells_things_apart_is_no_code() {
        for texts in [
            ["KOL", "KOL 101", "KOL 1"],
            ["Hold", "Hold (2)", "2 hold"],
            ["Kursus", "Kursus (2024)", "2024 kursus"],
            ["Stue", "Stue - 101", "Stue - 102"],
            ["101 Stue", "102 Stue", "103 Stue"],
            ["500 kr.", "% af 500", "500"],
        ] {
            assert_eq!(groups(&texts), Vec::<Vec<String>>::new(), "{texts:?}");
        }
    }
}
