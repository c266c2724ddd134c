//! What the words of headers and labels say about their numbers.

/// Whether a text has one of these words or starts of words, in any case.
pub fn has_word(text: &str, words: &[&str]) -> bool {
    let lower = format!("{} ", text.to_lowercase());
    words.iter().any(|word| lower.contains(word))
}

/// Whether the numbers are amounts of money, of which some are paid back.
pub fn tells_amounts(text: &str) -> bool {
    has_word(
        text,
        &[
            "kr.", "kr ", "(kr)", "kroner", "dkk", "beløb", "euro", "betal", "udgift", "indtægt", "budget", "honorar",
            "bevil", "pris",
        ],
    )
}
