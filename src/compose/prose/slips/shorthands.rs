//! `~` and `-?`, which Typst turns into no-break spaces and soft hyphens.

use typst::syntax::SyntaxKind;

use super::Slip;
use super::markup::MarkupText;
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut is_end = false;
    for node in text.nodes.iter().filter(|node| node.kind == SyntaxKind::Shorthand) {
        let (start, end) = (node.range.start, node.range.end);
        let (before, after) = (text.before(start), text.after(end));
        let starts_word = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '»'));
        match text.text(node) {
            // Meant as »about«: »~50 besøg«.
            "~" if starts_word && after.is_some_and(|c| c.is_ascii_digit()) => slips.push(Slip::certain(start)),
            // Between two spaces a third makes no sense.
            "~" if before.is_some_and(char::is_whitespace) && after.is_none_or(char::is_whitespace) => {
                slips.push(Slip::certain(start));
            }
            "~" if is_below(text, start) => slips.push(below(start).escaped_at([start])),
            "~" if after == Some('~') && before != Some('~') => {
                slips.push(if is_end { Slip::certain(start) } else { strike(start) }.escaped_at([start, end]));
                is_end = !is_end;
            }
            // A soft hyphen is inside a word.
            "-?" if !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)) => {
                slips.push(Slip { escapes: vec![start + 1], ..Slip::certain(start) });
            }
            _ => {}
        }
    }
    slips
}

/// Whether it begins a lowered part in Markdown, as in `H~2~O` and `CO~2~`.
fn is_below(text: &MarkupText<'_>, start: usize) -> bool {
    let rest = text.source.get(start + 1..).unwrap_or_default();
    let inner = rest.split_once('~').map(|(inner, _)| inner);
    text.before(start).is_some_and(char::is_alphabetic)
        && inner.is_some_and(|inner| !inner.is_empty() && inner.len() < 3 && inner.chars().all(|c| c.is_ascii_digit()))
}

fn below(start: usize) -> Slip {
    let message = "»~« sænker ikke tallet, men forsvinder.";
    Slip::reported(start, Code::ForeignMarkup, message, "Skriv #sub[…] om det, der skal stå lavt.")
}

fn strike(start: usize) -> Slip {
    let message = "»~~« streger ikke ud her, men forsvinder.";
    Slip::reported(start, Code::ForeignMarkup, message, "Skriv #strike[…] om det, der skal streges ud.")
}
