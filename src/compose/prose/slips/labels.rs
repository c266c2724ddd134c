//! `<navn>` in the text: Typst takes it for a label and does not print it.

use typst::syntax::SyntaxKind;

use super::markup::{MarkupNode, MarkupText};
use super::{Slip, html};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, definition: &Definition) -> Vec<Slip> {
    let labels = text.nodes.iter().filter(|node| node.kind == SyntaxKind::Label && !names_a_thing(node));
    let labels = labels.filter(|node| !html::is_tag(text.text(node)) && !is_used(text.text(node), definition));
    labels.map(|node| slip(node, text.text(node))).collect()
}

/// Whether it follows a heading, a formula or code, which can be cited.
fn names_a_thing(node: &MarkupNode) -> bool {
    node.before.is_some_and(|kind| {
        matches!(
            kind,
            SyntaxKind::Heading
                | SyntaxKind::Equation
                | SyntaxKind::Raw
                | SyntaxKind::FuncCall
                | SyntaxKind::ContentBlock
                | SyntaxKind::CodeBlock
                | SyntaxKind::Ident
                | SyntaxKind::FieldAccess
        )
    })
}

/// Whether a chapter cites the label, or code uses it.
fn is_used(label: &str, definition: &Definition) -> bool {
    let name = label.trim_matches(['<', '>']);
    let times: usize = definition
        .chapters
        .iter()
        .map(|chapter| {
            let prose = &chapter.prose.value;
            prose.matches(&format!("@{name}")).count() + prose.matches(label).count().min(1)
        })
        .sum();
    times > 1
}

fn slip(node: &MarkupNode, label: &str) -> Slip {
    let message = format!("»{label}« kommer ikke med på siden: Typst tager det for navnet på et sted.");
    let advice = format!("Skal det stå i teksten, så skriv \\{label}. Mangler der et navn her, så sæt det ind.");
    Slip::reported(node.range.start, Code::SwallowedText, message, advice).escaped_at([node.range.start])
}
