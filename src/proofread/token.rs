//! Words, numbers and marks of a text.

use super::number::PrintedNumber;
use crate::proofread::lexicon::reports::NAMED_PARTS;
use crate::proofread::lexicon::{is_in, starts_in};

/// Larger numbers count something and end their sentence.
const MOST_IN_SERIES: f64 = 100.0;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// In digits or as a number word.
    Number(PrintedNumber),
    /// In lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// A token and its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedToken {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl PlacedToken {
    pub(crate) fn number(&self) -> Option<PrintedNumber> {
        if let Token::Number(number) = self.token { Some(number) } else { None }
    }

    /// "" for a number or a mark.
    pub(crate) fn word(&self) -> &str {
        if let Token::Word(word) = &self.token { word } else { "" }
    }

    pub(crate) fn is(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }

    /// Whether it is a word of the classes.
    pub(crate) fn is_in(&self, classes: &[&[&str]]) -> bool {
        is_in(self.word(), classes)
    }
}

/// Whether a token is a word of the classes.
pub(crate) fn has_any(tokens: &[PlacedToken], classes: &[&[&str]]) -> bool {
    tokens.iter().any(|placed| placed.is_in(classes))
}

/// Whether the word starts like a word of the classes.
pub(crate) fn has_start(tokens: &[PlacedToken], classes: &[&[&str]]) -> bool {
    tokens.iter().any(|placed| starts_in(placed.word(), classes))
}

/// The word at an index; "" for anything else.
pub(crate) fn word(tokens: &[PlacedToken], at: Option<usize>) -> &str {
    at.and_then(|at| tokens.get(at)).map_or("", PlacedToken::word)
}

/// The years of the tokens, in order, with their indices.
pub(crate) fn years(tokens: &[PlacedToken]) -> Vec<(usize, f64)> {
    let years = tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?)));
    years.filter(|(_, number)| number.is_year).map(|(at, number)| (at, number.value)).collect()
}

/// Splits a text into words, numbers and marks.
pub(crate) fn tokens(text: &str) -> Vec<PlacedToken> {
    let mut tokens: Vec<PlacedToken> = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(rest, first, text.get(..at).unwrap_or_default());
        tokens.push(PlacedToken { token, start: at, end: at + length });
        at += length;
    }
    tokens
}

/// Reads the token at the start of `rest`, which starts with `first` and follows `before`. Returns its length in bytes.
fn token(rest: &str, first: char, before: &str) -> (Token, usize) {
    if first.is_ascii_digit() {
        // In `§ 12`, `COVID-19` and `1,2,3` the digits are part of something else.
        // »(+6)« is a number with its sign.
        let is_attached = before.ends_with(['+', '#', '§', '/', '-', '–', ',']) && !before.ends_with("(+");
        let number =
            PrintedNumber::leading(rest).filter(|(number, _)| !is_attached || number.percent && before.ends_with(','));
        if let Some((number, length)) = number {
            let is_ordinal = is_ordinal(&number, rest.get(length..).unwrap_or_default(), before);
            let digits = rest.get(..length).unwrap_or_default();
            return (if is_ordinal { Token::Word(digits.to_owned()) } else { Token::Number(number) }, length);
        }
        // A date or a range: one word, so that its parts are not taken for numbers.
        let is_part = |c: char| c.is_alphanumeric() || ".,/:-–½".contains(c);
        let length: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let kept = rest.get(..length).unwrap_or(rest).trim_end_matches(['.', ',', ':', '-', '–']);
        return (Token::Word(kept.to_lowercase()), kept.len().max(1));
    }
    if first.is_alphabetic() {
        let is_part = |c: char| c.is_alphanumeric() || "-’'".contains(c);
        let length: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let word = rest.get(..length).unwrap_or(rest).to_lowercase();
        let number = PrintedNumber::word(&word).map(Token::Number);
        return (number.unwrap_or(Token::Word(word)), length);
    }
    (Token::Mark(first), first.len_utf8())
}

/// Whether the number is one of a series: `4. kvartal`, `3. maj`. In `Tabel 4. maj` it is a name, which callers look for.
fn is_ordinal(number: &PrintedNumber, after: &str, before: &str) -> bool {
    let name = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let follows = after.strip_prefix('.').and_then(|rest| rest.strip_prefix([' ', '\u{a0}']));
    let is_plain = !number.percent && number.decimals == 0 && number.value <= MOST_IN_SERIES;
    is_plain
        && follows.is_some_and(|rest| rest.starts_with(char::is_lowercase))
        && !is_in(name.as_str(), &[NAMED_PARTS])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let show = |placed: &PlacedToken| match &placed.token {
            Token::Number(number) => format!("<{number}>").replace('\u{a0}', " "),
            Token::Word(word) => word.clone(),
            Token::Mark(mark) => mark.to_string(),
        };
        tokens(text).iter().map(show).collect()
    }

    #[test]
    fn numbers_are_told_from_dates_ranges_and_names() {
        assert_eq!(
            words("Den 3.4.2024 kom to af 12 (17 %)."),
            ["den", "3.4.2024", "kom", "<2>", "af", "<12>", "(", "<17 %>", ")", "."]
        );
        assert_eq!(
            words("3-4 møder, COVID-19, OK22, 98-99 %"),
            ["3-4", "møder", ",", "covid-19", ",", "ok22", ",", "98-99", "%"]
        );
        assert_eq!(
            words("I 4. kvartal kom 12. Den 3. maj, se Tabel 2. og 150. om året"),
            "i 4 . kvartal kom <12> . den 3 . maj , se tabel <2> . og <150> . om året".split(' ').collect::<Vec<_>>()
        );
    }
}
