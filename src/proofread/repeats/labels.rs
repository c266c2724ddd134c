//! What the label of a row means, as far as words can tell.

use crate::proofread::number::Printed;
use crate::proofread::sentence::{Placed, Sentence, Token, tokens};
use crate::proofread::share::is_about;

/// Words that say nothing of what is counted.
const STOPWORDS: [&str; 36] = [
    "ad",
    "af",
    "alle",
    "alt",
    "antal",
    "antallet",
    "at",
    "blandt",
    "de",
    "den",
    "der",
    "det",
    "efter",
    "en",
    "er",
    "et",
    "for",
    "fra",
    "heraf",
    "hos",
    "i",
    "inden",
    "med",
    "mod",
    "og",
    "om",
    "per",
    "pr",
    "på",
    "samt",
    "som",
    "til",
    "tilknyttede",
    "under",
    "uden",
    "ved",
];
/// What verbs become as the last part of a noun: `trukket data` is a `datatræk`.
const DEEDS: [(&str, &str); 8] = [
    ("trukket", "træk"),
    ("trak", "træk"),
    ("udtrukket", "udtræk"),
    ("besøgt", "besøg"),
    ("besøgte", "besøg"),
    ("faciliteret", "facilitering"),
    ("undervist", "undervisning"),
    ("rådgivet", "rådgivning"),
];
/// Endings that a noun may have beside the one it has in a label.
const ENDINGS: [&str; 8] = ["erne", "ene", "ens", "er", "en", "et", "e", "s"];
/// The shortest noun that is taken to mean one thing wherever it stands, in letters.
const DISTINCT: usize = 12;
/// How many letters the first parts of two compounds share.
const COMPOUND: usize = 5;

/// What a row counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The label without its bullet and without what stands in brackets.
    pub text: String,
    /// Its words that say what is counted.
    pub content: Vec<String>,
    /// The label as it stands.
    label: String,
}

impl Name {
    /// What a row with this label counts.
    pub fn new(label: &str) -> Self {
        let text = without_notes(label);
        let words = tokens(&text).into_iter().filter_map(|placed| match placed.token {
            Token::Word(word) if !STOPWORDS.contains(&word.as_str()) => Some(word),
            _ => None,
        });
        Self { content: words.collect(), text, label: label.to_owned() }
    }

    /// How many of it a sentence counts: `37 praksiskonsulenter` for `Tilknyttede praksiskonsulenter`.
    pub fn counted(&self, sentence: &Sentence) -> Option<Printed> {
        let [noun] = self.content.as_slice() else { return None };
        if noun.chars().count() < DISTINCT || !self.text.to_lowercase().ends_with(noun.as_str()) {
            return None;
        }
        let found = sentence.tokens.windows(2).enumerate().filter_map(|(at, pair)| match pair {
            [number, word] if word.word() == noun => number.number().map(|number| (at, number)),
            _ => None,
        });
        let found: Vec<(usize, Printed)> = found.filter(|(_, number)| !number.percent && !number.is_year).collect();
        match found.as_slice() {
            [(at, number)] if !is_about(&sentence.tokens, *at) => Some(*number),
            _ => None,
        }
    }

    /// How often a sentence says that it was done: `trukket data til klyngerne 33 gange` for `Datatræk til klynger`.
    pub fn spoken_of(&self, sentence: &Sentence) -> Option<Printed> {
        let times =
            sentence.tokens.windows(2).position(|pair| pair.last().is_some_and(|word| word.word() == "gange"))?;
        let number = sentence.tokens.get(times)?.number().filter(|number| !number.percent)?;
        if self.content.len() < 2 || is_about(&sentence.tokens, times) {
            return None;
        }
        let ends_clause = |placed: &&Placed| placed.is(',') || placed.word() == "og";
        let clause = sentence.tokens.get(..times)?.iter().rev().take_while(|placed| !ends_clause(placed));
        let stems: Vec<String> =
            clause.map(|placed| stem(placed.word())).filter(|stem| stem.chars().count() > 2).collect();
        let is_said = |word: &String| {
            let word = stem(word);
            let ends_in =
                |first: &String| word.strip_prefix(first.as_str()).is_some_and(|last| stems.iter().any(|s| s == last));
            stems.contains(&word) || stems.iter().any(ends_in)
        };
        self.content.iter().all(is_said).then_some(number)
    }
}

/// The label without its bullet and without what stands in brackets.
fn without_notes(label: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for c in label.trim_start_matches(|c: char| !c.is_alphanumeric()).chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c != '*' => kept.push(c),
            _ => {}
        }
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([':', ',']).to_owned()
}

/// Whether a title has a word that this name begins, as "Medicin-" does "Medicinteam", or is it.
pub fn joined_title(title: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let words = title.to_lowercase();
    let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    match name.strip_suffix('-') {
        Some(start) => start.chars().count() >= 3 && words.any(|word| word.starts_with(start)),
        None => name.chars().count() >= 3 && words.any(|word| word == name),
    }
}

/// Whether two labels are the same, or the second has in its notes what the first is but for the end of a compound:
/// `Facilitering af møder` and `Besøg (facilitering af pakker)` are about the same work.
pub fn is_alike(one: &Name, two: &Name) -> bool {
    let own = one.text.to_lowercase();
    if own == two.text.to_lowercase() {
        return true;
    }
    let note = two.label.split_once('(').map_or("", |(_, note)| note.trim_end().trim_end_matches(')')).to_lowercase();
    let own: Vec<&str> = own.split_whitespace().collect();
    let noted: Vec<&str> = note.split_whitespace().collect();
    let same_start =
        |a: &str, b: &str| a.chars().count() > COMPOUND && a.chars().take(COMPOUND).eq(b.chars().take(COMPOUND));
    own.len() >= 3 && own.len() == noted.len() && own.iter().zip(&noted).all(|(a, b)| a == b || same_start(a, b))
}

/// A word without its ending, or the noun that a verb becomes.
fn stem(word: &str) -> String {
    if let Some((_, noun)) = DEEDS.iter().find(|(verb, _)| *verb == word) {
        return (*noun).to_owned();
    }
    let ending = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 4));
    ending.unwrap_or(word).to_owned()
}
