//! Whether a number in running text is exact: no bound, no end of a range, no goal and no change.

use crate::proofread::sentence::Placed;

/// Words after which a number is not exact.
const ABOUT: [&str; 26] = [
    "ca",
    "cirka",
    "omkring",
    "omtrent",
    "næsten",
    "knap",
    "knapt",
    "godt",
    "over",
    "under",
    "mindst",
    "højst",
    "end",
    "små",
    "lidt",
    "mod",
    "imod",
    "henved",
    "minimum",
    "maksimum",
    "minimalt",
    "maksimalt",
    "min",
    "maks",
    "max",
    "anslået",
];
/// Marks after which a number is not exact.
const ABOUT_MARKS: [char; 7] = ['~', '≈', '<', '>', '≤', '≥', '±'];
/// Two words after which a number is not exact.
const NEARLY: [(&str, &str); 6] =
    [("op", "til"), ("ned", "til"), ("tæt", "på"), ("nær", "ved"), ("i", "omegnen"), ("rundt", "regnet")];
/// Words between the two ends of a range: »40 til 50 %«.
const RANGE: [&str; 4] = ["til", "og", "eller", "à"];
/// Words behind »eller« that make a number a bound: »90 % eller mere«.
const OR_MORE: [&str; 7] = ["mere", "mindre", "flere", "færre", "derover", "derunder", "bedre"];
/// How many tokens may stand between »mellem« and the second of its numbers.
const BETWEEN: usize = 8;
/// Words that say that a percentage is aimed at.
const GOALS: [&str; 8] = ["mål", "målet", "måltal", "måltallet", "målsætning", "målsætningen", "krav", "kravet"];
/// Percent signs that stand behind something that was not read as one number: `40-50 %`.
const PERCENT_WORDS: [&str; 2] = ["pct", "procent"];
/// Starts of words that make a percentage a change.
const CHANGES: [&str; 9] = ["steg", "stig", "fald", "voks", "vækst", "øge", "reduc", "frem", "nedgang"];

/// Whether the number at `at` is said not to be exact.
pub fn is_about(tokens: &[Placed], at: usize) -> bool {
    let before: Vec<&Placed> = tokens.iter().take(at).rev().filter(|placed| !placed.is('.')).take(2).collect();
    let [last, rest @ ..] = before.as_slice() else { return false };
    let second = rest.first().map_or("", |placed| placed.word());
    ABOUT.contains(&last.word())
        || NEARLY.contains(&(second, last.word()))
        || ABOUT_MARKS.iter().any(|mark| last.is(*mark))
}

/// Whether the percentage at `at` is said to be just that: no bound, no end of a range, no goal and no change.
pub fn is_exact(tokens: &[Placed], at: usize) -> bool {
    let words = |at: usize| tokens.get(at).map_or("", Placed::word);
    let is_bound = words(at + 1) == "eller" && OR_MORE.contains(&words(at + 2));
    let is_goal =
        tokens.get(at.saturating_sub(6)..at).unwrap_or_default().iter().any(|placed| GOALS.contains(&placed.word()));
    !is_about(tokens, at) && !is_bound && !is_goal && !ends_range(tokens, at) && !is_change(tokens, at)
}

/// Whether the number at `at` is the second of two: »40 til 50 %«, »mellem 40 % af dem og 50 %«, »40 – 50 %«.
fn ends_range(tokens: &[Placed], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(BETWEEN)..at).unwrap_or_default();
    let is_number = |placed: &Placed| placed.number().is_some_and(|number| !number.is_year);
    let follows_another = matches!(before, [.., first, link] if is_number(first)
        && (RANGE.contains(&link.word()) || ['-', '–', '—'].iter().any(|mark| link.is(*mark))));
    let between = before.iter().rposition(|placed| ["mellem", "imellem"].contains(&placed.word()));
    follows_another || between.and_then(|from| before.get(from..)).is_some_and(|since| since.iter().any(is_number))
}

/// Whether the token is a percent sign by itself: what stands before it is no number.
pub fn is_unread_percentage(placed: &Placed) -> bool {
    placed.is('%') || PERCENT_WORDS.contains(&placed.word())
}

/// Whether the percentage at `at` says by how much something changed.
fn is_change(tokens: &[Placed], at: usize) -> bool {
    let words = tokens.get(at.saturating_sub(6)..at).unwrap_or_default();
    words.iter().any(|placed| CHANGES.iter().any(|change| placed.word().starts_with(change)))
}
