//! The sentences around a sentence that may have the numbers that its own number follows from.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Most sentences back in which those numbers are looked for.
const BACK: usize = 5;
/// Most words of a heading.
const HEADING_WORDS: usize = 8;

/// The sentences before the one at `at` below the same heading, the nearest first.
pub(in crate::proofread::checks) fn above<'a>(report: &ReadReport<'a>, at: usize) -> Vec<&'a PrintedSentence> {
    let before = report.prose.get(..at).unwrap_or_default().iter().rev().take(BACK);
    before.take_while(|sentence| !is_heading(sentence)).copied().collect()
}

/// Whether the sentence starts with »heraf« or »af dem«: it gives parts of what the sentence before counts.
pub(in crate::proofread::checks) fn starts_with_parts(sentence: &PrintedSentence) -> bool {
    let first = word(&sentence.tokens, Some(0));
    is_in(first, &[PARTITIVES]) || is_in(first, &[words![af blandt]]) && is_in(word(&sentence.tokens, Some(1)), &[THEM])
}

pub(in crate::proofread::checks) fn is_heading(sentence: &PrintedSentence) -> bool {
    let words = sentence.tokens.iter().filter(|placed| !placed.word().is_empty()).count();
    words <= HEADING_WORDS && !sentence.text.ends_with(['.', ':', ';', ',', '?', '!', ')'])
}

/// Whether the sentence starts with the whole: »Ud af de 60 inviterede kom 45«.
pub(in crate::proofread::checks) fn starts_of(sentence: &PrintedSentence) -> bool {
    let first = word(&sentence.tokens, Some(0));
    is_in(first, &[words![af blandt]]) || first == "ud" && word(&sentence.tokens, Some(1)) == "af"
}
