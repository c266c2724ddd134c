//! Claims in a sentence about its numbers that become false when the numbers change.

use super::{TAG, word_list};

/// Words that say that a number moved.
pub(super) const CLAIMS: [&str; 11] = [
    "steg",
    "steget",
    "faldt",
    "faldet",
    "voksede",
    "vokset",
    "halveret",
    "halverede",
    "fordoblet",
    "fordoblede",
    "tredoblet",
];
/// Words after one of [`CLAIMS`] that say how far a number has moved: »faldt til 12«, but not »faldt i går«.
const HOW_FAR: [&str; 5] = ["fra", "til", "med", "op", "ned"];
/// Nouns for numbers beside one of [`CLAIMS`]: »antallet voksede«, »voksede antallet«.
const AMOUNTS: [&str; 9] =
    ["antallet", "andelen", "tallet", "tallene", "niveauet", "omfanget", "forbruget", "aktiviteten", "gennemsnittet"];
/// Words before a claim that make it one: »er steget«, »var flest«.
const HAS: [&str; 8] = ["er", "var", "blev", "bliver", "har", "havde", "ligger", "lå"];
/// Words that compare a number with another one after »end«: »flere end«, »flere besøg end«.
pub(super) const THAN: [&str; 7] = ["flere", "færre", "højere", "lavere", "større", "mindre", "hyppigere"];
/// Words that say which number is the greatest or the least.
const RANKS: [&str; 11] = [
    "flest",
    "færrest",
    "størst",
    "største",
    "højest",
    "højeste",
    "lavest",
    "laveste",
    "hyppigst",
    "hyppigste",
    "mindste",
];
/// Words behind one of [`RANKS`] or »flere end« that compare with all earlier numbers.
const EVER: [&str; 5] = ["nogensinde", "hidtil", "siden", "endnu", "før"];
/// Words that say which way a number goes.
const DIRECTIONS: [&str; 4] = ["stigende", "faldende", "dalende", "voksende"];
/// Words after »gået« that do.
const WAYS: [&str; 6] = ["op", "ned", "frem", "fremad", "tilbage", "nedad"];
/// Words that say that one number became greater than another.
const OVERTAKES: [&str; 4] = ["overhalede", "overhalet", "oversteg", "overgik"];
/// Nouns in »for tredje år i træk«. Without days: a course may take some days in a row.
const TURNS: [&str; 4] = ["år", "gang", "kvartal", "måned"];
/// Words that say that a part is more than half of the whole, or less.
const MAJORITIES: [&str; 7] =
    ["fleste", "flertallet", "størstedelen", "hovedparten", "majoriteten", "mindretallet", "mindretal"];
/// Parts of a whole in words.
const PARTS: [&str; 6] = ["halvdelen", "tredjedel", "fjerdedel", "femtedel", "tiendedel", "dobbelt"];

const WAY: &str = "siger, hvilken vej et tal går";
const RANK: &str = "siger, hvilket tal der er størst eller mindst";
const RECORD: &str = "siger, at et tal er en rekord";
const EQUAL: &str = "siger, at to tal er lige store";
const PART: &str = "siger, hvor stor en del et tal er";
const STREAK: &str = "siger, hvad der er sket flere gange i træk";
const TARGET: &str = "siger, om et mål er nået";

/// The first claim of a sentence that prints this many numbers: its place, its word, and what it says.
pub(super) fn claim(sentence: &str, numbers: usize) -> Option<(usize, &str, &'static str)> {
    if numbers == 0 {
        return None;
    }
    let words = word_list(sentence);
    words.iter().enumerate().find_map(|(at, (offset, found))| {
        let word = Neighbours { sentence, words: &words, at };
        Some((*offset, *found, word.claims(numbers)?))
    })
}

/// The first word that says that members named in a sentence are more than half of all: the greatest members may be less than
/// half.
pub(super) fn majority(sentence: &str) -> Option<(usize, &str, &'static str)> {
    let is_one = |word: &str| MAJORITIES.contains(&word.to_lowercase().as_str());
    word_list(sentence).into_iter().find(|(_, word)| is_one(word)).map(|(offset, word)| (offset, word, PART))
}

/// A word and those around it.
struct Neighbours<'s> {
    sentence: &'s str,
    words: &'s [(usize, &'s str)],
    at: usize,
}

impl Neighbours<'_> {
    fn claims(&self, numbers: usize) -> Option<&'static str> {
        let (before, this, next) = (self.word(-1), self.word(0), self.word(1));
        let is = |words: &[&str], word: &str| words.contains(&word);
        let this = this.as_str();
        let follows_verb = is(&HAS, &before);
        let is_of_amount = is(&AMOUNTS, &before) || is(&AMOUNTS, &next);
        let is_change =
            is(&CLAIMS, this) && (is(&HOW_FAR, &next) || self.is_before_tag() || follows_verb || is_of_amount);
        let is_than = next == "end" || (numbers > 1 && self.word(2) == "end");
        let is_more = is(&THAN, this) && is_than && self.is_said_of_number(&before) && self.compares(numbers);
        let is_way = (is(&DIRECTIONS, this) && follows_verb) || (this == "gået" && is(&WAYS, &next));
        let is_record = this.starts_with("rekord") || this == "nogensinde";
        let is_superlative = is(&["det", "den", "de"], &before) && is(&HAS, &self.word(-2));
        let is_rank = is(&RANKS, this) && (follows_verb || is_superlative || is(&EVER, &next));
        let is_equal = (this == "lige" && (next == "mange" || self.word(2) == "mange"))
            || (this == "samme" && next == "antal" && follows_verb)
            || this == "uændret";
        let is_target = this == "målet" && is(&["under", "over", "nåede", "nået"], &before);
        [
            (is_change || is_more || is_way, WAY),
            (is_rank || is(&OVERTAKES, this), RANK),
            (is_record, RECORD),
            (is_equal, EQUAL),
            (is(&PARTS, this) && (this != "dobbelt" || next == "så"), PART),
            (is(&MAJORITIES, this), PART),
            (this == "i" && next == "træk" && is(&TURNS, &before), STREAK),
            (is_target, TARGET),
        ]
        .into_iter()
        .find_map(|(holds, what)| holds.then_some(what))
    }

    /// The word this far from it, in lower case.
    fn word(&self, away: isize) -> String {
        let at = self.at.checked_add_signed(away);
        at.and_then(|at| self.words.get(at)).map_or_else(String::new, |(_, word)| word.to_lowercase())
    }

    /// What stands after this many words, beginning with it.
    fn rest(&self, words: usize) -> &str {
        let end = self.words.get(self.at + words - 1).map(|(offset, word)| offset + word.len());
        end.and_then(|end| self.sentence.get(end..)).unwrap_or_default().trim_start()
    }

    fn is_before_tag(&self) -> bool {
        self.rest(1).starts_with(TAG)
    }

    /// Whether a comparison is made with another number of the sentence, or with something that it does not print.
    fn compares(&self, numbers: usize) -> bool {
        numbers > 1 || !self.rest(2).starts_with(TAG)
    }

    /// Whether a comparison is about a number, unlike in »læger med flere end …«, where it describes something.
    fn is_said_of_number(&self, before: &str) -> bool {
        let offset = self.words.get(self.at).map_or(0, |(offset, _)| *offset);
        let lead = self.sentence.get(..offset).unwrap_or_default().trim_end();
        lead.ends_with([',', TAG]) || HAS.contains(&before)
    }
}
