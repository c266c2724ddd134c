//! `//` and `/*` inside a line: Typst takes what follows for a comment and prints none of it.

use typst::syntax::SyntaxKind;

use super::markup::MarkupText;
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let comments = text.nodes.iter().filter_map(|node| match node.kind {
        SyntaxKind::LineComment => line_comment(text, node.range.start, text.text(node)),
        SyntaxKind::BlockComment => block_comment(text, node.range.start, text.text(node)),
        _ => None,
    });
    comments.collect()
}

/// A comment on a line of its own is meant as one.
fn line_comment(text: &MarkupText<'_>, start: usize, comment: &str) -> Option<Slip> {
    if !text.has_words_before(start) {
        return None;
    }
    let glued_before = text.before(start).is_some_and(|c| c.is_alphanumeric() || c == ':');
    let glued_after = comment.chars().nth(2).is_some_and(char::is_alphanumeric);
    if glued_before && glued_after {
        return Some(Slip { escapes: vec![start + 1], ..Slip::certain(start) });
    }
    let message = format!("{} kommer ikke med på siden: Typst tager det for en kommentar.", quoted(comment));
    let advice = "Skal det stå i teksten, så skriv \\/\\/. Er det en note til jer selv, så sæt den på sin egen linje \
                  eller mellem {# og #}.";
    Some(Slip::reported(start, Code::SwallowedText, message, advice).escaped_at([start + 1]))
}

fn block_comment(text: &MarkupText<'_>, start: usize, comment: &str) -> Option<Slip> {
    let is_open = !comment.ends_with("*/") || comment.len() < 4;
    if !is_open && !text.has_words_before(start) {
        return None;
    }
    let message = if is_open {
        format!("Alt fra {} til kapitlets slutning kommer ikke med på siden.", quoted(comment))
    } else {
        format!("{} kommer ikke med på siden: Typst tager det for en kommentar.", quoted(comment))
    };
    let advice = "Skal det stå i teksten, så skriv /\\*. Er det en note til jer selv, så skriv den mellem {# og #}.";
    Some(Slip::reported(start, Code::SwallowedText, message, advice).escaped_at([start + 1]))
}
