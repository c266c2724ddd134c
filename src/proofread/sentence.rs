//! Running text as sentences of words and numbers.

use super::document::{Document, Line};
use super::number::Printed;

/// Abbreviations that a point ends, but no sentence.
const ABBREVIATIONS: [&str; 31] = [
    "a", "afs", "bl", "ca", "dvs", "eks", "evt", "f", "fx", "gns", "hhv", "i", "ift", "inkl", "jf", "kap", "kl", "kr",
    "m", "maks", "max", "mio", "nr", "o", "pct", "pr", "s", "st", "stk", "tlf", "vedr",
];

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A number, in digits or as a word.
    Number(Printed),
    /// A word in lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// A token and where in the text it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The token.
    pub token: Token,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Placed {
    /// The number that it is.
    pub fn number(&self) -> Option<Printed> {
        if let Token::Number(number) = self.token { Some(number) } else { None }
    }

    /// The word that it is; "" where it is none.
    pub fn word(&self) -> &str {
        if let Token::Word(word) = &self.token { word } else { "" }
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }
}

/// A sentence, or a line of a table.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The line it starts on.
    pub line: Line,
    /// The index of that line in the document.
    pub index: usize,
    /// Its text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<Placed>,
}

/// The sentences of the document; a line for which `stands_alone` is a sentence by itself.
pub fn sentences(document: &Document, stands_alone: impl Fn(usize) -> bool) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph = Paragraph::default();
    for (index, line) in document.lines.iter().enumerate() {
        let alone = stands_alone(index);
        if alone || line.is_empty() || starts_item(&line.text()) {
            paragraph.end(&document.lines, &mut sentences);
        }
        if !line.is_empty() {
            paragraph.push(index, &line.text());
        }
        if alone {
            paragraph.end(&document.lines, &mut sentences);
        }
    }
    paragraph.end(&document.lines, &mut sentences);
    sentences
}

/// Whether the line starts an item of a list.
pub fn starts_item(text: &str) -> bool {
    text.starts_with(['•', '·', '▪', '\u{f0b7}', '◦', '*'])
        || ["- ", "– ", "o "].iter().any(|bullet| text.starts_with(bullet))
}

/// Lines that are read as one text.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Where each line starts in the text, with its index.
    starts: Vec<(usize, usize)>,
}

impl Paragraph {
    fn push(&mut self, index: usize, line: &str) {
        let hyphenated = self.text.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
        let first = line.split_whitespace().next().unwrap_or_default();
        if hyphenated && first.starts_with(char::is_lowercase) && !["og", "eller", "samt"].contains(&first) {
            self.text.pop();
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.starts.push((self.text.len(), index));
        self.text.push_str(line);
    }

    /// Ends the paragraph and adds its sentences.
    fn end(&mut self, lines: &[Line], sentences: &mut Vec<Sentence>) {
        let paragraph = std::mem::take(self);
        let tokens = tokens(&paragraph.text);
        let mut from = 0;
        for at in 0..tokens.len() {
            if at + 1 < tokens.len() && !ends_sentence(&tokens, at, &paragraph.text) {
                continue;
            }
            let Some(own) = tokens.get(from..=at) else { continue };
            from = at + 1;
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            let index =
                paragraph.starts.iter().rev().find(|(start, _)| *start <= first.start).map_or(0, |(_, index)| *index);
            let Some(line) = lines.get(index) else { continue };
            let offset = first.start;
            let shifted = own.iter().map(|placed| Placed {
                token: placed.token.clone(),
                start: placed.start - offset,
                end: placed.end - offset,
            });
            sentences.push(Sentence {
                line: line.clone(),
                index,
                text: paragraph.text.get(first.start..last.end).unwrap_or_default().to_owned(),
                tokens: shifted.collect(),
            });
        }
    }
}

/// Whether a sentence ends with the token at `at`.
fn ends_sentence(tokens: &[Placed], at: usize, text: &str) -> bool {
    let (Some(mark), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return true };
    if mark.is('!') || mark.is('?') {
        return true;
    }
    if !mark.is('.') || next.start == mark.end {
        return false;
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_abbreviated = before.is_some_and(|before| ABBREVIATIONS.contains(&before.word()));
    let next_is_capital = text.get(next.start..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_lowercase()));
    next_is_capital && !is_abbreviated
}

/// The words, numbers and marks of a text.
pub fn tokens(text: &str) -> Vec<Placed> {
    let mut tokens: Vec<Placed> = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(rest, first, text.get(..at).unwrap_or_default());
        tokens.push(Placed { token, start: at, end: at + length });
        at += length;
    }
    tokens
}

/// The token at the start of `rest`, and its length in bytes.
fn token(rest: &str, first: char, before: &str) -> (Token, usize) {
    if first.is_ascii_digit() {
        let is_attached = before.ends_with(['+', '#', '§', '/', '-', '–', ',']);
        let number =
            Printed::leading(rest).filter(|(number, _)| !is_attached || number.percent && before.ends_with(','));
        if let Some((number, length)) = number {
            return (Token::Number(number), length);
        }
        // A date, a range or the like: none of its parts is a number.
        let is_part = |c: char| c.is_alphanumeric() || ".,/:-–½".contains(c);
        let length: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let kept = rest.get(..length).unwrap_or(rest).trim_end_matches(['.', ',', ':', '-', '–']);
        return (Token::Word(kept.to_lowercase()), kept.len().max(1));
    }
    if first.is_alphabetic() {
        let is_part = |c: char| c.is_alphanumeric() || "-’'".contains(c);
        let length: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let word = rest.get(..length).unwrap_or(rest).to_lowercase();
        let number = Printed::word(&word).map(Token::Number);
        return (number.unwrap_or(Token::Word(word)), length);
    }
    (Token::Mark(first), first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let show = |placed: &Placed| match &placed.token {
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
    }

    #[test]
    fn sentences_end_at_points_but_not_after_abbreviations() {
        let lines = ["Der var ca. 12 besøg pr. år. I 2024 kom ud-", "viklingen. Slut", "- punkt"];
        let line = |text: &str| Line { page: None, number: None, indent: 0.0, cells: vec![text.to_owned()] };
        let document = Document { file: String::new(), lines: lines.map(line).to_vec() };
        let texts: Vec<_> = sentences(&document, |_| false).into_iter().map(|sentence| sentence.text).collect();
        assert_eq!(texts, ["Der var ca. 12 besøg pr. år.", "I 2024 kom udviklingen.", "Slut", "- punkt"]);
    }
}
