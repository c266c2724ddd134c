//! The base of an index: in `Indeks (2023 = 100)` neither number is a time or a count of the sentence.

use super::token::{PlacedToken, Token};

/// Turns the year and the number of each base into words, so that no check reads them as numbers.
pub(crate) fn hide_bases(tokens: &mut [PlacedToken]) {
    let is_base = |at: &usize| {
        let [year, sign, base] = tokens.get(*at..at + 3).unwrap_or_default() else { return false };
        let is_number = |placed: &PlacedToken, fits: fn(f64, bool) -> bool| {
            placed.number().is_some_and(|number| fits(number.value, number.is_year))
        };
        sign.is('=') && is_number(year, |_, is_year| is_year) && is_number(base, |value, _| value == 100.0)
    };
    let found: Vec<usize> = (0..tokens.len()).filter(is_base).collect();
    for at in found.into_iter().flat_map(|at| [at, at + 2]) {
        if let Some(placed) = tokens.get_mut(at)
            && let Some(number) = placed.number()
        {
            placed.token = Token::Word(number.to_string());
        }
    }
}
