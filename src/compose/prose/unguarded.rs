//! Finds sentences without a premise that compare numbers and give a cause or a direction: they become false when the numbers
//! change. The same holds for neighbouring sentences that explain the comparison, and for sentences on what a table or chart
//! shows.

mod claims;

use std::ops::Range;

use super::capitals;
use super::tags::{TAG, without_tags};
use crate::definition::table::Template;
use crate::definition::usage::{premises, scan};
use crate::findings::{Code, Finding, Findings};
use claims::CLAIMS;

/// Functions that print a number beside that of the period before.
const COMPARISONS: [&str; 3] = ["udvikling(", "mod(", "forskel("];
/// How a sentence names a table or a chart.
const CITES: [&str; 2] = ["@figur:", "@tabel:"];
/// Functions that print a number alone.
const NUMBERS: [&str; 2] = ["tal(", "antal("];
/// The function that names the greatest members of a series.
const GREATEST: &str = "top(";
/// Words that give a cause, a direction or a judgement.
const WORDS: [&str; 66] = [
    "derfor",
    "fordi",
    "skyldes",
    "skyldtes",
    "årsagen",
    "grund",
    "grundet",
    "pga",
    "takket",
    "eftersom",
    "nemlig",
    "dermed",
    "medførte",
    "bevirkede",
    "imidlertid",
    "derimod",
    "trods",
    "selvom",
    "skønt",
    "stigning",
    "stigningen",
    "steg",
    "stiger",
    "steget",
    "stigende",
    "fald",
    "faldet",
    "faldt",
    "falder",
    "faldende",
    "nedgang",
    "nedgangen",
    "vokset",
    "voksede",
    "vokser",
    "voksende",
    "vækst",
    "væksten",
    "færre",
    "flere",
    "højere",
    "lavere",
    "fremgang",
    "fremgangen",
    "fremad",
    "dalende",
    "tilbagegang",
    "tilbagegangen",
    "forbedret",
    "forværret",
    "øget",
    "øgede",
    "reduceret",
    "reduktion",
    "halveret",
    "halverede",
    "fordoblet",
    "fordoblede",
    "tredoblet",
    "lykkedes",
    "lykkes",
    "gengæld",
    "dog",
    "alligevel",
    "desværre",
    "heldigvis",
];

/// Words at the start of a sentence that refer to the comparison in the sentence before: »Det skyldes …«, »Stigningen …«.
const BACK_WORDS: [&str; 19] = [
    "derfor",
    "skyldes",
    "skyldtes",
    "årsagen",
    "forklaringen",
    "stigningen",
    "faldet",
    "væksten",
    "fremgangen",
    "tilbagegangen",
    "nedgangen",
    "stigning",
    "fald",
    "dermed",
    "gengæld",
    "grunden",
    "alligevel",
    "desværre",
    "heldigvis",
];
/// A word that refers to the sentence before is among this many first words: »Det skyldes«, »En del af stigningen«.
const FIRST_WORDS: usize = 4;

/// Words of a sentence that says what a table or chart shows.
const SHOWN: [&str; 4] = ["toppede", "stiger", "falder", "vokser"];
/// Words for a direction in a heading or a caption. Without »falder«, because older people fall too.
const TITLE_WORDS: [&str; 16] = [
    "steg",
    "steget",
    "stiger",
    "stigende",
    "stigning",
    "faldende",
    "voksede",
    "vokset",
    "vokser",
    "voksende",
    "nedgang",
    "fremgang",
    "tilbagegang",
    "halveret",
    "fordoblet",
    "rekord",
];

const TITLE: &str = "siger i en overskrift, hvilken vej tallene går";

/// The first word of a text that says which way a number went, or how it is beside another.
pub(super) fn claimed_way(text: &str) -> Option<&str> {
    let words = [CLAIMS.as_slice(), &claims::THAN, &["uændret", "uændrede", "højst", "mindst"]].concat();
    telling_word(text, &words, usize::MAX).map(|(_, word)| word)
}

