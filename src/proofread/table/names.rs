//! What the name of a column or row says about its numbers.

use super::TotalKind;
use crate::proofread::lexicon::amounts::{CURRENCY, MONEY, PERCENT, UNITS};
use crate::proofread::lexicon::changes::CHANGE_COLUMNS;
use crate::proofread::lexicon::reports::{COSTS, REVENUE};
use crate::proofread::lexicon::{WordClass, ends_in, has_part, is_in, starts_in, words};

/// Words in the name of a column of averages or shares, which do not add up.
const AVERAGES: WordClass = words![gns gnsn gnst snit rate procent pct];
/// Starts and ends of words for averages and shares: `Gennemsnitlig`, `Medianalder`, `Andelen`, `Svarandel`.
const AVERAGE_PARTS: WordClass = words![gennemsnit median alder andel];
/// Names of a column or row that is the sum of the others.
const TOTALS: [&str; 14] = [
    "i alt",
    "ialt",
    "total",
    "totalt",
    "totaler",
    "sum",
    "alt i alt",
    "tilsammen",
    "sammenlagt",
    "hovedtotal",
    "grand total",
    "subtotal",
    "mellemsum",
    "delsum",
];
/// Names of a row that is often, but not always, the sum of the others.
const WHOLES: [&str; 11] = [
    "hele året",
    "året",
    "alle",
    "samlet",
    "samlet antal",
    "samlede antal",
    "antal i alt",
    "hele regionen",
    "hele landet",
    "alt under ét",
    "alt",
];

/// Whether the numbers are percentages without a sign: `Pct.`, `%`, `Andel i procent`.
pub(super) fn is_percentage(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split_whitespace().map(|word| word.trim_matches(['(', ')', '.', ':']));
    let is_sign = |word: &str| word == "%" || is_in(word, &[PERCENT]);
    // »Stigning i pct.« refers to another whole.
    words.clone().all(|word| is_sign(word) || is_in(word, &[words![i andel]])) && words.any(is_sign)
}

/// Whether the numbers are amounts of money, or of another unit that has parts: `Beløb`, `1.000 kr.`, `Timer`.
pub(super) fn is_amount(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| is_in(word, &[CURRENCY, UNITS]) || starts_in(word, &[REVENUE, COSTS, MONEY]))
}

/// Whether the title states that the numbers are percentages: `… (pct.)`.
pub(super) fn titles_percentages(title: &str) -> bool {
    let title = title.trim_end_matches(['.', ' ']).to_lowercase();
    !title.contains("antal")
        && (title.ends_with(", pct")
            || ["(pct.", "(procent", "(%", "(i pct.", "(i procent"].iter().any(|start| title.contains(start)))
}

/// Whether the column has how many the percentages beside it are of: `n`, `Antal svar`.
pub(crate) fn is_base(name: &str) -> bool {
    let name = name.to_lowercase();
    // »Svarprocent« is a percentage itself.
    let is_share = has_part(&name, &[words![procent pct andel]]) || name.contains('%');
    !is_share && (name == "n" || starts_in(&name, &[words![antal svar besvarelse]]))
}

/// Whether the numbers are changes between other columns.
pub(crate) fn is_change(name: &str) -> bool {
    let name = name.to_lowercase();
    let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_in(first, &[CHANGE_COLUMNS])
}

/// `true` for `Gns. alder` and `Timer pr. læge`, but not for `Læger pr. 31. december`.
pub(crate) fn is_called_average(name: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_per = |pair: &[&str]| matches!(pair, ["pr" | "per", of] if !of.starts_with(|c: char| c.is_ascii_digit()));
    let is_named =
        |word: &&str| is_in(word, &[AVERAGES]) || starts_in(word, &[AVERAGE_PARTS]) || ends_in(word, &[AVERAGE_PARTS]);
    name.contains('%') || words.iter().any(is_named) || words.windows(2).any(is_per)
}

/// Which rows or columns the name makes a total of. `None` for a name of anything else.
pub(crate) fn total_kind(name: &str) -> Option<TotalKind> {
    let name = name.trim_end_matches([':', '.', '*', ' ']).to_lowercase();
    // »I alt 2024«, »Total (n = 242)«; »Deltagere i alt (unikke)« is another number.
    let bare = name.split("(n").next().unwrap_or_default().trim_end();
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    if TOTALS.contains(&bare) {
        return Some(TotalKind::Plain);
    }
    (WHOLES.contains(&bare) || bare.ends_with(" i alt") || bare.ends_with(" total")).then_some(TotalKind::Labelled)
}
