//! Forms of one word: »alvorlige« of »Alvorlig«, »plejehjemmene« of »Plejehjem«, »faldhændelser« of »Fald«.

/// Endings of nouns and adjectives.
const ENDINGS: [&str; 29] = [
    "", "e", "en", "et", "er", "erne", "ene", "n", "t", "r", "rne", "ne", "s", "es", "ens", "ets", "ernes", "nes",
    "enes", "rs", "lig", "lige", "ligt", "ig", "ige", "igt", "tige", "isk", "iske",
];
/// Plurals with another vowel.
const IRREGULAR: [(&str, &str); 8] = [
    ("mænd", "mand"),
    ("børn", "barn"),
    ("bøger", "bog"),
    ("hænder", "hånd"),
    ("fødder", "fod"),
    ("tænder", "tand"),
    ("nætter", "nat"),
    ("kræfter", "kraft"),
];
/// Fewest letters that two forms share.
const FEWEST: usize = 3;
/// Fewest letters that two forms share which both have an ending.
const FEWEST_BENT: usize = 5;

/// Whether both are forms of one word.
pub(in crate::proofread::checks) fn is_form(one: &str, two: &str) -> bool {
    // All forms share their first letters, also the irregular ones. Most pairs of different words are rejected here.
    if one.chars().next() != two.chars().next() {
        return false;
    }
    if [one, two].iter().any(|word| IRREGULAR.iter().any(|(plural, _)| word.contains(plural))) {
        let singular =
            |word: &str| IRREGULAR.iter().fold(word.to_owned(), |word, (plural, one)| word.replace(plural, one));
        return are_forms(&singular(one), &singular(two));
    }
    // »Kursus« loses its ending in »kurser« and »kurset«.
    let latin = |word: &str| word.strip_suffix("us").filter(|rest| rest.len() > FEWEST).map(str::to_owned);
    let is_latin = |own: &str, other: &str| latin(own).is_some_and(|own| are_forms(&own, other));
    if is_latin(one, two) || is_latin(two, one) {
        return true;
    }
    // »Center« loses its last vowel in »centret« and »centrene«.
    let short = |word: &str| word.strip_suffix("er").filter(|rest| rest.len() > FEWEST).map(|rest| format!("{rest}r"));
    let is_short = |own: &str, other: &str| short(own).is_some_and(|own| are_forms(&own, other) && own != other);
    are_forms(one, two) || is_short(one, two) || is_short(two, one)
}

fn are_forms(one: &str, two: &str) -> bool {
    let shared: usize =
        one.chars().zip(two.chars()).take_while(|(one, two)| one == two).map(|(c, _)| c.len_utf8()).sum();
    let (Some(stem), Some(first), Some(second)) = (one.get(..shared), one.get(shared..), two.get(shared..)) else {
        return false;
    };
    let letters = stem.chars().count();
    if first.is_empty() && second.is_empty() {
        return true;
    }
    // »Hjem« doubles its last letter in »hjemmet«.
    let doubled = |rest: &str| {
        let last = stem.chars().next_back();
        last.filter(|last| !"aeiouyæøå".contains(*last)).and_then(|last| rest.strip_prefix(last)).is_some_and(is_ending)
    };
    let fits = |rest: &str| is_ending(rest) || doubled(rest);
    letters >= FEWEST
        && fits(first)
        && fits(second)
        && (first.is_empty() || second.is_empty() || letters >= FEWEST_BENT)
}

fn is_ending(rest: &str) -> bool {
    ENDINGS.contains(&rest)
}

/// Whether the word is the name with one of the nouns behind it: `faldhændelser` of `fald` and »Hændelser efter type«.
pub(super) fn is_compound<T: AsRef<str>>(word: &str, name: &str, nouns: &[T]) -> bool {
    // »KOL-forløb« of »KOL«
    if let Some(rest) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')) {
        return nouns.iter().any(|noun| is_form(rest, noun.as_ref()));
    }
    let rest = word.strip_prefix(name).filter(|_| name.chars().count() > FEWEST);
    let rest = rest.map(|rest| rest.strip_prefix('s').filter(|rest| !rest.is_empty()).unwrap_or(rest));
    rest.is_some_and(|rest| rest.chars().count() > FEWEST && nouns.iter().any(|noun| is_form(rest, noun.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_told_from_other_words() {
        for (one, two) in [
            ("alvorlige", "alvorlig"),
            ("utilfredse", "utilfreds"),
            ("plejehjemmene", "plejehjem"),
            ("mandagen", "mandag"),
            ("lægerne", "læge"),
            ("aktiviteterne", "aktiviteter"),
        ] {
            assert!(is_form(one, two) && is_form(two, one), "{one} {two}");
        }
        for (one, two) in [("mad", "mand"), ("nord", "nordjylland"), ("april", "august"), ("tilfreds", "utilfreds")] {
            assert!(!is_form(one, two), "{one} {two}");
        }
        let nouns = ["hændelser".to_owned()];
        assert!(is_compound("faldhændelser", "fald", &nouns) && !is_compound("faldskærm", "fald", &nouns));
    }
}
