//! Finds words of the prose that Typst or Tera would drop or print as code: a file for each kind.
//!
//! Typst gives a meaning to many characters, and an author who forgets that loses words without notice. Where only the words can
//! be meant, as in a mail address, they are printed as they are. Other cases are reported, and a draft prints the words.

mod addresses;
mod braces;
mod comments;
mod delimiters;
mod escapes;
mod hashes;
mod html;
mod labels;
mod markdown;
mod markup;
mod references;
mod shorthands;

use std::collections::BTreeSet;

use super::tags::without_tags;
use crate::definition::Definition;
use crate::definition::chapter::Chapter;
use crate::definition::table::Template;
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings};
pub use braces::FUNCTIONS;
use markup::MarkupText;

/// Words that would not be printed as they are written.
#[derive(Debug, Default)]
struct Slip {
    /// Where they start, in bytes.
    offset: usize,
    /// The bytes that need a backslash before them to be printed.
    escapes: Vec<usize>,
    /// The message for the author; `None` if only the words can be meant.
    message: Option<SlipMessage>,
}

#[derive(Debug)]
struct SlipMessage {
    code: Code,
    text: String,
    advice: String,
}

impl Slip {
    /// Words that are certain to be meant as words.
    fn certain(offset: usize) -> Self {
        Self { offset, escapes: vec![offset], message: None }
    }

    fn reported(offset: usize, code: Code, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            offset,
            escapes: Vec::new(),
            message: Some(SlipMessage { code, text: text.into(), advice: advice.into() }),
        }
    }

    fn escaped_at(self, escapes: impl IntoIterator<Item = usize>) -> Self {
        Self { escapes: escapes.into_iter().collect(), ..self }
    }
}

/// One kind of slip.
type SlipCheck = fn(&MarkupText<'_>, &Definition) -> Vec<Slip>;

const CHECKS: [SlipCheck; 11] = [
    addresses::find,
    braces::find,
    comments::find,
    delimiters::find,
    escapes::find,
    hashes::find,
    html::find,
    labels::find,
    markdown::find,
    references::find,
    shorthands::find,
];

/// Most slips that are reported per chapter. Nobody corrects more before checking again.
const MOST_REPORTED: usize = 500;
/// Most rounds of the search: text that an escape uncovers, such as the rest of a line after `//`, may have slips of its own.
const ROUNDS: usize = 20;

/// The prose of a chapter, with a backslash before each character that Typst would misread as markup.
pub struct MendedProse {
    pub template: Template,
    /// Where the backslashes are, in bytes, ascending.
    added: Vec<usize>,
}

impl MendedProse {
    /// The offset in the prose as it was written.
    pub fn original(&self, offset: usize) -> usize {
        offset - before(&self.added, offset)
    }
}

/// Mends the prose of a chapter and reports the slips.
pub fn mend(chapter: &Chapter, definition: &Definition, findings: &Findings) -> MendedProse {
    let mut prose = chapter.prose.value.clone();
    let mut added: Vec<usize> = Vec::new();
    let mut reported: BTreeSet<(usize, Code)> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let source = without_tags(&prose);
        let text = MarkupText::parse(&source, &prose);
        let slips: Vec<Slip> = CHECKS.iter().flat_map(|find| find(&text, definition)).collect();
        let mut escapes: Vec<usize> = slips.iter().flat_map(|slip| slip.escapes.iter().copied()).collect();
        for slip in slips {
            let Some(message) = slip.message else { continue };
            let offset = slip.offset - before(&added, slip.offset);
            if reported.len() < MOST_REPORTED && reported.insert((offset, message.code)) {
                let place = scan::at(&chapter.prose, offset).place();
                findings.push(Finding::new(message.code, place, message.text).advise(message.advice));
            }
        }
        escapes.sort_unstable();
        escapes.dedup();
        if escapes.is_empty() {
            break;
        }
        added.iter_mut().for_each(|at| *at += escapes.partition_point(|escape| *escape <= *at));
        added.extend(escapes.iter().enumerate().map(|(before, at)| at + before));
        added.sort_unstable();
        prose = escaped(&prose, &escapes);
    }
    MendedProse { template: Template { value: prose, at: chapter.prose.at.clone() }, added }
}

/// How many of the ascending offsets are before this one.
fn before(offsets: &[usize], offset: usize) -> usize {
    offsets.partition_point(|at| *at < offset)
}

/// The text with a backslash before each of these bytes.
fn escaped(text: &str, escapes: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() + escapes.len());
    let mut start = 0;
    for at in escapes {
        out.push_str(text.get(start..*at).unwrap_or_default());
        out.push('\\');
        start = *at;
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out
}

/// Reports single braces around a function in a label, caption or note.
pub fn check_label(template: &Template, findings: &Findings) {
    let source = without_tags(&template.value);
    for slip in braces::in_text(&source) {
        if let Some(message) = slip.message {
            let place = scan::at(template, slip.offset).place();
            findings.push(Finding::new(message.code, place, message.text).advise(message.advice));
        }
    }
}

/// The first words of a text, for a message.
fn quoted(text: &str) -> String {
    const MOST: usize = 32;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= MOST && line.len() == text.trim().len() {
        return format!("»{line}«");
    }
    let start: String = line.chars().take(MOST).collect();
    format!("»{}…«", start.trim_end())
}

#[cfg(test)]
mod tests;
