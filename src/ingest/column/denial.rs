//! Texts that deny what the header names: »Ingen klynge« under »Klynge«.

/// Words with which such a text begins.
const DENIALS: [&str; 6] = ["ingen", "intet", "ikke", "uden", "ej", "no"];
/// Words that may come between the denial and the header's word.
const LINKS: [&str; 10] = ["i", "for", "en", "et", "nogen", "noget", "tilknyttet", "medlem", "af", "med"];
/// Bytes of such a text at most.
const LONGEST: usize = 60;

/// Whether the text may deny something: most texts begin otherwise.
pub fn may_deny(text: &str) -> bool {
    let start = text.as_bytes().get(..3).unwrap_or_default();
    ["ing", "int", "ikk", "ude", "ej ", "no "].iter().any(|known| start.eq_ignore_ascii_case(known.as_bytes()))
}

/// Whether the text denies what the header names, and says nothing else.
pub fn denies(text: &str, header: &str) -> bool {
    if text.len() > LONGEST || !may_deny(text) || header.is_empty() {
        return false;
    }
    let (text, header) = (text.to_lowercase(), header.to_lowercase());
    let named = |word: &str| {
        ["", "n", "en", "r", "er", "et"].iter().any(|ending| word.strip_suffix(ending) == Some(header.as_str()))
    };
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if !words.next().is_some_and(|first| DENIALS.contains(&first)) {
        return false;
    }
    let mut is_named = false;
    for word in words {
        if named(word) {
            is_named = true;
        } else if !LINKS.contains(&word) {
            return false;
        }
    }
    is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_names_what_the_column_holds() {
        for text in [
            "Ingen klynge",
            "ikke i klynge",
            "Uden for klynge",
            "Ej medlem af klyngen",
            "INGEN KLYNGE",
            "(ingen klynge)".trim_matches(['(', ')']),
        ] {
            assert!(denies(text, "Klynge"), "{text}");
        }
        for text in
            ["Ingen", "Intet nyt", "Ikke i klynge 4", "Ingenting", "Klynge", "Uden klynge siden maj", "Ingen læge"]
        {
            assert!(!denies(text, "Klynge"), "{text}");
        }
    }
}