/// Reports each of these sentences at its first such word.
pub fn check(template: &Template, findings: &Findings) {
    let text = &template.value;
    let has = |calls: &[&str]| calls.iter().any(|call| text.contains(call));
    if !has(&COMPARISONS) && !has(&NUMBERS) && !has(&[GREATEST]) && !has(&CITES) && !text.contains('=') {
        return;
    }
    let plain = without_tags(text);
    let sentences = sentences_with_tags(text, &plain);
    let words = |sentence: &Sentence| plain.get(sentence.range.clone()).unwrap_or_default();
    let report = |sentence: &Sentence, (offset, word): (usize, &str), why: &str| {
        let place = scan::at(template, sentence.range.start + offset).place();
        let message = format!("Sætningen med »{word}« {why}, men passer måske ikke, når tallene ændrer sig.");
        findings.push(Finding::new(Code::UnguardedSentence, place, message));
    };
    for (at, sentence) in
        sentences.iter().enumerate().filter(|(_, sentence)| !sentence.compares && !sentence.is_guarded)
    {
        let words = words(sentence);
        // The text after a colon belongs to the sentence.
        let announced = sentences.get(at + 1).filter(|_| words.trim_end().ends_with(':'));
        if announced.is_some_and(|next| next.is_guarded) {
            continue;
        }
        let numbers = sentence.numbers + announced.map_or(0, |next| next.numbers);
        let majority = if sentence.names_greatest { claims::majority(words) } else { None };
        if let Some((offset, word, what)) = claims::claim(words, numbers).or(majority) {
            report(sentence, (offset, word), what);
        } else if words.trim_start().starts_with('=')
            && let Some(found) = telling_word(words, &TITLE_WORDS, usize::MAX)
        {
            report(sentence, found, TITLE);
        } else if CITES.iter().any(|cite| words.contains(cite))
            && let Some(found) = telling_word(words, &[CLAIMS.as_slice(), &SHOWN].concat(), usize::MAX)
        {
            report(sentence, found, "siger, hvad der kan ses");
        }
    }
    for (at, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.compares && !sentence.is_guarded)
    {
        if let Some(found) = telling_word(words(sentence), &WORDS, usize::MAX) {
            report(sentence, found, "sammenligner to tal");
            continue;
        }
        let is_silent = |other: &&Sentence| !other.compares && !other.is_guarded;
        let after = sentences.get(at + 1).filter(|next| !next.starts_paragraph).filter(is_silent);
        let conclusion = after.and_then(|next| Some((next, telling_word(words(next), &BACK_WORDS, FIRST_WORDS)?)));
        if let Some((next, found)) = conclusion {
            report(next, found, "bygger på sammenligningen før den");
            continue;
        }
        let before = at.checked_sub(1).filter(|_| !sentence.starts_paragraph).and_then(|at| sentences.get(at));
        if let Some(previous) = before.filter(is_silent).filter(|previous| !previous.has_tag)
            && let Some(found) = telling_word(words(previous), &CLAIMS, usize::MAX)
        {
            report(previous, found, "bygger på sammenligningen efter den");
        }
    }
}

/// Reports a caption or a summary that says which way the numbers of its table or chart go.
pub fn check_title(template: &Template, findings: &Findings) {
    // A title with a number is read as a sentence.
    let has_number = NUMBERS.iter().chain(&COMPARISONS).any(|call| template.value.contains(call));
    if has_number || template.value.contains("gaelder(") {
        return;
    }
    let plain = without_tags(&template.value);
    // The numbers that it is about are those of its table or chart.
    let claim = claims::claim(&plain, 1);
    let title = telling_word(&plain, &TITLE_WORDS, usize::MAX).map(|(offset, word)| (offset, word, TITLE));
    if let Some((offset, word, what)) = claim.or(title) {
        let place = scan::at(template, offset).place();
        let message = format!("Sætningen med »{word}« {what}, men passer måske ikke, når tallene ændrer sig.");
        findings.push(Finding::new(Code::UnguardedSentence, place, message));
    }
}

/// A sentence of a template, with its tags.
struct Sentence {
    range: Range<usize>,
    starts_paragraph: bool,
    has_tag: bool,
    compares: bool,
    /// How many numbers it prints that are not compared by a function.
    numbers: usize,
    /// Whether it names the greatest members of a series.
    names_greatest: bool,
    /// Whether a premise or a condition belongs to it.
    is_guarded: bool,
}

