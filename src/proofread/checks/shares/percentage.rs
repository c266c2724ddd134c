//! Finds the percentage that a sentence prints for a ratio.

use crate::proofread::checks::prelude::*;
use crate::proofread::exact::is_unread_percentage;

/// Words that link a share and its percentage: »84 %, svarende til 198 af 224«.
const EQUAL: [WordClass; 3] = [EQUALS, THAT_IS, words![udgør]];
/// Words that make a percentage in brackets one of another time or thing: »198 af 224 (mod 80 % året før)«.
const ELSEWHERE: [WordClass; 3] = [AGAINST, EARLIER, words![tidligere fra gennemsnit landsplan mål]];
/// Most tokens between a share and its percentage.
const NEAR: usize = 12;
/// Fewest letters that a rate and its verb share: `svar` in »Svarprocenten … svarede«.
const STEM: usize = 4;
/// Most words between the rate and its verb.
const RATE_NEAR: usize = 6;

/// Finds the percentage printed for the ratio in `start..end`. Returns its index too.
pub(super) fn percentage(tokens: &[PlacedToken], start: usize, end: usize) -> Option<(PrintedNumber, usize)> {
    percentage_before(tokens, start)
        .or_else(|| percentage_after(tokens, end))
        .or_else(|| rate_before(tokens, start, end))
}

/// `84 % … (198 af 224)`, `84 %, svarende til 198 af 224`, `84 % af …`.
fn percentage_before(tokens: &[PlacedToken], start: usize) -> Option<(PrintedNumber, usize)> {
    let mut is_linked = tokens.get(start).is_some_and(|token| token.word() == "af");
    let mut is_bracketed = false;
    for back in 1..=start {
        let at = start - back;
        let placed = tokens.get(at)?;
        match &placed.token {
            Token::Number(number) if number.percent => {
                let fits = is_bracketed || is_linked && back <= NEAR;
                let exact = is_exact(tokens, at);
                return (fits && exact).then_some((*number, at));
            }
            Token::Number(number) if !is_bracketed && !number.is_year => return None,
            _ if is_unread_percentage(placed) => return None,
            Token::Mark('(') if back <= 4 && !is_bracketed => is_bracketed = true,
            Token::Mark(')' | ';') if !is_bracketed => return None,
            Token::Mark('=') => is_linked = true,
            // »Frafaldet var 24 %: 60 af de 250 …«
            Token::Mark(':') if back == 1 => is_linked = true,
            Token::Word(word) if is_in(word.as_str(), &EQUAL) => is_linked = true,
            Token::Word(word) if is_bracketed && back <= 4 && is_in(word.as_str(), &ELSEWHERE) => return None,
            Token::Number(_) | Token::Word(_) | Token::Mark(_) => {}
        }
    }
    None
}

/// `198 af 224 … (84 %)`, `198 af 224, svarende til 84 %`, `198 af 224 = 84 %`.
fn percentage_after(tokens: &[PlacedToken], end: usize) -> Option<(PrintedNumber, usize)> {
    let mut is_linked = false;
    let mut is_bracketed = false;
    for (at, placed) in tokens.iter().enumerate().skip(end).take(NEAR) {
        match &placed.token {
            Token::Number(number) if number.percent => {
                let exact = is_exact(tokens, at);
                return ((is_linked || is_bracketed) && exact).then_some((*number, at));
            }
            // »Fem ud af 21 er over 60 år (24 %)«
            Token::Number(_) if is_about(tokens, at) && tokens.get(at + 1).is_some_and(|unit| unit.word() == "år") => {
            }
            Token::Number(_) | Token::Mark(')' | ';') => return None,
            _ if is_unread_percentage(placed) => return None,
            Token::Mark('(') => is_bracketed = true,
            // »12 ud af 80 praksis – 15 procent – har«
            Token::Mark('–') if tokens.get(at + 2).is_some_and(|mark| mark.is('–') || mark.is('.')) => {
                is_bracketed = true
            }
            Token::Mark('=') => is_linked = true,
            Token::Word(word) if is_in(word.as_str(), &EQUAL) => is_linked = true,
            Token::Word(word) if is_in(word.as_str(), &ELSEWHERE) => return None,
            Token::Word(_) | Token::Mark(_) => {}
        }
    }
    None
}

/// `Svarprocenten på skemaet var 84 %, idet 198 ud af 224 læger svarede.`
fn rate_before(tokens: &[PlacedToken], start: usize, end: usize) -> Option<(PrintedNumber, usize)> {
    let [verb, percent, comma, because] = tokens.get(start.checked_sub(4)?..start)? else { return None };
    let number = percent.number().filter(|number| number.percent)?;
    let mut before =
        tokens.get(..start - 4)?.iter().rev().take(RATE_NEAR).take_while(|placed| !placed.word().is_empty());
    let stem_of =
        |placed: &PlacedToken| RATES.iter().find_map(|ending| placed.word().strip_suffix(ending)).map(str::to_owned);
    let stem = before.find_map(stem_of)?;
    let after = tokens.get(end..)?;
    let ([done, point] | [_, done, point]) = after else { return None };
    // Only what the rate is of: in »Svarprocenten var 84 %, idet 26 ikke svarede« 26 is not the part.
    let is_negated = after.iter().any(|placed| placed.word() == "ikke");
    let is_same = stem.chars().count() >= STEM && done.word().starts_with(&stem) && !is_negated;
    let is_said = verb.is_in(&[BE]) && comma.is(',') && because.is_in(&[BECAUSE]);
    (is_same && is_said && point.is('.') && is_exact(tokens, start - 3)).then_some((number, start - 3))
}
