//! Rates without a percent sign: »en svarprocent på 75« is 75 %.

use super::token::{PlacedToken, Token};
use crate::proofread::lexicon::amounts::PERCENT_RATES;
use crate::proofread::lexicon::grammar::{BE, THAT_IS, THEREFORE};
use crate::proofread::lexicon::{WordClass, ends_in, words};

/// Words between the rate and its number.
const LINKS: [WordClass; 4] = [BE, THAT_IS, THEREFORE, words![på lå ligger i år alt så nu samlet endte]];
/// Most tokens between the rate and its number: »svarprocenten i 2024 blev altså 75«.
const NEAR: usize = 5;

/// Makes the numbers that follow a rate percentages.
pub(crate) fn read_rates(tokens: &mut [PlacedToken]) {
    let found: Vec<usize> = (0..tokens.len()).filter_map(|at| number_of(tokens, at)).collect();
    for at in found {
        if let Some(PlacedToken { token: Token::Number(number), .. }) = tokens.get_mut(at) {
            number.percent = true;
        }
    }
}

/// Index of the number of the rate at `at`; `None` if it has a sign or counts something.
fn number_of(tokens: &[PlacedToken], at: usize) -> Option<usize> {
    if !is_rate(tokens.get(at)?.word()) {
        return None;
    }
    let is_link = |placed: &&PlacedToken| placed.is_in(&LINKS) || placed.number().is_some_and(|number| number.is_year);
    let links = tokens.iter().skip(at + 1).take(NEAR).take_while(is_link).count();
    let place = at + 1 + links;
    let number = tokens.get(place)?.number()?;
    let is_told = links > 0 && !number.is_year && !number.percent && number.value <= 100.0;
    let next = tokens.get(place + 1);
    let is_plain = next.is_none_or(|next| {
        ['.', ',', ';', '(', ')', ':', '–'].iter().any(|mark| next.is(*mark))
            || next.is_in(&[words![mod i og idet da for]])
    });
    (is_told && is_plain).then_some(place)
}

/// Whether the word names a share: »svarprocent«. »Procent« alone is a sign.
pub(crate) fn is_rate(word: &str) -> bool {
    ends_in(word, &[PERCENT_RATES]) && word.len() > "procenten".len()
}
