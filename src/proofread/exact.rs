//! Tells exact numbers from bounds, ranges, goals and changes: only exact ones can be recomputed.

use super::token::PlacedToken;

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
/// Starts of verbs that »over« belongs to.
const HAVING: [&str; 2] = ["råd", "dispone"];
/// Marks after which a number is not exact.
const ABOUT_MARKS: [char; 7] = ['~', '≈', '<', '>', '≤', '≥', '±'];
/// Pairs of words after which a number is not exact.
const NEARLY: [(&str, &str); 6] =
    [("op", "til"), ("ned", "til"), ("tæt", "på"), ("nær", "ved"), ("i", "omegnen"), ("rundt", "regnet")];
/// Words between the two ends of a range: »40 til 50 %«.
const RANGE: [&str; 4] = ["til", "og", "eller", "à"];
/// Words after »eller« that make a number a bound: »90 % eller mere«.
const OR_MORE: [&str; 7] = ["mere", "mindre", "flere", "færre", "derover", "derunder", "bedre"];
/// Most tokens between »mellem« and the second of its numbers.
const BETWEEN: usize = 8;
/// Words that make a percentage a goal.
const GOALS: [&str; 8] = ["mål", "målet", "måltal", "måltallet", "målsætning", "målsætningen", "krav", "kravet"];
/// Percent signs written as words.
const PERCENT_WORDS: [&str; 2] = ["pct", "procent"];
/// Starts of words that make a percentage a change: »steg med 12 %«. »Fremmøde« and »voksne« are none.
const CHANGES: [&str; 13] = [
    "steg",
    "stig",
    "fald",
    "vokse",
    "vækst",
    "øge",
    "øgning",
    "reduc",
    "reduk",
    "fremgang",
    "nedgang",
    "tilbagegang",
    "forøg",
];
/// Words that are a change only as they are.
const CHANGE_WORDS: [&str; 1] = ["frem"];

/// Whether the words before the number make it a bound or an estimate.
pub(crate) fn is_about(tokens: &[PlacedToken], at: usize) -> bool {
    let before: Vec<&PlacedToken> = tokens.iter().take(at).rev().filter(|placed| !placed.is('.')).take(2).collect();
    let [last, rest @ ..] = before.as_slice() else { return false };
    let second = rest.first().map_or("", |placed| placed.word());
    // »Rådede over 312 biler« has them.
    if last.word() == "over"
        && HAVING.iter().any(|verb| {
            second.starts_with(verb)
                || tokens.iter().take(at).rev().take(5).any(|placed| placed.word().starts_with(verb))
        })
    {
        return false;
    }
    ABOUT.contains(&last.word())
        || NEARLY.contains(&(second, last.word()))
        || ABOUT_MARKS.iter().any(|mark| last.is(*mark))
}

/// Whether the percentage at `at` is neither bound, end of a range, goal nor change.
pub(crate) fn is_exact(tokens: &[PlacedToken], at: usize) -> bool {
    let words = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
    let is_bound = words(at + 1) == "eller" && OR_MORE.contains(&words(at + 2));
    let is_goal =
        tokens.get(at.saturating_sub(6)..at).unwrap_or_default().iter().any(|placed| GOALS.contains(&placed.word()));
    !is_about(tokens, at) && !is_bound && !is_goal && !ends_range(tokens, at) && !is_change(tokens, at)
}

/// Whether the number is the second of a range: »40 til 50 %«, »mellem 40 % af dem og 50 %«, »40 – 50 %«.
fn ends_range(tokens: &[PlacedToken], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(BETWEEN)..at).unwrap_or_default();
    let is_number = |placed: &PlacedToken| placed.number().is_some_and(|number| !number.is_year);
    let follows_another = matches!(before, [.., first, link] if is_number(first)
        && (RANGE.contains(&link.word()) || ['-', '–', '—'].iter().any(|mark| link.is(*mark))));
    let between = before.iter().rposition(|placed| ["mellem", "imellem"].contains(&placed.word()));
    follows_another || between.and_then(|from| before.get(from..)).is_some_and(|since| since.iter().any(is_number))
}

/// Whether the token is a percent sign of its own, because the number before it was not read: `40-50 %`.
pub(crate) fn is_unread_percentage(placed: &PlacedToken) -> bool {
    placed.is('%') || PERCENT_WORDS.contains(&placed.word())
}

fn is_change(tokens: &[PlacedToken], at: usize) -> bool {
    let words = tokens.get(at.saturating_sub(6)..at).unwrap_or_default();
    let is_told = |word: &str| CHANGE_WORDS.contains(&word) || CHANGES.iter().any(|change| word.starts_with(change));
    words.iter().any(|placed| is_told(placed.word()))
}