fn sentences_with_tags(template: &str, plain: &str) -> Vec<Sentence> {
    let tags = scan::tags(template);
    let premises = premises::calls(template);
    let premise_tags =
        tags.iter().filter(|(start, end)| premises.iter().any(|call| (*start..*end).contains(&call.range.start)));
    let guards: Vec<Range<usize>> =
        premise_tags.map(|(start, end)| *start..*end).chain(guarded_blocks(template)).collect();
    let with_tags = |range: Range<usize>| {
        let inside = || tags.iter().filter(|(start, _)| range.contains(start));
        let compares = inside().any(|(start, end)| {
            let tag = template.get(*start..*end).unwrap_or_default();
            COMPARISONS.iter().any(|call| calls(tag, call))
        });
        let prints = |(start, end): &&(usize, usize)| {
            let tag = template.get(*start..*end).unwrap_or_default();
            tag.starts_with("{{") && NUMBERS.iter().any(|call| calls(tag, call))
        };
        let numbers = inside().filter(prints).count();
        let names_greatest =
            inside().any(|(start, end)| template.get(*start..*end).is_some_and(|tag| calls(tag, GREATEST)));
        // A premise may also be right after the full stop.
        let gap = plain.get(range.end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        let is_guarded = guards.iter().any(|guard| guard.start < range.end + gap + 1 && range.start < guard.end);
        let has_tag = inside().next().is_some();
        let text = plain.get(range.clone()).unwrap_or_default();
        let lead = text.len() - text.trim_start().len();
        let starts_paragraph = range.start == 0
            || text.get(..lead).unwrap_or_default().contains("\n\n")
            || text.trim_start().starts_with(['-', '=', '#', '+']);
        Sentence { range, starts_paragraph, has_tag, compares, numbers, names_greatest, is_guarded }
    };
    sentences(plain).into_iter().map(with_tags).collect()
}

/// Whether the tag calls the function itself, not one whose name ends with the same letters.
fn calls(tag: &str, call: &str) -> bool {
    tag.match_indices(call).any(|(at, _)| {
        !tag.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// The blocks that are printed only if a premise holds.
fn guarded_blocks(template: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut found = Vec::new();
    for (start, end) in scan::tags(template) {
        let tag = template.get(start..end).unwrap_or_default();
        let inner = tag.trim_start_matches("{%").trim_start_matches('-').trim_start();
        if inner.starts_with("if ") || inner.starts_with("for ") {
            open.push((start, tag.contains("gaelder(")));
        } else if (inner.starts_with("endif") || inner.starts_with("endfor"))
            && let Some((start, true)) = open.pop()
        {
            found.push(start..end);
        }
    }
    found
}

/// The sentences of a text: they end with a full stop before a capital, a tag or a line end, and with a paragraph.
fn sentences(plain: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in plain.char_indices() {
        let rest = plain.get(at..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        let starts_anew = next.is_none_or(|c| c.is_uppercase() || matches!(c, TAG | '*' | '_' | '»' | '#' | '-' | '='));
        // »pr. 1.000« and »ca. {{ … }}« are inside a sentence.
        let goes_on = next == Some(TAG) && !capitals::ends_sentence(plain.get(start..at).unwrap_or_default());
        let ends_sentence =
            c.is_whitespace() && !(before == '.' && goes_on) && matches!(before, '.' | '?' | '!' | ':') && starts_anew;
        if ends_sentence || rest.starts_with("\n\n") || (c == '\n' && matches!(next, Some('-' | '=' | '#'))) {
            found.push(start..at);
            start = at;
        }
        before = c;
    }
    found.push(start..plain.len());
    found
}

/// The words of a sentence with their places.
fn word_list(sentence: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let pieces = sentence.split_inclusive(|c: char| !c.is_alphabetic()).map(|piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end_matches(|c: char| !c.is_alphabetic()))
    });
    pieces.filter(|(_, word)| !word.is_empty()).collect()
}

/// The first of these words among the first `most` words of the sentence, with its place.
fn telling_word<'s>(sentence: &'s str, words: &[&str], most: usize) -> Option<(usize, &'s str)> {
    let mut spoken = word_list(sentence).into_iter().take(most);
    spoken.find(|(_, word)| words.contains(&word.to_lowercase().as_str()))
}
