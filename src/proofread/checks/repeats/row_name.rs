//! What a row counts, read from the words of its label.

use crate::proofread::checks::prelude::*;
use crate::proofread::stem;

/// Words that do not show what is counted.
const STOPWORDS: [WordClass; 11] = [
    PREPOSITIONS,
    TIMES_OF,
    ARTICLES,
    ONE,
    AND,
    ALL,
    PARTITIVES,
    AGAINST,
    PER,
    COUNTS,
    words![ad alt at blandt der er som tilknyttede under uden],
];
/// Verbs and the nouns made from them: »trukket data« is a »datatræk«.
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
/// Letters that the first parts of two compounds share.
const COMPOUND: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowName {
    /// The label without bullet and brackets.
    pub(super) text: String,
    /// The words that show what is counted.
    pub(super) content: Vec<String>,
    /// The label as printed.
    label: String,
}

impl RowName {
    pub(super) fn new(label: &str) -> Self {
        let text = without_notes(label);
        let words = tokens(&text).into_iter().filter_map(|placed| match placed.token {
            Token::Word(word) if !is_in(word.as_str(), &STOPWORDS) => Some(word),
            _ => None,
        });
        Self { content: words.collect(), text, label: label.to_owned() }
    }

    /// Whether the number is for each of something: `Sikrede pr. kapacitet`.
    pub(super) fn is_rate(&self) -> bool {
        has_any(&tokens(&self.text), &[PER])
    }

    /// How many times the sentence says it was done: 33 in »trukket data til klyngerne 33 gange« for `Datatræk til klynger`.
    pub(super) fn spoken_of(&self, sentence: &PrintedSentence) -> Option<PrintedNumber> {
        let times =
            sentence.tokens.windows(2).position(|pair| pair.last().is_some_and(|word| word.word() == "gange"))?;
        let number = sentence.tokens.get(times)?.number().filter(|number| !number.percent)?;
        if self.content.len() < 2 || is_about(&sentence.tokens, times) {
            return None;
        }
        let ends_clause = |placed: &&PlacedToken| placed.is(',') || placed.word() == "og";
        let clause = sentence.tokens.get(..times)?.iter().rev().take_while(|placed| !ends_clause(placed));
        let stems: Vec<String> =
            clause.map(|placed| stem(placed.word())).filter(|stem| stem.chars().count() > 2).collect();
        let is_mentioned = |word: &String| {
            let word = stem(word);
            let ends_in =
                |first: &String| word.strip_prefix(first.as_str()).is_some_and(|last| stems.iter().any(|s| s == last));
            stems.contains(&word) || stems.iter().any(ends_in)
        };
        self.content.iter().all(is_mentioned).then_some(number)
    }
}

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

/// Whether the title has the name as a word, or a word that starts with it: `Medicin-` in `Medicinteam`.
pub(super) fn names_part(title: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let words = title.to_lowercase();
    let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    match name.strip_suffix('-') {
        Some(start) => start.chars().count() >= 3 && words.any(|word| word.starts_with(start)),
        None => name.chars().count() >= 3 && words.any(|word| word == name),
    }
}

/// Whether the labels are equal, or the brackets of the second have the words of the first, apart from the ends of
/// compounds: `Facilitering af klyngemøder` and `Besøg (facilitering af klyngepakker)`.
pub(super) fn is_alike(one: &RowName, two: &RowName) -> bool {
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

/// The word without its ending, or the noun made from a verb.
fn stem(word: &str) -> String {
    if let Some((_, noun)) = DEEDS.iter().find(|(verb, _)| *verb == word) {
        return (*noun).to_owned();
    }
    stem::stem(word).to_owned()
}
