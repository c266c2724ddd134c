//! A backslash in the text: Typst prints what follows it, but not the backslash.

use typst::syntax::SyntaxKind;

use super::super::tags::TAG;
use super::markup::{MarkupNode, MarkupText};
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    text.nodes.iter().filter(|node| swallows(text, node)).map(|node| slip(text, node)).collect()
}

fn swallows(text: &MarkupText<'_>, node: &MarkupNode) -> bool {
    match node.kind {
        // Only signs need a backslash.
        SyntaxKind::Escape => {
            let escaped = text.text(node).chars().nth(1);
            escaped.is_some_and(|c| c.is_alphanumeric() || c == TAG) && !text.text(node).starts_with("\\u{")
        }
        // A line break, but not after the letter of a drive.
        SyntaxKind::Linebreak => {
            let line = text.line_before(node.range.start);
            let mut before = line.chars().rev();
            before.next() == Some(':')
                && before.next().is_some_and(|c| c.is_ascii_uppercase())
                && before.next().is_none_or(|c| !c.is_alphanumeric())
        }
        _ => false,
    }
}

fn slip(text: &MarkupText<'_>, node: &MarkupNode) -> Slip {
    let start = node.range.start;
    let word = text.source.get(start..).unwrap_or_default().split_whitespace().next().unwrap_or("\\");
    let word = word.split(TAG).next().unwrap_or_default();
    let before: String =
        text.line_before(start).chars().rev().take_while(|c| !c.is_whitespace() && *c != TAG).collect();
    let before: String = before.chars().rev().collect();
    let message = format!("Den omvendte skråstreg i {} kommer ikke med på siden.", quoted(&format!("{before}{word}")));
    let advice = "Skal den stå i teksten, så skriv to: \\\\.";
    Slip::reported(start, Code::SwallowedText, message, advice).escaped_at([start])
}
