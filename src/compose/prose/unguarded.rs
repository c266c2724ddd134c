//! Sentences that compare with the period before and say why or which way, without a premise: they turn false when the numbers do.

use std::ops::Range;

use super::tags::{TAG, without_tags};
use crate::definition::chapter::Chapter;
use crate::definition::usage::{premises, scan};
use crate::findings::{Code, Finding, Findings};

/// Functions that print a number beside that of the period before.
const COMPARISONS: [&str; 3] = ["udvikling(", "mod(", "forskel("];
/// Words that give a cause, a direction or a judgement.
const WORDS: [&str; 35] = [
    "derfor",
    "fordi",
    "skyldes",
    "skyldtes",
    "årsagen",
    "stigning",
    "stigningen",
    "steg",
    "stiger",
    "steget",
    "fald",
    "faldet",
    "faldt",
    "falder",
    "vokset",
    "voksede",
    "vokser",
    "vækst",
    "væksten",
    "færre",
    "flere",
    "fremgang",
    "tilbagegang",
    "øget",
    "øgede",
    "reduceret",
    "halveret",
    "fordoblet",
    "lykkedes",
    "lykkes",
    "gengæld",
    "dog",
    "alligevel",
    "desværre",
    "heldigvis",
];

/// Words at the start of a sentence that speak of what the sentence before compares: »Det skyldes …«, »Stigningen …«.
const BACK_WORDS: [&str; 11] = [
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
];
/// A word that speaks of the sentence before is one of the first: »Det skyldes«, »En del af stigningen«.
const FIRST_WORDS: usize = 4;

/// Reports each of these sentences, and each that speaks of one before it, at its first such word.
pub fn check(chapter: &Chapter, findings: &Findings) {
    let template = &chapter.prose.value;
    let plain = without_tags(template);
    let tags = scan::tags(template);
    let premises = premises::calls(template);
    let premise_tags =
        tags.iter().filter(|(start, end)| premises.iter().any(|call| (*start..*end).contains(&call.range.start)));
    let guards: Vec<Range<usize>> =
        premise_tags.map(|(start, end)| *start..*end).chain(guarded_blocks(template)).collect();
    let compares = |sentence: &Range<usize>| {
        tags.iter().any(|(start, end)| {
            let tag = template.get(*start..*end).unwrap_or_default();
            sentence.contains(start) && COMPARISONS.iter().any(|call| calls(tag, call))
        })
    };
    // A premise may also be right after the full stop.
    let is_guarded = |sentence: &Range<usize>| {
        let gap = plain.get(sentence.end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        guards.iter().any(|guard| guard.start < sentence.end + gap + 1 && sentence.start < guard.end)
    };
    let mut before_compares = false;
    for sentence in sentences(&plain) {
        let text = plain.get(sentence.clone()).unwrap_or_default();
        let is_next = !text.starts_with("\n\n") && before_compares;
        before_compares = compares(&sentence);
        let word = match (before_compares, is_next) {
            (true, _) => telling_word(text, &WORDS, usize::MAX),
            (false, true) => telling_word(text, &BACK_WORDS, FIRST_WORDS),
            (false, false) => None,
        };
        let Some((offset, word)) = word.filter(|_| !is_guarded(&sentence)) else { continue };
        let place = scan::at(&chapter.prose, sentence.start + offset).place();
        let message = if before_compares {
            format!("Sætningen med »{word}« sammenligner to tal, men passer måske ikke, når tallene ændrer sig.")
        } else {
            format!(
                "Sætningen med »{word}« siger noget om en sammenligning i sætningen før, men passer måske ikke, når tallene ændrer sig."
            )
        };
        findings.push(Finding::new(Code::UnguardedSentence, place, message));
    }
}

/// Whether the tag calls the function, not one whose name ends the same.
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
        let ends_sentence = c.is_whitespace() && matches!(before, '.' | '?' | '!' | ':') && starts_anew;
        if ends_sentence || rest.starts_with("\n\n") || (c == '\n' && matches!(next, Some('-' | '=' | '#'))) {
            found.push(start..at);
            start = at;
        }
        before = c;
    }
    found.push(start..plain.len());
    found
}

/// The first of these words among the first `most` words of the sentence, with its place.
fn telling_word<'s>(sentence: &'s str, words: &[&str], most: usize) -> Option<(usize, &'s str)> {
    let mut at = 0;
    let pieces = sentence.split_inclusive(|c: char| !c.is_alphabetic()).map(|piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end_matches(|c: char| !c.is_alphabetic()))
    });
    let mut spoken = pieces.filter(|(_, word)| !word.is_empty()).take(most);
    spoken.find(|(_, word)| words.contains(&word.to_lowercase().as_str()))
}
